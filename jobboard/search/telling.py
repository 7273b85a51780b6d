"""What the engine's hits say.

The engine is asked for numbers and revisions only: a page's twenty documents are forty kilobytes of
JSON, which took longer to take apart than the engine took to find them. What a document says is
asked for once for each of its revisions, and kept.
"""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from jobboard.gateways.search_engine import AnyOf, Document, Nonsense, Question, SearchEngine
from jobboard.web.keeping import Kept

# What a card and the JSON show, what says why a job matches, and what a candidate is held against.
FIELDS = (
    "rev", "title", "slug", "employer", "employer_slug", "place", "arrangement", "works_from", "pay",
    "posted", "specialties", "credentials", "credentials_any", "credentials_all", "credentials_found",
    "apprentice", "codes", "codes_mentioned", "families", "source", "summary", "spots", "apply_by",
    "plainly",
)  # fmt: skip
# Without these there is no card: whatever answered is not our index.
ALWAYS = {"id", "rev", "title", "slug", "employer"}
# Some three kilobytes each.
MOST = 4_000

_documents: Kept[tuple[int, int], Document] = Kept(MOST)


def told(hits: Sequence[Document], *, engine: SearchEngine) -> list[Document]:
    """The hits with all that their documents say, in their order. One that has left the index since
    it was found is left out; one that was written meanwhile says what it says now."""
    said = {hit["id"]: _documents.get((hit["id"], hit.get("rev", -1))) for hit in hits}
    unknown = tuple(id_ for id_, document in said.items() if document is None)
    if unknown:
        said |= _read(unknown, engine)
    return [
        {**document, "_formatted": hit["_formatted"]} if "_formatted" in hit else document
        for hit in hits
        if (document := said[hit["id"]])
    ]


def forget_documents() -> None:
    """For tests that change what a document says under the same revision."""
    _documents.clear()


def _read(ids: tuple[int, ...], engine: SearchEngine) -> dict[int, Document]:
    question = Question(conditions=(AnyOf("id", ids),), limit=len(ids), fields=FIELDS)
    hits = engine.ask(question).hits
    if not all(hit.keys() >= ALWAYS for hit in hits):
        raise Nonsense
    documents = {hit["id"]: _compact(hit) for hit in hits}
    for id_, document in documents.items():
        _documents.put((id_, document["rev"]), document)
    return documents


def _compact(document: Document) -> Document:
    """Thousands of documents name the same employers, states and tags: each of these is held once."""
    return {name: _shared(value) for name, value in document.items()}


def _shared(value: Any) -> Any:
    if isinstance(value, str):
        return sys.intern(value)
    return _all_shared(value) if isinstance(value, list) else value


def _all_shared(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(_shared(value) for value in values)
