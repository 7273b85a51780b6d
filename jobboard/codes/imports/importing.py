"""One import from the first line of its files to the moment when its codes are on show."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path

import structlog

from jobboard.codes import licensed, releases
from jobboard.codes.datasets import DATASETS
from jobboard.codes.imports import checking, losses, writing
from jobboard.codes.imports.checking import Checked, Recognized
from jobboard.codes.imports.comparing import Comparison
from jobboard.codes.imports.counts import Counts
from jobboard.codes.imports.reading import FileWrong, Given
from jobboard.codes.imports.tables import Made
from jobboard.codes.imports.writing import Edition, Progress
from jobboard.codes.models import CodeRelease

log = structlog.get_logger(__name__)

LONGEST_NAME = 60


@dataclass(frozen=True)
class Imported:
    """What an import did, or in a dry run would do."""

    edition: Edition
    counts: Counts
    already_there: bool = False


def import_files(
    paths: Sequence[Path],
    *,
    system: str,
    release: str,
    setting: str = "",
    begins: date | None = None,
    dry_run: bool = False,
    may_retire_many: bool = False,
    now: datetime,
    progress: Progress = lambda done: None,
) -> Imported:
    """Takes one release from its files (large ones come in parts): whole, or not at all.

    A third of the release before may be retired only by who has said so.
    """
    files, system = _recognized(paths, system)
    if system == "cpt-text":
        _must_be_licensed(now)
    edition = _edition(files, system, release, setting, begins)
    if writing.same_is_shown(edition):
        return Imported(edition, Counts(unchanged=_rows_shown(edition)), already_there=True)
    checked, counts = _compare(files, edition, progress)
    edition.files.extend(checked.files)
    if not dry_run:
        if losses.is_far_too_much(counts) and not may_retire_many:
            raise losses.LossRefused(counts)
        rows = _all_rows(files)
        writing.load(edition, rows, now=now, progress=progress)
        _log(edition)
    return Imported(edition, counts)


def _recognized(paths: Sequence[Path], system: str) -> tuple[list[Recognized], str]:
    """CPT is a list of numbers, or the AMA's own files: which one, the layout tells."""
    given = [Given(path) for path in paths]
    try:
        return [checking.recognize(one, system) for one in given], system
    except FileWrong:
        if system != "cpt":
            raise
        try:
            return [checking.recognize(one, "cpt-text") for one in given], "cpt-text"
        except FileWrong:
            pass
        raise


def _must_be_licensed(now: datetime) -> None:
    record = licensed.operators_license()
    if record is None:
        raise licensed.LicenseRefused(
            "These are the AMA’s own descriptors. They are read only under a license: set "
            "CPT_LICENCE to the file of yours."
        )
    if not record.is_good(now):
        raise licensed.LicenseRefused(
            f"The license {record.id} ended on {record.expires:%Y-%m-%d}."
        )


def _edition(
    files: Sequence[Recognized], system: str, name: str, setting: str, begins: date | None
) -> Edition:
    named = checking.date_of(files, system, name)
    digest = hashlib.sha256(writing.READING.encode())
    for one in files:
        digest.update(f"{one.layout.name}\0{one.given.sha256}\0".encode())
    return Edition(
        system=system,
        setting=checking.setting_of(files, system, setting),
        name=name[:LONGEST_NAME],
        effective_from=begins or (named.begins(system) if named else releases.today()),
        digest=digest.hexdigest(),
        source=DATASETS[system].label,
        layout=files[0].layout.name,
        files=[],
    )


def _compare(
    files: Sequence[Recognized], edition: Edition, progress: Progress
) -> tuple[Checked, Counts]:
    with Comparison() as comparison:
        checked = checking.check(files, comparison, progress)
        return checked, comparison.against(_before(edition), checked.models)


def _before(edition: Edition) -> CodeRelease | None:
    """What the new release is compared with: its namesake, or else the one now on show."""
    same = writing.shown_as(edition)
    others = (one for one in releases.shown(edition.system) if not one.overlay)
    return same or next((one for one in others if one.setting == edition.setting), None)


def _rows_shown(edition: Edition) -> int:
    release = writing.shown_as(edition)
    return release.row_count if release else 0


def _all_rows(files: Sequence[Recognized]) -> Iterator[Made]:
    for row in chain.from_iterable(one.rows() for one in files):
        if isinstance(row, FileWrong):  # the file has changed since it was checked
            raise row
        yield row


def _log(edition: Edition) -> None:
    for file in edition.files:
        where = {"system": edition.system, "release": edition.name, "setting": edition.setting}
        log.info("codes imported", **where, **{f"file_{name}": said for name, said in file.items()})
