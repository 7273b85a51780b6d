"""The jobs that code something: the other half of the link between postings and the reference."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from heapq import nsmallest

from sqlalchemy import ColumnElement, Select, distinct, func, select

from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.postings import queries as postings
from jobboard.postings.models import Posting, Wording, WordingCode, WordingTag
from jobboard.postings.showing import JobLine, lines_of

# Only mentioned, breadth, minus the wording (newer first), and the range that it has.
Rank = tuple[bool, int, int, Interval]


@dataclass(frozen=True)
class LiveJob(JobLine):
    """A job in two lines, and why it is here."""

    credentials: tuple[str, ...]
    covers: Interval
    stated: bool


@dataclass(frozen=True)
class LiveJobs:
    total: int
    jobs: tuple[LiveJob, ...]


def live_jobs(interval: Interval, *, now: datetime, limit: int = 6) -> LiveJobs:
    """Public jobs that code something in the interval: stated before only mentioned, then those
    with the narrowest range, then the newest."""
    best: dict[int, Rank] = {}
    for wording_id, low_key, high_key, stated in db.session.execute(_matches(interval, now)):
        covers = _interval(interval.system, low_key, high_key)
        rank = (not stated, covers.breadth, -wording_id, covers)
        best[wording_id] = min(best.get(wording_id, rank), rank)
    return LiveJobs(len(best), tuple(_jobs(nsmallest(limit, best.values()))))


def credentials_asked(
    interval: Interval, *, now: datetime, limit: int = 8
) -> list[tuple[str, int]]:
    """The credentials that these jobs require (one of, or all), with how many jobs ask for each."""
    theirs = _matches(interval, now).with_only_columns(WordingCode.wording_id)
    jobs = func.count(distinct(WordingTag.wording_id))
    rows = db.session.execute(
        select(WordingTag.value, jobs)
        .where(WordingTag.kind.in_(("credential-any", "credential-all")))
        .where(WordingTag.wording_id.in_(theirs))
        .group_by(WordingTag.value)
        .order_by(jobs.desc(), WordingTag.value)
        .limit(limit)
    )
    return [(value, count) for value, count in rows]


@lru_cache(maxsize=4096)
def _interval(system: str, low_key: str, high_key: str) -> Interval:
    """Postings share few ranges, and each is made of checked codes: not made anew for every row."""
    return Interval.from_keys(system, low_key, high_key)


def _matches(interval: Interval, now: datetime) -> Select[int, str, str, bool]:
    columns = (
        WordingCode.wording_id, WordingCode.low_key, WordingCode.high_key, WordingCode.stated
    )  # fmt: skip
    return select(*columns).where(WordingCode.meets(interval), is_on_show(now))


def is_on_show(now: datetime) -> ColumnElement[bool]:
    # Asked for each matching row, by primary keys alone. As a join, SQLite begins at the public
    # postings and reads the whole interval index again for every one of them.
    return (
        postings.public_postings(now)
        .with_only_columns(Posting.id)
        .join(Wording, Wording.posting_id == Posting.id)
        .where(Wording.id == WordingCode.wording_id, Posting.shown_id == Wording.id)
        .correlate(WordingCode)
        .exists()
    )


def _jobs(chosen: list[Rank]) -> list[LiveJob]:
    wordings = [-rank[2] for rank in chosen]
    theirs = select(Wording.posting_id).where(Wording.id.in_(wordings))
    query = postings.with_shown(
        select(Posting).join(Posting.employer).where(Posting.id.in_(theirs))
    )
    found = {posting.shown_id: posting for posting in db.session.scalars(query)}
    return [_job(found[-rank[2]], rank) for rank in chosen]


def _job(posting: Posting, rank: Rank) -> LiveJob:
    assert posting.shown is not None
    record = posting.shown.says()
    (line,) = lines_of([posting])
    return LiveJob(
        **vars(line),
        credentials=(*record.credentials.all_of, *record.credentials.any_of),
        covers=rank[3],
        stated=not rank[0],
    )
