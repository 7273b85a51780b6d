"""What a distribution of pay says, and when it says nothing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.landing.pay import FEWEST, MOST_BARS, Bar, Spread, one_value, quantile, spread_of

WAGES = st.lists(st.floats(7, 200), min_size=FEWEST, max_size=60)


def a_spread(*values: float) -> Spread:
    spread = spread_of(values, employers=1)
    assert spread is not None
    return spread


def test_fewer_than_five_postings_say_nothing() -> None:
    assert spread_of([20, 22, 24, 26], employers=4) is None
    assert spread_of([20, 22, 24, 26, 28], employers=4) is not None


def test_the_quartiles_are_those_of_the_values() -> None:
    spread = a_spread(20, 22, 24, 26, 28)
    assert (spread.q1, spread.median, spread.q3) == (22, 24, 26)
    assert (spread.low, spread.high) == (20.8, 27.2)


def test_the_order_of_the_values_does_not_matter() -> None:
    assert a_spread(28, 20, 26, 22, 24) == a_spread(20, 22, 24, 26, 28)


def test_a_slip_of_the_keyboard_is_left_out_and_counted() -> None:
    spread = a_spread(20, 22, 24, 26, 28, 31_000, 0.5)
    assert spread.left_out == 2
    assert spread.jobs == 5
    assert spread.bars[-1].high <= 30


def test_a_manager_among_coders_is_no_slip() -> None:
    assert a_spread(24, 25, 26, 27, 28, 38).left_out == 0


def test_where_most_pay_the_same_the_others_still_count() -> None:
    assert a_spread(30, 30, 30, 30, 30, 30, 26, 34).left_out == 0


def test_too_few_without_the_slips_say_nothing() -> None:
    assert spread_of([20, 20, 20, 20, 90], employers=5) is None


def test_bars_stand_side_by_side_and_hold_every_job() -> None:
    spread = a_spread(20, 20.5, 21, 23.99, 24)
    assert spread.bars == (
        Bar(20, 21, 2),
        Bar(21, 22, 1),
        Bar(22, 23, 0),
        Bar(23, 24, 1),
        Bar(24, 25, 1),
    )


@given(WAGES)
def test_every_distribution_can_be_drawn(values: list[float]) -> None:
    spread = spread_of(values, employers=3)
    if spread is None:
        return
    assert spread.low <= spread.q1 <= spread.median <= spread.q3 <= spread.high
    assert 1 <= len(spread.bars) <= MOST_BARS
    assert sum(bar.jobs for bar in spread.bars) == spread.jobs == len(values) - spread.left_out
    assert all(one.high == next_one.low for one, next_one in pairwise(spread.bars))


@given(WAGES)
def test_what_is_stored_comes_back(values: list[float]) -> None:
    spread = spread_of(values, employers=3)
    assert spread is None or Spread.from_stored(spread.stored()) == spread


@pytest.mark.parametrize(
    ("low", "high", "value"),
    [(20, 30, 25), (20, None, 20), (None, 30, 30), (None, None, None), (25, 25, 25)],
)
def test_a_range_counts_as_its_middle(
    low: float | None, high: float | None, value: float | None
) -> None:
    assert one_value(low, high) == value


def test_a_quantile_lies_between_two_values_where_need_be() -> None:
    assert quantile([10, 20], 0.25) == 12.5
    assert quantile([10], 0.9) == 10
