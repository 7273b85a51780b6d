"""Makers of questions and consultants, each made the way people make them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from jobboard.accounts.models import User
from jobboard.codes.intervals import Interval
from jobboard.consult import asking
from jobboard.consult.asking import NewQuestion
from jobboard.consult.models import Question
from jobboard.db import db
from tests.making import NOON

TEXT = "Can 38240 and 38241 be billed together on the same day?"


def a_question(
    text: str = TEXT, *, user: User | None = None, now: datetime = NOON, **given: Any
) -> Question:
    """A question that only the program has answered."""
    email = given.pop("email", None) or (user.email if user else "asker@example.com")
    question = asking.ask(NewQuestion(text=text, email=email, user=user, **given), now=now)
    db.session.commit()
    return question


def a_waiting_question(*, now: datetime = NOON, **given: Any) -> Question:
    """A question that a person was asked for."""
    question = a_question(now=now, **given)
    asking.ask_a_human(question, now=now)
    db.session.commit()
    return question


def codes(*written: str) -> Sequence[Interval]:
    return [Interval.parse(one) for one in written]
