"""Which release answers for a day. Only what is shown counts; a coming edition waits for its day."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased, defer

from jobboard.clock import clock
from jobboard.codes.datasets import DATASETS
from jobboard.codes.models import Code, CodeRelease, Stage
from jobboard.db import db
from jobboard.settings import current_settings


class Edition(NamedTuple):
    """As much of a release as a condition on codes needs."""

    release_id: int
    system: str
    overlay: bool


Editions = tuple[Edition, ...]

_held: ContextVar[Sequence[CodeRelease] | None] = ContextVar("held_releases", default=None)


@contextmanager
def held() -> Iterator[None]:
    """Inside the block the releases are read once: a code's page asks a dozen times which one
    answers. What is read inside must not outlast the transaction."""
    if _held.get() is not None:
        yield
        return
    token = _held.set(_all_shown())
    try:
        yield
    finally:
        _held.reset(token)


def today() -> date:
    """The day where the board is."""
    return clock().astimezone(current_settings().zone).date()


def in_force(dataset: str, *, on: date, setting: str = "") -> CodeRelease | None:
    """The release that answers for this day, or None: nothing of the kind has been loaded."""
    of_set = [one for one in shown(dataset) if one.setting == setting and not one.overlay]
    if DATASETS[dataset].windows:
        return of_set[0] if of_set else None
    return next((one for one in of_set if _has_begun(one, on)), None)


def shown(dataset: str | None = None) -> Sequence[CodeRelease]:
    """All releases that count, newest first."""
    held = _held.get()
    every = _all_shown() if held is None else held
    return [one for one in every if dataset in (None, one.system)]


def _all_shown() -> Sequence[CodeRelease]:
    """They are few: one for each data set and edition."""
    return db.session.scalars(_shown_newest_first()).all()


@cache
def _shown_newest_first() -> Select[CodeRelease]:
    """Made once: every page about codes asks it."""
    newest_first = CodeRelease.effective_from.desc().nulls_last(), CodeRelease.id.desc()
    query = select(CodeRelease).where(CodeRelease.stage == Stage.SHOWN)
    return query.order_by(*newest_first).options(defer(CodeRelease.files))


def of_codes(*, on: date) -> list[CodeRelease]:
    """Those whose codes are current on a day: each system's edition in force, and its overlays."""
    found: list[CodeRelease] = []
    with_edition: set[str] = set()
    for one in shown():
        if not _has_begun(one, on):
            continue
        if one.overlay:
            found.append(one)
        elif one.system not in with_edition:
            with_edition.add(one.system)
            found.append(one)
    return found


def editions(*, on: date) -> Editions:
    """The same as plain values, for which a statement can be made once and kept."""
    return tuple(Edition(one.id, one.system, one.overlay) for one in of_codes(on=on))


def are_current(*, on: date) -> ColumnElement[bool]:
    """The condition on `Code` that it belongs to one of these, and that no overlay says it better."""
    return are_of(editions(on=on))


# Few at a time: they change when a release is loaded or begins.
@lru_cache(maxsize=16)
def are_of(found: Editions) -> ColumnElement[bool]:
    condition = Code.release_id.in_([one.release_id for one in found])
    better = [_not_said_by(one) for one in found if one.overlay]
    return and_(condition, *better)


def _has_begun(release: CodeRelease, on: date) -> bool:
    return release.effective_from is None or release.effective_from <= on


@cache
def _said() -> type[Code]:
    """Another name for the table in subqueries; making one anew costs more than the query."""
    return aliased(Code)


def _not_said_by(overlay: Edition) -> ColumnElement[bool]:
    said, its_id = _said(), overlay.release_id
    keys = select(said.key).where(said.release_id == its_id)
    return or_(Code.system != overlay.system, Code.release_id == its_id, Code.key.not_in(keys))
