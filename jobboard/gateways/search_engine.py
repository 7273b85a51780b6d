"""The search engine in our words: what is asked, what is answered, what it must be able to do.

A question is plain data. Filters are conditions that all must hold; each says what it tests, so
that both engines and the tests read the same value, and no string of a person's becomes syntax.
Fields inside fields are named with a dot (`pay.hourly_min`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from jobboard.errors import SearchUnavailable

Document = Mapping[str, Any]
Scalar = str | int | float | bool


@dataclass(frozen=True)
class AnyOf:
    """The field (a value or a list) has at least one of these values; none of no values."""

    field: str
    values: tuple[Scalar, ...]


@dataclass(frozen=True)
class Between:
    """`low <= field <= high`; an end that is None is open. A document without the field fails."""

    field: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Either:
    """At least one of these conditions (or lists of conditions that hold together) holds."""

    ways: tuple[tuple["Condition", ...], ...]


@dataclass(frozen=True)
class Not:
    condition: "Condition"


Condition = AnyOf | Between | Either | Not

# What becomes of words that no document has all of: drop them from the end, drop the commonest
# first, or drop none.
Matching = Literal["last", "frequency", "all"]


@dataclass(frozen=True)
class Question:
    """`words` go through the engine's text search; `sort` names fields as "posted:desc".

    `fields` are those that the hits carry (all of them where it is empty); `words_in` are the
    fields that the words are looked for in (all searchable ones where it is empty).
    """

    words: str = ""
    conditions: tuple[Condition, ...] = ()
    facets: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 20
    highlight: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    matching: Matching = "last"
    words_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """`hits` are documents, with `_formatted` where highlighting was asked for: the highlighted
    fields, marked with HIGHLIGHT_PRE and HIGHLIGHT_POST, the rest not escaped. `facets` counts by
    field and value; values are text there ("true" for True). `total` is exact."""

    hits: Sequence[Document]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


# Private-use characters: they cannot stand in a document's text (it is cleaned of them), so a page
# can escape the text first and turn them into <mark> afterwards.
HIGHLIGHT_PRE, HIGHLIGHT_POST = "\ue000", "\ue001"


Meanwhile = Callable[[list[Answer]], object]


def nothing(_: object) -> None:
    """What is done meanwhile where nobody says."""


class IndexMissing(SearchUnavailable):
    """The engine is there and the index is not: its folder was emptied, or a rebuild dropped."""


class Nonsense(SearchUnavailable):
    """Whatever answers at the engine's address is not our engine, or not our index."""

    def __init__(self) -> None:
        super().__init__("The search engine's answer makes no sense.")


class WriteRefused(SearchUnavailable):
    """The engine took the write, tried it, and refused: something in these documents is wrong."""


class SearchEngine(Protocol):
    """One index of the engine, in the shape that it is made for.

    Writes return only when they are done and searchable. Everything raises SearchUnavailable when
    the engine is away, too slow, or answers rubbish. `index` None means the live one.
    """

    def ask(self, question: Question, *, index: str | None = None) -> Answer: ...

    def ask_many(
        self, questions: Sequence[Question], *, meanwhile: "Meanwhile" = nothing
    ) -> list[Answer]:
        """Several questions in one round trip (counts of facets that ignore their own choice).

        `meanwhile` is called with the answers to all but the first, while the engine may still be
        at that one; now and then twice, when an engine that was lost is asked again. Of a single
        question it is not called."""
        ...

    def put(self, documents: Sequence[Document], *, index: str | None = None) -> None:
        """Each document takes the place of the whole one that had its id."""
        ...

    def remove(self, ids: Iterable[int], *, index: str | None = None) -> None: ...

    def fill(self, pages: Iterable[Sequence[Document]], *, index: str) -> None:
        """Puts page after page, without waiting for one before sending the next."""
        ...

    def revisions(self, *, index: str | None = None) -> Iterator[tuple[int, int]]:
        """Every document's (id, rev), to compare with the database."""
        ...

    def start_fresh(self) -> str:
        """An empty index beside the live one, with the code's settings; its name."""
        ...

    def swap_in(self, fresh: str) -> None:
        """The fresh index becomes the live one, atomically; the old one is dropped."""
        ...

    def drop(self, fresh: str) -> None: ...

    def fresh_ones(self) -> list[str]:
        """The names of all indexes beside the live one: those of rebuilds, also of dead ones."""
        ...

    def set_up(self) -> bool:
        """Makes the live index when there is none; True when its settings equal the code's."""
        ...

    def is_well(self) -> bool:
        """Cheap, and quick also when the engine is silent: for /readyz."""
        ...
