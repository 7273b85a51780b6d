"""When an alert writes, and what may become of it. Pure.

Daily and weekly letters leave at a time of the wall clock, so the pause between two of them is 23
or 25 hours where daylight-saving time begins or ends.
"""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

MORNING = time(7)
MONDAY = 0
# Jobs that come in quick succession share a letter.
AT_ONCE_PAUSE = timedelta(minutes=15)


class Rhythm(StrEnum):
    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"


class AlertState(StrEnum):
    WAITING = "waiting"
    ON = "on"
    PAUSED = "paused"
    STOPPED = "stopped"


RHYTHMS = {
    Rhythm.DAILY: "Daily, in the morning",
    Rhythm.AT_ONCE: "At once, when a job appears",
    Rhythm.WEEKLY: "Weekly, on Monday morning",
}
# What the person may do from which state; the same again changes nothing.
MAY_BECOME = {
    AlertState.WAITING: frozenset({AlertState.ON, AlertState.STOPPED}),
    AlertState.ON: frozenset({AlertState.PAUSED, AlertState.STOPPED}),
    AlertState.PAUSED: frozenset({AlertState.ON, AlertState.STOPPED}),
    AlertState.STOPPED: frozenset({AlertState.ON, AlertState.WAITING}),
}


def next_due(rhythm: Rhythm, *, after: datetime, zone: ZoneInfo, told: bool = False) -> datetime:
    """The first moment after `after` at which the alert looks; `told` when it has just written."""
    if rhythm is Rhythm.AT_ONCE:
        return after + AT_ONCE_PAUSE if told else after
    day = after.astimezone(zone).date()
    while True:
        due = datetime.combine(day, MORNING, tzinfo=zone).astimezone(UTC)
        if due > after and (rhythm is Rhythm.DAILY or day.weekday() == MONDAY):
            return due
        day += timedelta(days=1)
