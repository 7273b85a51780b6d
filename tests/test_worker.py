"""The worker as people run it: a process of its own, that may be told to stop or killed."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from jobboard import worker
from jobboard.accounts.models import RateWindow, ServerSession
from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.engine_program import EngineProgram
from jobboard.gateways.meilisearch import Meilisearch
from jobboard.gateways.search_engine import Question
from jobboard.outbox import overseeing
from jobboard.outbox.models import WorkerBeat
from jobboard.postings import actions
from jobboard.postings.models import Posting
from jobboard.search import checking
from tests import board_process
from tests.engine import new_program
from tests.making import a_published_posting, an_employer, owner_of
from tests.waiting import eventually

WORKER = ("-m", "jobboard.cli", "worker")


def test_a_worker_in_a_thread_settles_and_ends_at_once(app: Flask) -> None:
    stop = threading.Event()
    running = threading.Thread(target=worker.run, args=(app, stop))
    running.start()
    a_published_posting(title="Found by a thread", now=clock())
    eventually(lambda: len(gateways().search.ask(Question("thread")).hits) == 1)
    began = time.monotonic()
    stop.set()
    running.join(10)
    assert not running.is_alive()
    assert time.monotonic() - began < 5
    db.session.rollback()
    assert db.session.scalars(select(WorkerBeat)).one().seen_at <= clock()


def test_the_purge_takes_what_is_over_and_leaves_the_rest(app: Flask) -> None:
    now = clock()
    for name, ends in (("over", now - timedelta(seconds=1)), ("runs", now + timedelta(hours=1))):
        key = name.encode().ljust(32)
        db.session.add(ServerSession(id=key, data={}, created_at=now, expires_at=ends))
        db.session.add(RateWindow(key=name, count=1, expires_at=ends))
        db.session.add(WorkerBeat(name=name, seen_at=ends - timedelta(days=1)))
    db.session.commit()
    worker._purge(now)
    assert db.session.scalars(select(RateWindow.key)).all() == ["runs"]
    assert len(db.session.scalars(select(ServerSession.id)).all()) == 1
    assert db.session.scalars(select(WorkerBeat.name)).all() == ["runs"]


class Board:
    """The test's own board, with an engine of its own and workers that can be killed."""

    def __init__(self, database_url: str, folder: Path, engine: EngineProgram) -> None:
        self.program, self._folder = engine, folder
        url, key = engine.start(folder / "engine")
        self.search = Meilisearch(url, key)
        more = {"MEILI_URL": url, "MEILI_MASTER_KEY": key}
        self.environment = board_process.environment(database_url, folder, **more)

    def worker(self):
        log = self._folder / "worker.log"
        return board_process.process(*WORKER, env=self.environment, log=log)

    def log(self) -> str:
        return (self._folder / "worker.log").read_text()

    def equals_the_database(self) -> bool:
        db.session.rollback()
        try:
            return not checking.compare(self.search)
        except SearchUnavailable:
            return False


@pytest.fixture
def board(app: Flask, database_url: str, tmp_path: Path) -> Iterator[Board]:
    program = new_program()
    try:
        board = Board(database_url, tmp_path, program)
        gateways().search = board.search
        yield board
    finally:
        program.stop()


def test_the_worker_stops_when_it_is_told_to_and_says_so(board: Board) -> None:
    with board.worker() as process:
        eventually(lambda: bool(db.session.rollback() or db.session.scalar(select(WorkerBeat))))
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert "The worker has stopped." in board.log()


def test_a_change_is_found_soon(board: Board) -> None:
    with board.worker():
        eventually(lambda: board.equals_the_database() and bool(draining_is_idle()))
        posting = a_published_posting(title="Soon found", now=clock())
        eventually(lambda: len(board.search.ask(Question("soon found")).hits) == 1)
        close(posting)
        eventually(lambda: board.search.ask(Question("soon found")).total == 0)


def draining_is_idle() -> bool:
    """Nothing waits for the index. A letter that a killed worker had claimed is sent when its lease
    ends, minutes later: taken up at once, it might go out twice."""
    return "search" not in overseeing.lag(clock())


def close(posting: Posting) -> None:
    by = owner_of(posting.employer)
    actions.close(posting, outcome="hired-here", by=by, now=clock())
    db.session.commit()


KILLS = 15


def test_nothing_is_lost_when_worker_and_engine_are_killed_at_random_moments(
    app: Flask, board: Board
) -> None:
    """Afterwards the index equals the public rows, and nothing waits."""
    chance = random.Random(2026)
    employer = an_employer()
    postings = [a_published_posting(employer=employer, now=clock()).id for _ in range(10)]
    for _ in range(KILLS):
        with a_forked_worker(app):
            for _ in range(3):
                change_something(postings, chance)
                pause(chance.uniform(0.0, 0.15))
            if chance.random() < 0.5:
                kill_the_engine(board)
                pause(chance.uniform(0.0, 0.2))
    with a_forked_worker(app):
        eventually(lambda: board.equals_the_database() and draining_is_idle(), within=120)


@contextmanager
def a_forked_worker(app: Flask) -> Iterator[None]:
    """Killed when the block ends. It is at work at once, which a new process is not."""
    db.session.remove()
    db.engine.dispose()  # SQLite does not survive a fork
    pid = os.fork()
    if pid == 0:
        try:
            worker.run(app, threading.Event())
        finally:
            os._exit(1)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def change_something(postings: list[int], chance: random.Random) -> None:
    posting = db.session.get_one(Posting, chance.choice(postings))
    match chance.randrange(4):
        case 0:
            new = a_published_posting(employer=posting.employer, now=clock())
            postings.append(new.id)
        case 1:
            posting.hidden_at = None if posting.hidden_at else clock()
        case 2:
            posting.employer.name = f"Name {chance.randrange(1000)}"
        case 3:
            posting.expires_at = clock() + timedelta(days=chance.randrange(-1, 30))
    try:
        db.session.commit()
    except StaleDataError:  # the worker's clock has ended this posting meanwhile
        db.session.rollback()


def kill_the_engine(board: Board) -> None:
    process = board.program._process
    assert process is not None
    process.kill()
    process.wait(60)
    board.program.keep_alive()


def pause(seconds: float) -> None:
    threading.Event().wait(seconds)
