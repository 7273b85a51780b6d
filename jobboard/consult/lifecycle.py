"""The life of a question, as one table. Pure.

A question is `instant` until its asker wants a person: so far only a program has answered, and
nobody waits. A disputed answer goes back to the queue, for somebody else than who gave it.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from jobboard.errors import Conflict


class State(StrEnum):
    INSTANT = "instant"
    NEW = "new"
    TRIAGED = "triaged"
    CLAIMED = "claimed"
    NEEDS_INFO = "needs_info"
    IN_REVIEW = "in_review"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return LABELS[self]


class Move(StrEnum):
    ASK_A_HUMAN = "ask_a_human"
    SETTLE = "settle"
    TRIAGE = "triage"
    CLAIM = "claim"
    RELEASE = "release"
    TAKE_BACK = "take_back"
    LAPSE = "lapse"
    ASK_FOR_INFORMATION = "ask_for_information"
    GIVE_INFORMATION = "give_information"
    SEND_TO_REVIEW = "send_to_review"
    RETURN = "return"
    SIGN_OFF = "sign_off"
    APPROVE = "approve"
    ACCEPT = "accept"
    DISPUTE = "dispute"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CLOSE = "close"


class Who(StrEnum):
    """Who may make a move. The second consultant is any but the one whose answer it is."""

    ASKER = "asker"
    CONSULTANT = "consultant"
    CLAIMER = "claimer"
    SECOND = "second consultant"
    ADMIN = "admin"
    TIME = "time"


LABELS = {
    State.INSTANT: "Answered by CasePilot",
    State.NEW: "New",
    State.TRIAGED: "Waiting for a consultant",
    State.CLAIMED: "A consultant works on it",
    State.NEEDS_INFO: "Waits for information",
    State.IN_REVIEW: "In second review",
    State.ANSWERED: "Answered",
    State.ACCEPTED: "Accepted",
    State.DISPUTED: "Disputed",
    State.CLOSED: "Closed",
}

# Where somebody of ours has to do something.
WITH_US = frozenset({State.NEW, State.TRIAGED, State.CLAIMED, State.IN_REVIEW, State.DISPUTED})
OPEN = WITH_US | {State.NEEDS_INFO}

# When time closes what waits for its asker, or is done.
CLOSES_AFTER: dict[State, timedelta] = {
    State.INSTANT: timedelta(days=30),
    State.NEEDS_INFO: timedelta(days=14),
    State.ANSWERED: timedelta(days=7),
    State.ACCEPTED: timedelta(days=7),
}

MOVES: dict[tuple[State, Move], tuple[State, Who]] = {
    (State.INSTANT, Move.ASK_A_HUMAN): (State.NEW, Who.ASKER),
    (State.INSTANT, Move.SETTLE): (State.CLOSED, Who.ASKER),
    (State.INSTANT, Move.CLOSE): (State.CLOSED, Who.TIME),
    (State.NEW, Move.TRIAGE): (State.TRIAGED, Who.CONSULTANT),
    (State.TRIAGED, Move.CLAIM): (State.CLAIMED, Who.CONSULTANT),
    (State.DISPUTED, Move.CLAIM): (State.CLAIMED, Who.CONSULTANT),
    (State.CLAIMED, Move.RELEASE): (State.TRIAGED, Who.CLAIMER),
    (State.CLAIMED, Move.LAPSE): (State.TRIAGED, Who.TIME),
    (State.CLAIMED, Move.ASK_FOR_INFORMATION): (State.NEEDS_INFO, Who.CLAIMER),
    (State.NEEDS_INFO, Move.GIVE_INFORMATION): (State.CLAIMED, Who.ASKER),
    (State.NEEDS_INFO, Move.CLOSE): (State.CLOSED, Who.TIME),
    (State.CLAIMED, Move.SIGN_OFF): (State.ANSWERED, Who.CLAIMER),
    (State.CLAIMED, Move.SEND_TO_REVIEW): (State.IN_REVIEW, Who.CLAIMER),
    (State.IN_REVIEW, Move.RETURN): (State.CLAIMED, Who.SECOND),
    (State.IN_REVIEW, Move.APPROVE): (State.ANSWERED, Who.SECOND),
    (State.ANSWERED, Move.ACCEPT): (State.ACCEPTED, Who.ASKER),
    (State.ANSWERED, Move.DISPUTE): (State.DISPUTED, Who.ASKER),
    (State.ANSWERED, Move.CLOSE): (State.CLOSED, Who.TIME),
    (State.ACCEPTED, Move.CLOSE): (State.CLOSED, Who.TIME),
    (State.NEW, Move.DECLINE): (State.CLOSED, Who.CONSULTANT),
    (State.CLAIMED, Move.DECLINE): (State.CLOSED, Who.CLAIMER),
    **{
        (held, Move.TAKE_BACK): (State.TRIAGED, Who.ADMIN)
        for held in (State.CLAIMED, State.NEEDS_INFO, State.IN_REVIEW)
    },
    **{
        (waiting, Move.WITHDRAW): (State.CLOSED, Who.ASKER)
        for waiting in (State.NEW, State.TRIAGED, State.CLAIMED, State.NEEDS_INFO, State.DISPUTED)
    },
}


class MoveRefused(Conflict):
    """The move is not one of the table's, or is somebody else's to make."""

    def __init__(self, state: State, move: Move) -> None:
        what = move.value.replace("_", " ")
        super().__init__(f"This question is “{state.label}” now: “{what}” is not possible.")


def after(state: State, move: Move, who: Who) -> State:
    """Where the move leads; raises MoveRefused."""
    to, whose = MOVES.get((state, move), (None, None))
    if to is None or whose is not who:
        raise MoveRefused(state, move)
    return to


def moves_from(state: State, who: Who) -> list[Move]:
    return [
        move for (before, move), (_, whose) in MOVES.items() if before is state and whose is who
    ]
