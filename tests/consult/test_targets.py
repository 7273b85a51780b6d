"""How soon a person answers, with pauses: no database, no pages."""

from datetime import UTC, datetime, timedelta

import pytest

from jobboard.consult.targets import (
    Urgency,
    in_words,
    is_late,
    left,
    left_in_words,
    parse_targets,
    resumed,
    target,
)

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)
HOURS = parse_targets("routine=72, soon=24, urgent=6, employer/urgent=4, editor/routine=200")


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("urgency", "plans", "expected"),
    [
        (Urgency.ROUTINE, [], 72),
        (Urgency.URGENT, ["candidate"], 6),
        (Urgency.URGENT, ["candidate", "employer"], 4),
        (Urgency.SOON, ["employer"], 24),
        (Urgency.ROUTINE, ["editor"], 72),
    ],
)
def test_a_plan_shortens_the_target_and_never_lengthens_it(urgency, plans, expected):
    assert target(urgency, plans, HOURS) == hours(expected)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("routine=72,soon=24", "no hours for urgent"),
        ("routine=72,soon=24,urgent=x", "urgent=x"),
        ("routine=72,soon=24,urgent=6,employer/yesterday=1", "employer/yesterday=1"),
        ("", "no hours for routine"),
    ],
)
def test_what_is_no_table_of_targets_is_named(text, trouble):
    with pytest.raises(ValueError, match=trouble):
        parse_targets(text)


def test_a_pause_moves_the_target_by_its_own_length():
    due = NOON + hours(24)
    assert left(due, NOON + hours(4), NOON + hours(50)) == hours(20)
    due = resumed(due, NOON + hours(4), NOON + hours(50))
    assert due == NOON + hours(70)
    assert left(due, None, NOON + hours(50)) == hours(20)


def test_a_clock_that_runs_backwards_shortens_nothing():
    assert resumed(NOON, NOON + hours(1), NOON) == NOON


def test_it_is_late_only_after_the_target_and_never_in_a_pause_before_it():
    assert not is_late(NOON, None, NOON)
    assert is_late(NOON, None, NOON + timedelta(seconds=1))
    assert not is_late(NOON, NOON - hours(1), NOON + hours(100))
    assert not is_late(None, None, NOON)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=10), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (hours(1), "1 hour"),
        (hours(47), "47 hours"),
        (hours(72), "3 days"),
        (hours(-5), "5 hours"),
    ],
)
def test_time_in_words(span, words):
    assert in_words(span) == words


def test_what_is_left_says_whether_it_runs():
    due = NOON + hours(5)
    assert left_in_words(due, None, NOON) == "5 hours left"
    assert left_in_words(due, None, NOON + hours(7)) == "2 hours late"
    assert left_in_words(due, NOON, NOON + hours(70)) == "paused with 5 hours left"
