"""The official conversion tables: which code took the place of which, and since when.

The table of ICD-10-CM names for each current code the codes that were used before it, also as
ranges; that of ICD-10-PCS says what kind of change it was. The header lines and the form of the
cells are as public parsers of these files read them; no file could be had where this was written.
"""

import re
from collections.abc import Iterator

from jobboard.codes.imports import cells as c
from jobboard.codes.imports.layouts.rows import a_map, said
from jobboard.codes.imports.tables import Cells, Column, Layout, Made, Table

# `H02.101-H02.106; H02.109`, `E66.01, E66.8`, `A and B`.
BETWEEN = re.compile(r"\s*(?:[,;&]|\band\b)\s*", re.I)
NONE = frozenset({"", "none", "n/a"})
YEAR = re.compile(r"20\d\d")
LONGEST_RANGE = 200


def _diagnosis(cells: Cells) -> Iterator[Made]:
    yield from _replaced("icd10cm", cells["code"], cells["before"], _effective(cells["effective"]))


def _procedure(cells: Cells) -> Iterator[Made]:
    detail = {**_effective(cells["effective"]), **said(cells, "change")}
    yield from _replaced("icd10pcs", cells["code"], cells["before"], detail)


def _replaced(system: str, current: str, before: str, detail: dict[str, str]) -> Iterator[Made]:
    """A new code that took no other's place has no row."""
    if current.strip().lower() in NONE:
        return
    new = c.code(system, current.strip())
    for old in _codes(system, before):
        if old != new:
            yield a_map(old, new, detail)


def _codes(system: str, text: str) -> Iterator[str]:
    for part in BETWEEN.split(text.strip()):
        if part.lower() in NONE:
            continue
        low, dash, high = (one.strip() for one in part.partition("-"))
        first = c.code(system, low)
        yield from _range(first, c.code(system, high)) if dash else (first,)


def _range(low: str, high: str) -> Iterator[str]:
    """Codes that differ in their last figures only: `H02101` to `H02106`."""
    same = next(
        (at for at, pair in enumerate(zip(low, high, strict=False)) if len(set(pair)) > 1), 0
    )
    ends = low[same:], high[same:]
    if len(low) != len(high) or not all(end.isdecimal() for end in ends):
        raise ValueError(f"{low}-{high} is no range of codes that can be counted through")
    first, last = map(int, ends)
    if not 0 <= last - first < LONGEST_RANGE:
        raise ValueError(f"{low}-{high} runs backwards or is too long")
    return (f"{low[:same]}{number:0{len(ends[0])}}" for number in range(first, last + 1))


def _effective(written: str) -> dict[str, str]:
    """A fiscal year, or a day; a spreadsheet may have made a number of the day."""
    if YEAR.fullmatch(written):
        return {"effective": str(c.fiscal_day(int(written)))}
    return {"effective": str(c.sheet_day(written))} if written else {}


LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "conversion": tuple(
        Table(
            f"ICD-10-CM conversion table, {kind}",
            (
                Column("code", "current_codes?_assignments?"),
                Column("effective", "effective(_date|_year)?"),
                Column("before", "previous_code_s_assignments?|previous_codes?_assignments?"),
            ),
            _diagnosis,
            delimiter=delimiter,
        )
        for kind, delimiter in (("tab", "\t"), ("comma", ","))
    ),
    "conversion-pcs": tuple(
        Table(
            f"ICD-10-PCS conversion table, {kind}",
            (
                Column("code", "current_code_s_assignments?|current_codes?_assignments?"),
                Column("-title", "code_title"),
                Column("effective", "effective_year"),
                Column("before", "previous_code_s_assignments?|previous_codes?_assignments?"),
                Column("-before_title", "predecessor_code_title"),
                Column("change", "change_type"),
                Column("-comment", "comment", optional=True),
                Column("-day", "effective_month_day_mm_dd", optional=True),
            ),
            _procedure,
            delimiter=delimiter,
        )
        for kind, delimiter in (("tab", "\t"), ("comma", ","))
    ),
}
