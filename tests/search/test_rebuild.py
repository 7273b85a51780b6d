"""A rebuild loses no change, and changes nothing when it fails."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from jobboard import worker
from jobboard.clock import clock, stopped_at
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.memory_engine import MemoryEngine
from jobboard.gateways.search_engine import Document, Question, SearchEngine
from jobboard.outbox import leases, note
from jobboard.outbox.claiming import lease_name
from jobboard.outbox.draining import drain
from jobboard.outbox.models import OutboxRow
from jobboard.postings import actions
from jobboard.postings.models import Posting
from jobboard.search import checking, indexer, rebuild
from jobboard.search.listener import TOPIC
from tests.making import NOON, a_published_posting, an_employer, owner_of

Pages = Iterable[Sequence[Document]]


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(rebuild, "PAGE", 2)
    with stopped_at(NOON):
        yield


@pytest.fixture
def postings(app: Flask) -> list[Posting]:
    employer = an_employer()
    made = [a_published_posting(employer=employer, title=f"Coder in room {n}") for n in range(1, 6)]
    drain_the_search()
    return made


def drain_the_search() -> None:
    db.session.commit()
    drain("search", indexer.SEARCH)


def close(posting: Posting) -> None:
    by = owner_of(posting.employer)
    actions.close(posting, outcome="hired-here", by=by, now=clock())


def retitle(posting: Posting, title: str) -> None:
    posting.shown.record = {**posting.shown.record, "title": title}
    posting.shown.digest = title


def titles(index: str | None = None) -> list[str]:
    asked = Question(sort=("id:asc",))
    return [hit["title"] for hit in gateways().search.ask(asked, index=index).hits]


def differences() -> checking.Differences:
    return checking.compare(gateways().search)


def test_a_rebuilt_index_holds_the_public_postings(engine: SearchEngine, postings) -> None:
    engine.remove([postings[0].id])
    engine.put([{"id": 999, "rev": 1, "title": "A ghost"}])
    pages: list[int] = []
    built = rebuild.rebuild(on_page=pages.append)
    assert built.documents == 5
    assert pages == [2, 2, 1]
    assert titles() == [f"Coder in room {n}" for n in range(1, 6)]
    assert not differences()
    assert engine.fresh_ones() == []


def test_an_empty_board_has_an_empty_index(engine: SearchEngine) -> None:
    engine.put([{"id": 999, "rev": 1, "title": "A ghost"}])
    assert rebuild.rebuild().documents == 0
    assert titles() == []


def during_a_page(number: int, happens: Callable[[], None]) -> Callable[[int], None]:
    pages = 0

    def on_page(_documents: int) -> None:
        nonlocal pages
        pages += 1
        if pages == number:
            happens()

    return on_page


def test_changes_while_it_fills_reach_both_indexes(engine: SearchEngine, postings) -> None:
    def happens() -> None:
        retitle(postings[0], "Changed behind the page")
        retitle(postings[4], "Changed before its page")
        close(postings[1])
        a_published_posting(employer=postings[0].employer, title="Brand new")
        drain_the_search()
        seen = ["Changed behind the page", "Coder in room 3", "Coder in room 4"]
        seen += ["Changed before its page", "Brand new"]
        assert titles() == seen
        [fresh] = engine.fresh_ones()
        assert {"Changed behind the page", "Brand new"} <= set(titles(fresh))

    rebuild.rebuild(on_page=during_a_page(1, happens))
    assert "Changed behind the page" in titles()
    assert "Brand new" in titles()
    assert "Coder in room 2" not in titles()
    assert not differences()


class Slow(MemoryEngine):
    """Writes a page of the rebuild only after something else has happened."""

    happens: Callable[[], None] = staticmethod(lambda: None)

    def fill(self, pages: Pages, *, index: str) -> None:
        read = list(pages)
        self.happens()
        super().fill(read, index=index)


def test_a_page_that_was_read_before_a_change_and_written_after_it_is_put_right(
    app: Flask, postings
) -> None:
    slow = Slow()
    slow.indexes = gateways().search.indexes
    gateways().search = slow

    def happens() -> None:
        retitle(postings[0], "The later truth")
        close(postings[1])
        drain_the_search()

    slow.happens = happens
    rebuild.rebuild()
    assert titles()[0] == "The later truth"
    assert not differences()


def test_changes_that_nobody_has_drained_are_in_the_new_index_or_follow(
    engine: SearchEngine, postings
) -> None:
    def happens() -> None:
        retitle(postings[0], "Waits in the outbox")
        db.session.commit()

    rebuild.rebuild(on_page=during_a_page(3, happens))
    drain_the_search()
    assert titles()[0] == "Waits in the outbox"
    assert not differences()


def test_what_waited_before_it_began_is_settled_and_what_came_later_is_not(
    engine: SearchEngine, postings
) -> None:
    retitle(postings[0], "Waited before")
    note(TOPIC, key=postings[2].id).not_before = NOON + timedelta(days=1)
    db.session.commit()

    def happens() -> None:
        with stopped_at(NOON + timedelta(seconds=1)):
            retitle(postings[1], "Came later")
            db.session.commit()

    rebuild.rebuild(on_page=during_a_page(1, happens))
    assert titles()[0] == "Waited before"
    ours = select(OutboxRow.key).where(OutboxRow.topic == TOPIC)
    left = db.session.scalars(ours.order_by(OutboxRow.id)).all()
    assert left == [postings[2].id, postings[1].id]


class Broken(Exception):
    pass


@pytest.mark.parametrize("error", [Broken, KeyboardInterrupt])
def test_a_failed_rebuild_changes_nothing(engine: SearchEngine, postings, error) -> None:
    engine.remove([postings[0].id])
    before = titles()

    def breaks() -> None:
        raise error

    with pytest.raises(error):
        rebuild.rebuild(on_page=during_a_page(2, breaks))
    assert titles() == before
    assert engine.fresh_ones() == []
    rebuild.rebuild()
    assert len(titles()) == 5


class Forgetful(MemoryEngine):
    """Says that it has written, and has not."""

    def put(self, documents: Sequence[Document], *, index: str | None = None) -> None:
        super().put([one for one in documents if one["id"] != 1], index=index)


def test_an_index_that_is_not_whole_never_goes_live(app: Flask, postings) -> None:
    forgetful = Forgetful()
    forgetful.indexes = gateways().search.indexes
    gateways().search = forgetful
    with pytest.raises(SearchUnavailable, match="1 missing"):
        rebuild.rebuild()
    assert len(titles()) == 5


def test_only_one_rebuild_is_at_work(engine: SearchEngine, postings) -> None:
    refused: list[str] = []

    def happens() -> None:
        try:
            rebuild.rebuild()
        except rebuild.RebuildRunning as error:
            refused.append(error.message)
        assert rebuild.drop_leftovers() == 0

    rebuild.rebuild(on_page=during_a_page(1, happens))
    assert len(refused) == 1
    assert len(titles()) == 5


def test_a_rebuild_that_stood_still_for_too_long_gives_up(engine: SearchEngine, postings) -> None:
    with stopped_at(NOON) as _, suppress(StopIteration):
        moments = iter([NOON] * 8 + [NOON + timedelta(hours=1)] * 99)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rebuild, "clock", lambda: next(moments))
            with pytest.raises(rebuild.RebuildLapsed):
                rebuild.rebuild()
    assert engine.fresh_ones() == []


def test_what_a_killed_rebuild_left_is_dropped_and_not_written_to(
    engine: SearchEngine, postings
) -> None:
    dead = engine.start_fresh()
    with db.engine.begin() as connection:
        held = leases.take(connection, indexer.REBUILD, now=NOON, lasts=rebuild.LASTS)
        held.tell(connection, dead)
    later = NOON + rebuild.LASTS
    with stopped_at(later):
        retitle(postings[0], "After the kill")
        drain_the_search()
        assert titles()[0] == "After the kill"
        assert titles(dead) == []
        assert rebuild.drop_leftovers() == 1
    assert engine.fresh_ones() == []


def test_a_fresh_index_that_vanishes_holds_up_no_change(engine: SearchEngine, postings) -> None:
    def happens() -> None:
        [fresh] = engine.fresh_ones()
        engine.drop(fresh)
        retitle(postings[0], "Goes live all the same")
        drain_the_search()
        assert titles()[0] == "Goes live all the same"

    with pytest.raises(SearchUnavailable):
        rebuild.rebuild(on_page=during_a_page(1, happens))
    with stopped_at(NOON + timedelta(seconds=5)):
        drain_the_search()
    assert not differences()


def test_the_swap_waits_for_the_drainer(engine: SearchEngine, postings, monkeypatch) -> None:
    monkeypatch.setattr(rebuild, "DRAINER_GIVES_WAY_WITHIN", 0.1)
    with db.engine.begin() as connection:
        held = leases.take(connection, lease_name(TOPIC), now=NOON, lasts=timedelta(minutes=1))
    with pytest.raises(SearchUnavailable, match="did not give way"):
        rebuild.rebuild()
    with db.engine.begin() as connection:
        held.give_back(connection)
    assert rebuild.rebuild().documents == 5


def test_a_rebuild_can_be_asked_for_in_the_outbox(engine: SearchEngine, postings) -> None:
    engine.remove([posting.id for posting in postings])
    note("rebuild")
    db.session.commit()
    worker.settle()
    assert len(titles()) == 5
