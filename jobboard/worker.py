"""The worker: does what the outbox says and what the clock asks for, until it is told to stop.

One thread for each topic, so that letters do not wait for a silent search engine, one for the
timetable, and the first for the beat. Nothing is lost when it is killed at any moment: what it had
claimed is claimed again.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import delete, insert, update

from jobboard import heap, letters
from jobboard.accounts.models import RateWindow, ServerSession
from jobboard.alerts import actions as alert_actions
from jobboard.alerts import letters as alert_letters
from jobboard.alerts.sweeping import sweep
from jobboard.assistant import conversing
from jobboard.assistant.passages import indexing as passages
from jobboard.candidates import marks, resumes
from jobboard.clock import clock
from jobboard.codes import reading
from jobboard.codes.imports import embedded
from jobboard.consult import upkeep as consult
from jobboard.consult.mail import handling, receiving
from jobboard.consult.mail.coming_in import ComingIn
from jobboard.db import db, gather_statistics
from jobboard.landing import tally
from jobboard.lookup import indexing as reference
from jobboard.outbox import bell, timetable
from jobboard.outbox.draining import Topic, drain, drain_once
from jobboard.outbox.models import WorkerBeat
from jobboard.outbox.patience import engine_is_away
from jobboard.outbox.timetable import Timed
from jobboard.postings import actions
from jobboard.search import checking, indexer, rebuild

log = logging.getLogger(__name__)

BEAT_EVERY, LOOK_AT_CLOCK_EVERY = 3.0, 1.0
AFTER_TROUBLE, ENDS_WITHIN = 1.0, 2.0
# A worker that has not been seen for so long will not come back.
BEAT_FORGOTTEN_AFTER = timedelta(days=1)
EXPIRE_AT_ONCE = 500


def _rebuild(_claims: object) -> None:
    rebuild.rebuild()


def _expire(now: datetime) -> None:
    while actions.expire_due(now, limit=EXPIRE_AT_ONCE) == EXPIRE_AT_ONCE:
        db.session.commit()


def _check_index(_now: datetime) -> None:
    rebuild.drop_leftovers()
    checking.check()


def _check_reference(now: datetime) -> None:
    reference.check(now)


def _check_passages(now: datetime) -> None:
    passages.check(now)


def _purge(now: datetime) -> None:
    for model in (ServerSession, RateWindow):
        db.session.execute(delete(model).where(model.expires_at <= now))
    reading.forget_networks(now)
    conversing.forget_expired(now)
    forgotten = WorkerBeat.seen_at <= now - BEAT_FORGOTTEN_AFTER
    db.session.execute(delete(WorkerBeat).where(forgotten))
    marks.purge(now)
    alert_actions.purge(now)
    receiving.look_after(now)


def _erase_resumes(now: datetime) -> None:
    resumes.sweep(now=now)


def _gather_statistics(_now: datetime) -> None:
    gather_statistics()


def _reckon_landing_pages(now: datetime) -> None:
    tally.reckon(now)


HANDLERS: dict[str, Topic] = {
    "search": indexer.SEARCH,
    # Before the letters that come of it.
    receiving.TOPIC: handling.WORK,
    "mail": letters.TOPIC,
    "alerts": alert_letters.TOPIC,
    "rebuild": Topic(
        _rebuild,
        batch=1_000,
        one_at_a_time=True,
        lasts=timedelta(hours=2),
        patient_with=engine_is_away,
    ),
    reference.TOPIC: reference.REFERENCE_TOPIC,
    passages.TOPIC: passages.PASSAGES_TOPIC,
    embedded.TOPIC: embedded.CODES_TOPIC,
}
# The bell wakes the drainers. They also look by themselves: for what has become due meanwhile, for
# what was noted on another machine, and more often where there is no bell.
LOOK_EVERY, LOOK_EVERY_WITHOUT_BELL = {"search": 0.5}, {"search": 0.06, "mail": 0.3, "alerts": 0.5}
LOOK_EVERY_USUALLY = 1.0

TIMED: dict[str, Timed] = {
    "expire": Timed(timedelta(minutes=1), _expire),
    "alerts": Timed(timedelta(seconds=20), sweep),
    "check-index": Timed(timedelta(hours=1), _check_index),
    "check-reference": Timed(timedelta(hours=1), _check_reference),
    "check-passages": Timed(timedelta(hours=1), _check_passages),
    "purge": Timed(timedelta(minutes=10), _purge),
    "statistics": Timed(timedelta(days=1), _gather_statistics),
    "erase-resumes": Timed(timedelta(hours=1), _erase_resumes),
    "consult": Timed(timedelta(minutes=1), consult.keep_up),
    "landing-pages": Timed(timedelta(minutes=30), _reckon_landing_pages),
}
AT_START = frozenset({
    "check-index", "check-reference", "check-passages", "statistics", "landing-pages",
})  # fmt: skip


def run(app: Flask, stop: threading.Event) -> None:
    """Works until `stop` is set, and then no longer than the batch in hand, or two seconds."""
    heap.keep_one()
    with app.app_context():
        timetable.set_up(TIMED, now=clock(), at_once=AT_START)
        _beat(clock())
        mail = ComingIn(app)
        woken = {name: threading.Event() for name in (*HANDLERS, "timetable", "coming-in")}
        listening = bell.Listening({name: woken[name] for name in HANDLERS})
    look_every = LOOK_EVERY if listening.hears else LOOK_EVERY_WITHOUT_BELL
    steps = {
        name: _drainer(name, topic, look_every.get(name, LOOK_EVERY_USUALLY))
        for name, topic in HANDLERS.items()
    }
    steps |= {"timetable": _look_at_clock, "coming-in": mail.step}
    threads = [_thread(app, stop, name, step, woken[name]) for name, step in steps.items()]
    threads.append(_start(lambda: listening.listen(stop), "bell"))
    with app.app_context():
        while not stop.wait(BEAT_EVERY):
            _keep_going(lambda: _beat(clock()))
            heap.give_back()
        bell.ring()
    mail.end()
    for one in woken.values():
        one.set()
    for thread in threads:
        thread.join(ENDS_WITHIN / len(threads))


def settle() -> None:
    """Does all that waits, in this process, as far as it can be done: for tests and commands."""
    for name, topic in HANDLERS.items():
        drain(name, topic)
    db.session.commit()


Step = Callable[[], float]


def _thread(
    app: Flask, stop: threading.Event, name: str, step: Step, woken: threading.Event
) -> threading.Thread:
    def work() -> None:
        while not stop.is_set():
            # Before looking: a ring that comes meanwhile is about something that we may not see.
            woken.clear()
            # A new context each time, and with it a new session.
            with app.app_context():
                pause = _keep_going(step)
            if pause and not stop.is_set():
                woken.wait(pause)

    return _start(work, name)


def _start(work: Callable[[], None], name: str) -> threading.Thread:
    # A thread that hangs on a silent neighbor must not keep the process from ending.
    thread = threading.Thread(target=work, name=f"worker-{name}", daemon=True)
    thread.start()
    return thread


def _drainer(name: str, topic: Topic, look_every: float) -> Step:
    def step() -> float:
        batch = drain_once(name, topic)
        if batch.hopeless:
            return AFTER_TROUBLE
        return 0.0 if batch.worked else look_every

    return step


def _look_at_clock() -> float:
    timetable.run_due(TIMED)
    return LOOK_AT_CLOCK_EVERY


def _keep_going(step: Callable[[], float | None]) -> float:
    """The pause after the step. Whatever happens in one, the next is taken all the same."""
    try:
        return step() or 0.0
    except Exception:
        db.session.rollback()
        log.exception("worker step failed", extra={"thread": threading.current_thread().name})
        return AFTER_TROUBLE


def _beat(now: datetime) -> None:
    ours = f"{socket.gethostname()}:{os.getpid()}"[:80]
    with db.engine.begin() as connection:
        seen = update(WorkerBeat).where(WorkerBeat.name == ours).values(seen_at=now)
        if connection.execute(seen).rowcount == 0:
            connection.execute(insert(WorkerBeat).values(name=ours, seen_at=now))
