"""Counts the jobs of every landing page, and the pay that they state: ahead of the pages, by the
worker's timetable.

All is read in one pass: each posting once, then what its wording is tagged with. A posting may be
live or past; what was taken down, hidden or never approved is neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from jobboard import taxonomy
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.landing.counting import Job, Key, Tally
from jobboard.landing.pay import one_value
from jobboard.landing.storing import store
from jobboard.postings.lifecycle import State
from jobboard.postings.models import Posting
from jobboard.postings.record import ALL_STATES
from jobboard.postings.wording_models import Wording, WordingCode, WordingPlace, WordingTag

# Pay of longer ago says little about today's.
PAY_COUNTS_FOR = timedelta(days=2 * 365)
STATES_WITH_PAY = (State.PUBLISHED, State.PAUSED, State.EXPIRED, State.CLOSED)
CREDENTIALS = ("credential-any", "credential-all", "credential-preferred", "credential-mentioned")
AT_ONCE = 10_000
# Stands for each of `ALL_STATES`, so that most remote jobs are not counted fifty times.
EVERYWHERE = "everywhere"

# A query of any columns.
Rows = Any


def reckon(now: datetime) -> int:
    """Brings every page's figures up to date; how many are other than before."""
    tallies: defaultdict[Key, Tally] = defaultdict(Tally)
    for key, job in _everything(_jobs(now)):
        tallies[key].add(job)
    _spread_remote(tallies)
    return store(tallies, now)


def _jobs(now: datetime) -> dict[int, Job]:
    """Every posting that counts, by its wording."""
    columns = (Wording.id, Posting.id, Posting.employer_id, Posting.public_at(now), Employer.slug)
    said = (Wording.hourly_min, Wording.hourly_max, Wording.arrangement)
    facets = (Wording.setting, Wording.role, Wording.level)
    query = (
        select(*columns, *said, *facets)
        .select_from(Posting)
        .join(Employer, Employer.id == Posting.employer_id)
        .join(Wording, Wording.id == Posting.shown_id)
        .where(or_(Posting.public_at(now), _was_public(now)))
    )
    return {row[0]: _job(*row) for row in _rows(query)}


def _was_public(now: datetime) -> ColumnElement[bool]:
    """Not those that have been listed anew: the newer listing says what the job pays."""
    listed_anew = select(Posting.relisted_from_id).where(
        Posting.relisted_from_id.is_not(None), Posting.first_published_at.is_not(None)
    )
    return and_(
        Posting.state.in_(STATES_WITH_PAY),
        Posting.published_at > now - PAY_COUNTS_FOR,
        Posting.publish_at <= now,
        Posting.hidden_at.is_(None),
        Posting.batch_id.is_(None),
        Employer.suspended_at.is_(None),
        Posting.id.not_in(listed_anew),
    )


def _job(
    wording_id: int,
    posting_id: int,
    employer_id: int,
    is_live: bool,
    employer: str,
    low: float | None,
    high: float | None,
    arrangement: str | None,
    *facets: str | None,
) -> Job:
    named = zip(("setting", "role", "level"), facets, strict=True)
    return Job(
        mark=hash((posting_id, wording_id)),
        is_live=bool(is_live),
        pay=one_value(low, high),
        employer_id=employer_id,
        is_remote=arrangement == "remote",
        own=(("employer", employer), *((facet, value) for facet, value in named if value)),
    )


def _everything(jobs: Mapping[int, Job]) -> Iterator[tuple[Key, Job]]:
    """Each job with each page that it belongs to."""
    for job in jobs.values():
        for key in job.own:
            yield key, job
    for facet, kinds in (("specialty", ("specialty",)), ("credential", CREDENTIALS)):
        for wording_id, value in _rows(_tags(*kinds)):
            if wording_id in jobs:
                yield (facet, value), jobs[wording_id]
    yield from _in_states(jobs)
    yield from _in_families(jobs)


def _in_states(jobs: Mapping[int, Job]) -> Iterator[tuple[Key, Job]]:
    """As `search.documents.works_from` has it; remote work apart."""
    stated = _values(_tags("state"))
    places = select(WordingPlace.wording_id, WordingPlace.state)
    there = _values(places.where(WordingPlace.state.is_not(None)).distinct())
    for wording_id, job in jobs.items():
        may_live = stated.get(wording_id, [])
        if job.is_remote:
            for state in may_live or (EVERYWHERE,):
                yield ("remote", state), job
        else:
            for state in there.get(wording_id) or may_live:
                yield ("state", state), job


def _in_families(jobs: Mapping[int, Job]) -> Iterator[tuple[Key, Job]]:
    families: defaultdict[int, set[str]] = defaultdict(set)
    columns = (
        WordingCode.wording_id,
        WordingCode.system,
        WordingCode.low_key,
        WordingCode.high_key,
    )
    for wording_id, *ends in _rows(select(*columns)):
        if wording_id in jobs:
            families[wording_id].update(_families_of(*ends))
    for wording_id, slugs in families.items():
        for slug in slugs:
            yield ("family", slug), jobs[wording_id]


@lru_cache(maxsize=4096)
def _families_of(system: str, low_key: str, high_key: str) -> tuple[str, ...]:
    interval = Interval.from_keys(system, low_key, high_key)
    return tuple(family.slug for family in FAMILIES.overlapping(interval))


def _tags(*kinds: str) -> Rows:
    query: Rows = select(WordingTag.wording_id, WordingTag.value).where(WordingTag.kind.in_(kinds))
    # A credential may be both asked for and preferred: it is one job all the same.
    return query.distinct()


def _values(query: Rows) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for wording_id, value in _rows(query):
        found[wording_id].append(value)
    return found


def _rows(query: Rows) -> Iterable[Any]:
    return db.session.execute(query.execution_options(yield_per=AT_ONCE))


def _spread_remote(tallies: dict[Key, Tally]) -> None:
    """The search for a state also finds the remote jobs that its people may do. Their pay is apart:
    it is nearly the same in every state, and would hide what is paid in this one."""
    everywhere = tallies.pop(("remote", EVERYWHERE), Tally())
    for state in ALL_STATES:
        tallies["remote", state].take_in(everywhere, with_pay=True)
    for state in taxonomy.STATES:
        tallies["state", state].take_in(tallies["remote", state], with_pay=False)
