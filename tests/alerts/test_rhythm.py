"""When alerts look: by the wall clock, whatever it does twice a year."""

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jobboard.alerts.rhythm import AT_ONCE_PAUSE, Rhythm, next_due

NEW_YORK = ZoneInfo("America/New_York")


def mornings(zone: ZoneInfo, first: datetime, number: int, rhythm: Rhythm) -> list[datetime]:
    found, after = [], first
    for _ in range(number):
        after = next_due(rhythm, after=after, zone=zone)
        found.append(after)
    return found


@pytest.mark.parametrize(
    ("first", "pauses"),
    [
        # November 1, 2026: the clock goes back. March 14, 2027: it goes forward.
        (datetime(2026, 10, 30, 12, tzinfo=UTC), [25, 24, 24]),
        (datetime(2027, 3, 12, 17, tzinfo=UTC), [23, 24, 24]),
    ],
)
def test_a_daily_letter_leaves_at_seven_by_the_wall_clock(first, pauses):
    found = mornings(NEW_YORK, first, 4, Rhythm.DAILY)
    assert {one.astimezone(NEW_YORK).hour for one in found} == {7}
    hours = [(later - one).total_seconds() / 3600 for one, later in itertools.pairwise(found)]
    assert hours == pauses


def test_a_weekly_letter_leaves_on_monday_morning_across_the_change():
    found = mornings(NEW_YORK, datetime(2026, 10, 20, tzinfo=UTC), 4, Rhythm.WEEKLY)
    local = [one.astimezone(NEW_YORK) for one in found]
    assert [f"{one:%a %m-%d %H:%M}" for one in local] == [
        "Mon 10-26 07:00", "Mon 11-02 07:00", "Mon 11-09 07:00", "Mon 11-16 07:00",
    ]  # fmt: skip


@pytest.mark.parametrize("zone", ["America/New_York", "America/Phoenix", "Pacific/Honolulu",
                                  "Australia/Lord_Howe", "Africa/Casablanca", "UTC"])  # fmt: skip
def test_every_day_of_a_year_has_one_morning(zone):
    found = mornings(ZoneInfo(zone), datetime(2026, 6, 1, tzinfo=UTC), 400, Rhythm.DAILY)
    days = [one.astimezone(ZoneInfo(zone)).date() for one in found]
    assert days == [days[0] + timedelta(days=n) for n in range(400)]


def test_the_next_one_is_never_now():
    seven = datetime(2026, 11, 2, 12, tzinfo=UTC)
    assert next_due(Rhythm.DAILY, after=seven, zone=NEW_YORK) == seven + timedelta(days=1)
    a_moment_before = seven - timedelta(microseconds=1)
    assert next_due(Rhythm.DAILY, after=a_moment_before, zone=NEW_YORK) == seven


def test_quick_ones_share_a_letter_when_jobs_come_in_quick_succession():
    now = datetime(2026, 11, 2, 12, tzinfo=UTC)
    assert next_due(Rhythm.AT_ONCE, after=now, zone=NEW_YORK) == now
    assert next_due(Rhythm.AT_ONCE, after=now, zone=NEW_YORK, told=True) == now + AT_ONCE_PAUSE
