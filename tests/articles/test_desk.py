"""Editors write, another one reviews, readers see what was published, and nothing is lost."""

import re

import pytest

from jobboard.articles import actions, queries
from jobboard.articles.loading import load_articles
from jobboard.articles.models import Article, ArticleVersion
from jobboard.articles.subjects import Subject
from jobboard.clock import stopped_at
from jobboard.codes.intervals import Interval
from jobboard.codes.loading import load_reference
from jobboard.db import db
from jobboard.editing.models import Problem
from tests.making import NOON, a_person
from tests.markup import troubles
from tests.signing_in import send, sign_in, token_on

DESK = "/editor/articles"
TYPED = {
    "title": "When two donors give on one day",
    "subject": "cpt-codes",
    "summary": "Two donors are two services, each with its own record.",
    "body": "## Two donors\nAlso called: double cord\nEach donor’s product is given and recorded as "
    "a service of its own.\n\nThe record names each product.",
    "sources": "A work | https://example.org/work | 2026-11-01",
    "codes": "cpt:38240",
    "words": "haplo cord",
}
LATER = {**TYPED, "body": TYPED["body"].replace("names each product", "names each product twice")}


@pytest.fixture
def board(app):
    load_reference(db.session, now=NOON)
    load_articles(db.session(), now=NOON)
    db.session.commit()
    with stopped_at(NOON):
        yield app


def an_editor(board, name="Eden Editor"):
    return sign_in(board.test_client(), a_person(None, "editor", name=name))


@pytest.fixture
def eden(board):
    return an_editor(board)


@pytest.fixture
def edgar(board):
    return an_editor(board, "Edgar Editor")


def seen_on(page):
    return re.search(r'name="seen"[^>]*value="(\d+)"', page.text)[1]


def decide(client, slug, what):
    """Also where the page draws no button for it."""
    page = client.get(f"{DESK}/{slug}/text")
    fields = {"csrf_token": token_on(page), "seen": seen_on(page)}
    return client.post(f"{DESK}/{slug}/{what}", data=fields)


def revise(client, slug, typed=LATER, seen=None):
    address = f"{DESK}/{slug}/text"
    seen = seen or seen_on(client.get(address))
    return send(client, address, seen=seen, **typed)


def written(client, **typed):
    answer = send(client, f"{DESK}/new", **{**TYPED, **typed})
    assert answer.status_code == 303
    return answer.location.rpartition("/")[2]


def published(eden, edgar):
    slug = written(eden)
    assert decide(edgar, slug, "review").status_code == 303
    assert decide(edgar, slug, "publication").status_code == 303
    return slug


def test_the_decisions_on_an_article_are_told_apart(eden, edgar):
    page = edgar.get(f"{DESK}/{published(eden, edgar)}").text
    assert list(troubles(page)) == []


def test_an_article_goes_from_one_editor_through_another_to_readers(board, eden, edgar):
    reader, slug = board.test_client(), written(eden)
    assert "Another editor has to review" in eden.get(f"{DESK}/{slug}").text
    assert reader.get(f"/articles/{slug}").status_code == 404
    assert decide(eden, slug, "review").status_code == 409
    assert decide(edgar, slug, "publication").status_code == 409
    decide(edgar, slug, "review")
    decide(eden, slug, "publication")
    page = reader.get(f"/articles/{slug}").text
    assert "The record names each product." in page
    assert "https://example.org/work" in page
    assert "Reviewed" in page
    assert f"/articles/{slug}" in reader.get("/codes/cpt/38240").text


def test_a_consultants_answer_is_reviewed_and_published_here(board, eden):
    consultant = a_person(None, "consultant", "editor", name="Cory Consultant")
    article = actions.draft(
        "An answer that helped",
        subject=Subject.CODES,
        summary="What was asked and what is so.",
        sections=[{"heading": "Answer", "text": "The donor decides between the codes of a pair."}],
        sources=[{"title": "CPT 38240", "url": "/codes/cpt/38240"}],
        codes=[Interval.parse("cpt:38240")],
        by=consultant,
        origin="consult:7",
        now=NOON,
    )
    db.session.commit()
    assert "Cory Consultant" in eden.get(f"{DESK}?state=draft").text
    own = sign_in(board.test_client(), consultant)
    assert decide(own, article.slug, "review").status_code == 409
    decide(eden, article.slug, "review")
    decide(eden, article.slug, "publication")
    assert "An answer that helped" in board.test_client().get("/codes/cpt/38240").text


def test_a_published_article_stays_on_show_while_its_new_text_waits(board, eden, edgar):
    slug = published(eden, edgar)
    revise(eden, slug)
    reader = board.test_client()
    assert "twice" not in reader.get(f"/articles/{slug}").text
    assert "names each product twice" in edgar.get(f"{DESK}/{slug}").text
    assert decide(eden, slug, "review").status_code == 409
    decide(edgar, slug, "review")
    assert "names each product twice" in reader.get(f"/articles/{slug}").text
    assert "twice" not in eden.get(f"{DESK}/{slug}/versions/1").text


def test_a_new_text_can_be_let_go(board, eden, edgar):
    slug = published(eden, edgar)
    revise(eden, slug)
    decide(edgar, slug, "waiting/removal")
    assert "twice" not in eden.get(f"{DESK}/{slug}").text
    assert "twice" in eden.get(f"{DESK}/{slug}/versions/2").text


def test_the_projects_own_text_is_kept_as_the_first_version_and_never_written_over(board, eden):
    revise(eden, "ncci-pairs", {**LATER, "subject": "ncci-edits"})
    article = db.session.scalars(db.select(Article).where(Article.slug == "ncci-pairs")).one()
    first, second = reversed(queries.versions_of(article))
    assert (first.author, first.said.title) == (None, article.title)
    assert second.said.title == TYPED["title"]
    article.digest = "older"
    db.session.commit()
    load_articles(db.session(), now=NOON)
    assert article.digest == "older"


def test_a_withdrawn_article_is_read_again_before_it_returns(board, eden, edgar):
    slug = published(eden, edgar)
    decide(eden, slug, "withdrawal")
    assert board.test_client().get(f"/articles/{slug}").status_code == 404
    assert decide(eden, slug, "publication").status_code == 409
    assert decide(eden, slug, "review").status_code == 409
    decide(edgar, slug, "review")
    decide(edgar, slug, "publication")
    assert board.test_client().get(f"/articles/{slug}").status_code == 200


def test_two_editors_do_not_overwrite_each_other(board, eden, edgar):
    slug = written(eden)
    seen = seen_on(eden.get(f"{DESK}/{slug}/text"))
    revise(edgar, slug)
    answer = revise(eden, slug, {**TYPED, "summary": "What Eden typed meanwhile is kept."}, seen)
    assert answer.status_code == 409
    assert "names each product twice" in answer.text
    assert "What Eden typed meanwhile is kept." in answer.text


def test_nobody_decides_on_a_text_that_has_changed(board, eden, edgar):
    slug = written(eden)
    page = edgar.get(f"{DESK}/{slug}")
    revise(eden, slug)
    fields = {"csrf_token": token_on(page), "seen": seen_on(page)}
    answer = edgar.post(f"{DESK}/{slug}/review", data=fields)
    assert answer.status_code == 409
    assert "changed while you were reading" in answer.text


@pytest.mark.parametrize(
    ("field", "typed", "trouble"),
    [
        ("title", "", "Give the article a title"),
        ("summary", "Short", "between 20 and 400"),
        ("body", "No heading at all", "begin with a heading"),
        ("sources", "A title alone", "Source 1"),
        ("codes", "cpt:38243-38240", "runs backwards"),
        ("subject", "gardening", "Not a valid choice"),
        ("body", TYPED["body"] + " MRN: 4711234", "looks like patient data"),
    ],
)
def test_what_is_not_right_is_said_and_nothing_typed_is_lost(eden, field, typed, trouble):
    answer = send(eden, f"{DESK}/new", **{**TYPED, field: typed})
    assert answer.status_code == 422
    assert trouble in answer.text
    assert "haplo cord" in answer.text
    assert db.session.scalars(db.select(ArticleVersion)).all() == []


def test_an_editor_may_say_that_what_was_found_names_nobody(eden):
    body = TYPED["body"] + " Call (312) 555-0142 about coverage."
    refused = send(eden, f"{DESK}/new", **{**TYPED, "body": body})
    assert "names_nobody" in refused.text
    written(eden, body=body, names_nobody="y")


def test_the_list_is_narrowed_by_state_and_shelf(eden):
    slug = written(eden)
    assert slug in eden.get(f"{DESK}?state=draft&shelf=cpt-codes").text
    assert slug not in eden.get(f"{DESK}?state=draft&shelf=careers").text
    assert slug not in eden.get(f"{DESK}?state=published").text
    assert slug in eden.get(f"{DESK}?state=nonsense").text


@pytest.mark.parametrize("role", [None, "candidate", "consultant", "moderator", "admin"])
@pytest.mark.parametrize("path", ["", "/new", "/ncci-pairs", "/ncci-pairs/text"])
def test_the_desk_is_the_editors(board, role, path):
    client = board.test_client()
    if role:
        sign_in(client, a_person(None, role))
    assert client.get(DESK + path).status_code == (403 if role else 302)


@pytest.mark.parametrize("path", ["/none", "/none/text", "/ncci-pairs/versions/9"])
def test_what_is_not_there_is_404(board, eden, path):
    assert eden.get(DESK + path).status_code == 404


def test_a_readers_report_on_an_article_reaches_the_queue_and_the_article(board, eden):
    reader, address = board.test_client(), "/codes/report?about=article:ncci-pairs"
    assert address in reader.get("/articles/ncci-pairs").text
    answer = send(reader, address, words="The indicator is wrong.", website="")
    assert answer.location == "/articles/ncci-pairs"
    assert "The indicator is wrong." in eden.get("/editor/").text
    assert "The indicator is wrong." in eden.get(f"{DESK}/ncci-pairs").text
    (problem,) = db.session.scalars(db.select(Problem)).all()
    assert 'href="/editor/articles/ncci-pairs"' in eden.get(f"/editor/problems/{problem.id}").text


def test_nothing_is_reported_about_a_draft(board, eden):
    slug = written(eden)
    address = f"/codes/report?about=article:{slug}"
    assert board.test_client().get(address).status_code == 404


def test_a_report_with_patient_data_is_refused_and_offered_without_it(board):
    reader, address = board.test_client(), "/codes/report?about=cpt:38240"
    answer = send(reader, address, words="Wrong for Mary Jones, MRN: 4711234.", website="")
    assert answer.status_code == 422
    assert "looks like patient data" in answer.text
    assert "MRN: 4711234" in answer.text
    assert "[record number]" in answer.text
    assert db.session.scalars(db.select(Problem)).all() == []
