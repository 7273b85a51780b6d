"""A candidate's own things, by name. Each query begins with the person, so nobody finds others'."""

from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager

from jobboard.accounts.models import User
from jobboard.candidates.eligibility import Standing
from jobboard.candidates.models import HeldCredential, JobMark, Profile, Resume
from jobboard.db import db
from jobboard.postings.models import Posting

# A page of results leaves out as many, and no more: the newest that were hidden.
MOST_HIDDEN = 2_000
MARKS = {"saved": JobMark.saved_at, "hidden": JobMark.hidden_at, "seen": JobMark.seen_at}


def resumes_of(person: User) -> Select[Resume]:
    """Those that the person keeps, the newest first."""
    return (
        select(Resume)
        .where(Resume.candidate_id == person.id, Resume.removed_at.is_(None))
        .order_by(Resume.added_at.desc(), Resume.id.desc())
    )


def resume_of(person: User, resume_id: int) -> Select[Resume]:
    return resumes_of(person).where(Resume.id == resume_id)


def resume_like(person: User, sha256: str) -> Select[Resume]:
    return resumes_of(person).where(Resume.sha256 == sha256).limit(1)


def resume_count(person: User) -> int:
    query = select(func.count()).select_from(resumes_of(person).order_by(None).subquery())
    return db.session.scalar(query) or 0


def erasable_resumes() -> Select[Resume]:
    """Forgotten by their owners, and carried by no application that is still in play."""
    from jobboard.applications.models import Application
    from jobboard.applications.pipeline import IN_PLAY

    carried = (
        select(Application.id)
        .where(Application.resume_id == Resume.id, Application.stage.in_(IN_PLAY))
        .exists()
    )
    return select(Resume).where(Resume.removed_at.is_not(None), ~carried)


def file_keys() -> Sequence[str]:
    return db.session.scalars(select(Resume.file_key)).all()


def standing_of(person: User) -> Standing | None:
    """None until they have filled in their profile."""
    rows = db.session.execute(
        select(Profile.state, HeldCredential.credential)
        .outerjoin(HeldCredential, HeldCredential.candidate_id == Profile.candidate_id)
        .where(Profile.candidate_id == person.id)
    ).all()
    if not rows:
        return None
    return Standing(frozenset(held for _, held in rows if held), rows[0][0])


def marked_ids(person: User) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of the jobs that the person has saved, and of those that they have hidden."""
    rows = db.session.execute(
        select(JobMark.posting_id, JobMark.hidden_at)
        .where(
            JobMark.candidate_id == person.id,
            or_(JobMark.saved_at.is_not(None), JobMark.hidden_at.is_not(None)),
        )
        .order_by(JobMark.hidden_at.desc())
    ).all()
    hidden = [posting_id for posting_id, hidden_at in rows if hidden_at is not None]
    saved = frozenset(posting_id for posting_id, hidden_at in rows if hidden_at is None)
    return saved, frozenset(hidden[:MOST_HIDDEN])


def marks_of(person: User, kind: str) -> Select[JobMark]:
    """`saved`, `hidden` or `seen` jobs, the latest first, also those that are over by now."""
    moment = MARKS[kind]
    return (
        select(JobMark)
        .join(JobMark.posting)
        .join(Posting.employer)
        .where(JobMark.candidate_id == person.id, moment.is_not(None))
        .options(
            contains_eager(JobMark.posting).contains_eager(Posting.employer),
            contains_eager(JobMark.posting).joinedload(Posting.shown),
        )
        .order_by(moment.desc(), JobMark.posting_id.desc())
    )


def mark_count(person: User, kind: str) -> int:
    counted = marks_of(person, kind).order_by(None).with_only_columns(JobMark.posting_id)
    return db.session.scalar(select(func.count()).select_from(counted.subquery())) or 0
