"""Writes what was counted for the landing pages, where it is other than before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, tuple_, update

from jobboard.db import db
from jobboard.landing.counting import Key, Tally
from jobboard.landing.models import LandingFigure
from jobboard.landing.pay import Spread, spread_of

LARGEST_DIGEST = 2**63 - 1


def store(tallies: Mapping[Key, Tally], now: datetime) -> int:
    """How many pages have other figures by this."""
    columns = (LandingFigure.facet, LandingFigure.value, LandingFigure.digest)
    known = {
        (facet, value): digest for facet, value, digest in db.session.execute(select(*columns))
    }
    new, changed = [], []
    for key, tally in tallies.items():
        pay = spread_of(tally.pay, employers=len(tally.employers))
        if not (tally.live or pay):
            continue
        row = _row(key, tally, pay, now)
        if key not in known:
            new.append(row)
        elif known.pop(key) != row["digest"]:
            changed.append(row)
    _apply(new, changed, list(known))
    return len(new) + len(changed) + len(known)


def _row(key: Key, tally: Tally, pay: Spread | None, now: datetime) -> dict[str, Any]:
    return {
        "facet": key[0],
        "value": key[1],
        "jobs": tally.live,
        "pay": pay.stored() if pay else None,
        "digest": hash((tally.live, tally.marks, pay or 0)) & LARGEST_DIGEST,
        "changed_at": now,
    }


def _apply(new: list[Any], changed: list[Any], gone: list[Key]) -> None:
    if new:
        db.session.execute(insert(LandingFigure), new)
    if changed:
        db.session.execute(update(LandingFigure), changed)
    if gone:
        key = tuple_(LandingFigure.facet, LandingFigure.value)
        db.session.execute(delete(LandingFigure).where(key.in_(gone)))
