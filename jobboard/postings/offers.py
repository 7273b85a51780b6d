"""Codes, families and credentials that the form offers while somebody types or ticks."""

from collections.abc import Iterable
from dataclasses import dataclass

from jobboard import taxonomy
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import Interval
from jobboard.postings.values import code_interval
from jobboard.taxonomy import letters

OFFERED_AT_MOST = 8


@dataclass(frozen=True)
class Offer:
    """`value` goes into the field; `code` and `label` are what people read."""

    value: str
    code: str
    label: str


def families_of(specialties: Iterable[str]) -> list[Offer]:
    """The code families of these specialties."""
    known = [taxonomy.SPECIALTIES[slug] for slug in specialties if slug in taxonomy.SPECIALTIES]
    intervals = dict.fromkeys(Interval.parse(text) for one in known for text in one.families)
    return [_offer(interval) for interval in intervals]


def codes_like(typed: str) -> list[Offer]:
    """Families that somebody who types this may mean, and the code itself where it is one."""
    typed = typed.strip()[:60]
    if not typed:
        return []
    offers = [_offer(family.interval) for family in FAMILIES.suggest(typed, OFFERED_AT_MOST)]
    exact = code_or_none(typed)
    if exact and str(exact) not in {offer.value for offer in offers}:
        offers.insert(0, _offer(exact))
    return offers[:OFFERED_AT_MOST]


def credentials_like(typed: str) -> list[Offer]:
    """Credentials whose abbreviation begins so, then those whose other names hold it."""
    asked = letters(typed[:60])
    if not asked:
        return []
    known = taxonomy.CREDENTIALS.active().values()
    begins = [one for one in known if letters(one.label).startswith(asked)]
    holds = [
        one
        for one in known
        if one not in begins and any(asked in letters(name) for name in one.names)
    ]
    return [Offer(one.label, one.label, one.name) for one in (*begins, *holds)][:OFFERED_AT_MOST]


def code_or_none(typed: str) -> Interval | None:
    try:
        return code_interval(typed)
    except ValueError:
        return None


def _offer(interval: Interval) -> Offer:
    family = FAMILIES.get(interval.slug)
    return Offer(interval.label, interval.label, family.name if family else "")
