"""Reading all records of a file before any is written: what is wrong with which."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from jobboard.employers.models import Employer
from jobboard.postings.parsing import read
from jobboard.postings.problems import Problem, RecordWrong
from jobboard.postings.record import PostingRecord
from jobboard.settings import current_settings


@dataclass(frozen=True)
class Numbered:
    """What stands at a line (or place) of a file: data to check, or why they cannot be read."""

    number: int
    data: object = None
    unreadable: str | None = None


@dataclass
class Checked:
    """All of a file, read: `bad` says for each wrong record its number and what is wrong."""

    records: list[PostingRecord] = field(default_factory=list)
    bad: list[tuple[int, list[Problem]]] = field(default_factory=list)


def check(
    numbered: Iterable[Numbered], *, employer: Employer | None, fresh: date | None
) -> Checked:
    """Reads every record. `fresh` dates them from that day. Writes nothing."""
    checked = Checked()
    seen: dict[tuple[str, str], int] = {}
    for item in numbered:
        try:
            if item.unreadable:
                raise RecordWrong([Problem("record", item.unreadable)])
            record = _fitting(read(item.data), employer, fresh)
            _once(record, item.number, seen, employer)
            checked.records.append(record)
        except RecordWrong as wrong:
            checked.bad.append((item.number, wrong.problems))
    return checked


def _fitting(record: PostingRecord, employer: Employer | None, fresh: date | None) -> PostingRecord:
    """The record with its envelope checked, dated from `fresh` where that is asked for."""
    if not record.ref:
        raise RecordWrong([Problem("ref", "An imported record needs a reference of its own.")])
    if employer is None and not record.employer:
        raise RecordWrong([Problem("employer", "Name the employer, or give --employer.")])
    if fresh is not None:
        length = (
            record.expires_at - record.posted_at
            if record.posted_at and record.expires_at and record.expires_at > record.posted_at
            else timedelta(days=current_settings().listing_days)
        )
        record = replace(
            record, posted_at=fresh, expires_at=fresh + max(length, timedelta(days=30))
        )
    if record.posted_at and record.expires_at and record.expires_at < record.posted_at:
        raise RecordWrong([Problem("expires_at", "The last day lies before the first.")])
    return record


def _once(
    record: PostingRecord,
    number: int,
    seen: dict[tuple[str, str], int],
    employer: Employer | None,
) -> None:
    """Within one source, or one employer, a reference stands once."""
    who = (
        record.source or (f"employer {record.employer}" if employer is None else ""),
        record.ref or "",
    )
    if who in seen:
        raise RecordWrong([Problem("ref", f"“{record.ref}” stands at {seen[who]} already.")])
    seen[who] = number
