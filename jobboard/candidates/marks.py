"""Jobs that a candidate saves, hides, and has looked at."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from jobboard.accounts.models import User
from jobboard.candidates.models import JobMark
from jobboard.db import db

SEEN_KEPT_FOR = timedelta(days=90)
# Reading a page again and again is one look.
SAME_LOOK = timedelta(minutes=10)


def save(mark: JobMark, now: datetime) -> None:
    mark.saved_at, mark.hidden_at = mark.saved_at or now, None


def unsave(mark: JobMark, now: datetime) -> None:
    mark.saved_at = None


def hide(mark: JobMark, now: datetime) -> None:
    mark.hidden_at, mark.saved_at = mark.hidden_at or now, None


def unhide(mark: JobMark, now: datetime) -> None:
    mark.hidden_at = None


def forget(mark: JobMark, now: datetime) -> None:
    mark.seen_at = None


ACTS: dict[str, Callable[[JobMark, datetime], None]] = {
    "save": save,
    "unsave": unsave,
    "hide": hide,
    "unhide": unhide,
    "forget": forget,
}


def mark_of(person: User, posting_id: int) -> JobMark:
    """The person's mark on this job, made where there is none."""
    key = {"candidate_id": person.id, "posting_id": posting_id}
    if found := db.session.get(JobMark, key):
        return found
    try:
        with db.session.begin_nested():
            db.session.add(JobMark(**key))
    except IntegrityError:  # made by another tab a moment ago
        pass
    return db.session.get_one(JobMark, key)


def saw(person: User, posting_id: int, *, now: datetime) -> None:
    """Commits, when there is anything new to keep."""
    known = db.session.get(JobMark, {"candidate_id": person.id, "posting_id": posting_id})
    if known and known.seen_at and now - known.seen_at < SAME_LOOK:
        return
    mark_of(person, posting_id).seen_at = now
    db.session.commit()


def forget_all_seen(person: User) -> None:
    seen = update(JobMark).where(JobMark.candidate_id == person.id, JobMark.seen_at.is_not(None))
    db.session.execute(seen.values(seen_at=None))


def purge(now: datetime) -> None:
    """The timed task: what was seen long ago is nobody's business any more."""
    old = update(JobMark).where(JobMark.seen_at <= now - SEEN_KEPT_FOR)
    db.session.execute(old.values(seen_at=None))
    db.session.execute(
        delete(JobMark).where(
            JobMark.saved_at.is_(None), JobMark.hidden_at.is_(None), JobMark.seen_at.is_(None)
        )
    )
