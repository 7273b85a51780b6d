"""Credits: so many a month of the site's calendar, charged once, returned once."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from jobboard.consult import asking, credits
from jobboard.consult.credit_models import CreditEntry
from jobboard.db import db
from jobboard.errors import Conflict
from tests.assistant.boards import a_reference
from tests.consult.making import a_question, a_waiting_question
from tests.making import NOON, a_person

# The site's zone is five hours behind: this is still November there.
LAST_EVENING = datetime(2026, 12, 1, 4, 59, tzinfo=UTC)
FIRST_MORNING = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def reference(app: Flask) -> None:
    a_reference()


@pytest.mark.parametrize(
    ("roles", "allowance"),
    [((), 3), (("candidate",), 3), (("employer",), 10), (("employer", "editor"), None)],
)
def test_the_most_generous_of_a_person_s_roles_counts(roles, allowance):
    member = a_person(None, *roles)
    assert credits.left(member, member.email, now=NOON) == allowance


def test_a_month_is_the_site_s(app: Flask):
    member = a_person()
    a_waiting_question(user=member, now=NOON)
    assert credits.left(member, member.email, now=LAST_EVENING) == 2
    assert credits.left(member, member.email, now=FIRST_MORNING) == 3


def test_what_is_returned_counts_in_the_month_of_its_return():
    member = a_person()
    question = a_waiting_question(user=member, now=NOON)
    assert credits.give_back(question, "target missed", now=FIRST_MORNING)
    assert credits.left(member, member.email, now=FIRST_MORNING) == 4
    assert not credits.give_back(question, "declined", now=FIRST_MORNING)
    assert credits.left(member, member.email, now=FIRST_MORNING) == 4


def test_what_was_never_charged_is_not_returned():
    assert not credits.give_back(a_question(), "declined", now=NOON)


def test_two_charges_at_the_same_instant_do_not_exceed_the_allowance(monkeypatch):
    member = a_person()
    first, second = a_question(user=member), a_question(user=member)
    asking.ask_a_human(first, now=NOON)
    # The other process has counted before this charge was committed.
    other = db.session.scalars(db.select(CreditEntry)).one()
    db.session.add(
        CreditEntry(
            question_id=second.id,
            holder=other.holder,
            month=other.month,
            amount=1,
            number=2,
            reason="of another process",
            at=NOON,
        )
    )
    db.session.commit()
    monkeypatch.setattr(credits, "left", lambda *_, **__: 2)
    with pytest.raises(Conflict, match="same moment"):
        asking.ask_a_human(second, now=NOON)
    db.session.commit()
    assert second.stage.value == "instant"
