"""Who asks on a page, and how much they may ask a day."""

import hashlib
import secrets

from flask import session

from jobboard.accounts.context import person as signed_in
from jobboard.assistant.conversing import Asker
from jobboard.codes import metering
from jobboard.errors import TooManyTries
from jobboard.settings import current_settings
from jobboard.web.limits import Limit

NAME = "assistant"
A_DAY = 86_400


def asker() -> Asker:
    """The signed-in person, or the guest of this session; somebody without one has nothing yet."""
    person = signed_in()
    if person is not None:
        return Asker(user=person)
    name = session.get(NAME)
    return Asker(guest=_hash_of(name) if name else "-")


def remembered_asker() -> Asker:
    """The same, and a guest is known from now on: only where something is about to be kept."""
    if signed_in() is None and NAME not in session:
        session[NAME] = secrets.token_urlsafe(18)
    return asker()


def count_question() -> None:
    """One more question of today; TooManyTries when the allowance is used up."""
    allowance = allowance_now()
    if allowance is None:
        return
    person = signed_in()
    if person is not None:
        Limit("assistant-member", by_account=f"{allowance} per day").count(f"person {person.id}")
        return
    if allowance == 0:
        raise TooManyTries("Sign in to ask; accounts are free.", retry_after=A_DAY)
    # Guests are counted by their network: a cookie is soon cleared.
    several = allowance * current_settings().guests_per_network
    Limit("assistant-guest", by_address=f"{several} per day").count()


def allowance_now() -> metering.Allowance:
    """How many questions a day whoever asks may ask; None is as many as they like."""
    settings, person = current_settings(), signed_in()
    if person is None:
        return metering.parse_allowance(settings.guest_questions)
    plans = metering.parse_plans(settings.plan_questions)
    roles = [role.name for role in person.roles]
    return metering.allowance_of(roles, plans, metering.parse_allowance(settings.member_questions))


def _hash_of(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
