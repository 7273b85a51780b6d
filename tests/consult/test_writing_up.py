"""From an accepted answer to an article that codes and CasePilot lead to."""

import pytest
from flask import Flask

from jobboard.articles import actions as articles
from jobboard.articles.models import Article
from jobboard.consult import asking, writing_up
from jobboard.consult.models import Question
from jobboard.db import db
from jobboard.errors import Conflict
from tests.applications.desk import Desk
from tests.assistant.boards import a_reference
from tests.consult.making import TEXT, a_consultant, an_answered_question
from tests.making import NOON, a_person

BODY = (
    "## In short\n38240 and 38241 are not reported for one infusion, because each names another "
    "source of the cells."
)
FORM = {
    "title": "Donor and own cells on one day",
    "subject": "ncci-edits",
    "summary": "Whether both transplants are reported together.",
    "body": BODY,
    "codes": "cpt:38240, cpt:38241",
}


@pytest.fixture(autouse=True)
def reference(app: Flask) -> None:
    a_reference()


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app, a_consultant().user)


@pytest.fixture
def accepted(app: Flask) -> Question:
    question = an_answered_question(a_consultant("Ada Answers"))
    asking.accept(question, now=NOON)
    db.session.commit()
    return question


def made() -> list[Article]:
    query = db.select(Article).where(Article.origin.startswith("consult:"))
    return list(db.session.scalars(query))


def address(question: Question) -> str:
    return f"/consultant/questions/{question.id}/article"


def test_the_form_starts_from_the_answer_without_the_question(desk: Desk, accepted) -> None:
    page = desk.get(address(accepted)).text
    assert "are not reported for one infusion." in page
    assert TEXT not in page and "[1]" not in page
    assert 'value="cpt:38240, cpt:38241"' in page
    assert "What our page says" in page


def test_a_draft_keeps_the_answer_s_sources_and_is_linked_from_its_codes(desk, accepted) -> None:
    assert desk.send(address(accepted), **FORM).status_code == 303
    (article,) = made()
    assert article.sources == [
        {"title": "What our page says", "url": "/codes/cpt/38240", "opened": "2026-11-02"}
    ]
    assert article.origin == f"consult:{accepted.id}"
    assert desk.get(article.url).status_code == 404, "nobody sees a draft"
    articles.review(article, by=a_person(None, "editor"), now=NOON)
    articles.publish(article, now=NOON)
    db.session.commit()
    assert article.url in desk.get("/codes/cpt/38241").text
    assert "not reported for one infusion" in desk.get(article.url).text


def test_nobody_reviews_the_article_of_their_own_answer(desk: Desk, accepted) -> None:
    desk.send(address(accepted), **FORM)
    (article,) = made()
    with pytest.raises(Conflict):
        articles.review(article, by=article.author, now=NOON)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Give it a title"),
        ("summary", "Of John Smith, DOB 03/04/1961, MRN 4458812", "patient data"),
        ("body", "no section", "section"),
        ("body", BODY + " Or 38242.", "No source of the answer names 38242"),
        ("codes", "hello there", "does not look like a code"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(desk, accepted, field, value, sentence) -> None:
    assert desk.send(address(accepted), **{**FORM, field: value}).status_code == 422
    assert sentence in desk.page and "Smith" not in desk.page
    assert made() == []


def test_one_answer_makes_one_article(desk: Desk, accepted) -> None:
    desk.send(address(accepted), **FORM)
    desk.get(address(accepted))
    assert "was made of it already" in desk.page
    assert desk.post(address(accepted), **FORM).status_code == 409
    assert len(made()) == 1


def test_only_an_accepted_answer_becomes_an_article(desk: Desk) -> None:
    question = an_answered_question()
    assert desk.get(address(question)).status_code == 409
    with pytest.raises(Conflict, match="accepted"):
        writing_up.begun(question)
