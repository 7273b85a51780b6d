"""The asker's pages: the form, the page behind the secret address, and the button in the letter."""

import re

import pytest
from flask import Flask

from jobboard.consult import asking, credits
from jobboard.consult.lifecycle import State
from jobboard.consult.models import Channel, Kind, Question
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.worker import settle
from tests.applications.desk import Desk
from tests.assistant.boards import a_reference
from tests.consult.making import TEXT, a_question, a_waiting_question, an_answered_question
from tests.making import NOON, a_person

PATIENT = "Patient John Smith, DOB 03/04/1961, had 38240. Is 59 right?"


@pytest.fixture(autouse=True)
def reference(app: Flask) -> None:
    a_reference()


def latest() -> Question:
    db.session.expire_all()
    return db.session.scalars(db.select(Question).order_by(Question.id.desc())).first()


def test_a_code_page_and_an_answer_lead_to_the_form_with_what_was_asked(app: Flask) -> None:
    desk = Desk(app)
    page = desk.get("/codes/cpt/38240").text
    assert 'href="/consult?about=cpt:38240"' in page
    page = desk.get("/assistant?q=What+is+38240%3F").text
    assert 'href="/consult?q=What%20is%2038240%3F"' in page
    page = desk.get("/consult?about=cpt:38240&q=What+is+38240%3F").text
    assert 'value="cpt:38240"' in page and ">\r\nWhat is 38240?</textarea>" in page


def test_a_visitor_asks_and_reads_the_program_s_answer_at_once(app: Flask) -> None:
    desk = Desk(app)
    sent = desk.send("/consult", text=TEXT, email="Guest@Example.com")
    assert sent.status_code == 303
    page = desk.get(sent.location).text
    assert "No person has read this answer" in page
    assert latest().email == "guest@example.com"
    assert 'name="robots" content="noindex"' in page
    assert "Sources" in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text", "", "Write what you would like to know."),
        ("text", PATIENT, "This looks like patient data"),
        ("email", "nobody", "does not look like an email address"),
        ("codes", "cpt:38240, hello there", "does not look like a code"),
        ("payer", "Member ID 123456789", "This looks like patient data"),
        ("urgency", "yesterday", "Choose one of the three"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(
    app: Flask, field: str, value: str, sentence: str
) -> None:
    desk = Desk(app)
    fields = {"text": TEXT, "email": "guest@example.com", "payer": "Medicare", field: value}
    sent = desk.send("/consult", **fields)
    assert sent.status_code == 422
    assert sentence in desk.page
    kept = TEXT if field != "text" else "guest@example.com"
    assert kept in desk.page
    assert "Smith" not in desk.page and "123456789" not in desk.page
    assert latest() is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("38230 38240", ["cpt:38230", "cpt:38240"]),
        ("CPT 38230, C91.0", ["cpt:38230", "icd10cm:C91.0"]),
        ("38204 - 38206; I10 E119", ["cpt:38204-38206", "icd10cm:I10", "icd10cm:E11.9"]),
    ],
)
def test_codes_are_read_as_coders_type_them(app: Flask, typed: str, meant: list[str]) -> None:
    Desk(app).send("/consult", text=TEXT, email="guest@example.com", codes=typed)
    assert [str(one.interval) for one in latest().codes] == meant


def test_only_the_letter_to_the_address_lets_a_visitor_put_a_person_to_work(app: Flask) -> None:
    question = a_question()
    settle()
    (letter,) = gateways().mail.letters
    desk = Desk(app)
    page = desk.get(question.url).text
    assert "open the link in that letter" in page
    assert "open the link" in re.sub(r"\s+", " ", desk.get(f"{question.url}/human").text).lower()
    assert desk.post(f"{question.url}/human", key="guessed").status_code == 403
    assert latest().stage is State.INSTANT
    link = re.search(r"http://localhost(/consult/\S+/human\?key=\S+)", letter.text)[1]
    assert desk.get(link).status_code == 200
    assert latest().stage is State.INSTANT, "a GET changes nothing"
    assert desk.again(link.partition("?")[0]).status_code == 303
    assert latest().stage is State.NEW


def test_a_member_asks_a_person_from_the_page_and_a_second_press_changes_nothing(
    app: Flask,
) -> None:
    member = a_person()
    question = a_question(user=member)
    desk = Desk(app, member)
    for _ in range(2):
        assert desk.send(f"{question.url}/human").status_code in (200, 303)
        if latest().stage is State.NEW:
            break
    assert desk.post(f"{question.url}/human").status_code == 303
    assert credits.left(member, member.email, now=NOON) == 2


def test_without_a_credit_the_page_says_so_and_nothing_moves(app: Flask) -> None:
    member = a_person()
    for _ in range(3):
        a_waiting_question(user=member)
    question = a_question(user=member)
    desk = Desk(app, member)
    page = desk.get(f"{question.url}/human").text
    assert "used up the 3 questions" in page and f'action="{question.url}/human"' not in page
    desk.get(question.url)
    assert desk.post(f"{question.url}/human").status_code == 409
    assert latest().stage is State.INSTANT


def test_a_reply_with_patient_data_is_not_kept_and_comes_back_without(app: Flask) -> None:
    question = a_waiting_question()
    desk = Desk(app)
    desk.get(question.url)
    assert desk.post(f"{question.url}/replies", text=PATIENT).status_code == 422
    assert "patient data" in desk.page and "Smith" not in desk.page and "38240" in desk.page
    assert desk.post(f"{question.url}/replies", text="Same session.").status_code == 303
    assert [one.text for one in latest().messages] == [TEXT, "Same session."]


def test_a_mail_from_another_address_is_shown_as_such(app: Flask) -> None:
    question = a_waiting_question()
    asking.asker_writes(
        question,
        "One thing more.",
        now=NOON,
        channel=Channel.MAIL,
        mail_id="<3@example.com>",
        sender="colleague@example.com",
    )
    db.session.commit()
    page = Desk(app).get(question.url).text
    assert "from another address: colleague@example.com" in page


def test_the_answer_that_holds_comes_before_what_has_happened(app: Flask) -> None:
    question = an_answered_question()
    desk = Desk(app)
    page = desk.get(question.url).text
    assert page.index("reported for one infusion") < page.index("What has happened")
    assert page.count("reported for one infusion") == 1
    desk.post(f"{question.url}/dispute", **{"dispute-text": "It names no source."})
    page = desk.get(question.url).text
    assert page.index("What has happened") < page.index("reported for one infusion")
    assert "You wrote" in page and "The asker" not in page


def test_the_instant_answer_leads_to_one_way_to_a_consultant(app: Flask) -> None:
    a_question("How many units of 38240 are allowed in a day?")
    settle()
    letter = gateways().mail.letters[-1]
    assert letter.text.count("/human?key=") == 1 and "/consult?" not in letter.text


def test_what_is_noted_among_consultants_is_not_the_asker_s_to_read(app: Flask) -> None:
    from jobboard.consult.models import Message

    question = a_waiting_question()
    question.messages.append(Message(kind=Kind.NOTE, text="Ask Ari first.", citations=[], at=NOON))
    db.session.commit()
    assert "Ask Ari first" not in Desk(app).get(question.url).text


def test_whoever_has_the_letter_is_written_to_again_whatever_bounced(app: Flask) -> None:
    question = a_question(user=None)
    question.undeliverable_at = NOON
    db.session.commit()
    desk = Desk(app)
    desk.get(f"{question.url}/human?key={question.letter_key}")
    desk.again(f"{question.url}/human")
    assert (latest().state, latest().undeliverable_at) == (State.NEW, None)


@pytest.mark.parametrize(
    "part", ["", "/human", "/replies", "/dispute", "/acceptance", "/settlement", "/withdrawal"]
)
def test_an_address_that_is_no_question_s_is_not_found(app: Flask, part: str) -> None:
    question = a_question()
    desk = Desk(app)
    desk.get("/consult")
    address = f"/consult/x{question.token}{part}"
    if part in ("", "/human"):
        assert desk.get(address).status_code == 404
    if part:
        assert desk.post(address, text="words").status_code == 404


def test_a_move_that_is_not_possible_now_is_a_conflict(app: Flask) -> None:
    question = a_question()
    desk = Desk(app)
    desk.get(question.url)
    refused = desk.post(f"{question.url}/acceptance")
    assert refused.status_code == 409 and f'href="{question.url}"' in refused.text
    assert desk.post(f"{question.url}/dispute", **{"dispute-text": "Wrong."}).status_code == 409
    assert desk.post(f"{question.url}/settlement").status_code == 303
    assert latest().stage is State.CLOSED


def test_a_person_s_list_has_their_own_questions_only(app: Flask) -> None:
    mine, other = a_person(), a_person()
    a_question(user=mine)
    theirs = a_question("What is modifier 25?", user=other)
    page = Desk(app, mine).get("/consult/mine").text
    assert TEXT in page and theirs.reference not in page
    assert Desk(app).get("/consult/mine").status_code == 302
