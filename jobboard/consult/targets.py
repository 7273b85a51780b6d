"""How soon a person answers: targets by urgency and plan, and a clock that pauses. Pure.

The hours are those of the wall clock, so that nobody has to know our holidays. The clock runs while
the question is with us and stands while only the asker can go on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

EVERYBODY = ""


class Urgency(StrEnum):
    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"


# Hours, by the plan (or role) and the urgency.
Targets = Mapping[tuple[str, Urgency], int]


def parse_targets(text: str) -> Targets:
    """`routine=72, soon=24, employer/soon=12` as a table; a ValueError says what is wrong."""
    table: dict[tuple[str, Urgency], int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        named, equals, hours = part.partition("=")
        plan, _, urgency = named.strip().rpartition("/")
        if not equals or urgency not in list(Urgency) or not hours.strip().isdecimal():
            raise ValueError(f"“{part[:40]}” should look like routine=72 or employer/urgent=4")
        table[plan.strip(), Urgency(urgency)] = int(hours)
    missing = [urgency for urgency in Urgency if (EVERYBODY, urgency) not in table]
    if missing:
        raise ValueError(f"there are no hours for {', '.join(missing)}")
    return table


def target(urgency: Urgency, plans: Collection[str], targets: Targets) -> timedelta:
    """The shortest of what everybody has and what this person's plans give."""
    names = (EVERYBODY, *plans)
    offers = [targets[name, urgency] for name in names if (name, urgency) in targets]
    return timedelta(hours=min(offers))


def resumed(due_at: datetime, paused_at: datetime, now: datetime) -> datetime:
    """When it is due after a pause: as much later as the pause was long."""
    return due_at + max(timedelta(0), now - paused_at)


def left(due_at: datetime, paused_at: datetime | None, now: datetime) -> timedelta:
    """What is left of the target, negative when it was missed; it stands still in a pause."""
    return due_at - (paused_at or now)


def is_late(due_at: datetime | None, paused_at: datetime | None, now: datetime) -> bool:
    return due_at is not None and left(due_at, paused_at, now) < timedelta(0)


def in_words(span: timedelta) -> str:
    """`3 days`, `5 hours`, `20 minutes`: rounded so that nothing is promised too early."""
    minutes = max(1, round(abs(span).total_seconds() / 60))
    if minutes < 60:
        return _counted(minutes, "minute")
    hours = round(minutes / 60)
    return _counted(hours, "hour") if hours < 48 else _counted(round(hours / 24), "day")


def left_in_words(due_at: datetime, paused_at: datetime | None, now: datetime) -> str:
    """`5 hours left`, `2 hours late`, `paused with 5 hours left`."""
    span = left(due_at, paused_at, now)
    words = f"{in_words(span)} {'late' if span < timedelta(0) else 'left'}"
    return f"paused with {words}" if paused_at else words


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
