"""Asking: what is kept and written at once, what is refused, and when a person is put to work."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from jobboard.assistant.understanding import Topic
from jobboard.consult import asking, credits, queries
from jobboard.consult.guarding import LONGEST_TEXT, QuestionRefused
from jobboard.consult.lifecycle import Move, MoveRefused, State
from jobboard.consult.models import Channel, Kind, Question
from jobboard.consult.targets import Urgency
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.worker import settle
from tests.assistant.boards import a_reference
from tests.consult.making import TEXT, a_question, a_waiting_question, codes
from tests.making import NOON, a_person


@pytest.fixture(autouse=True)
def reference(app: Flask) -> None:
    a_reference()


def letters():
    settle()
    return gateways().mail.letters


def test_a_question_is_answered_at_once_by_a_letter_that_says_who_answers():
    question = a_question()
    (letter,) = letters()
    assert letter.to == "asker@example.com"
    assert letter.subject == f"{question.reference}: an instant answer from CasePilot"
    assert "a program" in letter.text and "No person has read" in letter.text
    assert "Sources" in letter.text and "[1]" in letter.text
    assert f"http://localhost{question.url}/human?key={question.letter_key}" in letter.text
    assert f'href="http://localhost{question.url}/human?key=' in letter.html


def test_nothing_that_the_asker_typed_is_in_the_letter_to_an_unproven_address():
    a_question("Buy cheap pills at pills.example, or what is 38240?", name="")
    (letter,) = letters()
    assert "pills" not in letter.text + letter.html + letter.subject


def test_codes_and_topic_are_found_where_the_asker_gives_none():
    question = a_question()
    assert [code.interval.text() for code in question.codes] == ["38240", "38241"]
    assert question.topic == Topic.PAIR
    given = a_question(codes=codes("icd10cm:C91"), topic="coverage", urgency=Urgency.SOON)
    assert [str(code.interval) for code in given.codes] == ["icd10cm:C91"]
    assert given.topic == Topic.COVERAGE


def test_nobody_waits_for_a_person_before_one_is_asked():
    question = a_question()
    assert (question.stage, question.due_at) == (State.INSTANT, None)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("  \n ", "Write what you would like to know"),
        ("x" * (LONGEST_TEXT + 1), "4,000 characters"),
        ("Patient John Smith, DOB 03/04/1961, was given 38240. Correct?", "patient data"),
    ],
)
def test_what_is_refused_leaves_nothing(text, trouble):
    with pytest.raises(QuestionRefused, match=trouble):
        a_question(text)
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Question)) == 0
    assert letters() == []


def test_patient_data_come_back_taken_out():
    with pytest.raises(QuestionRefused) as refused:
        a_question("Patient John Smith, DOB 03/04/1961, was given 38240. Correct?")
    assert "38240" in refused.value.redacted
    assert "Smith" not in refused.value.redacted + refused.value.sentence


def test_one_address_cannot_be_flooded():
    for _ in range(asking.MOST_A_DAY):
        a_question()
    with pytest.raises(QuestionRefused, match="tomorrow"):
        a_question()
    assert a_question(now=NOON + timedelta(days=1, seconds=1))


def test_a_long_question_is_answered_from_its_beginning():
    question = a_question("What is 38240? " + "It was a long day. " * 150)
    assert question.instant_answer().short
    assert len(question.text) > 2_000


def test_a_person_who_is_asked_has_a_target_and_costs_a_credit():
    member = a_person(None, "candidate")
    question = a_waiting_question(user=member, urgency=Urgency.URGENT)
    assert question.stage is State.NEW
    assert question.due_at == NOON + timedelta(hours=6)
    assert credits.left(member, member.email, now=NOON) == 2
    assert letters()[-1].subject == f"{question.reference}: a consultant will answer"
    with pytest.raises(MoveRefused):
        asking.ask_a_human(question, now=NOON)
    assert credits.left(member, member.email, now=NOON) == 2


def test_a_guest_has_one_question_a_month_and_a_program_any_time():
    a_waiting_question()
    second = a_question()
    with pytest.raises(credits.NoCreditLeft, match="1 question to a consultant"):
        asking.ask_a_human(second, now=NOON)
    db.session.rollback()
    december = NOON + timedelta(days=30)
    asking.ask_a_human(second, now=december)
    assert second.stage is State.NEW


def test_a_question_is_found_by_its_token_alone():
    question = a_question()
    assert queries.by_token(question.token) is question
    assert queries.by_token("") is None
    assert queries.by_token(str(question.id)) is None


def test_the_same_mail_twice_is_refused_by_the_database():
    a_question(channel=Channel.MAIL, mail_id="<1@example.com>")
    with pytest.raises(Exception, match="mail_id"):
        a_question(channel=Channel.MAIL, mail_id="<1@example.com>")


def test_what_the_asker_writes_later_is_kept_and_makes_open_forms_stale():
    question = a_waiting_question()
    before = question.revision
    message = asking.asker_writes(
        question,
        "It was the same day, in two sessions.",
        now=NOON + timedelta(minutes=1),
        channel=Channel.MAIL,
        mail_id="<2@example.com>",
        sender="colleague@example.com",
    )
    db.session.commit()
    assert [one.kind for one in question.messages] == [Kind.ASKED, Kind.REPLY]
    assert message.sender == "colleague@example.com"
    assert question.revision > before
    assert question.text == TEXT


def test_withdrawing_before_anybody_has_begun_returns_the_credit_once():
    member = a_person()
    question = a_waiting_question(user=member)
    asking.withdraw(question, now=NOON)
    db.session.commit()
    assert question.stage is State.CLOSED
    assert credits.left(member, member.email, now=NOON) == 3
    assert not credits.give_back(question, "again", now=NOON)


def test_a_closed_question_takes_nothing_more():
    question = a_question()
    asking.settle(question, now=NOON)
    with pytest.raises(QuestionRefused, match="closed"):
        asking.asker_writes(question, "One thing more.", now=NOON)
    assert [event.move for event in question.events] == [Move.SETTLE]
