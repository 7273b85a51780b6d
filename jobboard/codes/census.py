"""How many live jobs code each of many codes: counted from memory, for lists of codes.

A code's own page asks the database (`live_jobs`), and counts here where there are many. A list of
twenty codes would ask it twenty times for thousands of rows, so here all live jobs' ranges are read
at once and kept for a few seconds.
Postings share few ranges; each range knows its jobs as the bits of a number, so that a job with two
ranges around a code is counted once.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import func, select

from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.postings import queries as postings
from jobboard.postings.models import Posting, PostingEvent, WordingCode

# A job that comes or goes is counted right within the first; what no event tells, in the second.
LASTS_AT_LEAST, LASTS_AT_MOST = 5.0, 60.0

Range = tuple[str, str, int]

_taking = Lock()


@dataclass(frozen=True)
class Census:
    """For each system (low key, high key, jobs as bits)."""

    ranges: dict[str, list[Range]]
    last_event: int
    taken_at: float

    def count(self, interval: Interval) -> int:
        jobs = 0
        for low, high, bits in self.ranges.get(interval.system, ()):
            if low <= interval.high_key and interval.low_key <= high:
                jobs |= bits
        return jobs.bit_count()


def job_counts(intervals: Sequence[Interval], *, now: datetime) -> list[int]:
    """How many public jobs code something in each interval."""
    if not intervals:
        return []
    census = _current(now)
    return [census.count(interval) for interval in intervals]


def take(rows: Iterable[tuple[str, str, str, int]]) -> dict[str, list[Range]]:
    """Ranges with their jobs, from (system, low key, high key, wording) of all live jobs."""
    place: dict[int, int] = {}
    jobs: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for system, low, high, wording in rows:
        jobs[system, low, high] |= 1 << place.setdefault(wording, len(place))
    ranges: defaultdict[str, list[Range]] = defaultdict(list)
    for (system, low, high), bits in jobs.items():
        ranges[system].append((low, high, bits))
    return dict(ranges)


def _current(now: datetime) -> Census:
    # Kept with the app's gateways, so that each app of a process has its own.
    kept = gateways().extra.get("census")
    if not isinstance(kept, Census):
        _taking.acquire()
    elif _is_right(kept) or not _taking.acquire(blocking=False):
        return kept  # while somebody takes another, which may take a second, the old one will do
    try:
        census = gateways().extra["census"] = _taken(now)
        return census
    finally:
        _taking.release()


def _is_right(census: Census) -> bool:
    age = time.monotonic() - census.taken_at
    return age < LASTS_AT_LEAST or (age < LASTS_AT_MOST and census.last_event == _last_event())


def _taken(now: datetime) -> Census:
    last = _last_event()
    columns = select(
        WordingCode.system, WordingCode.low_key, WordingCode.high_key, WordingCode.wording_id
    )
    # All of them are read, so the public postings come first, unlike in `live_jobs`.
    shown = postings.public_postings(now).with_only_columns(Posting.shown_id)
    rows = db.session.execute(columns.where(WordingCode.wording_id.in_(shown)))
    return Census(
        take((s, low, high, wording) for s, low, high, wording in rows), last, time.monotonic()
    )


def _last_event() -> int:
    return db.session.scalar(select(func.max(PostingEvent.id))) or 0
