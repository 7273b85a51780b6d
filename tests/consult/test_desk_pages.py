"""The consultants' desk in a browser: the queue, the composer, reviews; and the admins' page."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from jobboard.assistant.understanding import Topic
from jobboard.consult import asking, working
from jobboard.consult.consultant_models import AnswerTemplate, Consultant
from jobboard.consult.lifecycle import State
from jobboard.consult.models import Question
from jobboard.consult.targets import Urgency
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.worker import settle
from tests.applications.desk import Desk
from tests.assistant.boards import a_reference
from tests.consult.making import (
    ANSWER,
    TEXT,
    a_claimed_question,
    a_consultant,
    a_draft,
    a_question,
    a_triaged_question,
    a_waiting_question,
    an_answered_question,
)
from tests.making import NOON, a_person


@pytest.fixture(autouse=True)
def reference(app: Flask) -> None:
    a_reference()


@pytest.fixture
def consultant(app: Flask) -> Consultant:
    return a_consultant()


@pytest.fixture
def desk(app: Flask, consultant: Consultant) -> Desk:
    return Desk(app, consultant.user)


def now_of(question: Question) -> Question:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Question, question.id)


def address(question: Question, part: str = "") -> str:
    return f"/consultant/questions/{question.id}{part}"


def test_the_queue_has_what_is_late_first_and_nothing_that_nobody_asked_a_person(
    desk: Desk,
) -> None:
    instant = a_question("What is modifier 25?")
    soon = a_waiting_question(email="b@example.com", urgency=Urgency.SOON)
    late = a_waiting_question(email="c@example.com", now=NOON - timedelta(days=10))
    page = desk.get("/consultant/").text
    assert page.index(late.reference) < page.index(soon.reference)
    assert "7 days late" in page and "24 hours left" in page
    assert f">{instant.reference}<" not in page


def test_a_topic_narrows_the_queue(desk: Desk) -> None:
    pair = a_waiting_question(topic="pair", email="b@example.com")
    coverage = a_waiting_question(topic="coverage", email="c@example.com")
    page = desk.get("/consultant/?topic=coverage").text
    assert f">{coverage.reference}<" in page and f">{pair.reference}<" not in page


def test_what_no_person_was_asked_for_is_not_at_the_desk(desk: Desk) -> None:
    question = a_question()
    desk.get("/consultant/")
    assert desk.get(address(question)).status_code == 404
    for part in ("/triage", "/claim", "/draft", "/information", "/notes", "/approval", "/decline"):
        assert desk.post(address(question, part)).status_code == 404


def test_the_desk_is_closed_to_whoever_has_no_checked_credential(app: Flask) -> None:
    unchecked = Desk(app, a_consultant(checked=False).user)
    assert unchecked.get("/consultant/").status_code == 409
    assert "not been checked" in unchecked.page
    assert unchecked.get("/consultant/profile").status_code == 200
    with_role_only = Desk(app, a_person(None, "consultant"))
    assert with_role_only.get("/consultant/").status_code == 409
    assert "An admin can invite you" in with_role_only.page


def test_a_question_is_sorted_taken_answered_and_sent(desk: Desk) -> None:
    question = a_waiting_question()
    desk.get(address(question))
    assert desk.post(
        address(question, "/triage"), revision=question.revision, topic="pair", urgency="soon"
    ).status_code == 303  # fmt: skip
    question = now_of(question)
    assert (question.stage, question.due_at) == (State.TRIAGED, NOON + timedelta(hours=24))
    assert desk.post(address(question, "/claim"), revision=question.revision).status_code == 303
    desk.get(address(question))
    draft = {"revision": now_of(question).revision, "asked": "", "text": "Half an answer"}
    found = desk.post(address(question, "/draft"), **draft, ask="What is 38240?", do="search")
    assert found.status_code == 303
    page = desk.get(found.location).text
    assert "Half an answer" in page and 'value="cite-1"' in page
    draft |= {"asked": "What is 38240?", "text": "38240 is what our page says [1]."}
    assert desk.post(address(question, "/draft"), **draft, do="cite-1").status_code == 303
    assert desk.post(address(question, "/draft"), **draft, do="sign").status_code == 303
    question = now_of(question)
    assert question.stage is State.ANSWERED
    assert question.answers[0].evidence[0].number == 1
    assert "38240 is what our page says" in desk.get(address(question)).text
    asker = desk.client.application.test_client().get(question.url).text
    assert 'href="#source-answer-1' in asker and "38240 is what our page says" in asker


def test_an_answer_that_cannot_be_signed_keeps_every_word(desk: Desk, consultant) -> None:
    question = a_claimed_question(consultant)
    desk.get(address(question))
    draft = {"revision": question.revision, "text": "Surely 38242 without a source."}
    assert desk.post(address(question, "/draft"), **draft, do="sign").status_code == 422
    assert "Cite at least one source" in desk.page
    assert "No source that you cite names 38242" in desk.page
    assert "Surely 38242 without a source." in desk.page
    assert now_of(question).draft.text == "Surely 38242 without a source."


def test_a_work_of_one_s_own_can_be_cited_and_must_say_what_it_says(desk: Desk, consultant) -> None:
    question = a_claimed_question(consultant)
    desk.get(address(question))
    draft = {"revision": question.revision, "text": "Medicare says so [1].", "do": "own"}
    assert desk.post(address(question, "/draft"), **draft, url="http://x").status_code == 422
    assert "Write the title" in desk.page and "https://" in desk.page
    own = {"title": "A policy", "url": "https://www.cms.gov/x", "says": "38240 is covered."}
    assert desk.post(address(question, "/draft"), **draft, **own).status_code == 303
    (source,) = now_of(question).draft.evidence
    assert (source.title, source.source) == ("A policy", "added by the consultant")
    assert desk.post(address(question, "/draft"), **{**draft, "do": "uncite-1"}).status_code == 303
    assert now_of(question).draft.evidence == []


def test_enter_in_a_field_never_signs(desk: Desk, consultant) -> None:
    question = a_claimed_question(consultant)
    a_draft(question, consultant)
    page = desk.get(address(question)).text
    assert re.search(r'name="do" value="([^"]+)"', page)[1] == "enter"
    draft = {"revision": question.revision, "text": ANSWER, "do": "enter"}
    sent = desk.post(address(question, "/draft"), **draft, ask="What is 38240?")
    assert "ask=What" in sent.location
    assert now_of(question).stage is State.CLAIMED


def test_a_source_that_is_half_typed_stays_when_another_button_is_pressed(desk, consultant) -> None:
    question = a_claimed_question(consultant)
    desk.get(address(question))
    draft = {"revision": question.revision, "text": "Mine.", "title": "Half a title"}
    sent = desk.post(address(question, "/draft"), **draft, ask="What is 38240?", do="search")
    assert sent.status_code == 200
    assert 'value="Half a title"' in desk.page and 'value="cite-1"' in desk.page


def test_a_template_is_put_behind_what_is_written(desk: Desk, consultant) -> None:
    desk.get("/consultant/templates")
    sent = desk.post("/consultant/templates", name="Edits", text="Look at both columns.")
    assert sent.status_code == 303
    template = db.session.scalars(db.select(AnswerTemplate)).one()
    question = a_claimed_question(consultant)
    desk.get(address(question))
    draft = {"revision": question.revision, "text": "Mine.", "template": template.id}
    desk.post(address(question, "/draft"), **draft, do="template")
    assert now_of(question).draft.text == "Mine.\n\nLook at both columns."


def test_who_comes_second_reads_that_somebody_was_first(app: Flask, desk: Desk) -> None:
    question = a_triaged_question()
    other = Desk(app, a_consultant("Sam Second").user)
    for one in (desk, other):
        one.get(address(question))
    read = question.revision
    assert desk.post(address(question, "/claim"), revision=read).status_code == 303
    refused = other.post(address(question, "/claim"), revision=read)
    assert refused.status_code == 409 and f'href="{address(question)}"' in refused.text
    assert now_of(question).claimed_by.name == "Corey Consultant"


def test_only_whoever_holds_it_writes_asks_or_gives_back(app: Flask, consultant) -> None:
    question = a_claimed_question(consultant)
    other = Desk(app, a_consultant("Sam Second").user)
    page = other.get(address(question)).text
    assert 'name="do" value="sign"' not in page and "Ask for information" not in page
    draft = {"revision": question.revision, "text": "Mine."}
    assert other.post(address(question, "/draft"), **draft).status_code == 409
    assert other.post(address(question, "/release")).status_code == 409
    asked = other.post(address(question, "/information"), **{"information-text": "One donor?"})
    assert asked.status_code == 409


def test_a_second_consultant_reads_what_a_set_topic_s_answer_says(app, desk, consultant) -> None:
    question = a_claimed_question(consultant, topic=Topic.COMPLIANCE)
    a_draft(question, consultant)
    desk.get(address(question))
    assert "Sign, for second review" in desk.page
    draft = {"revision": question.revision, "text": ANSWER, "do": "sign"}
    assert desk.post(address(question, "/draft"), **draft).status_code == 303
    assert desk.post(
        address(question, "/approval"), revision=now_of(question).revision
    ).status_code == 409  # fmt: skip
    other = Desk(app, a_consultant("Sam Second").user)
    page = other.get("/consultant/?view=review").text
    assert f">{question.reference}<" in page
    assert "Approve and send" in other.get(address(question)).text
    sent = other.post(address(question, "/approval"), revision=now_of(question).revision)
    assert sent.status_code == 303
    assert "reviewed by Sam Second" in Desk(app).get(question.url).text


def test_a_form_that_was_opened_before_the_asker_wrote_sends_nothing(desk, consultant) -> None:
    question = a_claimed_question(consultant)
    a_draft(question, consultant)
    desk.get(address(question))
    read = question.revision
    asking.asker_writes(question, "Two infusions.", now=NOON + timedelta(minutes=5))
    db.session.commit()
    draft = {"revision": read, "text": ANSWER, "do": "sign"}
    assert desk.post(address(question, "/draft"), **draft).status_code == 409
    assert now_of(question).stage is State.CLAIMED
    assert "The asker has written while you did" in desk.page and ANSWER in desk.page
    assert desk.page.index("Two infusions.") < desk.page.index('value="sign"')
    assert desk.again(address(question, "/draft"), do="sign").status_code == 303
    assert now_of(question).stage is State.ANSWERED


def test_the_evidence_begins_with_what_was_asked(desk, consultant) -> None:
    question = a_claimed_question(consultant)
    page = desk.get(address(question)).text
    assert f'value="{TEXT}"' in page and 'value="cite-1"' in page


def test_whose_answer_was_disputed_reads_that_another_answers(desk, consultant) -> None:
    question = an_answered_question(consultant)
    asking.dispute(question, "It names no source.", now=NOON)
    db.session.commit()
    page = desk.get(address(question)).text
    assert "another consultant answers now" in page and "Take this question" not in page


@pytest.mark.parametrize("part", ["information", "note", "decline"])
def test_words_with_patient_data_go_to_nobody(desk, consultant, part: str) -> None:
    question = a_claimed_question(consultant)
    before = len(question.messages)
    desk.get(address(question))
    path = {"note": "/notes"}.get(part, f"/{part}")
    words = {f"{part}-text": "Patient John Smith, DOB 03/04/1961, had what?"}
    assert desk.post(address(question, path), **words).status_code == 422
    assert "patient data" in desk.page and "Smith" not in desk.page
    assert len(now_of(question).messages) == before


def test_somebody_away_says_so_and_takes_nothing(desk, consultant) -> None:
    question = a_triaged_question()
    sent = desk.send("/consultant/profile", away_until="2026-11-05", hours="Evenings")
    assert sent.status_code == 303
    assert 'value="2026-11-05"' in desk.get("/consultant/profile").text
    assert "You are away until" in desk.get("/consultant/").text
    assert desk.post(address(question, "/claim")).status_code == 409


def test_an_admin_invites_checks_and_ends(app: Flask) -> None:
    admin = Desk(app, a_person(None, "admin", name="Ari Admin"))
    sent = admin.send(
        "/admin/consultants", email="new@example.com", name="Nell New", credential="CCS"
    )
    assert sent.status_code == 303
    settle()
    letter = gateways().mail.letters[-1]
    assert letter.to == "new@example.com" and "Ari Admin invites you" in letter.text
    assert "http://localhost/account/" in letter.text
    page = admin.get("/admin/consultants").text
    check = re.search(r"/admin/consultants/credentials/\d+/check", page)[0]
    assert admin.post(check).status_code == 303
    found = db.session.scalars(db.select(Consultant)).one()
    assert found.is_checked and found.user.has_role("consultant")
    assert (
        admin.send("/admin/consultants", email="new@example.com", credential="CCS").status_code
        == 409
    )
    question = a_claimed_question(found)
    assert admin.post(f"/admin/consultants/questions/{question.id}/return").status_code == 303
    assert now_of(question).stage is State.TRIAGED
    assert admin.post(f"/admin/consultants/{found.id}/end").status_code == 303
    db.session.expire_all()
    assert not found.user.has_role("consultant")


def test_an_asker_s_address_is_nobody_s_to_see_at_the_desk(desk, consultant) -> None:
    question = a_claimed_question(consultant, email="private@example.com")
    working.add_note(question, "Look at the edits.", by=consultant.user, now=NOON)
    db.session.commit()
    page = desk.get(address(question)).text
    assert TEXT in page and "Look at the edits." in page
    assert "private@example.com" not in page and question.token not in page
