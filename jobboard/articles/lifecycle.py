"""The life of an article, as one table. Pure.

Nobody reviews what they have written themselves; publishing needs a review. The project's own
texts enter as published and unreviewed, and their pages say so. A published article that is revised
stays on show as it was: its new text waits beside it until somebody else has reviewed it.
"""

from enum import StrEnum

from jobboard.errors import Conflict


class State(StrEnum):
    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    REVIEW = "review"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    REVISE = "revise"


MOVES: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.REVIEW): State.REVIEWED,
    (State.DRAFT, Move.REVISE): State.DRAFT,
    (State.REVIEWED, Move.PUBLISH): State.PUBLISHED,
    (State.REVIEWED, Move.REVISE): State.DRAFT,
    (State.PUBLISHED, Move.REVIEW): State.PUBLISHED,
    (State.PUBLISHED, Move.REVISE): State.PUBLISHED,
    (State.PUBLISHED, Move.WITHDRAW): State.WITHDRAWN,
    (State.WITHDRAWN, Move.REVIEW): State.REVIEWED,
    (State.WITHDRAWN, Move.REVISE): State.DRAFT,
}


class ArticleMoveRefused(Conflict):
    """The move is not one of the table's, or the person may not make it."""


def moves_from(state: State) -> list[Move]:
    return [move for (before, move) in MOVES if before is state]


def after(state: State, move: Move) -> State:
    try:
        return MOVES[state, move]
    except KeyError:
        raise ArticleMoveRefused(f"An article that is {state} cannot be moved so.") from None
