"""Numbers are answered by the database, as stretches of keys in their index."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, select, union_all

from jobboard.codes import releases
from jobboard.codes.models import Code
from jobboard.codes.placing import code_get, standing_of
from jobboard.codes.systems import SYSTEMS, code_of
from jobboard.db import db
from jobboard.lookup.hits import LONG_LIST, SHORT_LIST, Group, Hit
from jobboard.lookup.typed import Stretch


def by_number(stretches: Sequence[Stretch], system: str | None) -> tuple[Group, ...]:
    asked = [one for one in stretches if system in (None, one.system)]
    most = LONG_LIST if system else SHORT_LIST
    # Of a list that somebody typed, none is left out.
    most = max(most, sum(one.is_one_code for one in asked))
    # One more than is shown: enough to know that there are more.
    hits = stretch_hits(asked, most=most + 1)
    return _grouped([*_of_another_day(asked, hits), *hits], asked, most)


def stretch_hits(asked: Sequence[Stretch], *, most: int) -> list[Hit]:
    """The first current codes of each stretch, with one question to the database."""
    if not asked:
        return []
    current = releases.are_current(on=releases.today())
    parts = [select(_first_of(one, current, most).subquery()) for one in asked]
    rows = db.session.execute(parts[0] if len(parts) == 1 else union_all(*parts))
    return [Hit.of_row(row) for row in rows]


def _of_another_day(asked: Sequence[Stretch], hits: Sequence[Hit]) -> list[Hit]:
    """Whole codes that no release of today has: old claims carry retired ones."""
    current = {(hit.system, hit.key) for hit in hits}
    typed = [(one.system, one.exact) for one in asked if one.exact]
    found = [
        code_get(system, code_of(system, key))
        for system, key in typed
        if (system, key) not in current
    ]
    return [replace(Hit.of_row(code), state=standing_of(code).state) for code in found if code]


def _first_of(one: Stretch, current: ColumnElement[bool], most: int) -> Any:
    lies_in = and_(Code.system == one.system, Code.key >= one.low, Code.key <= one.high)
    columns = select(Code.system, Code.key, Code.summary)
    return columns.where(lies_in, current).order_by(Code.key).limit(most)


def _grouped(hits: list[Hit], asked: Sequence[Stretch], most: int) -> tuple[Group, ...]:
    groups = []
    for slug in dict.fromkeys(one.system for one in asked):
        there = [hit for hit in hits if hit.system == slug]
        if there:
            groups.append(Group(SYSTEMS[slug], tuple(there[:most]), len(there)))
    return tuple(groups)
