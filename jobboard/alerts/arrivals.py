"""Which jobs are new on the board.

A job's dates do not tell: an import brings jobs that were posted weeks ago elsewhere. So the board
notes for itself when each one could first be found, once the index has it.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, insert, select

from jobboard.alerts.models import Arrival
from jobboard.db import db
from jobboard.outbox.models import OutboxRow
from jobboard.postings.models import Posting
from jobboard.postings.queries import public_postings

# The index may be away for long, or for good: then the database is searched, which has the job.
WAITS_FOR_INDEX = timedelta(hours=1)
# What the engine is asked about at once; of a larger import, the latest.
MOST = 20_000


def note(now: datetime) -> None:
    """Everything that is public, can be found, and was not noted before, arrives now."""
    waiting = select(OutboxRow.key).where(
        OutboxRow.topic == "search",
        OutboxRow.key.is_not(None),
        OutboxRow.failed_at.is_(None),
        OutboxRow.not_before <= now,
        OutboxRow.noted_at > now - WAITS_FOR_INDEX,
    )
    known = select(Arrival.posting_id).where(Arrival.posting_id == Posting.id).exists()
    new = public_postings(now).with_only_columns(Posting.id)
    # Read first: the look at all public postings must not keep SQLite's writers waiting.
    ids = db.session.scalars(new.where(~known, Posting.id.not_in(waiting))).all()
    if ids:
        db.session.execute(insert(Arrival), [{"posting_id": one, "at": now} for one in ids])


def latest() -> datetime | None:
    return db.session.scalar(select(func.max(Arrival.at)))


def between(after: datetime, until: datetime) -> frozenset[int]:
    query = select(Arrival.posting_id).where(Arrival.at > after, Arrival.at <= until)
    return frozenset(db.session.scalars(query.order_by(Arrival.at.desc()).limit(MOST)))
