"""Where an interval of codes leads: to its family's page, to the code's page, or to the narrowest
family around it. The joint between a job and the reference."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, select

from jobboard.codes import passes
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, CodeRelease
from jobboard.codes.naming import code_path
from jobboard.db import db


@dataclass(frozen=True)
class CodeLink:
    """`name` is the family's, or the code's own in a line; `url` is None where the reference has
    nothing to show."""

    interval: Interval
    label: str
    name: str
    url: str | None


def links_to(intervals: Sequence[Interval], *, of_job: int | None = None) -> list[CodeLink]:
    """A link for each, in the same order, with one query for all. Those on a job's page (`of_job`)
    open their codes without counting."""
    known = _known(interval for interval in intervals if interval.is_single)
    return [_link(interval, known, of_job) for interval in intervals]


def _link(interval: Interval, known: Mapping[tuple[str, str], str], of_job: int | None) -> CodeLink:
    family, key = FAMILIES.get(interval.slug), (interval.system, interval.low_key)
    if family is None and key in known:
        url = code_path(interval.system, interval.low)
        if of_job is not None:
            url = passes.sealed(interval.system, interval.low, posting_id=of_job)
        return CodeLink(interval, interval.label, known[key], url)
    around = family or next(iter(FAMILIES.around(interval)), None)
    if around is None:
        return CodeLink(interval, interval.label, "", None)
    return CodeLink(interval, interval.label, around.name, f"/codes/families/{around.slug}")


def _known(singles: Iterable[Interval]) -> dict[tuple[str, str], str]:
    """What the reference calls those that it has; our own words stand in an overlay."""
    wanted = {(one.system, one.low_key) for one in singles}
    if not wanted:
        return {}
    systems, keys = (sorted(set(column)) for column in zip(*wanted, strict=True))
    rows = db.session.execute(_summaries(), {"systems": systems, "keys": keys})
    return {(system, key): summary for system, key, summary in rows}


@cache
def _summaries() -> Select[str, str, str]:
    """Made once: every job's page asks it. Asked for pairs, SQLite takes no index and reads all codes.
    So a number of one system may come from another, too, where nobody looks it up."""
    return (
        select(Code.system, Code.key, Code.summary)
        .join(Code.release)
        .where(Code.system.in_(bindparam("systems", expanding=True)))
        .where(Code.key.in_(bindparam("keys", expanding=True)))
        .order_by(CodeRelease.overlay, CodeRelease.id)
    )
