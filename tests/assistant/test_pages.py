"""The assistant's pages: asking with and without keeping, whose it is, sharing, deleting, limits."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from jobboard.accounts.models import User
from jobboard.assistant import conversing
from jobboard.assistant.models import Conversation, Exchange
from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.editing.queries import problems_about
from jobboard.gateways.language_model import Scripted
from tests.applications.desk import Desk
from tests.assistant.boards import a_reference
from tests.making import NOON, a_person


@pytest.fixture(autouse=True)
def reference(app: Flask) -> None:
    a_reference()


def a_desk(app: Flask, person: User | None = None) -> Desk:
    """A browser that has the assistant's page open, and with it the form's token."""
    desk = Desk(app, person)
    desk.get("/assistant")
    return desk


@pytest.fixture
def member(app: Flask) -> Desk:
    return a_desk(app, a_person())


def test_an_address_is_answered_and_nothing_is_kept(client: FlaskClient) -> None:
    page = client.get("/assistant?q=What+is+38240%3F").text
    assert "Giving donor stem cells" in page
    assert "Sources (" in page
    assert db.session.scalar(select(func.count(Conversation.id))) == 0


def test_a_codes_page_has_the_box_and_its_articles(client: FlaskClient) -> None:
    page = client.get("/codes/cpt/38240").text
    assert "Have a question about CPT 38240?" in page
    assert 'name="about" value="cpt:38240"' in page
    assert "/articles/transplant-and-marrow-codes" in page


def test_the_box_asks_about_its_code(client: FlaskClient) -> None:
    assert "26, TC" in client.get("/assistant?about=cpt:38240&q=Which+modifiers+apply").text


def test_what_is_asked_by_the_form_is_kept_and_gone_on_from(member: Desk) -> None:
    answer = member.post("/assistant/questions", q="What is 38240?")
    assert answer.status_code == 303
    conversation = db.session.scalars(select(Conversation)).one()
    member.post(f"{conversation.url}/questions", q="and for autologous?")
    page = member.get(conversation.url).text
    assert "Taken to be about CPT 38241" in page
    assert db.session.scalar(select(func.count(Exchange.id))) == 2


def test_the_answer_that_was_only_looked_at_comes_first(member: Desk) -> None:
    member.post("/assistant/questions", q="and 38241?", first="Does Medicare cover 38240?")
    asked = db.session.scalars(select(Exchange.question).order_by(Exchange.id)).all()
    assert asked == ["Does Medicare cover 38240?", "and 38241?"]


def test_other_peoples_conversations_are_not_there(app: Flask, member: Desk) -> None:
    member.post("/assistant/questions", q="What is 38240?")
    url = db.session.scalars(select(Conversation)).one().url
    stranger = a_desk(app, a_person())
    assert stranger.get(url).status_code == 404
    assert stranger.post(f"{url}/deletion").status_code == 404
    assert app.test_client().get(url).status_code == 404


def test_a_guest_finds_the_conversation_again_and_others_do_not(app: Flask) -> None:
    guest = a_desk(app)
    guest.post("/assistant/questions", q="What is 38240?")
    url = db.session.scalars(select(Conversation)).one().url
    assert guest.get(url).status_code == 200
    assert a_desk(app).get(url).status_code == 404


def test_sharing_is_off_until_asked_for_and_ends_when_asked(member: Desk, app: Flask) -> None:
    member.post("/assistant/questions", q="What is 38240?")
    conversation = db.session.scalars(select(Conversation)).one()
    assert conversation.share_token is None
    member.post(f"{conversation.url}/sharing")
    db.session.refresh(conversation)
    link = f"/assistant/shared/{conversation.share_token}"
    assert "Giving donor stem cells" in app.test_client().get(link).text
    member.post(f"{conversation.url}/sharing/end")
    assert app.test_client().get(link).status_code == 404


def test_a_history_can_be_deleted(member: Desk) -> None:
    member.post("/assistant/questions", q="What is 38240?")
    assert "What is 38240?" in member.get("/assistant/history").text
    member.post("/assistant/history/deletion")
    assert db.session.scalar(select(func.count(Exchange.id))) == 0


def test_what_is_old_goes_by_itself(member: Desk) -> None:
    with stopped_at(NOON):
        member.post("/assistant/questions", q="What is 38240?")
    conversing.forget_expired(NOON.replace(year=2027))
    db.session.commit()
    assert db.session.scalar(select(func.count(Conversation.id))) == 0


def test_patient_data_is_neither_kept_nor_shown_but_offered_without(member: Desk) -> None:
    member.post("/assistant/questions", q="Patient John Smith, MRN 445566: code for a biopsy?")
    exchange = db.session.scalars(select(Exchange)).one()
    assert "John Smith" not in exchange.question + str(exchange.answer)
    page = member.get(exchange.conversation.url).text
    assert "patient data" in page
    assert "John Smith" not in page


def test_hostile_text_is_text(client: FlaskClient) -> None:
    page = client.get("/assistant", query_string={"q": '<script>alert("x")</script> 38240'}).text
    assert "<script>alert" not in page


@pytest.mark.parametrize("typed", ["", "'" * 300, "\x00\x01", "🦴" * 200, "x" * 30_000, "%%%"])
def test_any_text_gives_a_page(client: FlaskClient, typed: str) -> None:
    assert client.get("/assistant", query_string={"q": typed}).status_code == 200


def test_the_day_of_a_guests_network_ends_with_a_page_that_says_so(app: Flask) -> None:
    guest = app.test_client()
    codes = [guest.get("/assistant?q=What+is+38240").status_code for _ in range(26)]
    assert codes[:25] == [200] * 25
    assert codes[25] == 429


def test_what_is_wrong_is_kept_for_the_editors(member: Desk) -> None:
    member.post("/assistant/questions", q="What is 38240?")
    exchange = db.session.scalars(select(Exchange)).one()
    member.post(
        f"/assistant/answers/{exchange.id}/feedback", verdict="wrong", words="The line is old."
    )
    db.session.refresh(exchange)
    assert (exchange.feedback, exchange.feedback_words) == ("wrong", "The line is old.")
    (problem,) = db.session.scalars(problems_about("answer", str(exchange.id)))
    assert (problem.words, problem.label) == ("The line is old.", "CasePilot: What is 38240?")
    assert problem.url == "/assistant?q=What+is+38240%3F"


def test_an_answer_stands_in_the_editors_queue_once(member: Desk) -> None:
    member.post("/assistant/questions", q="What is 38240?")
    exchange = db.session.scalars(select(Exchange)).one()
    for words in ("The line is old.", "It is still old."):
        member.post(f"/assistant/answers/{exchange.id}/feedback", verdict="wrong", words=words)
    assert len(db.session.scalars(problems_about("answer", str(exchange.id))).all()) == 1


def test_a_models_wording_is_shown_only_when_it_holds(app: Flask, member: Desk) -> None:
    model = Scripted(["CPT 38240 is for giving donor stem cells to a recipient. [1]"])
    app.extensions["gateways"].model = model
    member.post("/assistant/questions", q="What is 38240?")
    exchange = db.session.scalars(select(Exchange)).one()
    member.post(f"/assistant/answers/{exchange.id}/wording")
    db.session.refresh(exchange)
    assert exchange.says().written_by == "scripted"
    assert "is for giving donor stem cells" in member.get(exchange.conversation.url).text


def test_a_models_invention_is_never_shown(app: Flask, member: Desk) -> None:
    app.extensions["gateways"].model = Scripted(["Report 99999 instead. [1]"])
    member.post("/assistant/questions", q="What is 38240?")
    exchange = db.session.scalars(select(Exchange)).one()
    member.post(f"/assistant/answers/{exchange.id}/wording")
    page = member.get(exchange.conversation.url).text
    assert "99999" not in page
    assert "Giving donor stem cells" in page


def test_admins_see_how_it_goes(app: Flask, member: Desk) -> None:
    member.post("/assistant/questions", q="What is 38239?")
    page = Desk(app, a_person(None, "admin")).get("/admin/assistant").text
    assert re.search(r"What is 38239\?.*not found", page, re.S)
    assert member.get("/admin/assistant").status_code == 403
