"""A candidate's own things, by name. Each query begins with the person, so nobody finds others'."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from jobboard.accounts.models import User
from jobboard.candidates.models import Resume
from jobboard.db import db


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
