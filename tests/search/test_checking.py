"""The check finds every difference, both ways, and has it put right."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from jobboard import worker
from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways.search_engine import SearchEngine
from jobboard.outbox.models import OutboxRow
from jobboard.postings.models import Posting
from jobboard.search import checking, documents
from tests.making import NOON, a_published_posting, an_employer


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with stopped_at(NOON):
        yield


@pytest.fixture
def postings(engine: SearchEngine) -> list[Posting]:
    employer = an_employer()
    made = [a_published_posting(employer=employer) for _ in range(4)]
    worker.settle()
    assert not checking.compare(engine)
    return made


def check_and_repair() -> checking.Differences:
    found = checking.check()
    db.session.commit()
    worker.settle()
    return found


def test_what_is_missing_extra_or_stale_is_found_and_put_right(
    engine: SearchEngine, postings: list[Posting]
) -> None:
    missing, stale, *_ = (posting.id for posting in postings)
    engine.remove([missing])
    engine.put([{"id": stale, "rev": 7, "title": "x"}, {"id": 999, "rev": 1, "title": "y"}])
    expected = checking.Differences(4, frozenset({missing}), frozenset({999}), frozenset({stale}))
    assert check_and_repair() == expected
    assert str(expected) == "1 missing, 1 extra, 1 stale"
    assert not checking.compare(engine)


def test_a_document_without_a_rev_is_stale(engine: SearchEngine, postings: list[Posting]) -> None:
    engine.put([{"id": postings[0].id, "rev": None, "title": "x"}])
    assert checking.compare(engine).stale == {postings[0].id}


def test_what_went_past_the_listener_is_found(
    engine: SearchEngine, postings: list[Posting]
) -> None:
    db.session.execute(
        update(Posting).where(Posting.id == postings[0].id).values(hidden_at=NOON),
        execution_options={"index_noted": True},
    )
    db.session.commit()
    assert check_and_repair().extra == {postings[0].id}
    assert not checking.compare(engine)


def test_time_alone_makes_a_difference(engine: SearchEngine, postings: list[Posting]) -> None:
    with stopped_at(postings[0].expires_at + timedelta(seconds=1)):
        assert len(checking.compare(engine).extra) == 4


def test_other_words_in_the_taxonomy_make_all_documents_stale(
    engine: SearchEngine, postings: list[Posting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_vocabulary_version", lambda: "another")
    assert len(checking.compare(engine).stale) == 4


def test_too_many_differences_ask_for_a_rebuild(
    engine: SearchEngine, postings: list[Posting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "REBUILD_ABOVE", 2)
    engine.remove([posting.id for posting in postings[:3]])
    checking.check()
    assert db.session.scalars(select(OutboxRow.topic)).all() == ["rebuild"]


def test_other_settings_ask_for_a_rebuild(
    engine: SearchEngine, postings: list[Posting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(engine), "set_up", lambda self: False)
    checking.check()
    assert db.session.scalars(select(OutboxRow.topic)).all() == ["rebuild"]


def test_the_one_query_says_what_the_documents_say(postings: list[Posting]) -> None:
    posting = postings[0]
    values = documents.fingerprinted(posting, posting.shown, posting.employer)
    assert dict(checking.public_revisions(NOON))[posting.id] == documents.fingerprint(*values)
