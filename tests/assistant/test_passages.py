"""The index of passages follows the articles, ranks as memory does, and is not needed to answer."""

from collections import Counter
from pathlib import Path

import pytest

from jobboard.articles import actions
from jobboard.articles.models import Article
from jobboard.articles.subjects import Subject
from jobboard.assistant.evaluation.questions import read
from jobboard.assistant.evaluation.running import scores_of
from jobboard.assistant.evaluation.scoring import figures_of
from jobboard.assistant.library import library
from jobboard.assistant.passages import indexing, searching
from jobboard.assistant.passages.documents import passage_of
from jobboard.assistant.retrieval import weights_of
from jobboard.assistant.words import meaningful
from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import Question
from jobboard.outbox import claiming
from jobboard.outbox.following import NotNoted
from jobboard.outbox.models import OutboxRow
from jobboard.worker import settle
from tests.assistant.boards import a_reference, asked
from tests.making import NOON, a_person

GOLDEN = Path(__file__).parent / "questions.yaml"
QUESTIONS = [
    "When do I use modifier 25?",
    "What is NCD 110.23?",
    "difference between an LCD and an NCD",
    "How are add-on codes paid?",
    "what does medicare cover",
    "CPC or CCS for a beginner",
]


@pytest.fixture(params=["memory", "meilisearch"])
def either_engine(request, app):
    if request.param == "meilisearch":
        gateways().passages = request.getfixturevalue("passages_meili")
    return gateways().passages


@pytest.fixture
def board(app):
    a_reference()
    with stopped_at(NOON):
        yield app


def a_new_article(title="Zebrafish donors"):
    article = actions.draft(
        title,
        subject=Subject.CODES,
        summary="What a zebrafish gives and how that is coded.",
        sections=[{"heading": "Zebrafish", "text": "A zebrafish donor is recorded as a fish."}],
        by=a_person(),
        origin="consult:7",
        now=NOON,
    )
    actions.review(article, by=a_person(), now=NOON)
    return article


@pytest.fixture
def no_memory(monkeypatch):
    """Searching in memory is what a refused request falls back to, and would hide the refusal."""

    def library():
        raise AssertionError("The passages were searched in memory.")

    monkeypatch.setattr(searching, "library", library)


def found(words):
    return [hit.passage.title for hit in searching.search(meaningful(words))]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_engine_and_memory_find_the_same_in_the_same_order(
    either_engine, board, no_memory, question
):
    indexing.rebuild()
    words = meaningful(question)
    ours = [(one.passage, round(one.score, 6)) for one in library().search(words)]
    theirs = [(one.passage, round(one.score, 6)) for one in searching.search(words)]
    assert theirs == ours


def test_each_word_is_in_as_many_passages_to_the_engine_as_in_memory(board, passages_meili):
    gateways().passages = passages_meili
    indexing.rebuild()
    having = Counter(word for one in library().passages for word in weights_of(one))
    answers = passages_meili.ask_many([searching.who_has(word) for word in having])
    assert {word: one.total for word, one in zip(having, answers, strict=True)} == having


def test_a_rebuild_holds_every_passage(either_engine, board):
    built = indexing.rebuild()
    hits = either_engine.ask(Question(limit=1_000)).hits
    assert {passage_of(hit) for hit in hits} == set(library().passages)
    assert built.documents == len(library().passages) == len(hits)


def test_an_article_is_found_once_it_is_published_and_no_longer_once_withdrawn(
    either_engine, board
):
    indexing.rebuild()
    article = a_new_article()
    db.session.commit()
    settle()
    assert "Zebrafish donors" not in found("zebrafish donor")
    actions.publish(article, now=NOON)
    db.session.commit()
    settle()
    assert found("zebrafish donor")[0] == "Zebrafish donors"
    assert "recorded as a fish" in asked("How is a zebrafish donor recorded?").as_text("")
    actions.withdraw(article, now=NOON)
    db.session.commit()
    settle()
    assert "Zebrafish donors" not in found("zebrafish donor")


def test_the_code_lookup_finds_articles_by_words(board, client):
    indexing.rebuild()
    page = client.get("/codes?q=advance beneficiary notice").text
    assert "Our articles" in page
    assert "/articles/advance-beneficiary-notice#" in page
    assert "Our articles" not in client.get("/codes?q=38240").text


def test_what_differs_is_noticed_and_put_right(either_engine, board):
    settle()
    indexing.rebuild()
    assert indexing.check() == 0
    either_engine.remove([next(iter(either_engine.revisions()))[0]])
    assert indexing.check() == 1
    db.session.commit()
    settle()
    assert indexing.check() == 0


def test_an_engine_that_lost_everything_is_filled_again(board):
    settle()
    gateways().passages.indexes.clear()
    a_new_article()
    db.session.commit()
    settle()
    assert gateways().passages.ask(Question(limit=0)).total == len(library().passages)


def test_without_the_engine_the_answers_are_the_same(board):
    indexing.rebuild()
    there = [asked(question) for question in QUESTIONS]
    gateways().passages.away = True
    assert [asked(question) for question in QUESTIONS] == there


def test_what_waits_for_an_engine_that_is_away_is_not_given_up(board):
    settle()
    gateways().passages.away = True
    a_new_article()
    db.session.commit()
    settle()
    rows = db.session.scalars(db.select(OutboxRow).where(OutboxRow.topic == "passages")).all()
    assert rows
    assert all(row.failed_at is None for row in rows)


def test_a_statement_past_the_listener_is_refused(board):
    with pytest.raises(NotNoted):
        db.session.execute(db.update(Article).values(title="All the same"))


def test_two_do_not_write_at_once(board):
    with (
        claiming.in_its_drainers_place("passages", lasts=indexing.LASTS),
        pytest.raises(indexing.RebuildRunning),
    ):
        indexing.rebuild()
    assert indexing.rebuild().documents


def test_the_golden_questions_are_answered_as_well_from_the_engine(
    board, no_memory, passages_meili
):
    gateways().passages = passages_meili
    indexing.rebuild()
    scores = list(scores_of(read(GOLDEN.read_text(encoding="utf-8")), now=NOON))
    figures = figures_of([one for one in scores if "icd10cm" not in one.question.needs])
    assert figures.unsupported_codes == 0
    assert figures.fact_recall >= 0.95
    assert figures.refusals_right >= 0.95
