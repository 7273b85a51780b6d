"""ICD-10-CM as it comes with the board: read from the library `simple-icd-10-cm`.

The library holds some 190 MB, so only a process of its own ever imports it: the worker starts one
when the edition is not there yet, and the board serves meanwhile.
"""

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from importlib import metadata
from typing import Any

from jobboard.codes import releases
from jobboard.codes.datasets import DATASETS
from jobboard.codes.imports import writing
from jobboard.codes.imports.layouts.diagnoses import a_diagnosis, a_group
from jobboard.codes.imports.tables import Made
from jobboard.codes.imports.writing import Edition, Progress
from jobboard.errors import JobboardError
from jobboard.leash import on_a_leash
from jobboard.outbox import note
from jobboard.outbox.draining import Claim, Topic
from jobboard.outbox.models import BULK
from jobboard.settings import current_settings

SYSTEM, LIBRARY = "icd10cm", "simple-icd-10-cm"
# Which edition each version of the library holds (its notes say so).
EDITIONS = {"1.5.0": ("2026 April", date(2026, 4, 1))}
TOPIC = "codes"
LASTS = timedelta(minutes=20)
COMMAND = (sys.executable, "-m", "jobboard.codes.load_embedded")
# For the bar that shows how far it is.
ROWS, CHAPTERS = 98_505, 22


class LoadFailed(JobboardError):
    """The process that loads the codes has ended without having done so."""


def edition() -> Edition:
    version = metadata.version(LIBRARY)
    name, begins = EDITIONS.get(version, (f"{LIBRARY} {version}", date(2026, 4, 1)))
    return Edition(
        system=SYSTEM,
        setting="",
        name=name,
        effective_from=begins,
        digest=f"{LIBRARY} {version}, read {writing.READING}",
        source=DATASETS[SYSTEM].label,
        layout=f"library {LIBRARY}",
        files=[{"name": f"{LIBRARY} {version}"}],
    )


def is_wanted() -> bool:
    """Whether it is to be loaded: neither it, nor as new an edition of the operator’s, is there."""
    if not current_settings().embedded_codes:
        return False
    ours = edition()
    there = releases.shown(SYSTEM)
    newer = [
        one
        for one in there
        if one.effective_from
        and ours.effective_from
        and one.effective_from >= ours.effective_from
        and one.layout != ours.layout
    ]
    return not newer and not writing.same_is_shown(ours)


def note_if_wanted() -> bool:
    """In the set-up’s transaction: the worker loads it when the board is up."""
    if is_wanted():
        note(TOPIC, urgency=BULK)
        return True
    return False


def load(*, now: datetime, progress: Progress = lambda done: None) -> int:
    """Loads it in this process, which is better one of its own. Commits."""
    return writing.load(edition(), rows(), now=now, progress=progress)


def rows() -> Iterator[Made]:
    """All chapters, blocks and codes, each with the notes of the tabular list."""
    import simple_icd_10_cm as cm

    for chapter in range(1, CHAPTERS + 1):
        yield from _below(cm, str(chapter))


def _below(cm: Any, code: str, *, is_block: bool = False) -> Iterator[Made]:
    """One entry and all below it. The library's own list of all would need much more memory."""
    if cm.is_chapter(code):
        yield _group(cm, "chapter", code)
    elif is_block:
        yield _group(cm, "block", code)
    else:
        yield _code(cm, code)
    for child in cm.get_children(code, prioritize_blocks=is_block):
        # A block of one category has its category's code: it is the block first, then its child.
        yield from _below(cm, child, is_block=cm.is_block(child) and child != code)


def _group(cm: Any, kind: str, code: str) -> Made:
    title = cm.get_description(code, prioritize_blocks=True)
    return a_group(kind, code, title, _notes(cm, code, is_block=True))


def _code(cm: Any, code: str) -> Made:
    return a_diagnosis(
        code,
        cm.get_description(code),
        is_billable=cm.is_leaf(code),
        parent=cm.get_parent(code) or "",
        notes=_notes(cm, code, is_block=False),
    )


def _notes(cm: Any, code: str, *, is_block: bool) -> dict[str, list[str]]:
    found = {}
    for name, function in NOTES.items():
        said = getattr(cm, function)(code, prioritize_blocks=is_block)
        sentences = [said] if isinstance(said, str) else said
        if kept := [one.strip() for one in sentences if one.strip()]:
            found[name] = kept
    return found


NOTES = {
    "inclusion_terms": "get_inclusion_term",
    "includes": "get_includes",
    "excludes1": "get_excludes1",
    "excludes2": "get_excludes2",
    "code_first": "get_code_first",
    "use_additional": "get_use_additional_code",
    "code_also": "get_code_also",
}


def load_apart() -> str:
    """Loads it in a child process, which ends with the thread that waits for it here; what that
    says when it is done."""
    done = subprocess.run(  # noqa: S603 - our own command
        on_a_leash(COMMAND, ends_by=signal.SIGTERM),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=LASTS.total_seconds() / 2,
    )
    if done.returncode != 0:
        raise LoadFailed(f"ICD-10-CM could not be loaded: {done.stderr[-500:]}")
    return done.stdout.strip()


def _load_if_wanted(_claims: Sequence[Claim]) -> None:
    if is_wanted():
        load_apart()


CODES_TOPIC = Topic(_load_if_wanted, batch=100, one_at_a_time=True, lasts=LASTS)
