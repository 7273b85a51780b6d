"""What waits and what has failed for good, for /readyz and for an admin, and another try."""

from datetime import datetime

from sqlalchemy import Select, func, select, update

from jobboard.db import db
from jobboard.outbox.models import OutboxRow

NOTHING_WAITS: dict[str, float | int] = {"waiting": 0, "oldest_seconds": 0, "failed": 0}
"""What `lag` would say of a topic without rows."""


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


def given_up() -> Select[OutboxRow]:
    """Rows that have used up their attempts, the oldest first."""
    return (
        select(OutboxRow)
        .where(OutboxRow.failed_at.is_not(None))
        .order_by(OutboxRow.failed_at, OutboxRow.id)
    )


def try_again(topic: str, *, now: datetime) -> int:
    """Gives rows that have used up their attempts another chance, in the session's transaction;
    how many."""
    given_up = update(OutboxRow).where(OutboxRow.topic == topic, OutboxRow.failed_at.is_not(None))
    again = given_up.values(failed_at=None, attempts=0, not_before=now)
    return db.session.connection().execute(again).rowcount
