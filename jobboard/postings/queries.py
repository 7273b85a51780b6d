"""Which postings there are, by name. Every public page builds on `public_postings`."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.postings.lifecycle import RUNNING, State, WordingState
from jobboard.postings.models import Id, Moment, Posting, PostingEvent
from jobboard.postings.wording_models import Wording, WordingCode, WordingTag

OneRow = Select[Posting]

DESK_ORDER = (
    State.DRAFT,
    State.REJECTED,
    State.PENDING,
    State.PUBLISHED,
    State.PAUSED,
    State.EXPIRED,
    State.REMOVED,
    State.CLOSED,
)


def public_postings(now: Moment) -> OneRow:
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


def ever_public(posting_id: Id) -> OneRow:
    """For a job page, which also speaks of jobs that have ended."""
    return with_shown(
        select(Posting)
        .join(Posting.employer)
        .where(Posting.id == posting_id, Posting.first_published_at.is_not(None))
    )


# Every job's page asks these three, which are made once. The two lists are read by themselves: loaded
# with the wording, whose rows are wide, or on first sight they would cost the page three times as much.
def find_ever_public(posting_id: int) -> Posting | None:
    return db.session.scalar(_ever_public(), {"posting": posting_id})


def codes_of(wording_id: int) -> list[tuple[Interval, bool]]:
    """The codes that a wording covers, in its order, and whether its poster stated them."""
    rows = db.session.execute(_codes_of(), {"wording": wording_id})
    return [(Interval.from_keys(*keys), stated) for *keys, stated in rows]


def credentials_mentioned(wording_id: int) -> list[str]:
    """Credentials that only the text names."""
    return sorted(db.session.scalars(_mentioned_in(), {"wording": wording_id}))


@cache
def _ever_public() -> OneRow:
    return ever_public(bindparam("posting"))


@cache
def _codes_of() -> Select[str, str, str, bool]:
    columns = WordingCode.system, WordingCode.low_key, WordingCode.high_key, WordingCode.stated
    of_wording = WordingCode.wording_id == bindparam("wording")
    return select(*columns).where(of_wording).order_by(WordingCode.position)


@cache
def _mentioned_in() -> Select[str]:
    of_wording = WordingTag.wording_id == bindparam("wording")
    return select(WordingTag.value).where(of_wording, WordingTag.kind == "credential-mentioned")


def of_employer(employer: Employer) -> OneRow:
    return select(Posting).where(Posting.employer_id == employer.id)


def desk_of(employer: Employer, *, words: str = "", state: State | None = None) -> OneRow:
    """A company's postings as its people look for them: what is in work first, then the latest."""
    query = of_employer(employer).where(Posting.batch_id.is_(None))
    if state is not None:
        query = query.where(Posting.state == state)
    if words:
        titled = Posting.wordings.any(Wording.title.icontains(words, autoescape=True))
        query = query.where(or_(titled, Posting.ref.icontains(words, autoescape=True)))
    in_order = case({one: place for place, one in enumerate(DESK_ORDER)}, value=Posting.state)
    return (
        query.options(contains_eager(Posting.employer), selectinload(Posting.wordings))
        .join(Posting.employer)
        .order_by(in_order, Posting.created_at.desc(), Posting.id.desc())
    )


def counts_by_state(employer: Employer) -> dict[State, int]:
    query = (
        select(Posting.state, func.count())
        .where(Posting.employer_id == employer.id, Posting.batch_id.is_(None))
        .group_by(Posting.state)
    )
    return {State(state): number for state, number in db.session.execute(query)}


def applications_of(posting_ids: list[int]) -> dict[int, int]:
    """How many people have applied to each; those with none are left out."""
    from jobboard.applications.models import Application

    query = (
        select(Application.posting_id, func.count())
        .where(Application.posting_id.in_(posting_ids))
        .group_by(Application.posting_id)
    )
    return {posting_id: number for posting_id, number in db.session.execute(query)}


def count(query: OneRow) -> int:
    counted = query.order_by(None).with_only_columns(Posting.id)
    return db.session.scalar(select(func.count()).select_from(counted.subquery())) or 0


def public_of_employer(employer: Employer, now: datetime) -> OneRow:
    return (
        with_shown(public_postings(now))
        .where(Posting.employer_id == employer.id)
        .order_by(Posting.published_at.desc(), Posting.id.desc())
    )


# Approved anew, published anew, or shown since a day that was set.
CHANGES = (Wording.decided_at, Posting.published_at, Posting.publish_at)


def last_changes(posting_ids: list[int]) -> dict[int, datetime]:
    """When what each shows became what it is."""
    query = (
        select(Posting.id, *CHANGES)
        .join(Wording, Wording.id == Posting.shown_id)
        .where(Posting.id.in_(posting_ids))
    )
    rows = db.session.execute(query)
    found = {posting_id: latest(moments) for posting_id, *moments in rows}
    return {posting_id: moment for posting_id, moment in found.items() if moment}


def latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def known_as(origin: str, ref: str) -> Posting | None:
    return db.session.scalar(select(Posting).where(Posting.origin == origin, Posting.ref == ref))


def review_queue() -> Select[Wording]:
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
    return select(Posting).where(Posting.state.in_(RUNNING), Posting.expires_at <= now)


def newest_event() -> int:
    """Its number differs after every move of any posting."""
    return db.session.scalar(select(func.max(PostingEvent.id))) or 0


def last_event(posting: Posting, move: str) -> PostingEvent | None:
    return db.session.scalar(
        select(PostingEvent)
        .where(PostingEvent.posting_id == posting.id, PostingEvent.move == move)
        .order_by(PostingEvent.id.desc())
        .limit(1)
    )
