"""The search without the engine: slower, newest first, and the same filters and addresses.

It asks the database for the public wordings on show. Words must stand in a wording as they are
typed; nothing is ranked. What it finds has the same form as what the engine finds.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import selectinload

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.places.geometry import bounding_box, distance_miles
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording, WordingCode, WordingPlace, WordingTag
from jobboard.search import documents
from jobboard.search.asking import PAGE, Around, Asked, Found
from jobboard.search.criteria import Search
from jobboard.search.fallback_rules import own_clauses, tagged, works_from
from jobboard.search.understanding import Understood

COLUMNS: dict[str, Any] = {
    "arrangement": Wording.arrangement,
    "setting": Wording.setting,
    "role": Wording.role,
    "level": Wording.level,
    "type": Wording.employment_type,
}
TAGS = {
    "specialty": ("specialty",),
    "credential": (
        "credential-any",
        "credential-all",
        "credential-preferred",
        "credential-mentioned",
    ),
    "software": ("software",),
}
Clauses = Mapping[str, list[ColumnElement[bool]]]
NO_CLAUSES: Clauses = MappingProxyType({})
Nearby = Mapping[int, Mapping[str, float]]


def search(asked: Asked, *, now: datetime, facets: bool = True) -> tuple[Asked, Found]:
    """What the engine would be asked, from the database. The asked search comes back with its
    spots, so that distances can be shown."""
    nearby = _nearby(asked.around, now)
    clauses = _clauses_of(asked, now=now, nearby=nearby)
    total = db.session.scalar(_public(func.count(Posting.id), now=now, clauses=clauses)) or 0
    hits = [
        documents.document(posting, wording, employer)
        for posting, wording, employer in _page(asked, clauses, now=now, nearby=nearby)
    ]
    spots = {spot: miles for near in nearby.values() for spot, miles in near.items()}
    counts = _counts(clauses, now=now) if facets else {}
    return replace(asked, spots=spots if asked.around else None), Found(hits, total, counts)


def _nearby(middles: Iterable[Around], now: datetime) -> Nearby:
    """The wordings on show with a place within the radius of a middle, with their spots and the
    miles to the nearest one."""
    found: dict[int, dict[str, float]] = {}
    for around in middles:
        for wording_id, spots in _wordings_near(around, now).items():
            known = found.setdefault(wording_id, {})
            known.update({spot: min(far, known.get(spot, far)) for spot, far in spots.items()})
    return found


def _wordings_near(around: Around, now: datetime) -> Nearby:
    box = bounding_box(*around.point, around.miles)
    east_of, west_of = WordingPlace.lng >= box.west, WordingPlace.lng <= box.east
    across = and_(east_of, west_of) if box.west <= box.east else or_(east_of, west_of)
    query = _public(WordingPlace.wording_id, WordingPlace.lat, WordingPlace.lng, now=now)
    rows = db.session.execute(
        query.join(WordingPlace, WordingPlace.wording_id == Wording.id).where(
            WordingPlace.lat.between(box.south, box.north), across
        )
    )
    found: dict[int, dict[str, float]] = {}
    for wording_id, lat, lng in rows:
        miles = distance_miles(around.point, (lat, lng))
        if miles <= around.miles:
            found.setdefault(wording_id, {})[documents.spot_of(lat, lng)] = miles
    return found


def _clauses_of(asked: Asked, *, now: datetime, nearby: Nearby) -> Clauses:
    """What must hold, by the parameter that asks for it."""
    search = asked.search
    found: dict[str, list[ColumnElement[bool]]] = {"q": _words(asked)}
    for name in ("family", "code"):
        if intervals := getattr(search, name):
            found[name] = [_covers(intervals)]
    for name, column in COLUMNS.items():
        if chosen := getattr(search, name):
            found[name] = [column.in_(chosen)]
    for name, kinds in TAGS.items():
        if chosen := getattr(search, name):
            found[name] = [tagged(kinds, chosen)]
    if search.state:
        found["state"] = [works_from(search.state)]
    if asked.around:
        found["near"] = [Wording.id.in_(tuple(nearby))]
    if own := own_clauses(asked):
        found["own"] = own
    return found | _simple_clauses(search, now)


def _simple_clauses(search: Search, now: datetime) -> dict[str, list[ColumnElement[bool]]]:
    found: dict[str, list[ColumnElement[bool]]] = {}
    if search.pay_min is not None:
        found["pay_min"] = [Wording.hourly_max >= search.pay_min]
    if search.apprentice:
        found["apprentice"] = [Wording.accept_apprentice.is_(True)]
    if search.employer:
        found["employer"] = [Employer.slug.in_(search.employer)]
    if search.posted is not None:
        found["posted"] = [_posted() >= now - timedelta(days=search.posted)]
    return found


def _words(asked: Asked) -> list[ColumnElement[bool]]:
    words = [_word(word) for word in asked.words.lower().replace('"', " ").split()]
    return words + [clause for one in asked.understood if (clause := _means(one)) is not None]


def _means(one: Understood) -> ColumnElement[bool] | None:
    """What was typed, as a clause; a place is one already."""
    if one.parameter == "code":
        return _covers([one.interval])
    if one.parameter == "pay_min":
        return Wording.hourly_max >= float(one.value)
    if one.parameter == "state":
        return works_from((one.value,))
    if one.idea is None:
        return None
    said = Wording.text.contains(one.words.lower(), autoescape=True)
    return or_(said, *_states_one_of(one.idea.takes))


def _states_one_of(tags: Iterable[str]) -> Iterator[ColumnElement[bool]]:
    for tag in tags:
        name, _, value = tag.partition(":")
        if name in COLUMNS:
            yield COLUMNS[name] == value
        elif name in TAGS:
            yield tagged(TAGS[name], [value])
        elif name == "apprentice":
            yield Wording.accept_apprentice.is_(True)


def _word(word: str) -> ColumnElement[bool]:
    """In the text, or the name of something that the posting is tagged with."""
    ways = [Wording.text.contains(word, autoescape=True)]
    if credential := taxonomy.CREDENTIALS.find(word):
        ways.append(tagged(TAGS["credential"], [credential.slug]))
    if arrangement := taxonomy.ARRANGEMENTS.find(word):
        ways.append(Wording.arrangement == arrangement.slug)
    return or_(*ways)


def _covers(intervals: Iterable[Interval]) -> ColumnElement[bool]:
    meets = or_(*(WordingCode.meets(interval) for interval in intervals))
    return Wording.id.in_(select(WordingCode.wording_id).where(meets))


def _posted() -> ColumnElement[datetime]:
    return func.coalesce(Posting.published_at, Posting.publish_at)


def _public(
    *what: Any, now: datetime, clauses: Clauses = NO_CLAUSES, but: str | None = None
) -> Select[Any]:
    wanted = [one for name, ones in clauses.items() if name != but for one in ones]
    return (
        select(*what)
        .select_from(Posting)
        .join(Employer, Employer.id == Posting.employer_id)
        .join(Wording, Wording.id == Posting.shown_id)
        .where(Posting.public_at(now), *wanted)
    )


def _page(asked: Asked, clauses: Clauses, *, now: datetime, nearby: Nearby) -> Iterable[Any]:
    query = _public(Posting, Wording, Employer, now=now, clauses=clauses).options(
        selectinload(Wording.tags), selectinload(Wording.codes), selectinload(Wording.places)
    )
    if asked.sort == "near":
        ids = _nearest(clauses, now=now, nearby=nearby)[asked.offset : asked.offset + PAGE]
        rows = db.session.execute(query.where(Posting.id.in_(ids)))
        return sorted(rows, key=lambda row: ids.index(row[0].id))
    order: list[Any] = [_posted().desc(), Posting.id.desc()]
    if asked.sort == "pay":
        order = [Wording.hourly_max.desc().nulls_last(), *order]
    return db.session.execute(query.order_by(*order).offset(asked.offset).limit(PAGE))


def _nearest(clauses: Clauses, *, now: datetime, nearby: Nearby) -> list[int]:
    query = _public(Posting.id, Wording.id, now=now, clauses=clauses).order_by(_posted().desc())
    rows = db.session.execute(query).all()
    rows = sorted(rows, key=lambda row: min(nearby[row[1]].values()))
    return [posting_id for posting_id, _ in rows]


def _counts(clauses: Clauses, *, now: datetime) -> dict[str, Counter[str]]:
    """Of the facets that a grouped query can count, as few queries as that takes. A facet with a
    choice is counted without it, and so by a query of its own."""
    public = partial(_public, now=now, clauses=clauses)
    found = _column_counts([name for name in COLUMNS if name not in clauses], public)
    found |= _tag_counts([name for name in TAGS if name not in clauses], public)
    for name in clauses:
        found |= _column_counts([name] if name in COLUMNS else [], partial(public, but=name))
        found |= _tag_counts([name] if name in TAGS else [], partial(public, but=name))
    return found


def _column_counts(names: list[str], public: Callable[..., Select[Any]]) -> dict[str, Counter[str]]:
    if not names:
        return {}
    columns = [COLUMNS[name] for name in names]
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    for *values, count in db.session.execute(public(*columns, func.count()).group_by(*columns)):
        for name, value in zip(names, values, strict=True):
            if value is not None:
                found[name][value] += count
    return found


def _tag_counts(names: list[str], public: Callable[..., Select[Any]]) -> dict[str, Counter[str]]:
    if not names:
        return {}
    facet_of = {kind: name for name in names for kind in TAGS[name]}
    facet = case(facet_of, value=WordingTag.kind)
    # A credential may be both asked for and preferred: it is one job all the same.
    query = public(facet, WordingTag.value, func.count(WordingTag.wording_id.distinct()))
    query = query.join(WordingTag, WordingTag.wording_id == Wording.id)
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    rows = query.where(WordingTag.kind.in_(facet_of)).group_by(facet, WordingTag.value)
    for name, value, count in db.session.execute(rows):
        found[name][value] = count
    return found
