"""Taking records from elsewhere: all of them checked first, then written in chunks under a batch
that stays invisible until it is complete.

A record is known by its origin (source or employer) and `ref`: the same again is an update, or
nothing when nothing has changed. Imported postings are submitted and approved by a system actor
through the same actions as everybody's.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import class_mapper
from sqlalchemy.orm.attributes import set_committed_value

from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.errors import JobboardError
from jobboard.garbage import collecting_once
from jobboard.postings import actions, batches
from jobboard.postings.actors import System
from jobboard.postings.batches import Replaced
from jobboard.postings.checking import Checked, Numbered, check
from jobboard.postings.derived import SPOTS
from jobboard.postings.known import There
from jobboard.postings.lifecycle import State, WordingState
from jobboard.postings.models import Posting
from jobboard.postings.policy import end_of
from jobboard.postings.record import PostingRecord
from jobboard.postings.wording_models import Wording
from jobboard.search.listener import BULK_LOAD
from jobboard.settings import current_settings

__all__ = ["Checked", "Counts", "ImportRefused", "Numbered", "check", "foresee", "write"]

# SQLite lets one write at a time, and a chunk holds it from its first row to its last: what people do
# meanwhile waits as long.
CHUNK = 50
Progress = Callable[[int], None]


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
    employer_id = employer.id if employer else None
    run = _Run(batches.begin(file, format, now=now), employer_id, publish, actor, now)
    db.session.info.update({BULK_LOAD: True, SPOTS: {}})
    try:
        for chunk in _chunks(records):
            run.take(chunk)
            progress(len(chunk))
        run.complete()
    except BaseException:
        db.session.rollback()
        batches.undo(run.batch_id)
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
    replaced: list[Replaced] = field(default_factory=list)

    def take(self, records: Sequence[PostingRecord]) -> None:
        with db.session.no_autoflush, collecting_once():
            there = There(records, self.employer_id, now=self.now)
            self._write_new([(there.employer(one), one) for one in records if not there.has(one)])
            self._write_known([(known, one) for one in records if (known := there.posting(one))])
        batches.beat(self.batch_id)
        db.session.commit()
        # A long import would otherwise keep every row that it has ever touched.
        db.session.expunge_all()
        gc.collect(0)

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
        self.replaced += [
            Replaced(posting.id, posting.shown_id, wording.id, ends=_ends(posting, record))
            for posting, wording, record in staged
        ]

    def _stage(self, posting: Posting, record: PostingRecord) -> Wording:
        wording = actions.stage(posting, record, by=self.actor, now=self.now)
        wording.batch_id = self.batch_id
        return wording

    def _may_change(self, posting: Posting) -> bool:
        """What moderators read, or have ended, is not changed under their eyes; nor is a text that
        people have in work beside the one on show put aside by a newer one."""
        if posting.shown is None or not self.publish:
            return posting.takes_text
        return posting.in_work is None or posting.in_work.state == WordingState.REJECTED

    def complete(self) -> None:
        batches.show(self.batch_id, self.replaced, counts=vars(self.counts).copy(), now=self.now)
        running = [one.posting_id for one in self.replaced if one.ends and one.ends > self.now]
        for at in range(0, len(running), CHUNK):
            self._put_up_again(running[at : at + CHUNK])

    def _put_up_again(self, ids: Sequence[int]) -> None:
        """A job that had expired here and has a later last day at its source is open again."""
        expired = select(Posting).where(Posting.id.in_(ids), Posting.state == State.EXPIRED)
        for posting in db.session.scalars(expired).all():
            actions.renew(posting, by=self.actor, now=self.now)
            if posting.state == State.PENDING:
                actions.approve(posting, by=self.actor, now=self.now)
        db.session.commit()


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
