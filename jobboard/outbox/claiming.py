"""The rows of the outbox: claimed, deleted when they are done, put back when not.

A claim is a lease that is committed at once. Done rows are deleted by their id *and* that lease: a
database may give a deleted row's number to a new one, and a drainer that slept through its lease
must not delete what somebody noted meanwhile.
"""

import logging
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from jobboard.clock import clock
from jobboard.db import db
from jobboard.outbox.leases import Held, is_held, take
from jobboard.outbox.models import PEOPLE_FIRST, Lease, OutboxRow
from jobboard.outbox.writing import untried

log = logging.getLogger(__name__)

FORGOTTEN_AT_ONCE = 1_000
# Asked for by every page of the search: put together once.
LEASE_OF = select(Lease.holder, Lease.until).where(Lease.name == bindparam("name"))
NEVER_DRAINED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Claim:
    """A row that is ours to do."""

    id: int
    key: int | None
    payload: dict[str, Any]
    attempts: int


@dataclass(frozen=True)
class Batch:
    """Rows of one topic that were claimed together. `held` is the lease of a topic that only one
    drainer at a time may work on."""

    topic: str
    claims: list[Claim]
    until: datetime
    held: Held | None


def is_work(topic: str, *, alone: bool, now: datetime) -> bool:
    """Whether there is anything to claim; one step into the index, asked all the time."""
    query = select(OutboxRow.id).where(_waits(topic, now, claimed_too=alone)).limit(1)
    with db.engine.connect() as connection:
        if connection.scalar(query) is None:
            return False
        return not (alone and is_held(connection, lease_name(topic), now=now))


def claim(topic: str, *, most: int, alone: bool, now: datetime, lasts: timedelta) -> Batch | None:
    """The most urgent rows that are due, all of one urgency; None where somebody else is at work
    on a topic that wants one to be `alone`."""
    # Microseconds drawn by lot make the lease's end a mark of this very claim.
    lasts += timedelta(microseconds=random.randrange(1_000_000))  # noqa: S311
    until = now + lasts
    with db.engine.begin() as connection:
        held = take(connection, lease_name(topic), now=now, lasts=lasts) if alone else None
        if alone and held is None:
            return None
        due = _waits(topic, now, claimed_too=alone)
        most_urgent = select(func.min(OutboxRow.urgency)).where(due).scalar_subquery()
        ours = (
            select(OutboxRow.id)
            .where(due, OutboxRow.urgency == most_urgent)
            .order_by(OutboxRow.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        found = connection.execute(
            update(OutboxRow)
            .where(OutboxRow.id.in_(ours))
            .values(lease_until=until)
            .returning(OutboxRow.id, OutboxRow.key, OutboxRow.payload, OutboxRow.attempts)
        )
        claims = sorted((Claim(*row) for row in found), key=lambda one: one.id)
        return Batch(topic, claims, until, held)


@contextmanager
def in_its_drainers_place(topic: str, *, lasts: timedelta) -> Iterator[bool]:
    """Keeps the topic's drainers away for the block; False where one is at work."""
    with db.engine.begin() as connection:
        held = take(connection, lease_name(topic), now=clock(), lasts=lasts)
    try:
        yield held is not None
    finally:
        if held is not None:
            with db.engine.begin() as connection:
                held.give_back(connection)


def lease_name(topic: str) -> str:
    """The lease of whoever drains a topic alone."""
    return f"outbox:{topic}"


def quiet_since(connection: Connection, topic: str) -> datetime | None:
    """A moment that is another one after each batch of a topic that is drained alone; None while
    somebody is at work on one, or has died at it."""
    found = connection.execute(LEASE_OF, {"name": lease_name(topic)}).one_or_none()
    if found is None:
        return NEVER_DRAINED
    return None if found.holder else found.until


def finish(batch: Batch, done: list[Claim]) -> None:
    """Deletes what is done, together with what doing it has changed in the session."""
    ids = [claim.id for claim in done]
    connection = db.session.connection()
    gone = connection.execute(
        delete(OutboxRow).where(OutboxRow.id.in_(ids), OutboxRow.lease_until == batch.until)
    ).rowcount
    if gone < len(ids):
        _do_again(connection, batch, done)
    if batch.held:
        batch.held.give_back(connection)
    db.session.commit()


def put_back(batch: Batch, claim: Claim, error: Exception, **state: Any) -> None:
    """Counts the attempt, keeps the trouble for people to read, and lets the row go."""
    with db.engine.begin() as connection:
        _release(connection, batch, [claim], error, state)


def put_all_back(batch: Batch, error: Exception, **state: Any) -> None:
    """The same for the whole batch, which also leaves the topic to others."""
    with db.engine.begin() as connection:
        _release(connection, batch, batch.claims, error, state)
        if batch.held:
            batch.held.give_back(connection)


@dataclass(frozen=True)
class Seen:
    """Rows of a topic that were due, and committed, at a moment."""

    ids: list[int]
    at: datetime


def seen(topic: str, *, now: datetime) -> Seen:
    due = and_(OutboxRow.topic == topic, OutboxRow.not_before <= now)
    with db.engine.connect() as connection:
        return Seen(list(connection.scalars(select(OutboxRow.id).where(due))), now)


def forget(rows: Seen) -> None:
    """Deletes them, for whoever has done by other means what they ask for and keeps drainers away.
    A later row may have the number of one that has gone meanwhile."""
    with db.engine.begin() as connection:
        for start in range(0, len(rows.ids), FORGOTTEN_AT_ONCE):
            ids = rows.ids[start : start + FORGOTTEN_AT_ONCE]
            connection.execute(
                delete(OutboxRow).where(OutboxRow.id.in_(ids), OutboxRow.noted_at <= rows.at)
            )


def _waits(topic: str, now: datetime, *, claimed_too: bool = False) -> ColumnElement[bool]:
    """Whoever is alone with a topic owns also what its dead forerunner had claimed."""
    due = and_(OutboxRow.topic == topic, OutboxRow.failed_at.is_(None), OutboxRow.not_before <= now)
    free = or_(OutboxRow.lease_until.is_(None), OutboxRow.lease_until <= now)
    return due if claimed_too else and_(due, free)


def _release(
    connection: Connection,
    batch: Batch,
    claims: list[Claim],
    error: Exception,
    state: Mapping[str, Any],
) -> None:
    ids = [claim.id for claim in claims]
    connection.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(ids), OutboxRow.lease_until == batch.until)
        .values(
            attempts=OutboxRow.attempts + 1,
            trouble=f"{type(error).__name__}: {error}"[:1000],
            lease_until=None,
            **state,
        )
    )


def _do_again(connection: Connection, batch: Batch, claims: list[Claim]) -> None:
    """We have overslept, somebody else has done the same, and what we wrote last may be old: it is
    done once more, from what the database says then. A letter is not: one too many went out."""
    log.warning("outbox lease lapsed", extra={"topic": batch.topic, "rows": len(claims)})
    if batch.held is None:
        return
    now = clock()
    rows = [
        untried(batch.topic, claim.key, claim.payload, urgency=PEOPLE_FIRST, at=now)
        for claim in claims
    ]
    connection.execute(insert(OutboxRow), rows)
