"""Which codes' pages somebody may read in full. Pure.

Codes are counted, each once and for good: a code that was opened stays open. Guests are known by a
cookie, which they may clear; so all guests of one network together may open only so many codes.
A link on a live job's page opens its code without counting.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    FREE = "free"
    """Nothing is counted for this person, or there is nothing to count on this page."""
    SEEN = "seen"
    GIVEN = "given"
    """Opened by a job's link: it stays open, and is not counted."""
    COUNTED = "counted"
    LOCKED = "locked"

    @property
    def is_open(self) -> bool:
        return self is not Verdict.LOCKED


# How many codes somebody may open; None is as many as they like.
Allowance = int | None


@dataclass(frozen=True)
class Opened:
    """The codes that somebody has opened so far, as `cpt:38240`."""

    counted: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    def __contains__(self, code: str) -> bool:
        return code in self.counted or code in self.given

    def and_(self, code: str, verdict: Verdict) -> Opened:
        if verdict is Verdict.COUNTED:
            return Opened((*self.counted, code), self.given)
        return Opened(self.counted, (*self.given, code)) if verdict is Verdict.GIVEN else self


@dataclass(frozen=True)
class Reading:
    """What came of opening a page: `left` is None where nothing is counted."""

    verdict: Verdict
    left: Allowance = None
    allowance: Allowance = None
    is_guest: bool = True

    @property
    def is_open(self) -> bool:
        return self.verdict.is_open


def judge(code: str, opened: Opened, allowance: Allowance, *, by_job_link: bool = False) -> Verdict:
    """What opening this code comes to for somebody who has opened these."""
    if allowance is None:
        return Verdict.FREE
    if code in opened:
        return Verdict.SEEN
    if by_job_link:
        return Verdict.GIVEN
    return Verdict.COUNTED if len(opened.counted) < allowance else Verdict.LOCKED


def network_has_room(code: str, opened_there: Collection[str], bound: int) -> bool:
    """Whether one more guest of a network may open this code."""
    return code in opened_there or len(opened_there) < bound


def left(opened: Opened, allowance: Allowance) -> Allowance:
    return None if allowance is None else max(0, allowance - len(opened.counted))


def allowance_of(
    roles: Collection[str], plans: Mapping[str, Allowance], base: Allowance
) -> Allowance:
    """The most generous of what all members have and what their plans give."""
    offers = [base, *(plans[role] for role in roles if role in plans)]
    counted = [offer for offer in offers if offer is not None]
    return max(counted) if len(counted) == len(offers) else None


def parse_allowance(text: str) -> Allowance:
    """`unlimited`, or a number that is not negative; a ValueError says what is wrong."""
    words = text.strip().lower()
    if words == "unlimited":
        return None
    if not (words.isascii() and words.isdigit()):
        raise ValueError(f"“{text.strip()[:30]}” is neither a number nor “unlimited”")
    return int(words)


def parse_plans(text: str) -> dict[str, Allowance]:
    """`editor=unlimited, employer=25` as a table."""
    plans: dict[str, Allowance] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, amount = part.partition("=")
        if not equals or not name.strip():
            raise ValueError(f"“{part[:30]}” is not of the form plan=number")
        plans[name.strip().lower()] = parse_allowance(amount)
    return plans
