"""A run of an import: what it writes belongs to its batch and is invisible until that is shown,
all at once. What a killed run has left is taken back before the next begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import Conflict
from jobboard.postings.lifecycle import WordingState
from jobboard.postings.models import ImportBatch, Posting, PostingEvent
from jobboard.postings.wording_models import Wording
from jobboard.search.listener import note_all

DEAD_AFTER = timedelta(minutes=5)
AT_WORK = "Another import is at work; try again when it is done."
# Both ends of a run note for the index what they touch, or touch what nobody could see.
NOTED: dict[str, Any] = {"execution_options": {"index_noted": True}}


@dataclass(frozen=True)
class Replaced:
    """A posting on show, with the wording that it shows and the one that takes its place."""

    posting_id: int
    before_id: int | None
    wording_id: int
    ends: datetime | None


def begin(file: str, format: str, *, now: datetime) -> int:
    """Commits, so that no second run begins; raises Conflict while another is at work."""
    _clear_the_dead(now)
    batch = ImportBatch(file=file[:200], format=format, started_at=now, beat_at=now, counts={})
    db.session.add(batch)
    db.session.commit()
    # Two may have begun in the same instant: the earlier number goes on.
    unfinished = select(func.min(ImportBatch.id)).where(ImportBatch.completed_at.is_(None))
    if db.session.scalar(unfinished) != batch.id:
        undo(batch.id)
        raise Conflict(AT_WORK)
    return batch.id


def beat(batch_id: int) -> None:
    """Says that the run goes on."""
    db.session.get_one(ImportBatch, batch_id).beat_at = clock()


def show(
    batch_id: int, replaced: Iterable[Replaced], *, counts: dict[str, int], now: datetime
) -> None:
    """Shows everything in one short transaction."""
    for one in replaced:
        _replace(one)
    touched = select(Wording.posting_id).where(Wording.batch_id == batch_id)
    note_all(touched)
    visible = update(Posting).where(Posting.id.in_(touched)).values(batch_id=None)
    db.session.execute(visible, **NOTED)
    batch = db.session.get_one(ImportBatch, batch_id)
    batch.completed_at, batch.counts = now, counts
    db.session.commit()


def undo(batch_id: int) -> None:
    """Takes back what an unfinished run wrote: nothing of it was ever shown. Commits."""
    new = select(Posting.id).where(Posting.batch_id == batch_id)
    wordings = select(Wording.id).where(Wording.batch_id == batch_id)
    for statement in (
        update(Posting).where(Posting.id.in_(new)).values(shown_id=None),
        delete(PostingEvent).where(PostingEvent.wording_id.in_(wordings)),
        delete(Wording).where(Wording.batch_id == batch_id),
        delete(Posting).where(Posting.batch_id == batch_id),
        delete(ImportBatch).where(ImportBatch.id == batch_id),
    ):
        db.session.execute(statement, **NOTED)
    db.session.commit()


def _replace(one: Replaced) -> None:
    shown = update(Posting).where(Posting.id == one.posting_id)
    db.session.execute(
        shown.values(shown_id=one.wording_id, expires_at=one.ends, revision=Posting.revision + 1),
        **NOTED,
    )
    before = update(Wording).where(Wording.id == one.before_id)
    db.session.execute(before.values(state=WordingState.SUPERSEDED), **NOTED)


def _clear_the_dead(now: datetime) -> None:
    unfinished = select(ImportBatch).where(ImportBatch.completed_at.is_(None))
    for batch in db.session.scalars(unfinished).all():
        if batch.beat_at + DEAD_AFTER > now:
            raise Conflict(AT_WORK)
        undo(batch.id)
