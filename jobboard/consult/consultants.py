"""Who answers: invited by an admin, let in by a checked credential, ended by an admin."""

from collections.abc import Sequence
from datetime import datetime

from flask_security.recoverable import generate_reset_password_token

from jobboard.accounts import actions as accounts
from jobboard.accounts import queries as people
from jobboard.accounts.models import User
from jobboard.consult import letters, moving, queries
from jobboard.consult.consultant_models import AnswerTemplate, Consultant, ConsultantCredential
from jobboard.consult.lifecycle import Move, Who
from jobboard.consult.models import Question
from jobboard.db import db
from jobboard.errors import Conflict

ROLE = "consultant"


def invite(
    email: str, *, name: str, credential: str, number: str, by: User, now: datetime
) -> Consultant:
    """A consultant who may answer once the credential was checked. Somebody without an account
    gets one, and a letter to choose the password; who was ended comes back."""
    person = people.by_email(email)
    is_new = person is None
    if person is None:
        person = accounts.create(email, role=ROLE, name=name, now=now)
    accounts.grant(person, ROLE)
    db.session.flush()
    consultant = db.session.scalar(queries.consultant_of(person))
    if consultant is not None and consultant.ended_at is None:
        raise Conflict(f"{person.display_name} is a consultant already.")
    if consultant is None:
        consultant = Consultant(user=person, topics=[], specialties=[], invited_at=now)
        db.session.add(consultant)
    consultant.invited_by_id, consultant.invited_at, consultant.ended_at = by.id, now, None
    hold(consultant, credential, number)
    db.session.flush()
    token = generate_reset_password_token(person) if is_new else ""
    letters.invited(consultant, by=by, reset_token=token)
    return consultant


def hold(consultant: Consultant, credential: str, number: str = "") -> None:
    """Names a credential, unchecked; one that is there already keeps its check."""
    if credential not in {one.credential for one in consultant.credentials}:
        consultant.credentials.append(ConsultantCredential(credential=credential, number=number))


def check_credential(credential: ConsultantCredential, *, by: User, now: datetime) -> None:
    """The admin has looked it up with its issuer."""
    if credential.checked_at is None:
        credential.checked_at, credential.checked_by_id = now, by.id


def end(consultant: Consultant, *, by: User, now: datetime) -> int:
    """Takes the role away and gives what they hold back to the queue; how many that were."""
    consultant.ended_at = now
    consultant.user.roles = [role for role in consultant.user.roles if role.name != ROLE]
    held = [one for one in queries.held() if one.claimed_by_id == consultant.user_id]
    for question in held:
        take_back(question, by=by, now=now)
    return len(held)


def take_back(question: Question, *, by: User, now: datetime) -> None:
    """An admin gives what somebody holds to others."""
    moving.move(question, Move.TAKE_BACK, who=Who.ADMIN, by=by, now=now)


def describe(
    consultant: Consultant,
    *,
    topics: Sequence[str],
    specialties: Sequence[str],
    hours: str,
    away_until: datetime | None,
) -> None:
    consultant.topics, consultant.specialties = list(topics), list(specialties)
    consultant.hours, consultant.away_until = hours.strip(), away_until


def write_template(name: str, text: str, *, by: User, now: datetime) -> AnswerTemplate:
    """A new one, or new words for the one of that name."""
    query = db.select(AnswerTemplate).where(AnswerTemplate.name == name.strip())
    template = db.session.scalar(query) or AnswerTemplate(name=name.strip())
    template.text, template.changed_by_id, template.changed_at = text, by.id, now
    db.session.add(template)
    return template
