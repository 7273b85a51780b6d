"""What the database keeps beside a wording's record, so that queries need not read JSON."""

from dataclasses import dataclass

from jobboard.codes import mentions
from jobboard.db import db
from jobboard.places import queries as places
from jobboard.postings.record import ALL_STATES, PlaceGiven, PostingRecord
from jobboard.postings.wording_models import Wording, WordingCode, WordingPlace, WordingTag
from jobboard.web.html import plain

# In `session.info`: a bulk load puts a dictionary there, and each place is looked up once.
SPOTS = "spots"


def derive(wording: Wording, record: PostingRecord, employer_name: str) -> None:
    """Sets the record and everything that follows from it."""
    words = plain(record.description)
    low, high = record.pay.hourly if record.pay else (None, None)
    wording.record = record.stored()
    wording.digest = record.digest
    wording.title = record.title
    wording.text = f"{record.title}\n{employer_name}\n{words}".lower()
    wording.role, wording.level, wording.setting = record.role, record.level, record.setting
    wording.arrangement = record.arrangement
    wording.employment_type = record.employment_type
    wording.accept_apprentice = record.credentials.accept_apprentice
    wording.hourly_min, wording.hourly_max = low, high
    wording.tags = _tags(record, words)
    wording.codes = _codes(record, words)
    wording.places = _places(record)


def _tags(record: PostingRecord, words: str) -> list[WordingTag]:
    asked = record.credentials
    mentioned = [code for code in mentions.credentials_in(f"{record.title}\n{words}")]
    kinds = {
        "specialty": record.specialties,
        "credential-any": asked.any_of,
        "credential-all": asked.all_of,
        "credential-preferred": asked.preferred,
        "credential-mentioned": [code for code in mentioned if code not in asked.named],
        "state": _states(record),
        "benefit": record.benefits,
        "software": [asked.slug for asked in record.software],
    }
    return [
        WordingTag(kind=kind, value=value)
        for kind, values in kinds.items()
        for value in dict.fromkeys(values)
    ]


def _states(record: PostingRecord) -> tuple[str, ...]:
    """None for a remote job that is open to all of them: not to have said any means the same."""
    if record.arrangement == "remote" and set(record.eligible_states) == set(ALL_STATES):
        return ()
    return record.eligible_states


def _codes(record: PostingRecord, words: str) -> list[WordingCode]:
    found = [mention.interval for mention in mentions.find(words)]
    only_found = [interval for interval in dict.fromkeys(found) if interval not in record.codes]
    return [
        WordingCode.of(interval, position=position, stated=position < len(record.codes))
        for position, interval in enumerate([*record.codes, *only_found][:200])
    ]


def _places(record: PostingRecord) -> list[WordingPlace]:
    if record.places:
        return [_located(place, at) for at, place in enumerate(record.places)]
    found = _spot(record.place_text) if record.place_text else None
    if found is None:
        return []
    return [_located(PlaceGiven(city=found.city, state=found.state, zip=found.zip), 0)]


def _located(place: PlaceGiven, position: int) -> WordingPlace:
    found = _spot(place.zip) if place.zip else None
    if found is None and place.city and place.state:
        found = _spot(f"{place.city}, {place.state}")
    return WordingPlace(
        position=position,
        city=place.city or (found.city if found else None),
        state=place.state or (found.state if found else None),
        zip=place.zip,
        lat=found.lat if found else None,
        lng=found.lng if found else None,
    )


@dataclass(frozen=True)
class _Spot:
    city: str
    state: str
    zip: str | None
    lat: float
    lng: float


def _spot(text: str) -> _Spot | None:
    known: dict[str, _Spot | None] = db.session.info.get(SPOTS, {})
    if text not in known:
        place = places.find(text)
        known[text] = (
            _Spot(place.name, place.state, place.zip, place.lat, place.lng) if place else None
        )
    return known[text]
