"""A file is read once as a whole before anything is written: which layout it has, and whether every
row holds together."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jobboard.codes.datasets import DATASETS, HOSPITAL, PRACTITIONER, SUPPLIER
from jobboard.codes.imports.comparing import Comparison
from jobboard.codes.imports.layouts import LAYOUTS
from jobboard.codes.imports.naming import When, when
from jobboard.codes.imports.reading import FileWrong, Given, Record
from jobboard.codes.imports.tables import HEAD_LINES, Header, Layout, Lines, Made, Table
from jobboard.errors import JobboardError

MOST_TROUBLES = 20
# What the names of CMS's files say of the setting, where their content does not.
NAMED_SETTINGS = {"ccipra": PRACTITIONER, "ccioph": HOSPITAL, "practitioner": PRACTITIONER,
                  "hospital": HOSPITAL, "dme": SUPPLIER}  # fmt: skip
TITLE_YEAR = re.compile(
    r"(20\d\d) National Physician Fee Schedule.*?(?:(\w+) Release)?", re.IGNORECASE
)
Progress = Callable[[int], None]


class FilesWrong(JobboardError):
    """All that is wrong with the files, a line each; nothing was written."""

    def __init__(self, troubles: Sequence[FileWrong], more: bool) -> None:
        self.troubles, self.more = troubles, more
        super().__init__("\n".join(trouble.message for trouble in troubles))


@dataclass(frozen=True)
class Recognized:
    """A file and the layout that it has."""

    given: Given
    layout: Layout
    header: Any

    def rows(self) -> Iterator[Made | FileWrong]:
        return self.layout.rows(self.given, self.header)


@dataclass
class Checked:
    """What a check found: how many rows of which tables."""

    rows: int = 0
    models: set[type[Any]] = field(default_factory=set)
    files: list[dict[str, Any]] = field(default_factory=list)


def recognize(given: Given, dataset: str) -> Recognized:
    """The layout of a file, by its header or shape; FileWrong names what is different."""
    head = given.head(HEAD_LINES)
    found: list[tuple[Layout, Any]] = []
    for layout in LAYOUTS[dataset]:
        if (header := _header(layout, head)) is not None:
            found.append((layout, header))
    if not found:
        raise FileWrong(given.name, _no_layout(dataset, head))
    named = [pair for pair in found if _bears_its_name(pair[0], given.name)]
    layout, header = (named or found)[0]
    return Recognized(given, layout, header)


def setting_of(files: Sequence[Recognized], dataset: str, said: str) -> str:
    """The setting that edits are for: as the header or the file's name has it, or as it was said."""
    if not DATASETS[dataset].by_setting:
        return ""
    found = {setting for one in files if (setting := _setting(one))} | ({said} if said else set())
    if len(found) == 1:
        return found.pop()
    name = files[0].given.name
    if found:
        raise FileWrong(name, f"settings are mixed up: {' and '.join(sorted(found))}.")
    raise FileWrong(name, "nothing tells which setting it is for; say --setting.")


def date_of(files: Sequence[Recognized], dataset: str, release: str) -> When | None:
    """What the release's name and the files' own say; FileWrong where they contradict each other."""
    named = when(release, dataset)
    for one in files:
        inside = _inside(one, dataset)
        if named and inside and named.contradicts(inside):
            reason = f"the file is of {inside}, and the release is named “{release}”."
            raise FileWrong(one.given.name, reason)
        if inside and (named is None or (named.month is None and inside.month)):
            named = inside
    return named


def check(files: Sequence[Recognized], comparison: Comparison, progress: Progress) -> Checked:
    """Reads all rows of all files into the comparison; FilesWrong with what is not right."""
    checked, troubles = Checked(), []
    for one in files:
        before = checked.rows
        for row in one.rows():
            trouble = row if isinstance(row, FileWrong) else _double(one, row, comparison)
            if trouble:
                troubles.append(trouble)
                if len(troubles) == MOST_TROUBLES:
                    raise FilesWrong(troubles, more=True)
                continue
            assert isinstance(row, Made)
            checked.models.add(row.model)
            checked.rows += 1
            progress(1)
        checked.files.append(_file(one, checked.rows - before))
        if checked.rows == before and not troubles:
            troubles.append(FileWrong(one.given.name, "there is no row below the header."))
    if troubles:
        raise FilesWrong(troubles, more=False)
    return checked


def _header(layout: Layout, head: Sequence[tuple[int, str]]) -> Any:
    if isinstance(layout, Table):
        return layout.recognize(_records(head, layout))
    return layout.recognize(head)


def _records(head: Sequence[tuple[int, str]], layout: Table) -> list[Record]:
    reader = csv.reader((text for _, text in head), delimiter=layout.delimiter)
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error:
        return []


def _no_layout(dataset: str, head: Sequence[tuple[int, str]]) -> str:
    tables = [layout for layout in LAYOUTS[dataset] if isinstance(layout, Table)]
    ranked = [(table.nearest(_records(head, table)), table.name) for table in tables]
    best = max(ranked, default=((0, ""), ""))
    if best[0][0] > 1:
        return (
            f"the layout has changed. It looks like “{best[1]}”, {best[0][1]}; nothing was guessed."
        )
    known = ", ".join(f"“{layout.name}”" for layout in LAYOUTS[dataset])
    return f"this is none of the layouts that are known for {dataset}: {known}."


def _bears_its_name(layout: Layout, file: str) -> bool:
    return isinstance(layout, Lines) and bool(layout.named) and layout.named in file.lower()


def _setting(one: Recognized) -> str:
    if isinstance(one.header, Header) and one.header.setting:
        return one.header.setting
    name = one.given.name.lower()
    return next((setting for mark, setting in NAMED_SETTINGS.items() if mark in name), "")


def _inside(one: Recognized, dataset: str) -> When | None:
    """The title above a fee schedule is surer than the file's name."""
    if dataset == "rvu":
        for _, text in one.given.head(HEAD_LINES):
            if title := TITLE_YEAR.search(text):
                return when(text, dataset) or When(int(title[1]))
    return when(one.given.name, dataset)


def _double(one: Recognized, row: Made, comparison: Comparison) -> FileWrong | None:
    earlier = comparison.note(row)
    if earlier is None:
        return None
    return FileWrong(one.given.name, f"the same entry stands in line {earlier} already.", row.line)


def _file(one: Recognized, rows: int) -> dict[str, Any]:
    given = one.given
    return {"name": given.name, "sha256": given.sha256, "bytes": given.size, "rows": rows}
