"""What the index knows of a posting. Pure: rows come in, a plain document goes out.

A document holds all that a result card and a hit of `/jobs.json` show, so that no page of results
reads the database for them. What the poster stated and what the text only mentions stay apart:
`credentials` are stated, `credentials_found` has both; `codes` are stated, `covers` has both.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from jobboard import taxonomy
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import SYSTEMS, Interval, ancestors, cells
from jobboard.postings.addresses import slug_of
from jobboard.postings.record import ALL_STATES, PostingRecord
from jobboard.search import lexicon
from jobboard.search.sayings import sayings
from jobboard.search.schema import spoken_names
from jobboard.taxonomy import Term, Vocabulary
from jobboard.web.html import HEADING, plain, prose

if TYPE_CHECKING:
    from jobboard.employers.models import Employer
    from jobboard.postings.models import Posting
    from jobboard.postings.wording_models import Wording, WordingPlace

# Counted up when documents of the same posting come out differently than before.
SHAPE = 5
SUMMARY_LENGTH = 220
BEGINNING = 1_200
PLACES_SHOWN = 3
# Neither what highlighting uses, nor what cannot be written in UTF-8, nor control characters.
UNWANTED = re.compile("[\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08\x0b-\x1f\x7f]")


def document(posting: "Posting", wording: "Wording", employer: "Employer") -> dict[str, Any]:
    """The document of a posting as this wording has it. Moments are whole seconds since 1970."""
    record = wording.says()
    description = _text(plain(record.description))
    return {
        "id": posting.id,
        "rev": fingerprint(*fingerprinted(posting, wording, employer)),
        "title": _text(record.title),
        "slug": slug_of(record.title),
        "employer": _text(employer.name),
        "employer_slug": employer.slug,
        "source": posting.source,
        "posted": _second(posting.published_at or posting.publish_at),
        "publish_at": _second(posting.publish_at, math.ceil),
        "expires": _second(posting.expires_at),
        "summary": summary_of(_beginning(record.description, description) or description),
        "description": description,
        **_work(record),
        **_places(record, wording.places),
        **_credentials(record, wording),
        **_codes(record, wording),
        **_sayings(record, wording, employer, description),
        "labels": list(dict.fromkeys(_labels(record, wording))),
    }


def fingerprinted(posting: "Posting", wording: "Wording", employer: "Employer") -> tuple[Any, ...]:
    """What a document is made from, in short; `checking` reads the same values by one query."""
    return (
        wording.id,
        wording.digest,
        posting.published_at,
        posting.publish_at,
        posting.expires_at,
        posting.source,
        employer.name,
        employer.slug,
    )


def fingerprint(*values: Any) -> int:
    """A document's `rev`: equal for equal documents. A posting's own revision also counts changes
    that the index does not show, and misses a new name of its employer."""
    written = json.dumps([_vocabulary_version(), *map(str, values)])
    return int.from_bytes(blake2b(written.encode(), digest_size=6).digest())


def summary_of(text: str) -> str:
    """The beginning of the text, ending with a whole word."""
    line = " ".join(text.split())
    if len(line) <= SUMMARY_LENGTH:
        return line
    cut = line[: SUMMARY_LENGTH - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _beginning(description: str, words: str) -> str:
    """The first words without headings; of most texts simply the first. Of the others only as much is
    read as they need: that is a tenth of what a document costs to make."""
    if not HEADING.search(description):
        return words
    beginning = _text(prose(description[:BEGINNING]))
    if len(beginning) > SUMMARY_LENGTH or len(description) <= BEGINNING:
        return beginning
    return _text(prose(description))


def spot_of(lat: float, lng: float) -> str:
    """A place on the map as one value, so that a search can name the spots within its radius and a
    job with several places is never taken for one between them."""
    return f"{lat:.4f},{lng:.4f}"


def works_from(record: PostingRecord, states: Iterable[str]) -> list[str]:
    """The states where the work may be done: where the job is; for a remote one, where people may
    live, which is everywhere unless the poster has said otherwise."""
    there = list(dict.fromkeys(states))
    if record.arrangement == "remote":
        return list(record.eligible_states or ALL_STATES)
    return there or list(record.eligible_states)


def _work(record: PostingRecord) -> dict[str, Any]:
    low, high = record.pay.hourly if record.pay else (None, None)
    return {
        "role": record.role,
        "level": record.level,
        "setting": record.setting,
        "arrangement": record.arrangement,
        "type": record.employment_type,
        "apply_by": record.apply.by,
        "specialties": list(record.specialties),
        "software": [asked.slug for asked in record.software],
        "pay": record.pay
        and {"text": _text(record.pay.text), "hourly_min": low, "hourly_max": high},
    }


def _places(record: PostingRecord, places: "list[WordingPlace]") -> dict[str, Any]:
    states = [place.state for place in places if place.state]
    points = [
        (place.lat, place.lng)
        for place in places
        if place.lat is not None and place.lng is not None
    ]
    return {
        "place": _place_text(record),
        "states": list(dict.fromkeys(states)),
        "works_from": works_from(record, states),
        # All of them: a box is a first filter, and `spots` then say which pairs are meant.
        "lat": [lat for lat, _ in points],
        "lng": [lng for _, lng in points],
        "spots": list(dict.fromkeys(spot_of(*point) for point in points)),
    }


def _place_text(record: PostingRecord) -> str | None:
    named = list(dict.fromkeys(str(place) for place in record.places if str(place)))
    if not named:
        return _text(record.place_text) if record.place_text else None
    more = len(named) - PLACES_SHOWN
    return _text("; ".join(named[:PLACES_SHOWN]) + (f" and {more} more" if more > 0 else ""))


def _credentials(record: PostingRecord, wording: "Wording") -> dict[str, Any]:
    asked = record.credentials
    mentioned = sorted(tag.value for tag in wording.tags if tag.kind == "credential-mentioned")
    stated = list(dict.fromkeys(asked.named))
    return {
        "credentials": stated,
        "credentials_any": list(asked.any_of),
        "credentials_all": list(asked.all_of),
        "credentials_found": list(dict.fromkeys((*stated, *mentioned))),
        "apprentice": asked.accept_apprentice,
    }


def _codes(record: PostingRecord, wording: "Wording") -> dict[str, Any]:
    mentioned = [code.interval for code in wording.codes if not code.stated]
    intervals = (*record.codes, *mentioned)
    covered = dict.fromkeys(cell for interval in intervals for cell in cells(interval))
    above = dict.fromkeys(cell for interval in intervals for cell in _above(interval))
    families = dict.fromkeys(slug for one in intervals for slug in _families_of(one))
    return {
        "codes": [str(interval) for interval in record.codes],
        "codes_mentioned": [str(interval) for interval in mentioned],
        "covers": list(covered),
        "covers_up": list(above),
        "families": list(families),
    }


def _sayings(
    record: PostingRecord, wording: "Wording", employer: "Employer", text: str
) -> dict[str, Any]:
    mentioned = [tag.value for tag in wording.tags if tag.kind == "credential-mentioned"]
    has_place = bool(record.arrangement == "remote" or record.eligible_states)
    has_place = has_place or any(place.state for place in wording.places)
    return sayings(
        record, text=text, employer=employer.name, mentioned=mentioned, has_place=has_place
    )


@lru_cache(maxsize=20_000)
def _above(interval: Interval) -> tuple[str, ...]:
    """The cells that hold those of the interval."""
    return tuple(dict.fromkeys(cell for within in cells(interval) for cell in ancestors(within)))


@lru_cache(maxsize=20_000)
def _families_of(interval: Interval) -> tuple[str, ...]:
    return tuple(family.slug for family in FAMILIES.overlapping(interval))


def _labels(record: PostingRecord, wording: "Wording") -> Iterator[str]:
    """Words by which people look for what the slugs mean."""
    for slug in record.specialties:
        yield from _all_names(taxonomy.SPECIALTIES[slug])
    held = [tag.value for tag in wording.tags if tag.kind.startswith("credential-")]
    for slug in held:
        yield from _all_names(taxonomy.CREDENTIALS[slug])
    named: tuple[tuple[Vocabulary[Any], str | None], ...] = (
        (taxonomy.ROLES, record.role),
        (taxonomy.LEVELS, record.level),
        (taxonomy.SETTINGS, record.setting),
        (taxonomy.ARRANGEMENTS, record.arrangement),
        (taxonomy.EMPLOYMENT_TYPES, record.employment_type),
        (taxonomy.SHIFTS, record.shift),
        *((taxonomy.SOFTWARE, asked.slug) for asked in record.software),
        *((taxonomy.STATES, place.state) for place in wording.places),
    )
    for vocabulary, value in named:
        if value and value in vocabulary:
            yield vocabulary[value].label
    # "ICD-10-PCS" alone asks for whoever works with it.
    yield from (SYSTEMS[interval.system].short for interval in record.codes)


@lru_cache(maxsize=2_000)
def _all_names(term: Term) -> tuple[str, ...]:
    return (term.label, *sorted(spoken_names(term) - {term.label.casefold()}))


@lru_cache(maxsize=1)
def _vocabulary_version() -> str:
    """Changes with the words and families that documents are made of, and with their shape."""
    words = [repr(list(vocabulary.values())) for vocabulary in taxonomy.ALL.values()]
    families = [f"{family.slug} {family.parent}" for family in FAMILIES]
    written = json.dumps([SHAPE, words, families, lexicon.FILE.read_text(encoding="utf-8")])
    return blake2b(written.encode(), digest_size=6).hexdigest()


def _text(text: str) -> str:
    return UNWANTED.sub("", text)


def _second(moment: datetime | None, rounded: Any = math.floor) -> int | None:
    return None if moment is None else int(rounded(moment.timestamp()))
