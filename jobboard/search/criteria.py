"""What a person may ask of the search: the address as a plain value, and back again.

`read` understands whatever stands in an address and never refuses: what it cannot use is left out,
with a sentence about it. `Search.to_args` writes the canonical address; reading that gives an equal
`Search` without a note. Pages, feeds and saved searches all hold this one value.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from jobboard.codes.intervals import Interval
from jobboard.search import parameters

SORTS = parameters.SORTS


@dataclass(frozen=True)
class Search:
    """Choices are slugs of the taxonomy, sorted; `pay_min` is in dollars an hour.

    `miles` counts only with `near`; `sort` empty means relevance for words, newest without.
    `qualify` and `hidden` mean something only for a candidate who is signed in: jobs that what they
    have said does not rule out, and also those that they have hidden.
    """

    q: str = ""
    specialty: tuple[str, ...] = ()
    credential: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    arrangement: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    near: str = ""
    miles: int | None = None
    pay_min: float | None = None
    software: tuple[str, ...] = ()
    family: tuple[Interval, ...] = ()
    code: tuple[Interval, ...] = ()
    apprentice: bool = False
    employer: tuple[str, ...] = ()
    posted: int | None = None
    qualify: bool = False
    hidden: bool = False
    sort: str = ""
    page: int = 1

    def to_args(self) -> list[tuple[str, str]]:
        """The canonical pairs of the address, without what is not asked."""
        return list(self._pairs)

    def address(self, path: str = "/jobs") -> str:
        return f"{path}?{self._query}" if self._query else path

    # A page asks for the addresses of one search many times.
    @cached_property
    def _pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, value)
            for name, default in EMPTY.items()
            if (held := getattr(self, name)) != default
            for value in _written(name, held)
        )

    @cached_property
    def _query(self) -> str:
        return urlencode(self._pairs, safe=":")

    def on_page(self, page: int) -> "Search":
        return replace(self, page=page)

    def page_addresses(self) -> Callable[[int], str]:
        """The address of each page, for a list of many: the number comes last in all of them."""
        first = self.on_page(1).address()
        start = f"{first}{'&' if '?' in first else '?'}page="
        return lambda page: first if page == 1 else f"{start}{page}"

    def sorted_by(self, sort: str) -> "Search":
        return replace(self, sort=sort, page=1)

    def with_words(self, q: str) -> "Search":
        return replace(self, q=q, page=1)

    def with_hidden(self) -> "Search":
        return replace(self, hidden=True, page=1)

    def choosing(self, parameter: str, value: str) -> "Search":
        """The search with this one choice of a parameter that holds several."""
        return replace(self, **{parameter: (value,)}, page=1)  # type: ignore[arg-type]

    def without(self, parameter: str, value: str | None = None) -> "Search":
        """The search with one choice taken off, or the whole parameter; back on page 1."""
        held = getattr(self, parameter)
        left = EMPTY[parameter]
        if value is not None and isinstance(held, tuple):
            left = tuple(one for one in held if one_written(parameter, one) != value)
        changed = replace(self, **{parameter: left}, page=1)
        if parameter == "near":
            changed = replace(changed, miles=None, sort="" if self.sort == "near" else self.sort)
        return changed

    def chosen(self) -> Iterator[tuple[str, str]]:
        """Every filter with each of its values; not the words, the sorting or the page."""
        return (pair for pair in self._pairs if pair[0] not in ("q", "miles", "sort", "page"))

    def same_filters_as(self, other: "Search") -> bool:
        """True when only the sorting or the page differs, so that no count can."""
        return replace(self, sort="", page=1) == replace(other, sort="", page=1)


EMPTY: dict[str, Any] = {field.name: field.default for field in fields(Search)}


def read(args: MultiDict[str, str]) -> tuple[Search, tuple[str, ...]]:
    """The search that an address asks for, and a sentence for everything that was left out."""
    notes = parameters.Notes()
    said: dict[str, Any] = {}
    for name, values in args.lists():
        if name in EMPTY:
            reader = parameters.READERS[name]
            said[name] = reader(name, [value for value in values if value.strip()], notes)
        elif not parameters.is_tracking(name):
            notes.add(f"This search does not know “{parameters.shown(name)}”, so it was left out.")
    known = {name: value for name, value in said.items() if value is not None}
    return _settled(Search(**known), notes), notes.sentences()


def _settled(search: Search, notes: parameters.Notes) -> Search:
    """What only means something beside another parameter."""
    if search.near:
        return search
    # The words may name a place as well.
    if search.sort == "near" and not search.q:
        notes.add("Sorting by distance needs a place, so the usual order was used.")
        search = replace(search, sort="")
    # The form always sends its choice of miles; without a place nobody meant it.
    return search if search.miles is None else replace(search, miles=None)


def one_written(parameter: str, value: Any) -> str:
    """One value as the address writes it."""
    if parameter == "family":
        return str(value.slug)
    if parameter == "pay_min":
        return f"{value:g}"
    return "1" if value is True else str(value)


def _written(parameter: str, held: Any) -> list[str]:
    return [
        one_written(parameter, value) for value in (held if isinstance(held, tuple) else [held])
    ]
