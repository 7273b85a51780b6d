"""A passage as its index holds it, and back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any
from zlib import crc32

from jobboard.assistant.passages.schema import document_id
from jobboard.assistant.retrieval import Passage, weights_of

Document = dict[str, Any]

PARTS = tuple(field.name for field in fields(Passage))


def documents_of(article_id: int, passages: Iterable[Passage]) -> list[Document]:
    return [_document(document_id(article_id, place), one) for place, one in enumerate(passages)]


def passage_of(document: Mapping[str, Any]) -> Passage:
    return Passage(**{name: document[name] for name in PARTS})


def spoken(word: str) -> str:
    """A word as the engine keeps it whole: it would take `110.23` for two."""
    return word.replace(".", "dot")


def _document(id_: int, passage: Passage) -> Document:
    stems = " ".join(sorted(spoken(word) for word in weights_of(passage)))
    document = {"id": id_, **asdict(passage), "stems": stems}
    return {**document, "rev": crc32(repr(sorted(document.items())).encode())}
