"""Cities that people name among other words: "coder houston", "auditor columbus oh"."""

from flask import current_app
from sqlalchemy import select

from jobboard import taxonomy
from jobboard.db import db
from jobboard.places import queries
from jobboard.places.models import Place
from jobboard.places.naming import place_key

# Without its state, a word is taken for a city only where the city is large.
LARGE = 50_000
KEPT_IN = "large_cities"
# Large cities whose names mean something else first.
OTHER_WORDS = frozenset((
    "mobile", "reading", "orange", "surprise", "independence", "enterprise", "hope", "union",
    "commerce", "industry", "paramount", "normal", "mission", "providence", "temple",
    "aurora", "columbia", "concord", "summit", "bend", "medical", "center",
))  # fmt: skip
# Names of states and of their largest cities; the state is meant.
STATES_TOO = frozenset({"new york", "washington"})

# What people call a city, or the country around it, beside the name on the map.
NICKNAMES = {
    "atl": "Atlanta, GA", "bay area": "San Francisco, CA", "big apple": "New York, NY",
    "chi town": "Chicago, IL", "cincy": "Cincinnati, OH", "dc metro": "Washington, DC",
    "dfw": "Dallas, TX", "dmv": "Washington, DC", "indy": "Indianapolis, IN",
    "jax": "Jacksonville, FL", "kcmo": "Kansas City, MO", "metroplex": "Dallas, TX",
    "nola": "New Orleans, LA", "okc": "Oklahoma City, OK", "philly": "Philadelphia, PA",
    "slc": "Salt Lake City, UT", "socal": "Los Angeles, CA", "sf bay area": "San Francisco, CA",
    "stl": "St. Louis, MO", "tampa bay": "Tampa, FL", "twin cities": "Minneapolis, MN",
    "vegas": "Las Vegas, NV",
}  # fmt: skip


def city_called(name: str, state: str | None) -> str | None:
    """What the address writes for the city of this name (`Houston, TX`); None if nobody would mean
    one by it."""
    key = place_key(name)
    if state is None:
        return _large_cities().get(key)
    query = select(Place).where(Place.key == key, Place.state == state, Place.zip.is_(None))
    place = db.session.scalars(query).first()
    return place.value if place else None


def place_called(text: str) -> str | None:
    """What the address writes for the place that this text surely names, however small."""
    place = queries.find(NICKNAMES.get(taxonomy.words(text), text))
    return place.value if place else None


def has_zip(code: str, state: str) -> bool:
    """Whether this is a ZIP code of the state."""
    query = select(Place.id).where(Place.key == code, Place.state == state)
    return db.session.scalar(query.limit(1)) is not None


def _large_cities() -> dict[str, str]:
    """By key; of several with one name, the largest. Kept, once there are any."""
    kept: dict[str, str] = current_app.extensions.setdefault(KEPT_IN, {})
    if not kept:
        columns = Place.key, Place.name, Place.state
        large = select(*columns).where(Place.zip.is_(None), Place.population >= LARGE)
        for key, name, of_state in db.session.execute(large.order_by(Place.population)):
            if key not in OTHER_WORDS | STATES_TOO:
                kept[key] = f"{name}, {of_state}"
        kept |= {place_key(name): city for name, city in NICKNAMES.items() if kept}
    return kept
