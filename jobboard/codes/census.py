"""How many live jobs code each of many codes, and what credentials they require: counted from memory.

A code's own page asks the database (`live_jobs`), and counts here where there are many. A list of
twenty codes would ask it twenty times for thousands of rows, so here all live jobs' ranges are read
at once and kept for a few seconds.
Postings share few ranges and credentials; each knows its jobs as the bits of a number, so that a job
with two ranges around a code is counted once, and those of a range that require a credential are
the bits that both have.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import Select, select

from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.postings import queries as postings
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import WordingCode, WordingTag
from jobboard.web.keeping import kept_by_app

# A job that comes or goes is counted right within the first; what no event tells, in the second.
LASTS_AT_LEAST, LASTS_AT_MOST = 5.0, 60.0
REQUIRED = ("credential-any", "credential-all")

Range = tuple[str, str, int]

_taking = Lock()


@dataclass(frozen=True)
class Census:
    """For each system (low key, high key, jobs as bits); for each credential its jobs as bits."""

    ranges: dict[str, list[Range]]
    credentials: dict[str, int]
    last_event: int
    taken_at: float

    def count(self, interval: Interval) -> int:
        return self._jobs_of(interval).bit_count()

    def credentials_of(self, interval: Interval) -> dict[str, int]:
        jobs = self._jobs_of(interval)
        shared = ((one, (jobs & theirs).bit_count()) for one, theirs in self.credentials.items())
        return {credential: count for credential, count in shared if count}

    def _jobs_of(self, interval: Interval) -> int:
        jobs = 0
        for low, high, bits in self.ranges.get(interval.system, ()):
            if low <= interval.high_key and interval.low_key <= high:
                jobs |= bits
        return jobs


def job_counts(intervals: Sequence[Interval], *, now: datetime) -> list[int]:
    """How many public jobs code something in each interval."""
    if not intervals:
        return []
    census = _current(now)
    return [census.count(interval) for interval in intervals]


def required_credentials(interval: Interval, *, now: datetime) -> dict[str, int]:
    """How many public jobs that code something in the interval require each credential (it, one of
    several, or all); those that none requires are left out."""
    return _current(now).credentials_of(interval)


def jobs_as_bits(rows: Iterable[Sequence[Any]], bit_of: dict[int, int]) -> dict[Any, int]:
    """The jobs of each thing, from (thing, …, wording). `bit_of` has each wording's bit; a wording
    that is new gets the next."""
    bits: defaultdict[Any, list[int]] = defaultdict(list)
    for *thing, wording in rows:
        bits[tuple(thing)].append(bit_of.setdefault(wording, len(bit_of)))
    return {thing: _number_with(theirs, size=len(bit_of)) for thing, theirs in bits.items()}


def _number_with(bits: Iterable[int], *, size: int) -> int:
    """Put into a number one by one, they would copy it each time."""
    found = bytearray(size // 8 + 1)
    for bit in bits:
        found[bit // 8] |= 1 << bit % 8
    return int.from_bytes(found, "little")


def _current(now: datetime) -> Census:
    kept: Census | None = kept_by_app().get("census")
    if kept is None:
        _taking.acquire()
    elif _is_right(kept) or not _taking.acquire(blocking=False):
        return kept  # while somebody takes another, which may take a second, the old one will do
    try:
        census = kept_by_app()["census"] = _taken(now)
        return census
    finally:
        _taking.release()


def _is_right(census: Census) -> bool:
    age = time.monotonic() - census.taken_at
    return age < LASTS_AT_LEAST or (
        age < LASTS_AT_MOST and census.last_event == postings.newest_event()
    )


def _taken(now: datetime) -> Census:
    last = postings.newest_event()
    bit_of: dict[int, int] = {}
    # All of them are read, so the public postings come first, unlike in `live_jobs`.
    shown = postings.public_postings(now).with_only_columns(Posting.shown_id)
    ranges: defaultdict[str, list[Range]] = defaultdict(list)
    for (system, low, high), jobs in jobs_as_bits(_coded(shown), bit_of).items():
        ranges[system].append((low, high, jobs))
    credentials = {one: jobs for (one,), jobs in jobs_as_bits(_required(shown), bit_of).items()}
    return Census(dict(ranges), credentials, last, time.monotonic())


def _coded(shown: Select[Any]) -> Iterable[Sequence[Any]]:
    columns = WordingCode.system, WordingCode.low_key, WordingCode.high_key, WordingCode.wording_id
    return db.session.execute(select(*columns).where(WordingCode.wording_id.in_(shown)))


def _required(shown: Select[Any]) -> Iterable[Sequence[Any]]:
    query = select(WordingTag.value, WordingTag.wording_id).where(WordingTag.kind.in_(REQUIRED))
    return db.session.execute(query.where(WordingTag.wording_id.in_(shown)))
