"""Intervals of codes, and the arithmetic that tags, families and search share.

An interval runs from `low` to `high`, both included, and takes in every code below its
ends: `icd10cm:C91-C95` covers `C95.92`. Two ways of asking give the same answers:

* plain comparison of keys (`covers`, `overlaps`), for Python and SQL;
* *cells*, the fewest prefixes whose subtrees are exactly the interval, for a search engine
  that only knows equal words. A code is covered when its own cell or one of its ancestors
  is among the interval's cells; two intervals overlap when a cell of one is a cell, or an
  ancestor of a cell, of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from jobboard.codes.systems import (
    SYSTEMS,
    code_of,
    display,
    guess_system,
    key_of,
    normalize,
    possible_systems,
    system_named,
)

__all__ = [
    "SYSTEMS",
    "Interval",
    "ancestors",
    "cell_of",
    "cells",
    "cells_and_ancestors",
    "display",
    "guess_system",
    "normalize",
    "possible_systems",
]

DASHES = re.compile(r"\s*(?:[-‐‑‒–—−]|\b(?:to|through|thru)\b)\s*", re.IGNORECASE)
WILDCARD = re.compile(r"[0-9A-Z][0-9]{0,3}x{1,4}", re.IGNORECASE)
# `C91.-` and `C91.x` stand for all of C91; a capital X is a real character (`J09.X`).
CATEGORY = re.compile(r"([A-Za-z][0-9A-Za-z]{2}(?:\.[0-9A-Za-z]{1,3})?)\.?(?:[-–]|(?<=\.)x{1,4})")
LONGEST_INTERVAL = 60
# Sorts after every letter and digit, in binary order.
HIGHEST = "~"


@dataclass(frozen=True, order=True)
class Interval:
    """A closed interval of codes in one system. `low` and `high` are kept normal."""

    system: str
    low: str
    high: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "low", normalize(self.system, self.low))
        object.__setattr__(self, "high", normalize(self.system, self.high))
        if self.system == "cpt" and _kind(self.low) != _kind(self.high):
            raise ValueError(f"{self.low} and {self.high} are two different kinds of CPT code.")
        if self.low_key > self.high_key:
            low, high = display(self.system, self.low), display(self.system, self.high)
            raise ValueError(f"{low}-{high} runs backwards: the lower code comes first.")

    @classmethod
    def parse(cls, text: str) -> Interval:
        """`cpt:38204-38243`, `38204–38243`, `cpt:382xx`, `icd10cm:C91.-` or one code, as a value.

        Without a system before the colon it is guessed from the shape. Raises ValueError
        with a sentence that can be shown to the person who wrote it.
        """
        written = text.strip()
        if not written or len(written) > LONGEST_INTERVAL:
            raise ValueError("Write a code or a range of codes, such as cpt:38204-38243.")
        named, colon, rest = written.partition(":")
        system = system_named(named.strip().lower()).slug if colon else None
        low, high = _ends(system, (rest if colon else named).strip())
        return cls(system or _guessed(low, written), low, high)

    @classmethod
    def parse_or_none(cls, text: str) -> Interval | None:
        """The same for text that may be something else."""
        try:
            return cls.parse(text)
        except ValueError:
            return None

    @classmethod
    def of(cls, system: str, code: str) -> Interval:
        """The interval of one code (and, in ICD-10, of all codes below it)."""
        return cls(system, code, code)

    @classmethod
    def from_keys(cls, system: str, low_key: str, high_key: str) -> Interval:
        """The interval whose keys were stored (see `low_key` and `high_key`)."""
        return _of_keys(system, low_key, high_key)

    @classmethod
    def from_slug(cls, slug: str) -> Interval:
        """The interval of an address: `cpt-38204-38243`."""
        system, _, ends = slug.partition("-")
        return cls.parse(f"{system}:{ends}")

    def __str__(self) -> str:
        return f"{self.system}:{self.text('-')}"

    def text(self, dash: str = "–") -> str:
        """`38204–38243`, or the code alone, as people write it."""
        low, high = display(self.system, self.low), display(self.system, self.high)
        return low if self.is_single else f"{low}{dash}{high}"

    @property
    def label(self) -> str:
        """With the system's name: `CPT 38204–38243`."""
        return f"{SYSTEMS[self.system].short} {self.text()}"

    @cached_property
    def slug(self) -> str:
        ends = self.low if self.is_single else f"{self.low}-{self.high}"
        return f"{self.system}-{ends}".lower()

    @property
    def is_single(self) -> bool:
        return self.low == self.high

    @cached_property
    def low_key(self) -> str:
        return key_of(self.system, self.low)

    @cached_property
    def high_key(self) -> str:
        """Above every code below `high`, so that `low_key <= key <= high_key` is the whole rule."""
        return key_of(self.system, self.high) + HIGHEST

    @cached_property
    def breadth(self) -> int:
        """How wide it is: only good for comparing intervals of one system."""
        width = SYSTEMS[self.system].width
        low, high = self.low_key, self.high_key.rstrip(HIGHEST)
        return int(high.ljust(width, "Z"), 36) - int(low.ljust(width, "0"), 36)

    def covers(self, code: str) -> bool:
        """Is this code of the same system, and all below it, in the interval?"""
        try:
            return self.contains(Interval.of(self.system, code))
        except ValueError:
            return False

    def contains(self, other: Interval) -> bool:
        return (
            self.system == other.system
            and self.low_key <= other.low_key
            and other.high_key <= self.high_key
        )

    def overlaps(self, other: Interval) -> bool:
        return (
            self.system == other.system
            and self.low_key <= other.high_key
            and other.low_key <= self.high_key
        )


@lru_cache(maxsize=20_000)
def _of_keys(system: str, low_key: str, high_key: str) -> Interval:
    """Postings and articles share few intervals, and they are read again and again."""
    return Interval(system, code_of(system, low_key), code_of(system, high_key.rstrip(HIGHEST)))


def cell_of(system: str, code: str) -> str:
    """The cell of one code: `cpt:38240`."""
    return f"{system}:{key_of(system, normalize(system, code))}"


@lru_cache(maxsize=20_000)
def cells(interval: Interval) -> tuple[str, ...]:
    """The fewest prefixes whose subtrees together are exactly the interval."""
    return tuple(f"{interval.system}:{prefix}".rstrip(":") for prefix in _cover(interval, ""))


@lru_cache(maxsize=20_000)
def ancestors(cell: str) -> tuple[str, ...]:
    """What stands above a cell, from the system down: `cpt`, `cpt:3`, `cpt:38`, …"""
    system, _, prefix = cell.partition(":")
    if not prefix:
        return ()
    return (system, *(f"{system}:{prefix[:length]}" for length in range(1, len(prefix))))


def cells_and_ancestors(interval: Interval) -> tuple[str, ...]:
    """The cells of an interval and all that stands above them, each once."""
    found: dict[str, None] = {}
    for cell in cells(interval):
        found.update(dict.fromkeys((*ancestors(cell), cell)))
    return tuple(found)


def _kind(cpt_code: str) -> str:
    """CPT counts its plain codes and each lettered kind (`0042T`, `0001U`) separately."""
    return cpt_code[-1] if cpt_code[-1].isalpha() else ""


def _cover(interval: Interval, prefix: str) -> Iterator[str]:
    first, last = _first_and_last(interval, prefix)
    if last < interval.low_key or first > interval.high_key:
        return
    if interval.low_key <= first and last <= interval.high_key:
        yield prefix
        return
    for character in SYSTEMS[interval.system].alphabets[len(prefix)]:
        yield from _cover(interval, prefix + character)


def _first_and_last(interval: Interval, prefix: str) -> tuple[str, str]:
    """The first code that there can be below a prefix (never shorter than a code), and the last."""
    system = SYSTEMS[interval.system]
    first = prefix + "".join(
        places[0] for places in system.alphabets[len(prefix) : system.narrowest]
    )
    last = prefix + "".join(places[-1] for places in system.alphabets[len(prefix) :])
    return first, last


def _ends(system: str | None, text: str) -> tuple[str, str]:
    if system not in ("icd10cm", "icd10pcs") and WILDCARD.fullmatch(text):
        return re.sub("[xX]", "0", text), re.sub("[xX]", "9", text)
    if system in (None, "icd10cm") and (category := CATEGORY.fullmatch(text)):
        return category[1], category[1]
    ends = DASHES.split(text)
    if len(ends) > 2 or not all(ends):
        raise ValueError(f"“{text[:40]}” is not a code or a range of two codes.")
    return ends[0], ends[-1]


def _guessed(low: str, written: str) -> str:
    system = guess_system(low)
    if system is None:
        raise ValueError(f"“{written[:40]}” does not look like a code of any system.")
    return system
