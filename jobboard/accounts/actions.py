"""What people do to accounts: make one, give it a role, suspend it, ask for a letter."""

from datetime import datetime
from uuid import uuid4

from flask import current_app
from flask_security.confirmable import generate_confirmation_token
from flask_security.recoverable import generate_reset_password_token
from flask_security.utils import hash_password
from sqlalchemy import select

from jobboard import letters
from jobboard.accounts import queries, sessions
from jobboard.accounts.adapters import normal_address
from jobboard.accounts.models import Role, User
from jobboard.db import db
from jobboard.employers import actions as companies
from jobboard.errors import Conflict, JobboardError


def create(
    email: str, *, role: str, name: str = "", password: str | None = None, now: datetime
) -> User:
    """An account whose address the operator vouches for."""
    known = normal_address(email)
    if known is None:
        raise JobboardError(f"“{email}” is not an email address.")
    if queries.by_email(known):
        raise Conflict(f"There is an account for {known} already.")
    person = User(
        email=known,
        name=name,
        password=_hashed(password, email=known) if password is not None else None,
        fs_uniquifier=uuid4().hex,
        confirmed_at=now,
    )
    db.session.add(person)
    grant(person, role)
    return person


def grant(person: User, role: str) -> None:
    """Roles add up."""
    if not person.has_role(role):
        found = db.session.scalar(select(Role).where(Role.name == role))
        person.roles.append(found or Role(name=role))


def join(person: User, *, kind: str, company: str, now: datetime) -> None:
    """What follows a registration: the role, and the company of those who hire."""
    if kind == "employer":
        db.session.flush()
        companies.found(company, by=person, now=now)
    else:
        grant(person, "candidate")


def invite(person: User) -> None:
    """A letter to somebody whose account the operator has made: they choose the password."""
    letters.write(
        to=person.email,
        template="account-invitation",
        reset_token=generate_reset_password_token(person),
    )


def ask_for_new_password(email: str) -> None:
    """One letter to the address, whoever it belongs to: what it says, only its owner learns."""
    person = queries.by_email(email)
    if person is None:
        letters.write(to=email, template="account-unknown")
    elif not person.active:
        letters.write(to=email, template="account-suspended")
    else:
        token = generate_reset_password_token(person)
        letters.write(to=email, template="account-reset", reset_token=token)


def ask_for_confirmation(email: str) -> None:
    """The same for those who have not confirmed their address."""
    person = queries.by_email(email)
    if person is None:
        letters.write(to=email, template="account-unknown")
    elif not person.active:
        letters.write(to=email, template="account-suspended")
    elif person.confirmed_at is not None:
        letters.write(to=email, template="account-confirmed")
    else:
        token = generate_confirmation_token(person)
        letters.write(to=email, template="account-confirm", confirmation_token=token)


def suspend(person: User, *, reason: str, now: datetime) -> None:
    """Ends all sessions, and with the mark of the person all links that letters hold."""
    person.active, person.suspended_at, person.suspended_reason = False, now, reason
    sign_out_everywhere(person)


def reinstate(person: User) -> None:
    person.active, person.suspended_at, person.suspended_reason = True, None, None


def sign_out_everywhere(person: User) -> None:
    person.fs_uniquifier = uuid4().hex
    sessions.end_sessions(person)


def _hashed(password: str, *, email: str) -> str:
    util = current_app.extensions["security"].password_util
    wrong, normal = util.validate(password, True, email=email)
    if wrong:
        raise JobboardError(" ".join(map(str, wrong)))
    return str(hash_password(normal))
