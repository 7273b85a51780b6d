"""What a family is, and the graph that families form.

A family is a named interval of codes. Its slug follows from the interval, and its parent is the
narrowest family around it, unless the data state another one. A *topic* cuts across that tree
(a specialty's range, say): it has a parent like any other, and is nobody's parent. A *tabular*
family is a block of the official list: it has its place and its page, and is not among those that
a job's range is said to overlap (there are some three hundred; a job of all diagnoses would be
tagged with each).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from types import MappingProxyType

from jobboard.codes.family_search import FamilyWords, suggestions, words_of
from jobboard.codes.intervals import Interval
from jobboard.codes.systems import DIGITS, LETTERS, SYSTEMS

TOPIC, TABULAR = "topic", "tabular"


@dataclass(frozen=True)
class Family:
    interval: Interval
    name: str
    line: str
    kind: str = "group"
    parent: str | None = None
    priority: int = 0
    words: tuple[str, ...] = ()
    related: tuple[Interval, ...] = ()

    @property
    def slug(self) -> str:
        return self.interval.slug

    @property
    def system(self) -> str:
        return self.interval.system

    @property
    def label(self) -> str:
        """`CPT 38240–38243`, to stand beside the name."""
        return self.interval.label

    @property
    def breadth(self) -> int:
        return self.interval.breadth

    @property
    def url(self) -> str:
        return f"/codes/families/{self.slug}"

    @cached_property
    def searched(self) -> tuple[tuple[str, ...], ...]:
        """Its words by how much they say: the name, other words for it, the description."""
        return tuple(words_of(text) for text in (self.name, " ".join(self.words), self.line))


class FamilyGraph:
    """All families, immutable. Slugs come in; families, or None, come out."""

    def __init__(self, families: Iterable[Family]) -> None:
        ordered = sorted(families, key=_place)
        self._by_system: dict[str, tuple[Family, ...]] = {
            system: tuple(_with_parents([f for f in ordered if f.system == system]))
            for system in SYSTEMS
        }
        self._by_first = {
            (system, first): among
            for system, families in self._by_system.items()
            for first, among in _by_first(families).items()
        }
        self._by_slug = MappingProxyType({family.slug: family for family in self})
        below = defaultdict(list)
        for family in self:
            below[family.parent].append(family)
        self._below: dict[str | None, tuple[Family, ...]] = defaultdict(
            tuple, {slug: tuple(families) for slug, families in below.items()}
        )

    @cached_property
    def words(self) -> FamilyWords:
        return FamilyWords(self)

    def __iter__(self) -> Iterator[Family]:
        return (family for system in self._by_system.values() for family in system)

    def __len__(self) -> int:
        return len(self._by_slug)

    def get(self, slug: str) -> Family | None:
        return self._by_slug.get(slug)

    def of_system(self, system: str) -> tuple[Family, ...]:
        return self._by_system.get(system, ())

    def roots(self, system: str) -> tuple[Family, ...]:
        """The outermost families of a system, topics apart."""
        outermost = (family for family in self.of_system(system) if family.parent is None)
        return tuple(family for family in outermost if family.kind != TOPIC)

    def of_code(self, system: str, code: str) -> tuple[Family, ...]:
        """The families that a code lies in, narrowest first; none for what is not a code."""
        try:
            return self.around(Interval.of(system, code))
        except ValueError:
            return ()

    def around(self, interval: Interval) -> tuple[Family, ...]:
        """The families that hold the whole interval, narrowest first."""
        return _around(self, interval)

    def overlapping(self, interval: Interval) -> tuple[Family, ...]:
        """The families that share a code with the interval, narrowest first."""
        families = (f for f in self.of_system(interval.system) if f.kind != TABULAR)
        return _narrowest_first(f for f in families if f.interval.overlaps(interval))

    def parent(self, slug: str) -> Family | None:
        family = self.get(slug)
        return self.get(family.parent) if family and family.parent else None

    def path(self, slug: str) -> tuple[Family, ...]:
        """From the outermost family down to this one."""
        family, found = self.get(slug), []
        while family:
            found.append(family)
            family = self.get(family.parent) if family.parent else None
        return tuple(reversed(found))

    def children(self, slug: str) -> tuple[Family, ...]:
        """The families next below in the tree. A topic's are those that lie inside it."""
        family = self.get(slug)
        if family is None:
            return ()
        if family.kind != TOPIC:
            return tuple(f for f in self._below[slug] if f.kind != TOPIC)
        inside = [f for f in self.of_system(family.system) if _lies_in(f, family)]
        slugs = {f.slug for f in inside}
        return tuple(f for f in inside if f.parent not in slugs)

    def topics(self, slug: str) -> tuple[Family, ...]:
        """The topics next below in the tree."""
        return tuple(f for f in self._below[slug] if f.kind == TOPIC)

    def neighbors(self, slug: str) -> tuple[Family, ...]:
        """The ones before and after it under the same parent."""
        family = self.get(slug)
        if family is None:
            return ()
        siblings = [f for f in self._below[family.parent] if f.system == family.system]
        alike = [f for f in siblings if (f.kind == TOPIC) == (family.kind == TOPIC)]
        here = alike.index(family)
        return tuple(alike[max(0, here - 1) : here] + alike[here + 1 : here + 2])

    def related(self, slug: str) -> tuple[Family, ...]:
        """Families of any system that the data files tie to this one, in either direction."""
        family = self.get(slug)
        if family is None:
            return ()
        named = [self.get(interval.slug) for interval in family.related]
        naming = [f for f in self if family.interval in f.related]
        return tuple(dict.fromkeys(f for f in (*named, *naming) if f is not None))

    def suggest(self, text: str, limit: int = 8) -> tuple[Family, ...]:
        """What somebody who types this may mean: by number, or by words of the name."""
        return suggestions(self, text, limit)


@lru_cache(maxsize=4096)
def _around(graph: FamilyGraph, interval: Interval) -> tuple[Family, ...]:
    families = graph._by_first[interval.system, interval.low_key[0]]
    return _narrowest_first(f for f in families if f.interval.contains(interval))


def _by_first(families: Iterable[Family]) -> dict[str, tuple[Family, ...]]:
    """Those of a system that a code with this first character can lie in: the only ones that have
    to be looked at for it."""
    known = tuple(families)
    return {first: tuple(f for f in known if _may_hold(f, first)) for first in DIGITS + LETTERS}


def _may_hold(family: Family, first: str) -> bool:
    return family.interval.low_key[0] <= first <= family.interval.high_key[0]


def _narrowest_first(families: Iterable[Family]) -> tuple[Family, ...]:
    return tuple(sorted(families, key=lambda f: (-f.priority, f.breadth, f.kind == TOPIC)))


def _place(family: Family) -> tuple[str, str, int]:
    return family.system, family.interval.low_key, -family.breadth


def _with_parents(families: list[Family]) -> Iterator[Family]:
    holders = _by_first(f for f in families if f.kind != TOPIC)
    for family in families:
        among = holders[family.interval.low_key[0]]
        yield family if family.parent else replace(family, parent=_narrowest_around(family, among))


def _narrowest_around(family: Family, among: Iterable[Family]) -> str | None:
    holding = _narrowest_first(
        f for f in among if f.interval.contains(family.interval) and f != family
    )
    return holding[0].slug if holding else None


def _lies_in(family: Family, topic: Family) -> bool:
    return family.kind != TOPIC and topic.interval.contains(family.interval)
