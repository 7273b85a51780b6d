"""Who is who."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from jobboard.accounts.models import ServerSession, User
from jobboard.db import db


def by_email(email: str) -> User | None:
    """Somebody who is known costs no more than somebody who is not."""
    query = select(User).where(User.email == email).options(lazyload(User.roles))
    return db.session.scalars(query).one_or_none()


def open_sessions(person: User, *, now: datetime) -> int:
    """In how many browsers this person is signed in."""
    query = (
        select(func.count())
        .select_from(ServerSession)
        .where(ServerSession.user_id == person.id, ServerSession.expires_at > now)
    )
    return db.session.scalar(query) or 0
