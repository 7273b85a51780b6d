"""From what was typed to codes, in all systems at once, each with its live jobs."""

from dataclasses import replace
from datetime import datetime

from jobboard.codes import spellings
from jobboard.codes.census import job_counts
from jobboard.lookup.finding_numbers import by_number
from jobboard.lookup.finding_words import by_words
from jobboard.lookup.hits import LONG_LIST, SHORT_LIST, Found, Group
from jobboard.lookup.typed import Kind, kind_of, stretches_of


def find(text: str, *, now: datetime, system: str | None = None) -> Found:
    """The codes that a short text may mean; of one system only where it is named."""
    found = _find(text.strip(), system)
    return replace(found, groups=_with_jobs(found.groups, now=now))


def _find(text: str, system: str | None) -> Found:
    kind = kind_of(text)
    if kind is Kind.NUMBER:
        groups = by_number(stretches_of(text), system)
        if groups:
            return Found(groups)
    if kind is Kind.NOTHING:
        return Found()
    spelled = spellings.without_name(text)
    found = by_words(spelled.rest, system=system, most=LONG_LIST if system else SHORT_LIST)
    named = tuple(one for one in found.groups if one.system.slug in spelled.systems)
    return replace(found, groups=named or found.groups)


def _with_jobs(groups: tuple[Group, ...], *, now: datetime) -> tuple[Group, ...]:
    """One question to the database for the counts of all."""
    hits = [hit for group in groups for hit in group.hits]
    counts = iter(job_counts([hit.interval for hit in hits], now=now))
    return tuple(
        replace(group, hits=tuple(replace(hit, jobs=next(counts)) for hit in group.hits))
        for group in groups
    )
