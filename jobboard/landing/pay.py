"""What jobs pay, as a distribution of hourly equivalents. Pure.

Quartiles say most and are moved little by a few odd postings. What lies far outside of them is
likelier a slip (a year's pay typed as an hour's) than a wage: it is left out, counted, and said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

# Fewer would tell what a single employer pays, and say nothing about the others.
FEWEST = 5
# A bar is as wide as the first of these (in dollars) that needs no more than `MOST_BARS`.
WIDTHS = (1, 2, 5, 10, 20, 50, 100)
MOST_BARS = 12
# Tukey's "far out": beyond three times the distance between the quartiles.
FAR_OUT = 3.0
# Where most postings pay the same, the quartiles meet; then half the median still counts as near.
ALWAYS_NEAR = 0.5


@dataclass(frozen=True)
class Bar:
    """How many jobs pay from `low` up to, but not including, `high` dollars an hour."""

    low: int
    high: int
    jobs: int


@dataclass(frozen=True)
class Spread:
    """The posted pay of `jobs` jobs of `employers` companies, in dollars an hour. A tenth of them
    pays less than `low`, a quarter less than `q1`, half less than `median`, and so on."""

    jobs: int
    employers: int
    left_out: int
    low: float
    q1: float
    median: float
    q3: float
    high: float
    bars: tuple[Bar, ...]

    def stored(self) -> dict[str, Any]:
        return vars(self) | {"bars": [[bar.low, bar.high, bar.jobs] for bar in self.bars]}

    @classmethod
    def from_stored(cls, stored: dict[str, Any]) -> "Spread":
        return cls(**{**stored, "bars": tuple(Bar(*bar) for bar in stored["bars"])})


def one_value(low: float | None, high: float | None) -> float | None:
    """What a range counts as: its middle; where only one end is stated, that."""
    ends = [end for end in (low, high) if end is not None]
    return sum(ends) / len(ends) if ends else None


def spread_of(values: Iterable[float], *, employers: int) -> Spread | None:
    """The distribution; None where it would rest on fewer than `FEWEST` postings."""
    everything = sorted(values)
    if len(everything) < FEWEST:
        return None
    kept = _without_far_out(everything)
    if len(kept) < FEWEST:
        return None
    low, q1, median, q3, high = (quantile(kept, part) for part in (0.1, 0.25, 0.5, 0.75, 0.9))
    return Spread(
        jobs=len(kept),
        employers=employers,
        left_out=len(everything) - len(kept),
        low=low,
        q1=q1,
        median=median,
        q3=q3,
        high=high,
        bars=bars_of(kept),
    )


def quantile(ordered: Sequence[float], part: float) -> float:
    """The value below which this part of them lies, between two of them where need be."""
    place = part * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    value = ordered[below] + (ordered[above] - ordered[below]) * (place - below)
    return round(value, 2)


def bars_of(ordered: Sequence[float]) -> tuple[Bar, ...]:
    """Bars of equal width from the lowest value to the highest, empty ones too."""
    width = next((one for one in WIDTHS if _bars_needed(ordered, one) <= MOST_BARS), WIDTHS[-1])
    first = floor(ordered[0] / width)
    heights = [0] * _bars_needed(ordered, width)
    for value in ordered:
        heights[floor(value / width) - first] += 1
    return tuple(
        Bar((first + at) * width, (first + at + 1) * width, jobs) for at, jobs in enumerate(heights)
    )


def _bars_needed(ordered: Sequence[float], width: int) -> int:
    return floor(ordered[-1] / width) - floor(ordered[0] / width) + 1


def _without_far_out(ordered: Sequence[float]) -> list[float]:
    q1, median, q3 = (quantile(ordered, part) for part in (0.25, 0.5, 0.75))
    near = max(FAR_OUT * (q3 - q1), ALWAYS_NEAR * median)
    return [value for value in ordered if q1 - near <= value <= q3 + near]
