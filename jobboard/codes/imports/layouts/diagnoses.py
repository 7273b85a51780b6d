"""ICD-10-CM: the official order file, and a table that has the notes of the tabular list as well."""

import re
from collections.abc import Iterator

from jobboard.codes.imports import cells as c
from jobboard.codes.imports.layouts.rows import a_code
from jobboard.codes.imports.layouts.systems import order_file
from jobboard.codes.imports.tables import Cells, Column, Layout, Made, Table
from jobboard.codes.intervals import Interval
from jobboard.codes.models import CodeGroup, Kind

NOTE_COLUMNS = {
    "inclusion_terms": "inclusion_terms",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "includes": "includes",
    "code_first": "code_first",
    "use_additional": "use_additional_code",
}
# A chapter says its span at the end of its title, a block in its code.
SPAN = re.compile(r"\(([A-Z][0-9A-Z]{2})(?:-([A-Z][0-9A-Z]{2}))?\)$")


def a_group(kind: str, label: str, title: str, notes: dict[str, list[str]]) -> Made:
    """A chapter or block. Its span is read from the title, or is its label: some blocks are one
    category."""
    span = SPAN.search(title)
    if not span and kind == "chapter":
        raise ValueError(f"the title of chapter {label} does not end with its span")
    low, high = (span[1], span[2] or span[1]) if span else (label, label)
    interval = Interval("icd10cm", low, high)
    return Made(
        CodeGroup,
        {
            "system": "icd10cm",
            "kind": kind,
            "label": label,
            "low_key": interval.low_key,
            "high_key": interval.high_key,
            "title": title[: span.start()].strip() if span else title,
            "notes": notes or None,
        },
    )


def a_diagnosis(
    code: str, title: str, *, is_billable: bool, parent: str, notes: dict[str, list[str]]
) -> Made:
    """`parent` is as the file has it: a code with its dot, or the block of a category."""
    normal = c.code("icd10cm", code)
    above = None if "-" in parent or len(normal) == 3 else c.code("icd10cm", parent)
    kind = Kind.BILLABLE if is_billable else Kind.HEADER
    return a_code("icd10cm", normal, title, kind=kind, parent=above, notes=notes)


def _diagnosis(cells: Cells) -> Iterator[Made]:
    title = c.text(cells["description"])
    if not title:
        raise ValueError(f"{cells['code'][:10]} has no title")
    notes = {name: found for name in NOTE_COLUMNS if (found := _sentences(name, cells[name]))}
    level, billable = cells["level"], cells["billable"]
    if level not in ("chapter", "block", "category", "subcategory"):
        raise ValueError(f"“{level[:20]}” is no level of ICD-10-CM")
    if billable not in ("0", "1"):
        raise ValueError(f"billable is given as “{billable[:5]}” instead of 0 or 1")
    if level in ("chapter", "block"):
        yield a_group(level, cells["code"], title, notes)
    # A block of one category has the category’s row as well, word for word.
    if level not in ("chapter", "block") or (level == "block" and not SPAN.search(title)):
        is_billable = billable == "1"
        yield a_diagnosis(
            cells["code"], title, is_billable=is_billable, parent=cells["parent"], notes=notes
        )


def _sentences(name: str, cell: str) -> list[str]:
    """Lists are joined by bars; the two instructions to code something else are one text each."""
    return [cell] if name in ("code_first", "use_additional") and cell else c.sentences(cell)


LAYOUTS: tuple[Layout, ...] = (
    order_file("icd10cm"),
    Table(
        "ICD-10-CM table with notes",
        (
            Column("code", "code"),
            Column("description", "description"),
            Column("level", "level"),
            Column("billable", "billable"),
            Column("parent", "parent"),
            Column("-chapter", "chapter"),
            Column("-block", "block"),
            *(Column(name, title) for name, title in NOTE_COLUMNS.items()),
        ),
        _diagnosis,
        repeats=True,
    ),
)
