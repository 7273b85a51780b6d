"""What a job of the sample pays: role, level, state, kind of employment, and the unit that fits."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from jobboard.sample import reading
from jobboard.sample.dice import Dice
from jobboard.sample.material import Company, Role

HOURS_A_YEAR = 2080
GRADES = ("11", "12", "13", "14", "15", "16")
# Where the law wants the range in the advert, of everybody who may hire there.
RANGE_IS_LAW = frozenset(
    ["CA", "CO", "CT", "DC", "HI", "IL", "MA", "MD", "MN", "NJ", "NV", "NY", "RI", "VT", "WA"]
)


@dataclass(frozen=True)
class Offer:
    """Pay, or the reason why none is stated."""

    pay: dict[str, Any] | None = None
    missing: str | None = None
    grade: str | None = None


def offer(
    company: Company,
    role: Role,
    level: str,
    employment: str,
    state: str,
    *,
    open_to: Collection[str],
    remote: bool,
    dice: Dice,
) -> Offer:
    """`open_to` are the states from which somebody may be hired."""
    reason = _reason_for_none(company, employment, open_to, dice)
    if reason:
        return Offer(missing=reason, grade=dice.one(GRADES) if reason == "public-scale" else None)
    if employment == "contractor" and role.each and dice.chance(0.7):
        return Offer(pay=_each(role.each, dice))
    rates = reading.table("pay")
    middle = role.pay * rates["levels"][level] * rates["employment"].get(employment, 1.0)
    middle *= _of_state(rates["states"][state], remote)
    middle *= dice.spread(0.96, 1.05)
    yearly = employment in ("full-time", "contract-to-hire") and dice.chance(role.yearly)
    half = dice.spread(0.08, 0.18)
    return Offer(pay=_salary(middle, half) if yearly else _wage(middle, half, dice))


def _reason_for_none(
    company: Company, employment: str, open_to: Collection[str], dice: Dice
) -> str | None:
    if employment == "volunteer":
        return "unpaid"
    if company.pay_missing:
        return company.pay_missing
    if employment == "contractor":
        return "bid" if dice.chance(0.15) else None
    if RANGE_IS_LAW.intersection(open_to):
        return None
    if company.kind.slug == "staffing":
        return "client-confidential" if dice.chance(0.3) else None
    if company.kind.slug in ("academic", "health-system"):
        return "union-contract" if dice.chance(0.05) else None
    return "not-set" if dice.chance(0.05) else None


def _of_state(factor: float, remote: bool) -> float:
    """Remote pay follows the employer's state only half."""
    return float((1 + factor) / 2 if remote else factor)


def _each(each: dict[str, Any], dice: Dice) -> dict[str, Any]:
    width = each["high"] - each["low"]
    low = each["low"] + width * dice.spread(0, 0.35)
    high = low + width * dice.spread(0.3, 0.65)
    return {"min": _step(low, 0.05), "max": _step(high, 0.05), "unit": each["unit"]}


def _salary(middle: float, half: float) -> dict[str, Any]:
    low, high = middle * (1 - half) * HOURS_A_YEAR, middle * (1 + half) * HOURS_A_YEAR
    step = 500 if low < 70_000 else 1000
    return {"min": _step(low, step), "max": _step(high, step), "unit": "year"}


def _wage(middle: float, half: float, dice: Dice) -> dict[str, Any]:
    step = dice.one((0.25, 0.5, 0.5, 1.0))
    low, high = middle * (1 - half), middle * (1 + half)
    return {"min": _step(low, step), "max": _step(high, step), "unit": "hour"}


def _step(amount: float, step: float) -> float:
    return round(round(amount / step) * step, 2)
