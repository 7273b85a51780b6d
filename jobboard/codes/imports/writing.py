"""Rows go into a release that nobody sees, in chunks, and are shown at one stroke.

A chunk is one short transaction: a large load never keeps the board from writing for longer. What a
killed load has left, and what a new load has replaced, is cleared away in chunks as well.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import delete, func, insert, select

from jobboard.clock import clock
from jobboard.codes.imports.tables import Made
from jobboard.codes.models import CodeRelease, Stage
from jobboard.codes.systems import SYSTEMS
from jobboard.db import Base, db
from jobboard.errors import Conflict
from jobboard.lookup.indexing import note_rebuild

# Goes into every digest: what has been read in another way is read anew.
READING = "1"
CHUNK = 1_000
DEAD_AFTER = timedelta(minutes=5)
# SQLite lets one write at a time, and who waits looks again only now and then: a pause as long as
# a look lets people's writes in between.
LET_OTHERS_WRITE = 0.002
AT_WORK = "Another load of the same codes is at work; try again when it is done."
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Edition:
    """What a load is of."""

    system: str
    setting: str
    name: str
    effective_from: date | None
    digest: str
    source: str
    layout: str
    files: list[dict[str, Any]]


def same_is_shown(edition: Edition) -> bool:
    """Whether exactly this has been loaded before, and is on show."""
    release = shown_as(edition)
    return release is not None and (release.digest, release.effective_from) == (
        edition.digest,
        edition.effective_from,
    )


def shown_as(edition: Edition) -> CodeRelease | None:
    """The release on show under this name."""
    return db.session.scalar(_named(edition).where(CodeRelease.stage == Stage.SHOWN))


def load(edition: Edition, rows: Iterable[Made], *, now: datetime, progress: Progress) -> int:
    """Writes all rows and shows them; returns how many. Commits. Raises Conflict while another
    load of the same data set is at work."""
    clear_away(now=now)
    release_id = _begin(edition, now=now)
    written = 0
    try:
        for chunk in _chunks(rows):
            _write(chunk, release_id)
            written += len(chunk)
            progress(len(chunk))
        _show(edition, release_id, written, now=now)
    except BaseException:
        db.session.rollback()
        _drop(release_id)
        _clear(release_id)
        raise
    clear_away(now=now)
    return written


def clear_away(*, now: datetime) -> None:
    """Removes the rows of releases that were dropped or that a killed load has left. Commits."""
    dead = (CodeRelease.stage == Stage.LOADING) & (CodeRelease.beat_at < now - DEAD_AFTER)
    gone = select(CodeRelease.id).where(dead | (CodeRelease.stage == Stage.DROPPED))
    for release_id in db.session.scalars(gone).all():
        _clear(release_id)


def _begin(edition: Edition, *, now: datetime) -> int:
    revision = db.session.scalar(_named(edition).with_only_columns(func.max(CodeRelease.revision)))
    release = CodeRelease(
        system=edition.system,
        setting=edition.setting,
        name=edition.name,
        revision=(revision or 0) + 1,
        stage=Stage.LOADING,
        effective_from=edition.effective_from,
        digest=edition.digest,
        source=edition.source,
        layout=edition.layout,
        files=edition.files,
        loaded_at=now,
        beat_at=clock(),
    )
    db.session.add(release)
    db.session.commit()
    at_work = select(func.min(CodeRelease.id)).where(
        CodeRelease.system == edition.system, CodeRelease.stage == Stage.LOADING
    )
    if db.session.scalar(at_work) != release.id:
        _clear(release.id)
        raise Conflict(AT_WORK)
    return release.id


def _write(chunk: list[Made], release_id: int) -> None:
    for model, rows in groupby(sorted(chunk, key=_table), key=lambda made: made.model):
        values = [{**made.values, "release_id": release_id} for made in rows]
        db.session.execute(insert(model), values)
    db.session.get_one(CodeRelease, release_id).beat_at = clock()
    db.session.commit()
    time.sleep(LET_OTHERS_WRITE)


def _show(edition: Edition, release_id: int, written: int, *, now: datetime) -> None:
    """The one moment at which everything changes for everybody."""
    before = shown_as(edition)
    if before is not None:
        before.stage = Stage.DROPPED
    release = db.session.get_one(CodeRelease, release_id)
    release.stage, release.row_count, release.loaded_at = Stage.SHOWN, written, now
    release.beat_at = None
    if edition.system in SYSTEMS:
        note_rebuild()
    db.session.commit()


def _drop(release_id: int) -> None:
    db.session.get_one(CodeRelease, release_id).stage = Stage.DROPPED
    db.session.commit()


def _clear(release_id: int) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        if "release_id" in table.columns:
            _clear_table(table, release_id)
    db.session.execute(delete(CodeRelease).where(CodeRelease.id == release_id))
    db.session.commit()


def _clear_table(table: Any, release_id: int) -> None:
    some = select(table.c.id).where(table.c.release_id == release_id).limit(CHUNK)
    while db.session.execute(delete(table).where(table.c.id.in_(some))).rowcount:  # type: ignore[attr-defined]
        db.session.commit()
        time.sleep(LET_OTHERS_WRITE)


def _named(edition: Edition) -> Any:
    return select(CodeRelease).where(
        CodeRelease.system == edition.system,
        CodeRelease.setting == edition.setting,
        CodeRelease.name == edition.name,
    )


def _chunks(rows: Iterable[Made]) -> Iterator[list[Made]]:
    chunk: list[Made] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _table(made: Made) -> str:
    return str(made.model.__tablename__)
