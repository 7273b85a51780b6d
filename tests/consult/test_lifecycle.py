"""The life of a question as a table: no database, no pages."""

from itertools import product

import pytest

from jobboard.consult.lifecycle import (
    LABELS,
    MOVES,
    OPEN,
    WITH_US,
    Move,
    MoveRefused,
    State,
    Who,
    after,
    moves_from,
)


def test_every_state_has_a_label_and_every_move_a_place():
    assert set(LABELS) == set(State)
    assert {move for _, move in MOVES} == set(Move)


@pytest.mark.parametrize("state", State)
def test_what_is_not_in_the_table_is_refused(state):
    for move, who in product(Move, Who):
        if MOVES.get((state, move), (None, None))[1] is who:
            assert after(state, move, who) is MOVES[state, move][0]
        else:
            with pytest.raises(MoveRefused, match=state.label):
                after(state, move, who)


def test_every_state_but_the_last_leads_on_and_nothing_leads_out_of_it():
    leading_on = {state for state, _ in MOVES}
    assert leading_on == set(State) - {State.CLOSED}


def test_every_state_can_be_reached_and_every_state_can_end():
    def reached_from(start: State) -> set[State]:
        seen, edge = {start}, {start}
        while edge:
            edge = {to for (before, _), (to, _) in MOVES.items() if before in edge} - seen
            seen |= edge
        return seen

    assert reached_from(State.INSTANT) == set(State)
    assert all(State.CLOSED in reached_from(state) for state in State)


def test_a_person_is_put_to_work_by_the_asker_alone():
    into_the_queue = {
        (move, who) for (state, move), (_, who) in MOVES.items() if state is State.INSTANT
    }
    assert (Move.ASK_A_HUMAN, Who.ASKER) in into_the_queue
    assert {who for move, who in into_the_queue if move is not Move.CLOSE} == {Who.ASKER}


def test_time_closes_only_what_waits_for_the_asker_or_is_done():
    closed_by_time = {
        state for (state, move), (_, who) in MOVES.items() if move is Move.CLOSE and who is Who.TIME
    }
    with_asker = {State.INSTANT, State.NEEDS_INFO, State.ANSWERED}
    assert closed_by_time == with_asker | {State.ACCEPTED}


def test_whoever_has_claimed_it_cannot_approve_in_second_review():
    assert Move.APPROVE not in moves_from(State.IN_REVIEW, Who.CLAIMER)
    assert moves_from(State.IN_REVIEW, Who.SECOND) == [Move.RETURN, Move.APPROVE]


def test_an_asker_can_withdraw_whatever_is_open_save_what_is_about_to_be_sent():
    withdrawable = {state for (state, move) in MOVES if move is Move.WITHDRAW}
    assert withdrawable == OPEN - {State.IN_REVIEW}
    assert WITH_US < OPEN
