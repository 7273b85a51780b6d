"""The life of a posting and of its wording, as tables. Whatever is not in them is refused."""

from enum import StrEnum

from jobboard.errors import Conflict


class State(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"
    PUBLISHED = "published"
    PAUSED = "paused"
    EXPIRED = "expired"
    CLOSED = "closed"
    REJECTED = "rejected"
    REMOVED = "removed"


class Move(StrEnum):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REQUEST_CHANGES = "request-changes"
    REJECT = "reject"
    REVISE = "revise"
    OVERTURN = "overturn"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    EXPIRE = "expire"
    RENEW = "renew"
    RENEW_AT_ONCE = "renew-at-once"
    TAKE_DOWN = "take-down"
    RESTORE = "restore"


class Who(StrEnum):
    EMPLOYER = "employer"
    MODERATOR = "moderator"
    ANOTHER_MODERATOR = "another-moderator"
    TIME = "time"


MOVES: dict[tuple[State, Move], tuple[State, Who]] = {
    (State.DRAFT, Move.SUBMIT): (State.PENDING, Who.EMPLOYER),
    (State.PENDING, Move.WITHDRAW): (State.DRAFT, Who.EMPLOYER),
    (State.PENDING, Move.APPROVE): (State.PUBLISHED, Who.MODERATOR),
    (State.PENDING, Move.REQUEST_CHANGES): (State.DRAFT, Who.MODERATOR),
    (State.PENDING, Move.REJECT): (State.REJECTED, Who.MODERATOR),
    (State.REJECTED, Move.REVISE): (State.DRAFT, Who.EMPLOYER),
    (State.REJECTED, Move.OVERTURN): (State.PUBLISHED, Who.ANOTHER_MODERATOR),
    (State.PUBLISHED, Move.PAUSE): (State.PAUSED, Who.EMPLOYER),
    (State.PUBLISHED, Move.CLOSE): (State.CLOSED, Who.EMPLOYER),
    (State.PUBLISHED, Move.EXPIRE): (State.EXPIRED, Who.TIME),
    (State.PAUSED, Move.RESUME): (State.PUBLISHED, Who.EMPLOYER),
    (State.PAUSED, Move.CLOSE): (State.CLOSED, Who.EMPLOYER),
    (State.PAUSED, Move.EXPIRE): (State.EXPIRED, Who.TIME),
    (State.EXPIRED, Move.RENEW): (State.PENDING, Who.EMPLOYER),
    (State.EXPIRED, Move.RENEW_AT_ONCE): (State.PUBLISHED, Who.EMPLOYER),
    (State.PUBLISHED, Move.TAKE_DOWN): (State.REMOVED, Who.MODERATOR),
    (State.PAUSED, Move.TAKE_DOWN): (State.REMOVED, Who.MODERATOR),
    (State.EXPIRED, Move.TAKE_DOWN): (State.REMOVED, Who.MODERATOR),
    (State.REMOVED, Move.RESTORE): (State.PUBLISHED, Who.ANOTHER_MODERATOR),
}

# From its publication to its end. A newer text is read meanwhile, and the approved one stays.
RUNNING = frozenset({State.PUBLISHED, State.PAUSED})
ENDED = frozenset({State.CLOSED, State.EXPIRED, State.REMOVED})
# Where the employer may change the text. A rejected posting is revised first.
WRITABLE = frozenset({State.DRAFT, State.PUBLISHED, State.PAUSED, State.EXPIRED})


def of_newer_text(move: Move) -> str:
    """What an event calls the move that a newer text makes while its job is running."""
    return f"{move}-wording"


MODERATORS = frozenset({Who.MODERATOR, Who.ANOTHER_MODERATOR})
DECISIONS = frozenset(
    name
    for (_, move), (_, who) in MOVES.items()
    if who in MODERATORS
    for name in (move, of_newer_text(move))
)
"""What an event may be called that a moderator made."""


class WordingState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    RETURNED = "returned"
    REJECTED = "rejected"


WORDING_MOVES: dict[WordingState, frozenset[WordingState]] = {
    WordingState.DRAFT: frozenset({WordingState.SUBMITTED}),
    WordingState.SUBMITTED: frozenset(
        {WordingState.DRAFT, WordingState.APPROVED, WordingState.RETURNED, WordingState.REJECTED}
    ),
    WordingState.RETURNED: frozenset({WordingState.SUBMITTED}),
    WordingState.REJECTED: frozenset({WordingState.DRAFT, WordingState.APPROVED}),
    WordingState.APPROVED: frozenset({WordingState.SUPERSEDED}),
    WordingState.SUPERSEDED: frozenset(),
}

EDITABLE = frozenset({WordingState.DRAFT, WordingState.RETURNED})


class MoveRefused(Conflict):
    def __init__(self, state: StrEnum, move: StrEnum) -> None:
        verb = move.value.replace("-", " ")
        super().__init__(f"This job is {state.value} now, so it is not possible to {verb} it.")


def moves_from(state: State, who: Who) -> list[Move]:
    """The moves that `who` may make from `state`, in the table's order: buttons come from it."""
    return [move for (before, move), (_, by) in MOVES.items() if before is state and by is who]


def after(state: State, move: Move) -> State:
    """Where `move` leads from `state`; raises MoveRefused."""
    try:
        return MOVES[state, move][0]
    except KeyError:
        raise MoveRefused(state, move) from None


def wording_after(state: WordingState, wanted: WordingState) -> WordingState:
    if wanted not in WORDING_MOVES[state]:
        raise MoveRefused(state, wanted)
    return wanted
