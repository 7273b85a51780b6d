"""The join: from a commit through outbox and worker to the index, on both engines."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from jobboard import worker
from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.memory_engine import MemoryEngine
from jobboard.gateways.search_engine import Document, Question, SearchEngine, WriteRefused
from jobboard.outbox.models import OutboxRow
from jobboard.postings import actions
from jobboard.postings.models import Posting
from jobboard.search import checking, documents, indexer
from tests.making import (
    NOON,
    a_moderator,
    a_pending_posting,
    a_published_posting,
    a_record,
    an_employer,
    owner_of,
)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with stopped_at(NOON):
        yield


def settle(now=NOON) -> None:
    db.session.commit()
    with stopped_at(now):
        worker.settle()


def titles(words: str = "") -> list[str]:
    return [hit["title"] for hit in gateways().search.ask(Question(words)).hits]


def waiting() -> list[OutboxRow]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxRow).where(OutboxRow.topic == "search")))


def by_owner(posting: Posting):
    return owner_of(posting.employer)


def test_a_published_posting_is_found(engine: SearchEngine) -> None:
    a_published_posting(title="Inpatient coder")
    a_pending_posting(title="Pending coder")
    settle()
    assert titles("coder") == ["Inpatient coder"]


def test_a_closed_posting_leaves_the_results(engine: SearchEngine) -> None:
    posting = a_published_posting()
    settle()
    actions.close(posting, outcome="hired-here", by=by_owner(posting), now=NOON)
    settle()
    assert titles() == []


def test_a_new_wording_is_found_only_when_it_is_approved(engine: SearchEngine) -> None:
    posting = a_published_posting(title="Old title")
    actions.write(posting, a_record(title="New title"), by=by_owner(posting), now=NOON)
    actions.submit(posting, by=by_owner(posting), now=NOON)
    settle()
    assert titles() == ["Old title"]
    actions.approve(posting, by=a_moderator(), now=NOON)
    settle()
    assert titles() == ["New title"]


def test_all_postings_of_a_company_follow_its_name_and_its_suspension(
    engine: SearchEngine,
) -> None:
    employer = an_employer("Old Name")
    for number in range(3):
        a_published_posting(employer=employer, title=f"Coder {'I' * (number + 1)}")
    settle()
    employer.name = "New Name"
    settle()
    assert {hit["employer"] for hit in gateways().search.ask(Question()).hits} == {"New Name"}
    employer.suspended_at = NOON
    settle()
    assert titles() == []


def test_a_posting_appears_in_the_moment_it_is_planned_for(engine: SearchEngine) -> None:
    tomorrow = NOON + timedelta(days=1)
    posting = a_pending_posting(title="Planned coder")
    with stopped_at(NOON):
        actions.approve(posting, by=a_moderator(), now=NOON)
        posting.publish_at = tomorrow
        db.session.commit()
    settle(NOON + timedelta(hours=1))
    assert titles() == []
    settle(tomorrow)
    assert titles() == ["Planned coder"]


def test_a_posting_leaves_with_its_last_day(engine: SearchEngine) -> None:
    posting = a_published_posting()
    settle()
    end = posting.expires_at
    with stopped_at(end):
        worker._expire(end)
    settle(end)
    assert titles() == []


def test_many_changes_of_one_posting_are_one_document(engine: SearchEngine) -> None:
    posting = a_published_posting()
    for hour in range(1, 4):
        posting.expires_at = NOON + timedelta(days=hour)
        db.session.commit()
    assert len(waiting()) >= 4
    settle()
    assert waiting() == []
    assert checking_at(NOON) == checking.Differences(public=1)


def checking_at(now) -> checking.Differences:
    with stopped_at(now):
        return checking.compare(gateways().search)


def test_what_is_true_counts_and_not_what_was_noted(engine: SearchEngine) -> None:
    posting = a_published_posting()
    settle()
    for key in (posting.id, posting.id, 999):
        db.session.add(OutboxRow(topic="search", key=key, noted_at=NOON, not_before=NOON))
    settle()
    assert len(titles()) == 1


class Away(MemoryEngine):
    """Comes back after it has been asked a few times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def put(self, documents, *, index=None) -> None:
        self.times -= 1
        if self.times >= 0:
            raise SearchUnavailable("away")
        super().put(documents, index=index)


def test_nothing_is_lost_while_the_engine_is_away(app: Flask) -> None:
    gateways().search = Away(times=3)
    a_published_posting(title="Patient coder")
    for second in range(0, 20, 5):
        settle(NOON + timedelta(seconds=second))
    assert titles() == ["Patient coder"]
    assert waiting() == []


class Picky(MemoryEngine):
    """Refuses one posting, as the real engine refuses a document that it cannot read."""

    def put(self, documents: list[Document], *, index: str | None = None) -> None:
        if any("poison" in str(document["title"]) for document in documents):
            raise WriteRefused("this document cannot be indexed")
        super().put(documents, index=index)


def test_a_posting_that_the_engine_refuses_does_not_hold_up_the_others(app: Flask) -> None:
    gateways().search = Picky()
    employer = an_employer()
    for title in ("First coder", "A poisonous coder", "Second coder", "Third coder"):
        a_published_posting(employer=employer, title=title)
    settle()
    assert len(titles()) == 3
    assert {row.trouble for row in waiting()} == {"WriteRefused: this document cannot be indexed"}
    db.session.execute(update(OutboxRow).values(attempts=15, not_before=NOON))
    settle()
    assert all(row.failed_at for row in waiting())


def test_an_engine_that_lost_its_index_gets_it_again(engine: SearchEngine) -> None:
    first = a_published_posting(title="First coder")
    settle()
    lose_the_index(engine)
    first.expires_at = NOON + timedelta(days=3)
    a_published_posting(title="Second coder")
    settle()
    settle(NOON + timedelta(seconds=5))
    assert sorted(titles()) == ["First coder", "Second coder"]
    assert engine.set_up()


def lose_the_index(engine: SearchEngine) -> None:
    if isinstance(engine, MemoryEngine):
        engine.indexes.clear()
        return
    with engine._client() as client:
        task = client.delete_index(engine.index)
    engine._wait(task.task_uid)


def test_the_indexer_reads_in_a_few_queries_however_many_there_are(app: Flask) -> None:
    employer = an_employer()
    ids = [a_published_posting(employer=employer).id for _ in range(5)]
    statements: list[str] = []
    from sqlalchemy import event

    def count(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        assert len(indexer.documents_of(ids, now=NOON)) == 5
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    assert len(statements) == 4


def test_a_document_is_made_from_fewer_rows_and_says_the_same(app: Flask) -> None:
    posting = a_published_posting(
        software=[{"name": "Epic"}],
        description="<p>You hold CPC and code 99213 all day for our clinics.</p>" * 5,
    )
    db.session.commit()
    whole = documents.document(posting, posting.shown, posting.employer)
    assert indexer.documents_of([posting.id], now=NOON) == [whole]
    assert set(whole["credentials_found"]) - set(whole["credentials"])
