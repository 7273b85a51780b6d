"""Finding a place from what people type, and suggesting places while they type."""

import re
from collections.abc import Iterable

from sqlalchemy import Select, select

from jobboard import taxonomy
from jobboard.db import db
from jobboard.places.geometry import Box, Point, bounding_box, distance_miles
from jobboard.places.models import Place
from jobboard.places.naming import (
    Reading,
    exact_readings,
    unfinished_readings,
    without_country,
    without_zip,
    zip_in,
)

__all__ = ["Box", "Point", "bounding_box", "distance_miles", "find", "suggest"]

LONGEST = 80
# Below this, "Indiana" is more likely the state than the town in Pennsylvania.
A_CITY_BEFORE_ITS_STATE = 100_000
# New York stands under three names.
SECOND_NAMES = 2
# Sorts after everything that a key can hold.
HIGHEST = "~"


def find(text: str) -> Place | None:
    """The place that the text names: a ZIP code, a city with its state, or a city's name alone."""
    text = without_country(text[:LONGEST])
    if (code := zip_in(text)) and (place := _of_key(code)):
        return place
    readings = exact_readings(without_zip(text))
    places = _with_keys({reading.key for reading in readings})
    for reading in readings:
        for place in places:
            if _fits(place, reading) and not _rather_a_state(text, place):
                return place
    return None


def suggest(text: str, limit: int = 8) -> list[Place]:
    """Places that the text may become, the most populous first; empty for less than two signs."""
    text = text[:LONGEST].strip()
    if len(taxonomy.words(text)) < 2:
        return []
    if re.match(r"\d", text):
        return _beginning_with(Reading(taxonomy.words(text[:5])), limit)[:limit]
    first, otherwise = unfinished_readings(text)
    return _ranked(first, limit) or _ranked(otherwise, limit)


def _of_key(key: str) -> Place | None:
    return db.session.scalars(_most_populous().where(Place.key == key)).first()


def _with_keys(keys: Iterable[str]) -> list[Place]:
    return list(db.session.scalars(_most_populous().where(Place.key.in_(keys))))


def _ranked(readings: Iterable[Reading], limit: int) -> list[Place]:
    found = {place.label: place for read in readings for place in _beginning_with(read, limit)}
    return sorted(found.values(), key=lambda place: (-place.population, place.key))[:limit]


def _beginning_with(reading: Reading, limit: int) -> list[Place]:
    if not reading.key or reading.states == frozenset():
        return []
    wanted = _most_populous().where(Place.key >= reading.key, Place.key < reading.key + HIGHEST)
    if reading.states is not None:
        wanted = wanted.where(Place.state.in_(reading.states))
    return list(db.session.scalars(wanted.limit(limit + SECOND_NAMES)))


def _most_populous() -> Select[Place]:
    return select(Place).order_by(Place.population.desc(), Place.key, Place.state)


def _fits(place: Place, reading: Reading) -> bool:
    in_state = reading.states is None or place.state in reading.states
    return in_state and place.key == reading.key


def _rather_a_state(text: str, place: Place) -> bool:
    return place.population < A_CITY_BEFORE_ITS_STATE and taxonomy.STATES.find(text) is not None
