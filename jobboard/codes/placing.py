"""Where a code stands: in its release and in time, under what it lies, and what lies under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager, undefer

from jobboard.codes import facts, releases
from jobboard.codes.datasets import CONVERSIONS
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, CodeGroup, CodeRelease, Stage
from jobboard.codes.systems import key_of, normalize
from jobboard.db import db

# What a code inherits from those above it, in the order in which it is read.
NOTES = (
    "inclusion_terms",
    "includes",
    "excludes1",
    "excludes2",
    "code_first",
    "use_additional",
    "code_also",
)


class State(StrEnum):
    CURRENT = "current"
    RETIRED = "retired"
    COMING = "coming"


@dataclass(frozen=True)
class Standing:
    """`since` is the day on which it began to be so, where a file or a release tells it.
    `replaced_by` are codes of the same system, whether or not the reference has them."""

    state: State
    since: date | None = None
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Noted:
    """Notes, and what they stand on: the code itself, one above it, or its block or chapter."""

    owner: Code | CodeGroup
    notes: dict[str, list[str]]


@dataclass(frozen=True)
class Related:
    """A family elsewhere that belongs to a code's work, and the family that says so."""

    interval: Interval
    name: str
    url: str
    by: str


def code_get(system: str, code: str, *, on: date | None = None) -> Code | None:
    """The code as it stands on a day: in the releases of that day, or else in the release nearest
    to it that has it (a retired code stays linkable). None: no release has it. A ValueError says
    what is wrong with the code."""
    day = on or releases.today()
    editions = editions_of(system, code)
    current = {one.id: place for place, one in enumerate(releases.of_codes(on=day))}
    standing = [one for one in editions if one.release_id in current]
    if standing:
        return min(standing, key=lambda one: (not one.release.overlay, current[one.release_id]))
    begun = [one for one in editions if _begins(one) <= day]
    return next(iter(begun), editions[-1] if editions else None)


def editions_of(system: str, code: str) -> Sequence[Code]:
    """Its entries in all shown releases, newest first: its history."""
    this_code = {"system": system, "key": key_of(system, normalize(system, code))}
    return db.session.scalars(_editions_newest_first(), this_code).all()


@cache
def _editions_newest_first() -> Select[Code]:
    """Made once: every code's page asks it."""
    return (
        select(Code)
        .join(Code.release)
        .options(contains_eager(Code.release).defer(CodeRelease.files))
        .where(Code.system == bindparam("system"), Code.key == bindparam("key"))
        .where(CodeRelease.stage == Stage.SHOWN)
        .order_by(CodeRelease.effective_from.desc().nulls_last(), CodeRelease.id.desc())
    )


def standing_of(code: Code, *, on: date | None = None) -> Standing:
    """Whether a claim of this day may carry it, by its own dates and by the releases."""
    day = on or releases.today()
    if code.valid_to and code.valid_to < day:
        return Standing(State.RETIRED, code.valid_to + timedelta(days=1), _replaced_by(code, day))
    if (code.valid_from and code.valid_from > day) or _begins(code) > day:
        return Standing(State.COMING, code.valid_from or code.release.effective_from)
    current = {one.id: one for one in releases.of_codes(on=day)}
    if code.release_id in current:
        return Standing(State.CURRENT, code.valid_from)
    return Standing(State.RETIRED, _left_out_since(code, on=day), _replaced_by(code, day))


def successors(system: str, code: str, *, on: date) -> tuple[str, ...]:
    """What the official conversion table puts in the place of a code, also of one that no release
    here has; nothing where no table is loaded."""
    table = CONVERSIONS.get(system)
    if table is None:
        return ()
    rows = facts.maps_of(table, code, on=on)
    return tuple(dict.fromkeys(row.target for row in rows))


def _replaced_by(code: Code, day: date) -> tuple[str, ...]:
    own = tuple((code.replaced_by or "").split())
    return own or successors(code.system, code.code, on=day)


def parents_of(code: Code) -> list[Code]:
    """The codes above it in its release, from the category down, with their notes."""
    above = {"release": code.release_id, "keys": list(_keys_above(code))}
    return list(db.session.scalars(_codes_with_keys(), above))


def children_of(code: Code, limit: int = 200) -> Sequence[Code]:
    """The codes directly below it in its release."""
    below = {"release": code.release_id, "parent": code.key, "most": limit}
    return db.session.scalars(_codes_below(), below).all()


def groups_of(code: Code) -> list[CodeGroup]:
    """Its chapter and blocks (one may lie in another) with their notes, outermost first."""
    around = {"release": code.release_id, "key": code.key}
    found = db.session.scalars(_groups_around(), around).all()
    return sorted(found, key=lambda one: (one.kind != "chapter", -one.interval.breadth))


def notes_of(code: Code) -> list[Noted]:
    """Its own notes, then those it inherits, nearest first; nothing empty."""
    owners: list[Code | CodeGroup] = [code, *reversed(parents_of(code)), *reversed(groups_of(code))]
    return [Noted(owner, notes) for owner in owners if (notes := _in_order(owner.notes))]


# Made once: the page of every ICD-10-CM code asks them.
@cache
def _codes_with_keys() -> Select[Code]:
    these = Code.key.in_(bindparam("keys", expanding=True))
    query = select(Code).where(Code.release_id == bindparam("release"), these)
    return query.order_by(Code.key).options(undefer(Code.notes))


@cache
def _codes_below() -> Select[Code]:
    below = Code.release_id == bindparam("release"), Code.parent_key == bindparam("parent")
    return select(Code).where(*below).order_by(Code.key).limit(bindparam("most"))


@cache
def _groups_around() -> Select[CodeGroup]:
    around = CodeGroup.low_key <= bindparam("key"), CodeGroup.high_key >= bindparam("key")
    return select(CodeGroup).where(CodeGroup.release_id == bindparam("release"), *around)


def related_of(system: str, code: str) -> list[Related]:
    """The families of other systems that the families around a code name, nearest first."""
    found: dict[Interval, Related] = {}
    for family in FAMILIES.of_code(system, code):
        for interval in family.related:
            known = FAMILIES.get(interval.slug)
            if known and interval not in found:
                found[interval] = Related(interval, known.name, known.url, family.name)
    return list(found.values())


def _begins(code: Code) -> date:
    return code.release.effective_from or date.min


def _keys_above(code: Code) -> Iterator[str]:
    """ICD-10-CM nests by prefix; `parent_key` says so for each."""
    return (code.key[:length] for length in range(3, len(code.key)))


def _left_out_since(code: Code, *, on: date) -> date | None:
    """The day of the first later edition without it."""
    begun = [
        one.effective_from
        for one in releases.shown(code.system)
        if one.effective_from and not one.overlay and _begins(code) < one.effective_from <= on
    ]
    return min(begun, default=None)


def _in_order(notes: dict[str, Any] | None) -> dict[str, list[str]]:
    return {name: notes[name] for name in NOTES if notes and notes.get(name)}
