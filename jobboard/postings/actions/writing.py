"""What a posting says, from the first word until moderators have it."""

from dataclasses import replace
from datetime import datetime

from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.errors import Conflict
from jobboard.postings.actions.moving import (
    make_move,
    move_or_note,
    move_wording,
    note_event,
    touch,
)
from jobboard.postings.actors import Actor
from jobboard.postings.derived import derive
from jobboard.postings.lifecycle import Move, State, WordingState, of_newer_text
from jobboard.postings.models import Posting
from jobboard.postings.policy import last_day_over, missing
from jobboard.postings.problems import Problem, RecordWrong
from jobboard.postings.record import PostingRecord
from jobboard.postings.refusals import StaleDecision, TextIsFixed
from jobboard.postings.wording_models import Wording
from jobboard.settings import current_settings


def draft(employer: Employer, record: PostingRecord, *, by: Actor, now: datetime) -> Posting:
    """A new posting that says what the record says, seen by its employer only."""
    posting = Posting(
        employer=employer,
        ref=record.ref,
        origin=record.source or f"employer:{employer.id}",
        source=record.source,
        state=State.DRAFT,
        created_by_id=by.id,
        created_at=now,
    )
    db.session.add(posting)
    new_wording(posting, record, by=by, now=now)
    note_event(posting, "create", by=by, now=now)
    return posting


def copy(posting: Posting, *, by: Actor, now: datetime) -> Posting:
    """A new draft that says the same and remembers what it was copied from."""
    record = replace(posting.latest.says(), ref=None, source=None, posted_at=None, expires_at=None)
    copied = draft(posting.employer, record, by=by, now=now)
    copied.relisted_from_id = posting.id
    return copied


def write(
    posting: Posting,
    record: PostingRecord,
    *,
    by: Actor,
    now: datetime,
    revision: int | None = None,
) -> Wording:
    """Changes the wording in work, or begins a new one beside the one on show.

    `revision` is the one that the writer read; raises StaleDecision when it has moved on.
    """
    _same_revision(posting, revision)
    if not posting.takes_text:
        raise TextIsFixed(posting)
    posting.ref = record.ref
    wording = posting.in_work
    if wording is None or wording.state == WordingState.REJECTED:
        return new_wording(posting, record, by=by, now=now)
    touch(posting)
    wording.written_at, wording.written_by_id = now, by.id
    derive(wording, record, posting.employer.name)
    return wording


def submit(posting: Posting, *, by: Actor, now: datetime, complete: bool = True) -> None:
    """Hands the wording in work to the moderators; raises RecordWrong while it is incomplete.

    Imports hand in what they have (`complete=False`): what it lacks is shown as not stated.
    """
    wording = wording_in_work(posting)
    if complete and not posting.is_imported and (problems := lacks(wording.says(), now)):
        raise RecordWrong(problems)
    move_or_note(posting, Move.SUBMIT, wording, by=by, now=now)
    move_wording(wording, WordingState.SUBMITTED)
    wording.submitted_at = now
    touch(posting)


def withdraw(posting: Posting, *, by: Actor, now: datetime) -> None:
    """Takes the submitted wording back into work."""
    wording = wording_in_work(posting)
    move_or_note(posting, Move.WITHDRAW, wording, by=by, now=now)
    move_wording(wording, WordingState.DRAFT)
    touch(posting)


def revise(posting: Posting, *, by: Actor, now: datetime) -> None:
    """Takes a rejected posting back into work."""
    wording = wording_in_work(posting)
    make_move(posting, Move.REVISE, by=by, now=now, wording=wording)
    move_wording(wording, WordingState.DRAFT)


def stage(posting: Posting, record: PostingRecord, *, by: Actor, now: datetime) -> Wording:
    """An approved wording that an import will put on show when its batch is complete."""
    wording = new_wording(posting, record, by=by, now=now)
    wording.state, wording.submitted_at = WordingState.APPROVED, now
    wording.decided_at, wording.decided_by_id = now, by.id
    db.session.flush()  # the event names the wording by its number
    note_event(posting, of_newer_text(Move.APPROVE), by=by, now=now, wording=wording)
    return wording


def new_wording(posting: Posting, record: PostingRecord, *, by: Actor, now: datetime) -> Wording:
    number = posting.latest.number + 1 if posting.wordings else 1
    wording = Wording(number=number, state=WordingState.DRAFT, written_by_id=by.id, written_at=now)
    derive(wording, record, posting.employer.name)
    posting.wordings.append(wording)
    if posting.id is not None:
        touch(posting)
    return wording


def wording_in_work(posting: Posting) -> Wording:
    if posting.in_work is None:
        raise Conflict("This job has no text in work: the one on show is the latest.")
    return posting.in_work


def lacks(record: PostingRecord, now: datetime) -> list[Problem]:
    return missing(record) + last_day_over(record, now.astimezone(current_settings().zone).date())


def _same_revision(posting: Posting, revision: int | None) -> None:
    if revision is not None and posting.revision != revision:
        raise StaleDecision(posting)
