"""What people (and time) do to postings. `_move` is the only place where a state changes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm.attributes import flag_modified

from jobboard.applications.actions import posting_ended
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.errors import Conflict, NotAllowed
from jobboard.postings import letters, queries
from jobboard.postings.actors import TIME, Actor
from jobboard.postings.actors import System as System  # callers name themselves with it
from jobboard.postings.derived import derive
from jobboard.postings.lifecycle import (
    Move,
    MoveRefused,
    State,
    WordingState,
    after,
    wording_after,
)
from jobboard.postings.models import Posting, PostingEvent, Wording
from jobboard.postings.policy import end_of, last_day_over, missing, start_of
from jobboard.postings.problems import Problem, RecordWrong
from jobboard.postings.record import PostingRecord
from jobboard.postings.refusals import StaleDecision, TextIsFixed
from jobboard.settings import current_settings


@dataclass(frozen=True)
class AsRead:
    """What a moderator had in front of them: nobody decides on a text that they have not seen."""

    wording_id: int
    revision: int


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
    _new_wording(posting, record, by=by, now=now)
    _note_event(posting, "create", by=by, now=now)
    return posting


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
        return _new_wording(posting, record, by=by, now=now)
    _touch(posting)
    wording.written_at, wording.written_by_id = now, by.id
    derive(wording, record, posting.employer.name)
    return wording


def submit(posting: Posting, *, by: Actor, now: datetime, complete: bool = True) -> None:
    """Hands the wording in work to the moderators; raises RecordWrong while it is incomplete.

    Imports hand in what they have (`complete=False`): what it lacks is shown as not stated.
    """
    wording = _wording_in_work(posting)
    if complete and not posting.is_imported and (problems := _lacks(wording.says(), now)):
        raise RecordWrong(problems)
    if posting.state == State.DRAFT:
        _move(posting, Move.SUBMIT, by=by, now=now, wording=wording)
    else:
        _only_while_on_show(posting, Move.SUBMIT)
        _note_event(posting, "submit-wording", by=by, now=now, wording=wording)
    wording.state = wording_after(WordingState(wording.state), WordingState.SUBMITTED)
    wording.submitted_at = now
    _touch(posting)


def withdraw(posting: Posting, *, by: Actor, now: datetime) -> None:
    """Takes the submitted wording back into work."""
    wording = _wording_in_work(posting)
    if posting.state == State.PENDING:
        _move(posting, Move.WITHDRAW, by=by, now=now, wording=wording)
    else:
        _only_while_on_show(posting, Move.WITHDRAW)
        _note_event(posting, "withdraw-wording", by=by, now=now, wording=wording)
    wording.state = wording_after(WordingState(wording.state), WordingState.DRAFT)
    _touch(posting)


def approve(posting: Posting, *, by: Actor, now: datetime, read: AsRead | None = None) -> None:
    """Shows the submitted wording to everybody. Moderators hand in what they read."""
    wording = _submitted(posting, read)
    decided = wording_after(WordingState(wording.state), WordingState.APPROVED)
    if posting.state in (State.PUBLISHED, State.PAUSED):
        _note_event(posting, "approve-wording", by=by, now=now, wording=wording)
    else:
        _move(posting, Move.APPROVE, by=by, now=now, wording=wording)
        _put_on_show(posting, wording.says(), now=now)
    _decide(wording, decided, by=by, now=now)
    _show(posting, wording)
    letters.approved(posting, wording)


def request_changes(
    posting: Posting,
    *,
    reason: str,
    note: str,
    by: Actor,
    now: datetime,
    read: AsRead | None = None,
) -> None:
    """`reason` is a slug of the return reasons; the poster reads it with the note."""
    wording = _submitted(posting, read)
    _move_or_note(posting, Move.REQUEST_CHANGES, wording, by=by, now=now, note=note)
    _decide(wording, WordingState.RETURNED, by=by, now=now, reason=reason, note=note)
    letters.returned(posting, wording)


def reject(
    posting: Posting,
    *,
    reason: str,
    note: str,
    by: Actor,
    now: datetime,
    read: AsRead | None = None,
) -> None:
    """`reason` is a slug of the reject reasons. A live job stays up with the text on show."""
    wording = _submitted(posting, read)
    _move_or_note(posting, Move.REJECT, wording, by=by, now=now, note=note)
    _decide(wording, WordingState.REJECTED, by=by, now=now, reason=reason, note=note)
    letters.rejected(posting, wording)


def revise(posting: Posting, *, by: Actor, now: datetime) -> None:
    """Takes a rejected posting back into work."""
    wording = _wording_in_work(posting)
    _move(posting, Move.REVISE, by=by, now=now, wording=wording)
    wording.state = wording_after(WordingState(wording.state), WordingState.DRAFT)


def overturn(posting: Posting, *, by: Actor, now: datetime) -> None:
    """A second moderator publishes what the first has rejected."""
    _another_than_who(posting, Move.REJECT, by=by)
    wording = _wording_in_work(posting)
    _move(posting, Move.OVERTURN, by=by, now=now, wording=wording)
    _put_on_show(posting, wording.says(), now=now)
    _decide(wording, WordingState.APPROVED, by=by, now=now)
    _show(posting, wording)
    letters.approved(posting, wording)


def stage(posting: Posting, record: PostingRecord, *, by: Actor, now: datetime) -> Wording:
    """An approved wording that an import will put on show when its batch is complete."""
    wording = _new_wording(posting, record, by=by, now=now)
    wording.state, wording.submitted_at = WordingState.APPROVED, now
    wording.decided_at, wording.decided_by_id = now, by.id
    db.session.flush()  # the event names the wording by its number
    _note_event(posting, "approve-wording", by=by, now=now, wording=wording)
    return wording


def pause(posting: Posting, *, by: Actor, now: datetime) -> None:
    _move(posting, Move.PAUSE, by=by, now=now)


def resume(posting: Posting, *, by: Actor, now: datetime) -> None:
    _move(posting, Move.RESUME, by=by, now=now)


def close(posting: Posting, *, outcome: str, by: Actor, now: datetime) -> None:
    """`outcome` is a slug of the closing outcomes."""
    _move(posting, Move.CLOSE, by=by, now=now, note=outcome)
    _leave_the_queue(posting)
    posting.outcome, posting.ended_at = outcome, now
    posting_ended(posting, now=now)


def renew(posting: Posting, *, by: Actor, now: datetime) -> None:
    """Puts an expired posting up again: at once for a trusted company whose wording has not
    changed, through the moderators otherwise. A newer text in work goes with it."""
    if posting.in_work is None and posting.employer.trusted_at is not None:
        _move(posting, Move.RENEW_AT_ONCE, by=by, now=now)
        _put_on_show(posting, posting.latest.says(), now=now)
        return
    wording = posting.in_work
    if wording is None or wording.state == WordingState.REJECTED:
        wording = _new_wording(posting, _shown_or_latest(posting).says(), by=by, now=now)
    elif problems := _lacks(wording.says(), now):
        raise RecordWrong(problems)
    _move(posting, Move.RENEW, by=by, now=now, wording=wording)
    wording.state = wording_after(WordingState(wording.state), WordingState.SUBMITTED)
    wording.submitted_at = now


def copy(posting: Posting, *, by: Actor, now: datetime) -> Posting:
    """A new draft that says the same and remembers what it was copied from."""
    record = replace(posting.latest.says(), ref=None, source=None, posted_at=None, expires_at=None)
    copied = draft(posting.employer, record, by=by, now=now)
    copied.relisted_from_id = posting.id
    return copied


def take_down(posting: Posting, *, note: str, by: Actor, now: datetime) -> None:
    _move(posting, Move.TAKE_DOWN, by=by, now=now, note=note)
    _leave_the_queue(posting)
    posting.ended_at = now
    letters.taken_down(posting, note)
    posting_ended(posting, now=now)


def restore(posting: Posting, *, by: Actor, now: datetime) -> None:
    """A second moderator puts up again what the first has taken down."""
    _another_than_who(posting, Move.TAKE_DOWN, by=by)
    _move(posting, Move.RESTORE, by=by, now=now)
    posting.ended_at = None


def expire_due(now: datetime, *, limit: int = 500) -> int:
    """Tidies the state of postings whose last day is over; they left the pages at midnight."""
    due = db.session.scalars(queries.due_to_expire(now).limit(limit)).all()
    for posting in due:
        _move(posting, Move.EXPIRE, by=TIME, now=now)
        _leave_the_queue(posting)
        posting.ended_at = posting.expires_at
        letters.expired(posting)
        posting_ended(posting, now=now)
    return len(due)


def _move(
    posting: Posting,
    move: Move,
    *,
    by: Actor,
    now: datetime,
    wording: Wording | None = None,
    note: str | None = None,
) -> None:
    posting.state = after(State(posting.state), move)
    _note_event(posting, move, by=by, now=now, wording=wording, note=note)


def _note_event(
    posting: Posting,
    move: str,
    *,
    by: Actor,
    now: datetime,
    wording: Wording | None = None,
    note: str | None = None,
) -> None:
    posting.events.append(
        PostingEvent(
            move=str(move),
            actor_id=by.id,
            actor=by.display_name[:80],
            at=now,
            wording_id=wording.id if wording else None,
            note=note,
        )
    )


def _new_wording(posting: Posting, record: PostingRecord, *, by: Actor, now: datetime) -> Wording:
    number = posting.latest.number + 1 if posting.wordings else 1
    wording = Wording(number=number, state=WordingState.DRAFT, written_by_id=by.id, written_at=now)
    derive(wording, record, posting.employer.name)
    posting.wordings.append(wording)
    if posting.id is not None:
        _touch(posting)
    return wording


def _lacks(record: PostingRecord, now: datetime) -> list[Problem]:
    return missing(record) + last_day_over(record, now.astimezone(current_settings().zone).date())


def _leave_the_queue(posting: Posting) -> None:
    """Moderators are not asked to read a new text of a posting that has just ended."""
    if posting.in_work is not None and posting.in_work.state == WordingState.SUBMITTED:
        posting.in_work.state = WordingState.DRAFT


def _shown_or_latest(posting: Posting) -> Wording:
    return posting.shown or posting.latest


def _wording_in_work(posting: Posting) -> Wording:
    if posting.in_work is None:
        raise Conflict("This job has no text in work: the one on show is the latest.")
    return posting.in_work


def _submitted(posting: Posting, read: AsRead | None) -> Wording:
    """The submitted wording, if it is the one that was read."""
    wording = posting.in_work
    if wording is None or wording.state != WordingState.SUBMITTED:
        raise StaleDecision(posting)
    if read is not None and read != AsRead(wording.id, posting.revision):
        raise StaleDecision(posting)
    return wording


def _move_or_note(
    posting: Posting, move: Move, wording: Wording, *, by: Actor, now: datetime, note: str
) -> None:
    """A first wording moves its posting; the new one of a live job leaves it where it is."""
    if posting.state in (State.PUBLISHED, State.PAUSED):
        _note_event(posting, f"{move}-wording", by=by, now=now, wording=wording, note=note)
    else:
        _move(posting, move, by=by, now=now, wording=wording, note=note)


def _same_revision(posting: Posting, revision: int | None) -> None:
    if revision is not None and posting.revision != revision:
        raise StaleDecision(posting)


def _only_while_on_show(posting: Posting, move: Move) -> None:
    if posting.state not in (State.PUBLISHED, State.PAUSED):
        raise MoveRefused(State(posting.state), move)


def _decide(
    wording: Wording,
    decision: WordingState,
    *,
    by: Actor,
    now: datetime,
    reason: str | None = None,
    note: str | None = None,
) -> None:
    wording.state = wording_after(WordingState(wording.state), decision)
    wording.decided_at, wording.decided_by_id = now, by.id
    wording.reason, wording.note = reason, note
    _touch(wording.posting)


def _show(posting: Posting, wording: Wording) -> None:
    if posting.shown is not None and posting.shown is not wording:
        posting.shown.state = wording_after(
            WordingState(posting.shown.state), WordingState.SUPERSEDED
        )
    posting.shown = wording


def _put_on_show(posting: Posting, record: PostingRecord, *, now: datetime) -> None:
    """Sets the dates of a run. A record may say when it begins and ends; a renewed one begins
    now."""
    settings = current_settings()
    first = posting.first_published_at is None
    begins = start_of(record.posted_at, settings.zone) if first and record.posted_at else now
    posting.publish_at = posting.published_at = begins
    posting.first_published_at = posting.first_published_at or begins
    stated = end_of(record.expires_at, settings.zone) if record.expires_at else None
    default = now + timedelta(days=settings.listing_days)
    posting.expires_at = stated if stated and (first or stated > now) else default
    posting.confirmed_at, posting.ended_at, posting.outcome = now, None, None


def _another_than_who(posting: Posting, move: Move, *, by: Actor) -> None:
    event = queries.last_event(posting, move)
    if event is not None and event.actor_id is not None and event.actor_id == by.id:
        raise NotAllowed("This takes another moderator than the one who decided before.")


def _touch(posting: Posting) -> None:
    """Counts the revision up although only a wording changed, so that a stale decision is seen."""
    if posting.revision is not None:
        flag_modified(posting, "state")
