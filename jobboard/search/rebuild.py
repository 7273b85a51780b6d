"""Builds the index anew beside the live one, and puts it in its place only when it is whole.

While it is being filled the outbox's drainer writes every change to both (see `indexer`), because
its name stands in the lease. A page that was read before a change and written after it is found by
comparing, and put right while no drainer is at work. Any failure drops the fresh index.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import Conflict, SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import SearchEngine
from jobboard.outbox import claiming, leases
from jobboard.outbox.models import OutboxRow
from jobboard.postings.models import Posting
from jobboard.postings.queries import public_postings
from jobboard.search import checking, indexer
from jobboard.search.listener import TOPIC

log = logging.getLogger(__name__)

# The engine takes a page as one piece of work, for which a person's change waits. With fewer documents
# in it the engine is done later with all of them, and its file a third larger than what is in it.
PAGE = 1_000
TRIES = 3
LASTS = timedelta(minutes=4)
# As long as a drainer that does not answer may keep its own lease.
DRAINER_GIVES_WAY_WITHIN = 240.0


class RebuildRunning(Conflict):
    title = "The index is being rebuilt already"


class RebuildLapsed(SearchUnavailable):
    """It stood still for longer than its lease, so changes may have passed it by."""


@dataclass(frozen=True)
class Rebuilt:
    documents: int
    seconds: float


def rebuild(*, on_page: Callable[[int], None] = lambda documents: None) -> Rebuilt:
    """Returns when the new index is live; raises with the old one untouched. Tells `on_page` how
    many documents each page has had."""
    began = time.monotonic()
    engine = gateways().search
    with _lease() as lease:
        engine.set_up()
        _drop_leftovers(engine)
        fresh = engine.start_fresh()
        try:
            lease.tell(fresh)
            settled = claiming.seen(TOPIC, now=clock())
            engine.fill(_pages(lease, on_page), index=fresh)
            count = _put_right_and_swap(engine, fresh, lease, settled)
        except BaseException:
            with suppress(SearchUnavailable):
                engine.drop(fresh)
            raise
    log.info("index rebuilt", extra={"documents": count})
    return Rebuilt(count, round(time.monotonic() - began, 2))


def drop_leftovers() -> int:
    """Drops the indexes of rebuilds that died; none while one is at work."""
    try:
        with _lease():
            return _drop_leftovers(gateways().search)
    except RebuildRunning:
        return 0


class _Lease:
    """The rebuild's lease, in transactions of its own."""

    def __init__(self, held: leases.Held) -> None:
        self._held = held

    def tell(self, fresh: str) -> None:
        with db.engine.begin() as connection:
            self._held.tell(connection, fresh)

    def keep(self) -> None:
        with db.engine.begin() as connection:
            if not self._held.keep(connection, now=clock(), lasts=LASTS):
                raise RebuildLapsed("The rebuild stood still for too long and was given up.")

    def give_back(self) -> None:
        with db.engine.begin() as connection:
            self._held.give_back(connection)


@contextmanager
def _lease() -> Iterator[_Lease]:
    with db.engine.begin() as connection:
        held = leases.take(connection, indexer.REBUILD, now=clock(), lasts=LASTS)
    if held is None:
        raise RebuildRunning("Another rebuild of the search index is at work; let it finish.")
    lease = _Lease(held)
    try:
        yield lease
    finally:
        lease.give_back()


def _drop_leftovers(engine: SearchEngine) -> int:
    dead = engine.fresh_ones()
    for name in dead:
        engine.drop(name)
    return len(dead)


def _pages(lease: _Lease, on_page: Callable[[int], None]) -> Iterator[list[dict[str, Any]]]:
    """All public postings by their keys: a row that goes meanwhile moves no other one."""
    last = 0
    while ids := _ids_after(last):
        documents = indexer.documents_of(ids, now=clock())
        lease.keep()
        yield documents
        on_page(len(documents))
        last = ids[-1]


def _ids_after(last: int) -> list[int]:
    query: Any = public_postings(clock()).with_only_columns(Posting.id)
    with db.engine.connect() as connection:
        return list(
            connection.scalars(query.where(Posting.id > last).order_by(Posting.id).limit(PAGE))
        )


def _put_right_and_swap(
    engine: SearchEngine, fresh: str, lease: _Lease, settled: claiming.Seen
) -> int:
    """Only the drainer writes to the fresh index beside us; while it is away, nobody does."""
    with _no_drainer(lease):
        for _ in range(TRIES):
            differing = checking.compare(engine, index=fresh)
            # What the outbox still speaks of is put right in whichever index is live by then.
            if not differing.ids - _in_the_outbox():
                lease.keep()
                engine.swap_in(fresh)
                claiming.forget(settled)
                return differing.public
            _put_right(engine, fresh, differing)
    raise SearchUnavailable(f"The fresh index does not hold what it was given: {differing}.")


def _put_right(engine: SearchEngine, fresh: str, differing: checking.Differences) -> None:
    ids = sorted(differing.ids)
    for start in range(0, len(ids), PAGE):
        page = ids[start : start + PAGE]
        indexer.write(engine, page, indexer.documents_of(page, now=clock()), index=fresh)


def _in_the_outbox() -> set[int | None]:
    query = select(OutboxRow.key).where(OutboxRow.topic == TOPIC)
    with db.engine.connect() as connection:
        return set(connection.scalars(query))


@contextmanager
def _no_drainer(lease: _Lease) -> Iterator[None]:
    """Waits for the drainer to finish its batch, and keeps it away for the block."""
    end = time.monotonic() + DRAINER_GIVES_WAY_WITHIN
    while (held := _take_drainers_lease()) is None:
        if time.monotonic() > end:
            raise SearchUnavailable("The outbox's drainer did not give way; try again.")
        lease.keep()
        time.sleep(0.05)
    try:
        yield
    finally:
        with db.engine.begin() as connection:
            held.give_back(connection)


def _take_drainers_lease() -> leases.Held | None:
    with db.engine.begin() as connection:
        return leases.take(connection, claiming.lease_name(TOPIC), now=clock(), lasts=LASTS)
