"""A search as an alert keeps it."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

from jobboard.accounts.models import User
from jobboard.candidates import queries as candidates
from jobboard.gateways import gateways
from jobboard.search import filters, presenting
from jobboard.search.answering import Results, answer
from jobboard.search.criteria import Search
from jobboard.search.own import NOBODY, Own

NAME_LENGTH = 200


@dataclass(frozen=True)
class Wanted:
    """A search that can be watched: what it is called, and what it finds today."""

    search: Search
    name: str
    total: int
    choices: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    @property
    def query(self) -> str:
        return query_of(self.search)

    @property
    def digest(self) -> str:
        return sha256(self.query.encode()).hexdigest()


def wanted(
    search: Search, *, notes: tuple[str, ...] = (), own: Own = NOBODY, now: datetime
) -> Wanted:
    """Without what means nothing in a letter: the page, the order, hidden jobs, a place that
    nobody knows. Works as well while the engine is away."""
    qualify = search.qualify and own.standing is not None
    plain = replace(search, page=1, sort="", hidden=False, qualify=qualify)
    results = answer(plain, engine=gateways().search, now=now, notes=notes, facets=False, own=own)
    if plain.near and not results.asked.around:
        plain = plain.without("near")
    return Wanted(
        search=plain,
        name=presenting.subject(results)[:NAME_LENGTH],
        total=results.total,
        choices=_choices(plain, results),
        notes=results.notes,
    )


def own_of(person: User | None) -> Own:
    """What only somebody with an account has: a profile, and jobs that they do not want to see."""
    if person is None:
        return NOBODY
    return Own(candidates.standing_of(person), candidates.marked_ids(person)[1])


def query_of(search: Search) -> str:
    return urlencode(search.to_args(), safe=":")


def _choices(search: Search, results: Results) -> tuple[tuple[str, str], ...]:
    """(`state=TX`, `Texas`) of everything that is chosen, for boxes that can be unticked."""
    return tuple(
        (f"{name}={value}", label)
        for name, value in search.chosen()
        if (label := filters.label_of(name, value, results))
    )
