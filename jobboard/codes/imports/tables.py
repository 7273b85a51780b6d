"""Layouts: how a file is recognized, and what its rows become.

A layout is recognized by its header or its shape, never by the file's name. A header that has a
column more or less than the layout knows is another layout: it is named and refused, not guessed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jobboard.codes.imports.reading import FileWrong, Given, Record

# How many lines from the top a header may stand, and how many lines it may be stacked of.
HEAD_LINES, STACKED = 40, 4
# Columns whose text belongs to the AMA: known, so that they are no surprise, and never read.
DROPPED = "-"


@dataclass(frozen=True)
class Made:
    """A row for a table. `line` is where it came from."""

    model: type[Any]
    values: dict[str, Any]
    line: int = 0


@dataclass(frozen=True)
class Column:
    """`name` is ours; `title` is a pattern for the column's title, in small letters and `_`."""

    name: str
    title: str
    optional: bool = False

    def fits(self, title: str) -> bool:
        return re.fullmatch(self.title, title) is not None


Cells = dict[str, str]
MakeRow = Callable[[Cells], Iterator[Made] | Sequence[Made]]


@dataclass(frozen=True)
class Header:
    """A header that was found: where its last line is, and which cell each column is."""

    line: int
    width: int
    places: dict[str, int]
    titles: tuple[str, ...]
    anchor: tuple[str, ...]
    setting: str = ""

    def stands_in(self, row: list[str]) -> bool:
        if row[0][:1].isdigit() or titled(row[0]) != self.anchor[0]:
            return False
        return _trimmed(map(titled, row)) in (self.titles, self.anchor)

    def cells(self, row: list[str]) -> Cells:
        return {name: row[place].strip() for name, place in self.places.items()}


@dataclass(frozen=True)
class Table:
    """A delimited file with a header. `stacked` headers spread a title over several lines."""

    name: str
    columns: tuple[Column, ...]
    make: MakeRow
    delimiter: str = ","
    anchor: str = ""
    stacked: bool = False
    ends: Callable[[list[str]], bool] = lambda row: False
    settings: dict[str, str] = field(default_factory=dict)
    repeats: bool = False
    """Whether a line may stand twice, one after the other, and count once."""

    def recognize(self, head: Sequence[Record]) -> Header | None:
        found = self._anchor(head)
        if found is None:
            return None
        titles, line = self._titles(head, found)
        places = self._places(titles)
        if places is None:
            return None
        kept = {name: place for name, place in places.items() if not name.startswith(DROPPED)}
        anchor = _trimmed(map(titled, head[found][1]))
        return Header(line, len(titles), kept, titles, anchor, self._setting(titles))

    def nearest(self, head: Sequence[Record]) -> tuple[int, str]:
        """How many columns a header has in common, and what is different, for a refusal."""
        found = self._anchor(head)
        if found is None:
            return 0, ""
        titles, _ = self._titles(head, found)
        known = [t for t in titles if any(c.fits(t) for c in self.columns)]
        missing = [c.name for c in self.columns if not c.optional and not any(map(c.fits, titles))]
        unknown = [t or "(no title)" for t in titles if t not in known]
        parts = [f"without the column {', '.join(missing)}"] if missing else []
        parts += [f"with the unknown column {', '.join(unknown[:6])}"] if unknown else []
        return len(known), " and ".join(parts) or "in another order"

    def rows(self, given: Given, header: Header) -> Iterator[Made | FileWrong]:
        """Each row as it becomes, or what is wrong with it."""
        before: list[str] = []
        for line, row in given.records(self.delimiter):
            if line <= header.line or not any(cell.strip() for cell in row):
                continue
            if self.repeats and row == before:
                continue
            before = row
            if self.ends(row):
                return
            yield from self._row(given, header, line, row)

    def _row(
        self, given: Given, header: Header, line: int, row: list[str]
    ) -> Iterator[Made | FileWrong]:
        if header.stands_in(row):
            yield FileWrong(given.name, "the header stands here a second time.", line)
        elif len(row) < header.width or any(cell.strip() for cell in row[header.width :]):
            reason = (
                f"there are {len(row)} cells instead of {header.width}; the line may be cut off."
            )
            yield FileWrong(given.name, reason, line)
        else:
            try:
                for made in self.make(header.cells(row)):
                    yield Made(made.model, made.values, line)
            except ValueError as trouble:
                yield FileWrong(given.name, f"{str(trouble).rstrip('.')}.", line)

    def _anchor(self, head: Sequence[Record]) -> int | None:
        pattern, least = self.anchor or self.columns[0].title, min(2, len(self.columns))
        for at, (_, row) in enumerate(head):
            if row and re.fullmatch(pattern, titled(row[0])) and sum(map(bool, row)) >= least:
                return at
        return None

    def _titles(self, head: Sequence[Record], at: int) -> tuple[tuple[str, ...], int]:
        line, row = head[at]
        if not self.stacked:
            return _trimmed(map(titled, row)), line
        above = [
            r for _, r in head[max(0, at - STACKED) : at] if len(r) == len(row) and not r[0].strip()
        ]
        below = []
        for number, under in head[at + 1 : at + 1 + STACKED]:
            if len(under) != len(row) or under[0].strip():
                break
            below.append(under)
            line = number
        columns = zip(*above, row, *below, strict=True)
        return _trimmed(titled(" ".join(parts)) for parts in columns), line

    def _places(self, titles: Sequence[str]) -> dict[str, int] | None:
        places: dict[str, int] = {}
        for place, title in enumerate(titles):
            free = (c for c in self.columns if c.name not in places and c.fits(title))
            column = next(free, None)
            if column is None:
                return None
            places[column.name] = place
        missing = [c for c in self.columns if c.name not in places and not c.optional]
        return None if missing else places

    def _setting(self, titles: Sequence[str]) -> str:
        marks = self.settings.items()
        return next((setting for t in titles for mark, setting in marks if mark in t), "")


@dataclass(frozen=True)
class Lines:
    """A file without a header: `make` takes a whole line, and `shape` is what lines look like."""

    name: str
    shape: str
    make: Callable[[str], Iterator[Made] | Sequence[Made]]
    skip: str = r"\s*"
    """Lines that say nothing, such as empty ones."""
    preamble: bool = False
    """Whether a notice ends with an empty line before the rows begin."""
    strict: bool = False
    """Whether all of the first rows must have the shape, or most of them."""
    named: str = ""
    """A part of the file's name, where two layouts may have the same shape."""

    def recognize(self, head: Sequence[tuple[int, str]]) -> int | None:
        """The line before the first row."""
        begins = self._begins(head)
        rows = [
            text for number, text in head if number > begins and not re.fullmatch(self.skip, text)
        ]
        fitting = sum(re.fullmatch(self.shape, text) is not None for text in rows)
        least = len(rows) if self.strict else len(rows) / 2
        return begins if rows and fitting >= least else None

    def rows(self, given: Given, begins: int) -> Iterator[Made | FileWrong]:
        for number, text in given.lines():
            if number <= begins or re.fullmatch(self.skip, text):
                continue
            try:
                if not re.fullmatch(self.shape, text):
                    raise ValueError(f"“{text[:40]}” is not a line of {self.name}")
                for made in self.make(text):
                    yield Made(made.model, made.values, number)
            except ValueError as trouble:
                yield FileWrong(given.name, f"{str(trouble).rstrip('.')}.", number)

    def _begins(self, head: Sequence[tuple[int, str]]) -> int:
        if not self.preamble:
            return 0
        empty = [number for number, text in head if not text.strip()]
        return max(empty, default=0)


Layout = Table | Lines


@lru_cache(maxsize=2048)
def titled(cell: str) -> str:
    """A title in small letters, its words joined by `_`: `HCPCS/CPT Code` is `hcpcs_cpt_code`."""
    return re.sub(r"[^a-z0-9]+", "_", cell.lower()).strip("_")


def _trimmed(titles: Any) -> tuple[str, ...]:
    """Spreadsheets leave empty columns at the end."""
    found = list(titles)
    while found and not found[-1]:
        found.pop()
    return tuple(found)
