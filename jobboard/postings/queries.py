"""Which postings there are, by name. Every public page builds on `public_postings`."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.postings.lifecycle import State, WordingState
from jobboard.postings.models import Posting, PostingEvent, Wording

OneRow = Select[tuple[Posting]]


def public_postings(now: datetime) -> OneRow:
    return select(Posting).join(Posting.employer).where(Posting.public_at(now))


def newest(now: datetime, limit: int) -> OneRow:
    return (
        with_shown(public_postings(now))
        .order_by(Posting.published_at.desc(), Posting.id.desc())
        .limit(limit)
    )


def with_shown(query: OneRow) -> OneRow:
    """Loads the employer (joined already) and the wording on show in the same query."""
    return query.options(contains_eager(Posting.employer), joinedload(Posting.shown))


def ever_public(posting_id: int) -> OneRow:
    """For a job page, which also speaks of jobs that have ended."""
    return with_shown(
        select(Posting)
        .join(Posting.employer)
        .where(Posting.id == posting_id, Posting.first_published_at.is_not(None))
    )


def of_employer(employer: Employer) -> OneRow:
    return select(Posting).where(Posting.employer_id == employer.id)


def public_of_employer(employer: Employer, now: datetime) -> OneRow:
    return (
        with_shown(public_postings(now))
        .where(Posting.employer_id == employer.id)
        .order_by(Posting.published_at.desc(), Posting.id.desc())
    )


def known_as(origin: str, ref: str) -> Posting | None:
    return db.session.scalar(select(Posting).where(Posting.origin == origin, Posting.ref == ref))


def review_queue() -> Select[tuple[Wording]]:
    """Wordings that wait for a moderator, oldest first."""
    return (
        select(Wording)
        .join(Wording.posting)
        .where(Wording.state == WordingState.SUBMITTED, Posting.batch_id.is_(None))
        .options(joinedload(Wording.posting).joinedload(Posting.employer))
        .order_by(Wording.submitted_at, Wording.id)
    )


def waiting_count() -> int:
    query = select(func.count()).select_from(review_queue().order_by(None).subquery())
    return db.session.scalar(query) or 0


def due_to_expire(now: datetime) -> OneRow:
    return select(Posting).where(
        Posting.state.in_((State.PUBLISHED, State.PAUSED)), Posting.expires_at <= now
    )


def ending_soon(now: datetime, within: timedelta = timedelta(days=3)) -> OneRow:
    return public_postings(now).where(Posting.expires_at < now + within)


def last_event(posting: Posting, move: str) -> PostingEvent | None:
    return db.session.scalar(
        select(PostingEvent)
        .where(PostingEvent.posting_id == posting.id, PostingEvent.move == move)
        .order_by(PostingEvent.id.desc())
        .limit(1)
    )
