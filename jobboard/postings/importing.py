"""Taking records from elsewhere: all of them checked first, then written in chunks under a batch
that stays invisible until it is complete.

A record is known by its origin (source or employer) and `ref`: the same again is an update, or
nothing when nothing has changed. Imported postings are submitted and approved by a system actor
through the same actions as everybody's.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Selectable, delete, insert, literal, select, update
from sqlalchemy.orm import class_mapper
from sqlalchemy.orm.attributes import set_committed_value

from jobboard.clock import clock
from jobboard.db import Instant, Json, db
from jobboard.employers.models import Employer
from jobboard.errors import Conflict, JobboardError
from jobboard.outbox.models import BULK, OutboxRow
from jobboard.postings import actions
from jobboard.postings.actions import System
from jobboard.postings.derived import SPOTS
from jobboard.postings.known import There
from jobboard.postings.lifecycle import State, WordingState
from jobboard.postings.models import ImportBatch, Posting, Wording
from jobboard.postings.parsing import Problem, RecordWrong, read
from jobboard.postings.policy import end_of
from jobboard.postings.record import PostingRecord
from jobboard.settings import current_settings

CHUNK = 250
# In `session.info`: what a bulk load touches waits behind what people do.
BULK_LOAD = "bulk"
DEAD_AFTER = timedelta(minutes=5)
Progress = Callable[[int], None]


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


@dataclass
class Counts:
    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, more: "Counts") -> "Counts":
        return Counts(
            self.added + more.added,
            self.changed + more.changed,
            self.unchanged + more.unchanged,
        )

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged"


class ImportRefused(JobboardError):
    """The file as a whole cannot be taken; nothing was written."""


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


def foresee(records: list[PostingRecord], employer: Employer | None) -> Counts:
    """What `write` would do, for a dry run."""
    counts = Counts()
    for chunk in _chunks(records):
        there = There(chunk, employer.id if employer else None)
        for record in chunk:
            known = there.posting(record)
            if known is None:
                counts.added += 1
            elif _says_the_same(known, record):
                counts.unchanged += 1
            else:
                counts.changed += 1
    return counts


def write(
    records: list[PostingRecord],
    *,
    employer: Employer | None,
    publish: bool,
    actor: System,
    file: str,
    format: str,
    now: datetime,
    progress: Progress = lambda done: None,
) -> Counts:
    """Writes all records and then shows them at once. Commits; raises Conflict while another
    import is at work."""
    _clear_dead_batches(now)
    batch = ImportBatch(file=file[:200], format=format, started_at=now, beat_at=now, counts={})
    db.session.add(batch)
    db.session.commit()
    run = _Run(batch.id, employer.id if employer else None, publish, actor, now)
    db.session.info.update({BULK_LOAD: True, SPOTS: {}})
    try:
        for chunk in _chunks(records):
            run.take(chunk)
            progress(len(chunk))
        run.complete()
    except BaseException:
        db.session.rollback()
        _undo(batch.id)
        raise
    finally:
        db.session.info.pop(BULK_LOAD, None)
        db.session.info.pop(SPOTS, None)
    return run.counts


@dataclass
class _Run:
    """In chunks, each with its look-ups made together and written by two flushes: row by row, the
    same actions take several times as long."""

    batch_id: int
    employer_id: int | None
    publish: bool
    actor: System
    now: datetime
    counts: Counts = field(default_factory=Counts)
    staged: list[dict[str, object]] = field(default_factory=list)

    def take(self, records: Sequence[PostingRecord]) -> None:
        with db.session.no_autoflush:
            there = There(records, self.employer_id, now=self.now)
            self._write_new([(there.employer(one), one) for one in records if not there.has(one)])
            self._write_known([(known, one) for one in records if (known := there.posting(one))])
        batch = db.session.get_one(ImportBatch, self.batch_id)
        batch.beat_at = clock()
        db.session.commit()
        # A long import would otherwise keep every row that it has ever touched.
        db.session.expunge_all()

    def _write_new(self, new: list[tuple[Employer, PostingRecord]]) -> None:
        drafts = [self._draft(employer, record) for employer, record in new]
        db.session.flush()
        for posting in drafts if self.publish else ():
            actions.submit(posting, by=self.actor, now=self.now, complete=False)
            actions.approve(posting, by=self.actor, now=self.now)
        self.counts.added += len(drafts)

    def _draft(self, employer: Employer, record: PostingRecord) -> Posting:
        posting = actions.draft(employer, record, by=self.actor, now=self.now)
        posting.batch_id = posting.latest.batch_id = self.batch_id
        for written in (posting, posting.latest):
            _know_what_is_empty(written)
        return posting

    def _write_known(self, pairs: list[tuple[Posting, PostingRecord]]) -> None:
        staged = []
        for posting, record in pairs:
            if _says_the_same(posting, record) or not self._may_change(posting):
                self.counts.unchanged += 1
                continue
            self.counts.changed += 1
            if posting.shown is None or not self.publish:
                actions.write(posting, record, by=self.actor, now=self.now)
            else:
                staged.append((posting, self._stage(posting, record), record))
        db.session.flush()
        self.staged += [
            {
                "posting": posting.id,
                "wording": wording.id,
                "before": posting.shown_id,
                "ends": _ends(posting, record),
            }
            for posting, wording, record in staged
        ]

    def _stage(self, posting: Posting, record: PostingRecord) -> Wording:
        wording = actions.stage(posting, record, by=self.actor, now=self.now)
        wording.batch_id = self.batch_id
        return wording

    def _may_change(self, posting: Posting) -> bool:
        """What moderators read, or have ended, is not changed under their eyes."""
        return posting.takes_text or (self.publish and posting.shown is not None)

    def complete(self) -> None:
        """Shows everything in one short transaction."""
        with_search = {"execution_options": {"index_noted": True}}
        for row in self.staged:
            db.session.execute(
                update(Posting)
                .where(Posting.id == row["posting"])
                .values(
                    shown_id=row["wording"], expires_at=row["ends"], revision=Posting.revision + 1
                ),
                **with_search,
            )
            db.session.execute(
                update(Wording)
                .where(Wording.id == row["before"])
                .values(state=WordingState.SUPERSEDED),
                **with_search,
            )
        touched = select(Wording.posting_id).where(Wording.batch_id == self.batch_id)
        db.session.execute(
            insert(OutboxRow).from_select(
                ["topic", "key", "payload", "urgency", "noted_at", "not_before", "attempts"],
                _search_rows(self.batch_id, self.now),
            )
        )
        db.session.execute(
            update(Posting).where(Posting.id.in_(touched)).values(batch_id=None), **with_search
        )
        batch = db.session.get_one(ImportBatch, self.batch_id)
        batch.completed_at = self.now
        batch.counts = vars(self.counts).copy()
        db.session.commit()


def _search_rows(batch_id: int, now: datetime) -> Selectable:
    """A row for each posting that the batch has touched, made by the database itself."""
    return (
        select(
            literal("search"),
            Wording.posting_id,
            literal({}, Json),
            literal(BULK),
            literal(now, Instant()),
            literal(now, Instant()),
            literal(0),
        )
        .where(Wording.batch_id == batch_id)
        .distinct()
    )


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


def _know_what_is_empty(written: Posting | Wording) -> None:
    """Says that what was not set is None, or reading it after the flush would ask the database."""
    for name in class_mapper(type(written)).column_attrs.keys() - vars(written).keys():
        set_committed_value(written, name, None)


def _says_the_same(posting: Posting, record: PostingRecord) -> bool:
    """Whether nothing would change: neither the words nor the dates of the run."""
    ends = record.expires_at
    same_end = ends is None or posting.expires_at == end_of(ends, current_settings().zone)
    not_shown_yet = posting.state in (State.DRAFT, State.PENDING)
    return posting.latest.digest == record.digest and (same_end or not_shown_yet)


def _ends(posting: Posting, record: PostingRecord) -> datetime | None:
    if record.expires_at is None:
        return posting.expires_at
    return end_of(record.expires_at, current_settings().zone)


def _chunks(records: list[PostingRecord]) -> Iterator[list[PostingRecord]]:
    for start in range(0, len(records), CHUNK):
        yield records[start : start + CHUNK]


def _clear_dead_batches(now: datetime) -> None:
    """What a killed import left is undone before the next begins."""
    for batch in db.session.scalars(select(ImportBatch).where(ImportBatch.completed_at.is_(None))):
        if batch.beat_at + DEAD_AFTER > now:
            raise Conflict("Another import is at work; try again when it is done.")
        _undo(batch.id)


def _undo(batch_id: int) -> None:
    """Takes back what an unfinished batch wrote: nothing of it was ever shown."""
    quietly = {"execution_options": {"index_noted": True}}
    new = select(Posting.id).where(Posting.batch_id == batch_id)
    db.session.execute(update(Posting).where(Posting.id.in_(new)).values(shown_id=None), **quietly)
    db.session.execute(delete(Wording).where(Wording.batch_id == batch_id), **quietly)
    db.session.execute(delete(Posting).where(Posting.batch_id == batch_id), **quietly)
    db.session.execute(delete(ImportBatch).where(ImportBatch.id == batch_id))
    db.session.commit()
