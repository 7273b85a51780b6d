"""Doing what the outbox says. At least once, people's changes first, outside any transaction.

Rows are claimed by a lease that is committed at once; done rows are deleted by their id *and* that
lease. A database may give a deleted row's number to a new one, and a drainer that slept through its
lease must not delete what somebody noted meanwhile.
"""

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from jobboard.clock import clock
from jobboard.db import db
from jobboard.outbox.leases import Held, take
from jobboard.outbox.models import OutboxRow

log = logging.getLogger(__name__)

LONGEST_PATIENT_PAUSE = timedelta(seconds=4)


@dataclass(frozen=True)
class Claim:
    """A row that is ours to do."""

    id: int
    key: int | None
    payload: dict[str, Any]
    attempts: int


@dataclass(frozen=True)
class Topic:
    """How the rows of a topic are done.

    `act` does all of a batch or raises; the rows of a batch that failed are tried by halves until
    the one that spoils it is alone. With `one_at_a_time`, one drainer at a time in the world.
    Errors that it is `patient_with` are nobody's fault: something is away. They never use up the
    attempts, and the pauses stay short, because it may be back at any moment.
    """

    act: Callable[[Sequence[Claim]], None]
    batch: int = 1
    one_at_a_time: bool = False
    lasts: timedelta = timedelta(minutes=3)
    gives_up_after: int = 16
    first_pause: timedelta = timedelta(seconds=5)
    longest_pause: timedelta = timedelta(hours=1)
    patient_with: Callable[[Exception], bool] = field(default=lambda error: False)


@dataclass(frozen=True)
class Drained:
    """What became of one batch. `hopeless` means that trying the next at once is of no use."""

    done: int = 0
    failed: int = 0
    hopeless: bool = False

    @property
    def worked(self) -> bool:
        return bool(self.done or self.failed)


NOTHING = Drained()


def drain(name: str, topic: Topic, *, most: int = 1_000_000) -> Drained:
    """Batches until nothing waits, or until what the topic needs is away."""
    done = failed = 0
    while done + failed < most:
        batch = drain_once(name, topic)
        done, failed = done + batch.done, failed + batch.failed
        if not batch.worked or batch.hopeless:
            return Drained(done, failed, batch.hopeless)
    return Drained(done, failed)


def drain_once(name: str, topic: Topic) -> Drained:
    """One batch of the most urgent rows that are due."""
    now = clock()
    if next_urgency(name, now=now) is None:
        return NOTHING
    with db.engine.begin() as connection:
        held = None
        if topic.one_at_a_time:
            held = take(connection, lease_name(name), now=now, lasts=topic.lasts)
            if held is None:
                return NOTHING
        until, claims = _claim(connection, name, topic, now)
    return _do(_Batch(name, topic, until, held), claims)


def next_urgency(name: str, *, now: datetime) -> int | None:
    """How urgent the most urgent row is that waits; one step into the index, asked all the time."""
    query = select(OutboxRow.urgency).where(_waits(name, now)).order_by(OutboxRow.urgency).limit(1)
    with db.engine.connect() as connection:
        return connection.scalar(query)


def lease_name(topic: str) -> str:
    return f"outbox:{topic}"


def lag(now: datetime) -> dict[str, dict[str, float | int]]:
    """For each topic with rows: how many wait, how old the oldest that is due is, in seconds, and
    how many have used up their attempts."""
    waiting = OutboxRow.failed_at.is_(None)
    query = select(
        OutboxRow.topic,
        func.count().filter(waiting).label("waiting"),
        func.min(OutboxRow.noted_at).filter(waiting, OutboxRow.noted_at <= now).label("oldest"),
        func.count(OutboxRow.failed_at).label("failed"),
    ).group_by(OutboxRow.topic)
    with db.engine.connect() as connection:
        found = connection.execute(query).all()
    return {
        row.topic: {
            "waiting": row.waiting,
            "oldest_seconds": round((now - row.oldest).total_seconds(), 1) if row.oldest else 0,
            "failed": row.failed,
        }
        for row in found
    }


def try_again(connection: Connection, *, topic: str, now: datetime) -> int:
    """Gives rows that have used up their attempts another chance; how many."""
    given_up = update(OutboxRow).where(OutboxRow.topic == topic, OutboxRow.failed_at.is_not(None))
    return connection.execute(given_up.values(failed_at=None, attempts=0, not_before=now)).rowcount


@dataclass(frozen=True)
class _Batch:
    name: str
    topic: Topic
    until: datetime
    held: Held | None


def _claim(
    connection: Connection, name: str, topic: Topic, now: datetime
) -> tuple[datetime, list[Claim]]:
    # Microseconds drawn by lot make the lease's end a mark of this very claim.
    until = now + topic.lasts + timedelta(microseconds=random.randrange(1_000_000))  # noqa: S311
    due = _waits(name, now, claimed_too=topic.one_at_a_time)
    most_urgent = select(func.min(OutboxRow.urgency)).where(due).scalar_subquery()
    ours = (
        select(OutboxRow.id)
        .where(due, OutboxRow.urgency == most_urgent)
        .order_by(OutboxRow.id)
        .limit(topic.batch)
        .with_for_update(skip_locked=True)
    )
    found = connection.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(ours))
        .values(lease_until=until)
        .returning(OutboxRow.id, OutboxRow.key, OutboxRow.payload, OutboxRow.attempts)
    )
    return until, sorted((Claim(*row) for row in found), key=lambda claim: claim.id)


def _waits(name: str, now: datetime, *, claimed_too: bool = False) -> ColumnElement[bool]:
    """Whoever is alone with a topic owns also what its dead forerunner had claimed."""
    due = and_(OutboxRow.topic == name, OutboxRow.failed_at.is_(None), OutboxRow.not_before <= now)
    free = or_(OutboxRow.lease_until.is_(None), OutboxRow.lease_until <= now)
    return due if claimed_too else and_(due, free)


def _do(batch: _Batch, claims: list[Claim]) -> Drained:
    try:
        failures = _act_by_halves(batch.topic, claims) if claims else []
    except Exception as error:  # only what the topic is patient with
        _put_back(batch, [(claim, error) for claim in claims], give_back=True)
        return Drained(failed=len(claims), hopeless=True)
    spoiled = {claim.id for claim, _ in failures}
    _put_back(batch, failures)
    done = [claim for claim in claims if claim.id not in spoiled]
    _finish(batch, done)
    return Drained(len(done), len(failures))


def _act_by_halves(topic: Topic, claims: list[Claim]) -> list[tuple[Claim, Exception]]:
    """Those that cannot be done, each with its error, after everything else has been."""
    try:
        topic.act(claims)
        return []
    except Exception as error:
        db.session.rollback()
        if topic.patient_with(error):
            raise
        if len(claims) == 1:
            log.warning("outbox row failed", extra={"row": claims[0].id, "reason": str(error)})
            return [(claims[0], error)]
    middle = len(claims) // 2
    return [
        *_act_by_halves(topic, claims[:middle]),
        *_act_by_halves(topic, claims[middle:]),
    ]


def _put_back(
    batch: _Batch, failures: list[tuple[Claim, Exception]], *, give_back: bool = False
) -> None:
    if not failures:
        return
    now = clock()
    with db.engine.begin() as connection:
        for claim, error in failures:
            connection.execute(
                update(OutboxRow)
                .where(OutboxRow.id == claim.id, OutboxRow.lease_until == batch.until)
                .values(_after_failure(batch.topic, claim, error, now))
            )
        if give_back and batch.held:
            batch.held.give_back(connection)


def _after_failure(
    topic: Topic, claim: Claim, error: Exception, now: datetime
) -> dict[str, object]:
    patient = topic.patient_with(error)
    attempts = claim.attempts + 1
    longest = LONGEST_PATIENT_PAUSE if patient else topic.longest_pause
    pause = min(topic.first_pause * 2 ** min(claim.attempts, 20), longest)
    gives_up = not patient and attempts >= topic.gives_up_after
    return {
        "attempts": attempts,
        "trouble": f"{type(error).__name__}: {error}"[:1000],
        "lease_until": None,
        "not_before": now + pause,
        "failed_at": now if gives_up else None,
    }


def _finish(batch: _Batch, claims: list[Claim]) -> None:
    """Deletes what is done, together with what doing it has changed in the session."""
    ids = [claim.id for claim in claims]
    connection = db.session.connection()
    gone = connection.execute(
        delete(OutboxRow).where(OutboxRow.id.in_(ids), OutboxRow.lease_until == batch.until)
    ).rowcount
    if gone < len(ids):
        _do_again(connection, batch, claims)
    if batch.held:
        batch.held.give_back(connection)
    db.session.commit()


def _do_again(connection: Connection, batch: _Batch, claims: list[Claim]) -> None:
    """We have overslept, somebody else has done the same, and what we wrote last may be old: it is
    done once more, from what the database says then. Letters go out twice rather than never."""
    log.warning("outbox lease lapsed", extra={"topic": batch.name, "rows": len(claims)})
    if not batch.topic.one_at_a_time:
        return
    now = clock()
    connection.execute(
        insert(OutboxRow),
        [
            {
                "topic": batch.name,
                "key": claim.key,
                "payload": claim.payload,
                "noted_at": now,
                "not_before": now,
                "attempts": 0,
                "urgency": 0,
            }
            for claim in claims
        ],
    )
