"""Chance that falls the same way on every machine: only `Random.random` is used, whose sequence
for a seed Python promises not to change."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Thrown for one thing; its numbers say which (seed, place in the sample, attempt)."""

    def __init__(self, *numbers: int) -> None:
        seed = 0
        for number in numbers:
            seed = seed * 1_000_003 + number + 1
        self._throw = Random(seed).random  # noqa: S311 - nothing secret depends on it

    def chance(self, probability: float) -> bool:
        return self._throw() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._throw() * (high - low + 1))

    def spread(self, low: float, high: float) -> float:
        return low + self._throw() * (high - low)

    def one(self, options: Sequence[T]) -> T:
        return options[int(self._throw() * len(options))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Up to `count` different ones, in a chance order."""
        left = list(options)
        return [left.pop(int(self._throw() * len(left))) for _ in range(min(count, len(left)))]

    def weighted(self, options: Mapping[T, float]) -> T:
        """One of the keys, as often as its weight says."""
        return standing_at(self._throw(), options)


def standing_at(share: float, options: Mapping[T, float]) -> T:
    """The option at this part of the whole, each as long as its weight."""
    ends = list(accumulate(options.values()))
    at = min(bisect_right(ends, share * ends[-1]), len(ends) - 1)
    return list(options)[at]
