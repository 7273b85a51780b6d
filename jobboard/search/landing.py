"""Addresses such as `/jobs/specialty/cardiology`, and the ways in from the home page."""

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from jobboard import taxonomy
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.search.answering import Results
from jobboard.search.criteria import Search, read
from jobboard.search.parameters import CHOICES

# The sections of CPT, with the family that most boards cannot find before them.
FAMILIES_SHOWN = [
    (f"{family.name}, {family.interval.text()}", f"/codes/families/{family.slug}")
    for family in (FAMILIES.get("cpt-38204-38243"), *FAMILIES.roots("cpt"))
    if family is not None
]


def specialties(results: Results) -> list[tuple[str, str, str]]:
    """(label, address, number of jobs) of every specialty with jobs, the commonest first."""
    counts = results.counts.get("specialty", {})
    common = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        (term.label, f"/jobs/specialty/{term.path}", f"{count:,}")
        for slug, count in common
        if (term := taxonomy.SPECIALTIES.get(slug))
    ]


def search_of(facet: str, value: str) -> Search | None:
    """The search of a landing page; None when there is no such page."""
    if facet == "remote":
        state = taxonomy.STATES.find(value)
        return Search(arrangement=("remote",), state=(state.slug,)) if state else None
    if facet == "family":
        return _of_family(value)
    if facet == "employer":
        known = db.session.scalar(select(Employer.id).where(Employer.slug == value))
        return Search(employer=(value,)) if known else None
    if facet not in CHOICES:
        return None
    term = CHOICES[facet][0].find(value)
    return read(MultiDict({facet: term.slug}))[0] if term else None


def _of_family(slug: str) -> Search | None:
    if FAMILIES.get(slug) is None:
        return None
    return Search(family=(Interval.from_slug(slug),))
