"""The only place where a posting's state changes, and where what happened to it is written down."""

from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from jobboard.errors import NotAllowed
from jobboard.postings import queries
from jobboard.postings.actors import Actor
from jobboard.postings.lifecycle import (
    RUNNING,
    Move,
    State,
    WordingState,
    after,
    of_newer_text,
    wording_after,
)
from jobboard.postings.models import Posting, PostingEvent
from jobboard.postings.wording_models import Wording


def make_move(
    posting: Posting,
    move: Move,
    *,
    by: Actor,
    now: datetime,
    wording: Wording | None = None,
    note: str | None = None,
) -> None:
    posting.state = after(State(posting.state), move)
    note_event(posting, move, by=by, now=now, wording=wording, note=note)


def move_or_note(
    posting: Posting,
    move: Move,
    wording: Wording,
    *,
    by: Actor,
    now: datetime,
    note: str | None = None,
) -> None:
    """A first wording moves its posting; the new one of a live job leaves it where it is."""
    if posting.state in RUNNING:
        note_event(posting, of_newer_text(move), by=by, now=now, wording=wording, note=note)
    else:
        make_move(posting, move, by=by, now=now, wording=wording, note=note)


def note_event(
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


def move_wording(wording: Wording, state: WordingState) -> None:
    wording.state = wording_after(WordingState(wording.state), state)


def another_than_who(posting: Posting, move: Move, *, by: Actor) -> None:
    event = queries.last_event(posting, move)
    if event is not None and event.actor_id is not None and event.actor_id == by.id:
        raise NotAllowed("This takes another moderator than the one who decided before.")


def touch(posting: Posting) -> None:
    """Counts the revision up although only a wording changed, so that a stale decision is seen."""
    if posting.revision is not None:
        flag_modified(posting, "state")
