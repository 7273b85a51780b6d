"""Articles: the files hold together, their pages draw, and a review is somebody else's."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from jobboard.articles import actions, queries
from jobboard.articles.files import read_articles
from jobboard.articles.lifecycle import ArticleMoveRefused, State
from jobboard.articles.loading import load_articles
from jobboard.articles.models import Article, Subject
from jobboard.codes.intervals import Interval
from jobboard.codes.modifiers import MODIFIERS
from jobboard.db import db
from tests.making import NOON, a_person

SECTIONS = [{"heading": "One", "text": "The donor decides between the two codes of each pair."}]


def loaded() -> None:
    load_articles(db.session(), now=NOON)
    db.session.commit()


def a_draft_article(by: object = None) -> Article:
    article = actions.draft(
        "When two donors give",
        subject=Subject.CODES,
        summary="Two donors are two services.",
        sections=SECTIONS,
        codes=[Interval.parse("cpt:38240")],
        by=by or a_person(),  # type: ignore[arg-type]
        origin="consult:7",
        now=NOON,
    )
    db.session.commit()
    return article


def test_every_subject_has_articles() -> None:
    subjects = {article.subject for article in read_articles()}
    assert subjects == {str(subject) for subject in Subject}


def test_the_modifiers_that_coders_meet_most_are_there() -> None:
    common = "22 24 25 26 50 51 52 53 57 58 59 62 76 77 78 79 80 81 82 91 LT RT TC XE XP XS XU "
    common += "GA GX GY GZ JW JZ KX"
    assert set(common.split()) <= set(MODIFIERS)


def test_no_article_has_an_unfilled_slot_or_a_doubled_space() -> None:
    for article in read_articles():
        for section in article.sections:
            assert not re.search(r"\{\w*\}|TODO|  | \.|\bdata not available\b", section.text), (
                article.slug,
                section.heading,
            )


def test_no_sentence_of_the_source_documents_is_in_an_article() -> None:
    folder = Path(__file__).resolve().parents[3] / "shared" / "source-documents"
    if not folder.is_dir():
        pytest.skip("no ../shared/source-documents beside the project")
    theirs = {s for path in folder.glob("*.txt") for s in shingles(path.read_text())}
    for article in read_articles():
        for section in article.sections:
            assert not theirs & shingles(section.text), (article.slug, section.heading)


def shingles(text: str, size: int = 8) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}


def test_loading_twice_changes_nothing(app: object) -> None:
    loaded()
    before = queries.stamp()
    load_articles(db.session(), now=NOON.replace(year=2027))
    db.session.commit()
    assert queries.stamp() == before


def test_what_somebody_has_reviewed_is_not_written_over(app: object) -> None:
    loaded()
    article = db.session.query(Article).filter_by(slug="ncci-pairs").one()
    actions.review(article, by=a_person(), now=NOON)
    article.body, article.digest = SECTIONS, "theirs"
    db.session.commit()
    loaded()
    assert article.body == SECTIONS


def test_an_article_is_drawn_with_its_sections_sources_and_state(client: FlaskClient) -> None:
    loaded()
    page = client.get("/articles/ncci-pairs").get_data(as_text=True)
    assert "Modifier indicators 0, 1, 9" in page
    assert "Medicare NCCI FAQ Library" in page
    assert "Not yet reviewed" in page


def test_every_public_article_opens(client: FlaskClient) -> None:
    loaded()
    slugs = [article.slug for article in read_articles()]
    assert {client.get(f"/articles/{slug}").status_code for slug in slugs} == {200}


def test_the_table_of_modifiers_is_drawn(client: FlaskClient) -> None:
    page = client.get("/articles/modifier-table").get_data(as_text=True)
    assert 'id="modifier-25"' in page


def test_a_draft_is_nobodys_to_read(client: FlaskClient) -> None:
    article = a_draft_article()
    assert client.get(article.url).status_code == 404
    assert "When two donors give" not in client.get("/articles").get_data(as_text=True)


def test_a_published_draft_is_listed_and_linked_from_its_code(client: FlaskClient) -> None:
    article = a_draft_article()
    actions.review(article, by=a_person(), now=NOON)
    actions.publish(article, now=NOON)
    db.session.commit()
    assert "When two donors give" in client.get("/articles").get_data(as_text=True)
    assert [a.slug for a in queries.about(Interval.parse("cpt:38240"))] == [article.slug]
    assert queries.about(Interval.parse("cpt:38241")) == []


def test_nobody_reviews_their_own_article(app: object) -> None:
    author = a_person()
    article = a_draft_article(author)
    with pytest.raises(ArticleMoveRefused):
        actions.review(article, by=author, now=NOON)
    assert article.state == State.DRAFT


def test_an_unreviewed_draft_is_not_published(app: object) -> None:
    with pytest.raises(ArticleMoveRefused):
        actions.publish(a_draft_article(), now=NOON)


def test_revising_asks_for_a_new_review(app: object) -> None:
    article = a_draft_article()
    actions.review(article, by=a_person(), now=NOON)
    actions.revise(article, article.text, by=a_person(), now=NOON)
    assert (article.state, article.is_reviewed) == (State.DRAFT, False)


def test_two_articles_of_one_title_have_two_addresses(app: object) -> None:
    assert a_draft_article().slug != a_draft_article().slug


def test_the_narrowest_article_about_a_code_comes_first(app: object) -> None:
    loaded()
    slugs = [article.slug for article in queries.about(Interval.parse("cpt:38240"))]
    assert slugs[0] in {"transplant-and-marrow-codes", "transplant-coverage"}
