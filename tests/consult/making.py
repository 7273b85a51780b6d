"""Makers of questions and consultants, each made the way people make them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from jobboard.accounts.models import User
from jobboard.assistant.answers import Evidence
from jobboard.assistant.understanding import Topic
from jobboard.codes.intervals import Interval
from jobboard.consult import asking, consultants, working
from jobboard.consult.asking import NewQuestion
from jobboard.consult.consultant_models import Consultant
from jobboard.consult.models import Question
from jobboard.consult.targets import Urgency
from jobboard.db import db
from tests.making import NOON, a_person

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


def a_consultant(name: str = "Corey Consultant", *, checked: bool = True) -> Consultant:
    """Invited by an admin, who has also checked the credential."""
    admin = a_person(None, "admin", name="Ari Admin")
    person = a_person(None, name=name)
    invited = consultants.invite(
        person.email, name=name, credential="CCS", number="12345", by=admin, now=NOON
    )
    if checked:
        consultants.check_credential(invited.credentials[0], by=admin, now=NOON)
    db.session.commit()
    return invited


def a_triaged_question(
    *, topic: Topic = Topic.PAIR, now: datetime = NOON, **given: Any
) -> Question:
    question = a_waiting_question(now=now, **given)
    by = a_consultant("Tess Triage").user
    working.triage(question, topic=topic, urgency=Urgency(question.urgency), by=by, now=now)
    db.session.commit()
    return question


def a_claimed_question(by: Consultant, *, now: datetime = NOON, **given: Any) -> Question:
    question = a_triaged_question(now=now, **given)
    working.claim(question, by, now=now)
    db.session.commit()
    return question


def a_source(text: str = "38240 and 38241 are two transplants of different donors.") -> Evidence:
    return Evidence(1, text, "What our page says", url="/codes/cpt/38240", code="38240")


ANSWER = "No: 38240 and 38241 are not reported for one infusion [1]."


def a_draft(
    question: Question, by: Consultant, *, text: str = ANSWER, now: datetime = NOON
) -> None:
    working.save_draft(question, text, [a_source()], by=by.user, now=now)
    db.session.commit()


def an_answered_question(
    by: Consultant | None = None, *, now: datetime = NOON, **given: Any
) -> Question:
    by = by or a_consultant()
    question = a_claimed_question(by, now=now, **given)
    a_draft(question, by, now=now)
    working.sign_off(question, by=by.user, now=now, revision=question.revision)
    db.session.commit()
    return question
