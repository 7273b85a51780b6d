"""From the day when a posting goes up to the day when it ends."""

from datetime import datetime, timedelta

from jobboard.applications.actions import posting_ended
from jobboard.db import db
from jobboard.postings import letters, queries
from jobboard.postings.actions.moving import another_than_who, make_move, move_wording
from jobboard.postings.actions.writing import lacks, new_wording
from jobboard.postings.actors import TIME, Actor
from jobboard.postings.lifecycle import Move, WordingState
from jobboard.postings.models import Posting
from jobboard.postings.policy import end_of, start_of
from jobboard.postings.problems import RecordWrong
from jobboard.postings.record import PostingRecord
from jobboard.postings.wording_models import Wording
from jobboard.settings import current_settings


def pause(posting: Posting, *, by: Actor, now: datetime) -> None:
    make_move(posting, Move.PAUSE, by=by, now=now)


def resume(posting: Posting, *, by: Actor, now: datetime) -> None:
    make_move(posting, Move.RESUME, by=by, now=now)


def close(posting: Posting, *, outcome: str, by: Actor, now: datetime) -> None:
    """`outcome` is a slug of the closing outcomes."""
    make_move(posting, Move.CLOSE, by=by, now=now, note=outcome)
    posting.outcome = outcome
    _end(posting, at=now, now=now)


def renew(posting: Posting, *, by: Actor, now: datetime) -> None:
    """Puts an expired posting up again: at once for a trusted company whose wording has not
    changed, through the moderators otherwise. A newer text in work goes with it."""
    if posting.in_work is None and posting.employer.trusted_at is not None:
        make_move(posting, Move.RENEW_AT_ONCE, by=by, now=now)
        put_on_show(posting, posting.latest.says(), now=now)
        return
    wording = posting.in_work
    if wording is None or wording.state == WordingState.REJECTED:
        wording = new_wording(posting, _shown_or_latest(posting).says(), by=by, now=now)
    elif problems := lacks(wording.says(), now):
        raise RecordWrong(problems)
    make_move(posting, Move.RENEW, by=by, now=now, wording=wording)
    move_wording(wording, WordingState.SUBMITTED)
    wording.submitted_at = now


def take_down(posting: Posting, *, note: str, by: Actor, now: datetime) -> None:
    make_move(posting, Move.TAKE_DOWN, by=by, now=now, note=note)
    letters.taken_down(posting, note)
    _end(posting, at=now, now=now)


def restore(posting: Posting, *, by: Actor, now: datetime) -> None:
    """A second moderator puts up again what the first has taken down."""
    another_than_who(posting, Move.TAKE_DOWN, by=by)
    make_move(posting, Move.RESTORE, by=by, now=now)
    posting.ended_at = None


def expire_due(now: datetime, *, limit: int = 500) -> int:
    """Tidies the state of postings whose last day is over; they left the pages at midnight."""
    due = db.session.scalars(queries.due_to_expire(now).limit(limit)).all()
    for posting in due:
        make_move(posting, Move.EXPIRE, by=TIME, now=now)
        letters.expired(posting)
        _end(posting, at=posting.expires_at, now=now)
    return len(due)


def put_on_show(posting: Posting, record: PostingRecord, *, now: datetime) -> None:
    """Sets the dates of a run. A record may say when it begins and ends; a renewed one begins
    now."""
    settings = current_settings()
    first = posting.first_published_at is None
    begins = start_of(record.posted_at, settings.zone) if first and record.posted_at else now
    posting.publish_at = posting.published_at = begins
    posting.first_published_at = posting.first_published_at or begins
    stated = end_of(record.expires_at, settings.zone) if record.expires_at else None
    default = now + timedelta(days=settings.listing_days)
    posting.expires_at = stated if stated and (first or stated > now) else default
    posting.confirmed_at, posting.ended_at, posting.outcome = now, None, None


def _end(posting: Posting, *, at: datetime | None, now: datetime) -> None:
    """Moderators are not asked to read a new text of a posting that has just ended."""
    if posting.in_work is not None and posting.in_work.state == WordingState.SUBMITTED:
        move_wording(posting.in_work, WordingState.DRAFT)
    posting.ended_at = at
    posting_ended(posting, now=now)


def _shown_or_latest(posting: Posting) -> Wording:
    return posting.shown or posting.latest
