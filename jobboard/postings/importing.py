"""Taking records from elsewhere: all of them checked first, then written in chunks under a batch
that stays invisible until it is complete.

A record is known by its origin (source or employer) and `ref`: the same again is an update, or
nothing when nothing has changed. Imported postings are submitted and approved by a system actor
through the same actions as everybody's.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Selectable, delete, insert, literal, select, update

from jobboard.db import Instant, Json, db
from jobboard.employers import actions as employers
from jobboard.employers.models import Employer
from jobboard.errors import Conflict, JobboardError
from jobboard.outbox.models import BULK, OutboxRow
from jobboard.postings import actions, queries
from jobboard.postings.actions import System
from jobboard.postings.lifecycle import State, WordingState
from jobboard.postings.models import ImportBatch, Posting, Wording
from jobboard.postings.parsing import Problem, RecordWrong, read
from jobboard.postings.policy import end_of
from jobboard.postings.record import PostingRecord
from jobboard.settings import current_settings

CHUNK = 250
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
    seen: dict[tuple[str | None, str], int] = {}
    for item in numbered:
        try:
            if item.unreadable:
                raise RecordWrong([Problem("record", item.unreadable)])
            record = _fitting(read(item.data), employer, fresh)
            _once(record, item.number, seen)
            checked.records.append(record)
        except RecordWrong as wrong:
            checked.bad.append((item.number, wrong.problems))
    return checked


def foresee(records: list[PostingRecord], employer: Employer | None) -> Counts:
    """What `write` would do, for a dry run."""
    counts = Counts()
    for record in records:
        known = _known(record, employer)
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
    db.session.info["bulk"] = True
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
        db.session.info.pop("bulk", None)
    return run.counts


@dataclass
class _Run:
    batch_id: int
    employer_id: int | None
    publish: bool
    actor: System
    now: datetime
    counts: Counts = field(default_factory=Counts)
    staged: list[dict[str, object]] = field(default_factory=list)

    def take(self, records: list[PostingRecord]) -> None:
        employer = db.session.get(Employer, self.employer_id) if self.employer_id else None
        for record in records:
            self._take_one(record, employer)
        batch = db.session.get_one(ImportBatch, self.batch_id)
        batch.beat_at = self.now
        db.session.commit()
        # A long import would otherwise keep every row that it has ever touched.
        db.session.expunge_all()

    def _take_one(self, record: PostingRecord, employer: Employer | None) -> None:
        known = _known(record, employer)
        if known is None:
            self._add(record, employer or _employer_named(record.employer or "", now=self.now))
            self.counts.added += 1
        elif _says_the_same(known, record) or not self._may_change(known):
            self.counts.unchanged += 1
        else:
            self._change(known, record)
            self.counts.changed += 1

    def _add(self, record: PostingRecord, employer: Employer) -> None:
        posting = actions.draft(employer, record, by=self.actor, now=self.now)
        posting.batch_id = self.batch_id
        posting.latest.batch_id = self.batch_id
        if self.publish:
            actions.submit(posting, by=self.actor, now=self.now, complete=False)
            actions.approve(posting, by=self.actor, now=self.now)

    def _may_change(self, posting: Posting) -> bool:
        """What moderators read, or have ended, is not changed under their eyes."""
        return posting.takes_text or (self.publish and posting.shown is not None)

    def _change(self, posting: Posting, record: PostingRecord) -> None:
        if posting.shown is None or not self.publish:
            actions.write(posting, record, by=self.actor, now=self.now)
            return
        wording = actions.stage(posting, record, by=self.actor, now=self.now)
        wording.batch_id = self.batch_id
        db.session.flush()
        self.staged.append(
            {
                "posting": posting.id,
                "wording": wording.id,
                "before": posting.shown_id,
                "ends": _ends(posting, record),
            }
        )

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


def _once(record: PostingRecord, number: int, seen: dict[tuple[str | None, str], int]) -> None:
    who = (record.source, record.ref or "")
    if who in seen:
        raise RecordWrong([Problem("ref", f"“{record.ref}” stands at {seen[who]} already.")])
    seen[who] = number


def _known(record: PostingRecord, employer: Employer | None) -> Posting | None:
    if record.source:
        return queries.known_as(record.source, record.ref or "")
    company = employer or db.session.scalar(
        select(Employer).where(Employer.name == record.employer)
    )
    return queries.known_as(f"employer:{company.id}", record.ref or "") if company else None


def _employer_named(name: str, *, now: datetime) -> Employer:
    """The company of this name; a new, unclaimed one where there is none."""
    found = db.session.scalar(select(Employer).where(Employer.name == name).order_by(Employer.id))
    return found or employers.name_only(name, now=now)


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
