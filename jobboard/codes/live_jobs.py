"""The jobs that code something: the other half of the link between postings and the reference."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, select

from jobboard.codes.census import job_counts, required_credentials
from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.postings import queries as postings
from jobboard.postings.models import Moment, Posting
from jobboard.postings.record import PostingRecord
from jobboard.postings.showing import JobLine, line_of
from jobboard.postings.wording_models import Wording, WordingCode


class Rank(NamedTuple):
    """How near a job comes to a code by one of its ranges; the least comes first. `newer` is minus
    the wording's number."""

    only_mentioned: bool
    breadth: int
    newer: int
    covers: Interval

    @property
    def wording_id(self) -> int:
        return -self.newer


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
    with the narrowest range, then the newest. Where there are more than the limit, the total is
    that of the census, which is right within some seconds: there may be thousands to count."""
    best: dict[int, Rank] = {}
    for _, alike in groupby(_ranges(interval), key=itemgetter(0, 1)):
        # One more than is shown, and those found already: they may be among the newest here, too.
        most = limit + 1 + len(best)
        ranks = (rank for one in alike for rank in _newest(*one, now=now, most=most))
        for rank in sorted(ranks):
            best.setdefault(rank.wording_id, rank)
        if len(best) > limit:
            break
    total = len(best) if len(best) <= limit else max(len(best), *job_counts([interval], now=now))
    return LiveJobs(total, tuple(_jobs(list(best.values())[:limit])))


def credentials_asked(
    interval: Interval, live: LiveJobs, *, now: datetime, limit: int = 8
) -> list[tuple[str, int]]:
    """The credentials that these jobs require (one of, or all), with how many jobs ask for each:
    counted from the jobs themselves where all of them are at hand, else by the census."""
    is_all = len(live.jobs) == live.total
    counts = _required_by(live.jobs) if is_all else required_credentials(interval, now=now)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


def _required_by(jobs: Iterable[LiveJob]) -> dict[str, int]:
    return Counter(credential for job in jobs for credential in set(job.credentials))


def _ranges(interval: Interval) -> list[tuple[bool, int, Interval]]:
    """The ranges of all jobs, live or not, that meet the interval: (only mentioned, breadth, range),
    the likest first. They are few: postings share them."""
    ends = {"system": interval.system, "low": interval.low_key, "high": interval.high_key}
    found = db.session.execute(_ranges_that_meet(), ends)
    ranges = (
        (not stated, Interval.from_keys(interval.system, low, high)) for low, high, stated in found
    )
    return sorted((mentioned, covers.breadth, covers) for mentioned, covers in ranges)


@cache
def _ranges_that_meet() -> Select[str, str, bool]:
    """Made once: every code's page asks it."""
    meets = WordingCode.meets_keys(bindparam("system"), bindparam("low"), bindparam("high"))
    return (
        select(WordingCode.low_key, WordingCode.high_key, WordingCode.stated)
        .where(meets)
        .distinct()
    )


def _newest(
    mentioned: bool, breadth: int, covers: Interval, *, now: datetime, most: int
) -> list[Rank]:
    """The newest public wordings with this very range: read from the end of its stretch of the
    index, which stops as soon as there are enough."""
    ids = db.session.scalars(
        _newest_of_a_range(),
        {
            "system": covers.system,
            "low": covers.low_key,
            "high": covers.high_key,
            "stated": not mentioned,
            "at": now,
            "most": most,
        },
    )
    return [Rank(mentioned, breadth, -wording_id, covers) for wording_id in ids]


@cache
def _newest_of_a_range() -> Select[int]:
    """Made once: it is asked for each range of a page, and takes longer to write than to answer."""
    is_this = and_(
        WordingCode.system == bindparam("system"),
        WordingCode.low_key == bindparam("low"),
        WordingCode.high_key == bindparam("high"),
        WordingCode.stated == bindparam("stated"),
    )
    query = select(WordingCode.wording_id).where(is_this, is_on_show(bindparam("at")))
    return query.order_by(WordingCode.wording_id.desc()).limit(bindparam("most"))


def is_on_show(now: Moment) -> ColumnElement[bool]:
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
    wordings = [rank.wording_id for rank in chosen]
    found = {row[0]: row for row in db.session.execute(_said_in(), {"wordings": wordings})}
    return [_job(found[rank.wording_id], rank) for rank in chosen if rank.wording_id in found]


@cache
def _said_in() -> Select[int, int, str, dict[str, Any]]:
    """What is drawn of a few wordings on show."""
    return (
        select(Wording.id, Posting.id, Employer.name, Wording.record)
        .join(Posting, Posting.shown_id == Wording.id)
        .join(Posting.employer)
        .where(Wording.id.in_(bindparam("wordings", expanding=True)))
    )


def _job(row: Row[int, int, str, dict[str, Any]], rank: Rank) -> LiveJob:
    _, posting_id, employer, stored = row
    record = PostingRecord.from_stored(stored)
    return LiveJob(
        **vars(line_of(posting_id, employer, record)),
        credentials=(*record.credentials.all_of, *record.credentials.any_of),
        covers=rank.covers,
        stated=not rank.only_mentioned,
    )
