"""A search engine in memory: for tests, and for trying things without the real one.

It keeps every promise of `SearchEngine`. Words match by simple prefix (as wholes where the index
takes no beginnings), in any order; all must match unless the question lets words go. There is no
typo tolerance, and no ranking beyond the sort, how many words the most telling field has, and the
tie breakers of the index's shape.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jobboard.errors import SearchUnavailable
from jobboard.gateways.index_shape import IndexShape
from jobboard.gateways.search_engine import (
    HIGHLIGHT_POST,
    HIGHLIGHT_PRE,
    Answer,
    AnyOf,
    Between,
    Condition,
    Document,
    Either,
    IndexMissing,
    Meanwhile,
    Not,
    Question,
    nothing,
)
from jobboard.search.schema import JOBS

LIVE = "live"
WORD = re.compile(r"\w+")


class MemoryEngine:
    """See `SearchEngine`. Set `away` to see what the board does without an engine."""

    def __init__(self, shape: IndexShape = JOBS) -> None:
        self.shape = shape
        self.indexes: dict[str, dict[int, dict[str, Any]]] = {LIVE: {}}
        self.away = False
        self._made = 0

    def ask(self, question: Question, *, index: str | None = None) -> Answer:
        found = [d for d in self._index(index).values() if _holds_all(d, question.conditions)]
        found = _ordered(_matching(found, question, self.shape), question, self.shape)
        page = found[question.offset : question.offset + question.limit]
        return Answer(
            [_hit(document, question) for document in page],
            len(found),
            {name: _counts(found, name, self.shape) for name in question.facets},
        )

    def ask_many(
        self, questions: Sequence[Question], *, meanwhile: Meanwhile = nothing
    ) -> list[Answer]:
        answers = [self.ask(question) for question in questions]
        if len(answers) > 1:
            meanwhile(answers[1:])
        return answers

    def put(self, documents: Sequence[Document], *, index: str | None = None) -> None:
        self._index(index).update({document["id"]: dict(document) for document in documents})

    def remove(self, ids: Iterable[int], *, index: str | None = None) -> None:
        for one in ids:
            self._index(index).pop(one, None)

    def fill(self, pages: Iterable[Sequence[Document]], *, index: str) -> None:
        for page in pages:
            self.put(page, index=index)

    def revisions(self, *, index: str | None = None) -> Iterator[tuple[int, int]]:
        yield from [
            (id_, document.get("rev") or -1) for id_, document in self._index(index).items()
        ]

    def start_fresh(self) -> str:
        self._made += 1
        fresh = f"{LIVE}--{self._made}"
        self._all()[fresh] = {}
        return fresh

    def swap_in(self, fresh: str) -> None:
        self._all()[LIVE] = self._index(fresh)
        self.drop(fresh)

    def drop(self, fresh: str) -> None:
        self._all().pop(fresh, None)

    def fresh_ones(self) -> list[str]:
        return [name for name in self._all() if name != LIVE]

    def set_up(self) -> bool:
        self._all().setdefault(LIVE, {})
        return True

    def is_well(self) -> bool:
        return not self.away

    def _all(self) -> dict[str, dict[int, dict[str, Any]]]:
        if self.away:
            raise SearchUnavailable("The search engine does not answer.")
        return self.indexes

    def _index(self, name: str | None) -> dict[int, dict[str, Any]]:
        try:
            return self._all()[name or LIVE]
        except KeyError:
            raise IndexMissing(f"There is no index {name}.") from None


def holds(document: Document, condition: Condition) -> bool:
    """Does the document meet the condition?"""
    match condition:
        case AnyOf(field, values):
            return any(_same(held, value) for held in _values(document, field) for value in values)
        case Between(field, low, high):
            return any(
                (low is None or held >= low) and (high is None or held <= high)
                for held in _values(document, field)
                if isinstance(held, int | float)
            )
        case Either(ways):
            return any(_holds_all(document, way) for way in ways)
        case Not(inner):
            return not holds(document, inner)


def _holds_all(document: Document, conditions: tuple[Condition, ...]) -> bool:
    return all(holds(document, condition) for condition in conditions)


def _values(document: Document, field: str) -> list[Any]:
    held: Any = document
    for name in field.split("."):
        held = held.get(name) if isinstance(held, dict) else None
    if held is None:
        return []
    return list(held) if isinstance(held, list | tuple) else [held]


def _same(held: Any, value: Any) -> bool:
    """Values are compared as text without case, as the real engine does."""
    return _as_text(held).casefold() == _as_text(value).casefold()


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _matching(
    documents: list[dict[str, Any]], question: Question, shape: IndexShape
) -> list[dict[str, Any]]:
    """Those that have all words; when there are none, words are let go from the end."""
    words = _words(question.words)
    fields = question.words_in or shape.searchable
    while words:
        found = [d for d in documents if _has_all(_text(d, fields), words, shape=shape)]
        if found or question.matching == "all":
            return found
        words = words[:-1]
    return [] if _words(question.words) else documents


def _has_all(text: str, words: list[str], *, shape: IndexShape) -> bool:
    there = set(_words(text))
    if not shape.takes_beginnings:
        return there >= set(words)
    return all(any(one.startswith(word) for one in there) for word in words)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _text(document: Document, fields: Iterable[str]) -> str:
    return " ".join(str(value) for name in fields for value in _values(document, name))


def _ordered(
    documents: list[dict[str, Any]], question: Question, shape: IndexShape
) -> list[dict[str, Any]]:
    words, telling = _words(question.words), shape.searchable[0]
    ordered = list(documents)
    _sort(ordered, shape.tie_breakers)
    ordered.sort(
        key=lambda d: -sum(_has_all(str(d.get(telling, "")), [w], shape=shape) for w in words)
    )
    _sort(ordered, question.sort)
    return ordered


def _sort(documents: list[dict[str, Any]], rules: Sequence[str]) -> None:
    for rule in reversed(rules):
        field, _, direction = rule.partition(":")
        documents.sort(key=lambda d, f=field, s=direction: _sort_key(d, f, s))  # type: ignore[misc]


def _sort_key(document: Document, field: str, direction: str) -> tuple[bool, float]:
    """A document without the field comes last in both directions."""
    values = _values(document, field)
    number = float(values[0]) if values else 0.0
    return not values, number if direction == "asc" else -number


def _counts(documents: list[dict[str, Any]], field: str, shape: IndexShape) -> dict[str, int]:
    counts = Counter(_as_text(v) for d in documents for v in dict.fromkeys(_values(d, field)))
    return dict(counts.most_common(shape.most_facet_values))


def _hit(document: Document, question: Question) -> Document:
    names = ("id", *question.fields) if question.fields else tuple(document)
    hit = {name: document[name] for name in names if name in document}
    if question.highlight:
        words = _words(question.words)
        hit["_formatted"] = {
            name: _marked(document[name], words) for name in question.highlight if name in document
        }
    return hit


def _marked(value: Any, words: list[str]) -> Any:
    if isinstance(value, list):
        return [_marked(one, words) for one in value]

    def mark(found: re.Match[str]) -> str:
        word = next((w for w in words if found[0].casefold().startswith(w)), None)
        return f"{HIGHLIGHT_PRE}{found[0]}{HIGHLIGHT_POST}" if word else found[0]

    return WORD.sub(mark, value) if isinstance(value, str) else value
