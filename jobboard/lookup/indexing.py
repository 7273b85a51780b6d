"""How the reference index follows the database: built anew beside the live one, then swapped in.

Codes change by whole releases, so a change of them is a rebuild; an article is one document, put or
removed as it stands. Whoever changes something notes a row of the outbox's topic "reference": with
nothing else it asks for a rebuild, with a kind and a key for one document. Only one at a time may
write (the topic's lease), so that no document passes a rebuild by. The index carries a stamp of
what it was built from, by which an emptied or forgotten one is noticed.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from werkzeug.utils import import_string

from jobboard.errors import Conflict, SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import (
    AnyOf,
    IndexMissing,
    Question,
    SearchEngine,
)
from jobboard.lookup.documents import Document, stamp_document
from jobboard.lookup.schema import document_id
from jobboard.outbox import claiming, note
from jobboard.outbox.draining import Claim, Topic
from jobboard.outbox.models import BULK
from jobboard.outbox.patience import engine_is_away

log = logging.getLogger(__name__)

TOPIC = "reference"
LASTS = timedelta(minutes=15)
# Modules that hold documents of a kind: see `Source`.
SOURCES: tuple[str, ...] = ("jobboard.lookup.code_documents",)


class Source(Protocol):
    """A module with the documents of one kind."""

    KIND: str

    def pages(self) -> Iterator[list[Document]]:
        """All of them, some at a time."""
        ...

    def documents_of(self, ids: Sequence[int]) -> list[Document]:
        """Those of these rows that people may find."""
        ...

    def stamp(self) -> str:
        """Changes when all of them have to be read again."""
        ...


class RebuildRunning(Conflict):
    title = "The reference index is being written already"


@dataclass(frozen=True)
class Rebuilt:
    documents: int
    seconds: float


def note_rebuild() -> None:
    """In the transaction of whatever changes the codes: the worker builds the index anew."""
    note(TOPIC, urgency=BULK)


def note_document(kind: str, row_id: int) -> None:
    """In the transaction of whatever changes what people may find of one document."""
    note(TOPIC, key=row_id, kind=kind)


def follow(claims: Sequence[Claim]) -> None:
    """Does a batch of the topic; whoever calls it holds the topic's lease."""
    engine = gateways().reference
    one_by_one = [claim for claim in claims if claim.key is not None]
    if len(one_by_one) < len(claims) or not _is_there(engine):
        _build(engine)
        return
    for source in _sources():
        ids = [c.key for c in one_by_one if c.payload.get("kind") == source.KIND and c.key]
        _follow_documents(engine, source, list(dict.fromkeys(ids)))


def rebuild(*, on_page: Callable[[int], None] = lambda documents: None) -> Rebuilt:
    """For commands: waits for nobody, and refuses while a worker is writing."""
    began = time.monotonic()
    with _alone():
        count = _build(gateways().reference, on_page)
    return Rebuilt(count, round(time.monotonic() - began, 2))


def check(_now: datetime | None = None) -> bool:
    """Notes a rebuild where the index is not what the database would build; True when it is."""
    is_right = is_up_to_date()
    if not is_right:
        note_rebuild()
    return is_right


def is_up_to_date() -> bool:
    engine = gateways().reference
    return engine.set_up() and stamp_of(engine) == _stamp()


def stamp_of(engine: SearchEngine) -> str | None:
    """What the index says that it was built from."""
    question = Question(conditions=(AnyOf("kind", ("stamp",)),), fields=("stamp",), limit=1)
    hits = engine.ask(question).hits
    return str(hits[0].get("stamp")) if hits else None


REFERENCE_TOPIC = Topic(
    follow, batch=1_000, one_at_a_time=True, lasts=LASTS, patient_with=engine_is_away
)


def _sources() -> list[Source]:
    return [import_string(name) for name in SOURCES]


def _stamp() -> str:
    return " ".join(f"{source.KIND}:{source.stamp()}" for source in _sources())


def _is_there(engine: SearchEngine) -> bool:
    try:
        return stamp_of(engine) is not None
    except IndexMissing:
        return False


def _follow_documents(engine: SearchEngine, source: Source, ids: list[int]) -> None:
    documents = source.documents_of(ids)
    engine.put(documents)
    gone = {document_id(source.KIND, one) for one in ids} - {one["id"] for one in documents}
    engine.remove(gone)


def _build(engine: SearchEngine, on_page: Callable[[int], None] = lambda documents: None) -> int:
    engine.set_up()
    for dead in engine.fresh_ones():
        engine.drop(dead)
    # Taken before the reading: what changes meanwhile leaves a stamp that differs.
    stamp, count = _stamp(), 0

    def pages() -> Iterator[list[Document]]:
        nonlocal count
        yield [stamp_document(stamp)]
        for source in _sources():
            for page in source.pages():
                count += len(page)
                yield page
                on_page(len(page))

    fresh = engine.start_fresh()
    try:
        engine.fill(pages(), index=fresh)
        engine.swap_in(fresh)
    except BaseException:
        with suppress(SearchUnavailable):
            engine.drop(fresh)
        raise
    log.info("reference index rebuilt", extra={"documents": count})
    return count


@contextmanager
def _alone() -> Iterator[None]:
    with claiming.in_its_drainers_place(TOPIC, lasts=LASTS) as is_ours:
        if not is_ours:
            raise RebuildRunning("The worker is writing the reference index; let it finish.")
        yield


def in_index() -> int:
    """How many codes people can find by words."""
    question: Any = Question(conditions=(AnyOf("kind", ("code",)),), limit=0)
    return gateways().reference.ask(question).total
