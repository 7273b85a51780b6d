"""What moderators decide about a text that was handed in."""

from dataclasses import dataclass
from datetime import datetime

from jobboard.postings import letters
from jobboard.postings.actions.moving import (
    another_than_who,
    make_move,
    move_or_note,
    move_wording,
    touch,
)
from jobboard.postings.actions.running import put_on_show
from jobboard.postings.actions.writing import wording_in_work
from jobboard.postings.actors import Actor
from jobboard.postings.lifecycle import RUNNING, Move, WordingState
from jobboard.postings.models import Posting
from jobboard.postings.refusals import StaleDecision
from jobboard.postings.wording_models import Wording


@dataclass(frozen=True)
class AsRead:
    """What a moderator had in front of them: nobody decides on a text that they have not seen."""

    wording_id: int
    revision: int


def approve(posting: Posting, *, by: Actor, now: datetime, read: AsRead | None = None) -> None:
    """Shows the submitted wording to everybody. Moderators hand in what they read."""
    wording = _submitted(posting, read)
    ran_already = posting.state in RUNNING
    move_or_note(posting, Move.APPROVE, wording, by=by, now=now)
    if not ran_already:
        put_on_show(posting, wording.says(), now=now)
    _decide(wording, WordingState.APPROVED, by=by, now=now)
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
    move_or_note(posting, Move.REQUEST_CHANGES, wording, by=by, now=now, note=note)
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
    move_or_note(posting, Move.REJECT, wording, by=by, now=now, note=note)
    _decide(wording, WordingState.REJECTED, by=by, now=now, reason=reason, note=note)
    letters.rejected(posting, wording)


def overturn(posting: Posting, *, by: Actor, now: datetime) -> None:
    """A second moderator publishes what the first has rejected."""
    another_than_who(posting, Move.REJECT, by=by)
    wording = wording_in_work(posting)
    make_move(posting, Move.OVERTURN, by=by, now=now, wording=wording)
    put_on_show(posting, wording.says(), now=now)
    _decide(wording, WordingState.APPROVED, by=by, now=now)
    _show(posting, wording)
    letters.approved(posting, wording)


def _submitted(posting: Posting, read: AsRead | None) -> Wording:
    """The submitted wording, if it is the one that was read."""
    wording = posting.in_work
    if wording is None or wording.state != WordingState.SUBMITTED:
        raise StaleDecision(posting)
    if read is not None and read != AsRead(wording.id, posting.revision):
        raise StaleDecision(posting)
    return wording


def _decide(
    wording: Wording,
    decision: WordingState,
    *,
    by: Actor,
    now: datetime,
    reason: str | None = None,
    note: str | None = None,
) -> None:
    move_wording(wording, decision)
    wording.decided_at, wording.decided_by_id = now, by.id
    wording.reason, wording.note = reason, note
    touch(wording.posting)


def _show(posting: Posting, wording: Wording) -> None:
    if posting.shown is not None and posting.shown is not wording:
        move_wording(posting.shown, WordingState.SUPERSEDED)
    posting.shown = wording
