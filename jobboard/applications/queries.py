"""Which applications there are, for whom. Each query begins with the person or the company."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from jobboard.accounts.models import User
from jobboard.applications.models import Application, ApplicationEvent, ResumeRead
from jobboard.applications.pipeline import IN_PLAY, Stage
from jobboard.candidates.models import Resume
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.postings.models import Posting

COLUMNS = (*IN_PLAY, Stage.HIRED)


def of_candidate(person: User) -> Select[Application]:
    """The person's own, the newest first, with what their list shows."""
    return (
        select(Application)
        .where(Application.candidate_id == person.id)
        .join(Application.posting)
        .join(Posting.employer)
        .options(
            contains_eager(Application.posting).contains_eager(Posting.employer),
            joinedload(Application.wording),
            selectinload(Application.events),
        )
        .order_by(Application.sent_at.desc(), Application.id.desc())
    )


def to_posting(person: User, posting: Posting) -> Application | None:
    """The one application that this person may send to this posting."""
    return db.session.scalar(
        select(Application).where(
            Application.candidate_id == person.id, Application.posting_id == posting.id
        )
    )


def last_sent(person: User) -> Application | None:
    query = select(Application).where(Application.candidate_id == person.id)
    return db.session.scalar(query.order_by(Application.id.desc()).limit(1))


def of_employer(employer: Employer, application_id: int) -> Select[Application]:
    """One application, if it was sent to a posting of this company."""
    return (
        select(Application)
        .join(Application.posting)
        .where(Application.id == application_id, Posting.employer_id == employer.id)
        .options(
            contains_eager(Application.posting),
            joinedload(Application.wording),
            joinedload(Application.resume),
            joinedload(Application.candidate),
            selectinload(Application.events).joinedload(ApplicationEvent.actor),
            selectinload(Application.reads).joinedload(ResumeRead.reader),
        )
    )


def counts(posting: Posting) -> dict[Stage, int]:
    """How many stand at each stage; all stages are there."""
    query = (
        select(Application.stage, func.count())
        .where(Application.posting_id == posting.id)
        .group_by(Application.stage)
    )
    found = {stage: count for stage, count in db.session.execute(query)}
    return {stage: found.get(stage, 0) for stage in Stage}


@dataclass(frozen=True)
class Column:
    stage: Stage
    count: int
    applications: list[Application]


def columns(posting: Posting, *, shown: int) -> list[Column]:
    """The pipeline's columns with the newest `shown` of each, in two queries whatever its size."""
    counted = counts(posting)
    place = func.row_number().over(
        partition_by=Application.stage,
        order_by=(Application.sent_at.desc(), Application.id.desc()),
    )
    ranked = (
        select(Application.id, place.label("place"))
        .where(Application.posting_id == posting.id, Application.stage.in_(COLUMNS))
        .subquery()
    )
    cards = db.session.scalars(
        select(Application)
        .join(ranked, ranked.c.id == Application.id)
        .where(ranked.c.place <= shown)
        .order_by(Application.sent_at.desc(), Application.id.desc())
    ).all()
    return [
        Column(stage, counted[stage], [card for card in cards if card.stage == stage])
        for stage in COLUMNS
    ]


def at_stage(posting: Posting, stage: Stage) -> Select[Application]:
    return (
        select(Application)
        .where(Application.posting_id == posting.id, Application.stage == stage)
        .order_by(Application.sent_at.desc(), Application.id.desc())
    )


def in_play(posting: Posting) -> Select[Application]:
    return (
        select(Application)
        .where(Application.posting_id == posting.id, Application.stage.in_(IN_PLAY))
        .options(joinedload(Application.candidate), joinedload(Application.wording))
        .order_by(Application.id)
    )


def unread_count(posting: Posting) -> int:
    """Those that nobody of the company has opened yet."""
    query = select(func.count(Application.id)).where(
        Application.posting_id == posting.id,
        Application.stage == Stage.NEW,
        Application.first_viewed_at.is_(None),
    )
    return db.session.scalar(query) or 0


def last_event(application: Application) -> ApplicationEvent | None:
    return db.session.scalar(
        select(ApplicationEvent)
        .where(ApplicationEvent.application_id == application.id)
        .order_by(ApplicationEvent.id.desc())
        .limit(1)
    )


def uses_of(resumes: list[Resume]) -> dict[int, int]:
    """In how many applications still in play each résumé is read."""
    query = (
        select(Application.resume_id, func.count())
        .where(
            Application.resume_id.in_([resume.id for resume in resumes]),
            Application.stage.in_(IN_PLAY),
        )
        .group_by(Application.resume_id)
    )
    return {key: count for key, count in db.session.execute(query) if key is not None}
