"""The jobs that code something: the other half of the link between postings and the reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, Select, cast, func, select

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.postings import queries as postings
from jobboard.postings.addresses import job_path
from jobboard.postings.models import Posting, WordingCode

# Ranking looks at this many of the newest; the count is of all.
RANKED = 300


@dataclass(frozen=True)
class LiveJob:
    """What `job_line` draws, and why the job is here."""

    id: int
    title: str
    url: str
    employer: str
    place: str | None
    arrangement_label: str
    pay_text: str | None
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
    rows = db.session.execute(_matches(interval, now).limit(RANKED)).all()
    best: dict[int, tuple[bool, int, Interval]] = {}
    for posting_id, low_key, high_key, stated in rows:
        covers = Interval.from_keys(interval.system, low_key, high_key)
        rank = (not stated, covers.breadth, covers)
        best[posting_id] = min(best.get(posting_id, rank), rank)
    chosen = sorted(best, key=lambda posting_id: best[posting_id][:2])[:limit]
    total = len(best) if len(rows) < RANKED else job_counts([interval], now=now)[0]
    return LiveJobs(total, tuple(_jobs(chosen, best)))


def job_counts(intervals: Sequence[Interval], *, now: datetime) -> list[int]:
    """How many public jobs code something in each interval."""
    public = _public_wordings(now).subquery()
    counts = []
    for interval in intervals:
        meeting = select(WordingCode.wording_id).where(WordingCode.meets(interval))
        query = select(func.count()).where(public.c.shown_id.in_(meeting))
        counts.append(db.session.scalar(query) or 0)
    return counts


def _public_wordings(now: datetime) -> Select[int]:
    return postings.public_postings(now).with_only_columns(Posting.shown_id)


def _matches(interval: Interval, now: datetime) -> Select[int, str, str, bool]:
    return (
        postings.public_postings(now)
        .with_only_columns(
            Posting.id, WordingCode.low_key, WordingCode.high_key, WordingCode.stated
        )
        .join(WordingCode, WordingCode.wording_id == Posting.shown_id)
        .where(WordingCode.meets(interval))
        .order_by(cast(WordingCode.stated, Integer).desc(), Posting.published_at.desc(), Posting.id)
    )


def _jobs(chosen: list[int], best: dict[int, tuple[bool, int, Interval]]) -> list[LiveJob]:
    query = postings.with_shown(
        select(Posting).join(Posting.employer).where(Posting.id.in_(chosen))
    )
    found = {posting.id: posting for posting in db.session.scalars(query)}
    return [_job(found[posting_id], best[posting_id]) for posting_id in chosen]


def _job(posting: Posting, rank: tuple[bool, int, Interval]) -> LiveJob:
    assert posting.shown is not None
    record = posting.shown.says()
    arrangement = taxonomy.ARRANGEMENTS.get(record.arrangement or "")
    return LiveJob(
        id=posting.id,
        title=record.title,
        url=job_path(posting.id, record.title),
        employer=posting.employer.name,
        place="; ".join(map(str, record.places)) or record.place_text,
        arrangement_label=arrangement.label if arrangement else "",
        pay_text=record.pay.text if record.pay else None,
        credentials=(*record.credentials.all_of, *record.credentials.any_of),
        covers=rank[2],
        stated=not rank[0],
    )
