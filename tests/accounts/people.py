"""People with passwords, and the letters that they get."""

import re
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from jobboard.accounts import actions, queries
from jobboard.accounts.models import User
from jobboard.clock import clock
from jobboard.db import db
from jobboard.outbox.models import OutboxRow

PASSWORD = "correct horse"


def somebody(email: str = "casey@example.com", role: str = "candidate", **given: Any) -> User:
    """A person who signs in with PASSWORD."""
    given = {"name": "Casey Coder", "password": PASSWORD, "now": clock(), **given}
    person = actions.create(email, role=role, **given)
    db.session.commit()
    return person


def unconfirmed(email: str = "casey@example.com") -> User:
    person = somebody(email)
    person.confirmed_at = None
    db.session.commit()
    return person


def again(person: User) -> User:
    """The person as the database has them now."""
    db.session.expire_all()
    return db.session.get_one(User, person.id)


def found(email: str) -> User:
    person = queries.by_email(email)
    assert person is not None
    return person


def letters() -> list[dict[str, Any]]:
    """All letters noted so far, the oldest first."""
    db.session.rollback()
    query = select(OutboxRow).where(OutboxRow.topic == "mail").order_by(OutboxRow.id)
    return [row.payload for row in db.session.scalars(query)]


def path_in(letter: dict[str, Any], part: str) -> str:
    """The path of the link in a letter that holds `part`."""
    address = next(one for one in re.findall(r"http\S+", letter["text"]) if part in one)
    return urlsplit(address).path
