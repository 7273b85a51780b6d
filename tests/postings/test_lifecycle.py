from itertools import product

import pytest

from jobboard.postings.lifecycle import (
    ENDED,
    MOVES,
    WORDING_MOVES,
    Move,
    MoveRefused,
    State,
    Who,
    WordingState,
    after,
    moves_from,
    wording_after,
)

LEGAL = [(state, move) for state, move in MOVES]
ILLEGAL = [pair for pair in product(State, Move) if pair not in MOVES]


@pytest.mark.parametrize(("state", "move"), LEGAL)
def test_every_move_of_the_table_leads_where_it_says(state: State, move: Move) -> None:
    assert after(state, move) is MOVES[state, move][0]


@pytest.mark.parametrize(("state", "move"), ILLEGAL)
def test_every_move_that_is_not_in_the_table_is_refused(state: State, move: Move) -> None:
    with pytest.raises(MoveRefused) as refused:
        after(state, move)
    assert refused.value.status == 409
    assert state.value in refused.value.message


def test_the_architecture_s_table_is_the_table() -> None:
    said = {
        ("draft", "submit", "pending", "employer"),
        ("pending", "withdraw", "draft", "employer"),
        ("pending", "approve", "published", "moderator"),
        ("pending", "request-changes", "draft", "moderator"),
        ("pending", "reject", "rejected", "moderator"),
        ("rejected", "revise", "draft", "employer"),
        ("rejected", "overturn", "published", "another-moderator"),
        ("published", "pause", "paused", "employer"),
        ("published", "close", "closed", "employer"),
        ("published", "expire", "expired", "time"),
        ("paused", "resume", "published", "employer"),
        ("paused", "close", "closed", "employer"),
        ("paused", "expire", "expired", "time"),
        ("expired", "renew", "pending", "employer"),
        ("expired", "renew-at-once", "published", "employer"),
        ("published", "take-down", "removed", "moderator"),
        ("paused", "take-down", "removed", "moderator"),
        ("expired", "take-down", "removed", "moderator"),
        ("removed", "restore", "published", "another-moderator"),
    }
    assert {
        (str(before), str(move), str(to), str(who)) for (before, move), (to, who) in MOVES.items()
    } == said


@pytest.mark.parametrize("state", State)
def test_everybody_s_moves_together_are_all_the_moves_of_a_state(state: State) -> None:
    theirs = [move for who in Who for move in moves_from(state, who)]
    assert sorted(theirs) == sorted(move for before, move in MOVES if before is state)


def test_nobody_but_moderators_brings_back_what_moderators_ended() -> None:
    assert moves_from(State.REMOVED, Who.EMPLOYER) == []
    assert moves_from(State.CLOSED, Who.EMPLOYER) == []
    assert State.REMOVED in ENDED


@pytest.mark.parametrize(("state", "wanted"), list(product(WordingState, WordingState)))
def test_wordings_move_by_their_own_table(state: WordingState, wanted: WordingState) -> None:
    if wanted in WORDING_MOVES[state]:
        assert wording_after(state, wanted) is wanted
    else:
        with pytest.raises(MoveRefused):
            wording_after(state, wanted)
