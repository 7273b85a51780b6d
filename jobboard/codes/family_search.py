"""Which families somebody means who types a number, a range, a fragment or words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from jobboard.codes.intervals import HIGHEST, Interval
from jobboard.codes.systems import SYSTEMS

if TYPE_CHECKING:
    from jobboard.codes.family_graph import Family, FamilyGraph

Ranked = list[tuple[tuple[Any, ...], "Family"]]

LONGEST_QUESTION = 60
FRAGMENT = re.compile(r"[0-9A-Z]*[0-9]|[A-Z]")


class FamilyWords:
    """The words of all families in the order of the alphabet: somebody who types is answered with
    each letter, and what begins with it stands together."""

    def __init__(self, families: Iterable[Family]) -> None:
        self._families = tuple(families)
        self._entries = sorted(
            (word, rank, at)
            for at, family in enumerate(self._families)
            for rank, words in enumerate(family.searched)
            for word in words
        )
        self._words = [word for word, _, _ in self._entries]

    def having(self, asked: Sequence[str]) -> Iterator[tuple[int, Family]]:
        """The families with all of these words, the last letters of which may be lacking: 0 when
        the name has them, 1 and 2 when it takes other words."""
        if not asked:
            return
        found = [self._ranks(word) for word in asked]
        for at in sorted(set(found[0]).intersection(*found[1:])):
            yield max(ranks[at] for ranks in found), self._families[at]

    def _ranks(self, asked: str) -> dict[int, int]:
        """The best place of a word in each family that has it. A letter alone begins nothing."""
        start = bisect_left(self._words, asked)
        end = bisect_right(self._words, asked + HIGHEST if len(asked) > 1 else asked)
        ranks: dict[int, int] = {}
        for _, rank, at in self._entries[start:end]:
            ranks[at] = min(rank, ranks.get(at, rank))
        return ranks


def suggestions(graph: FamilyGraph, text: str, limit: int) -> tuple[Family, ...]:
    typed = text.strip()[:LONGEST_QUESTION]
    ranked = _by_code(graph, typed) or _by_fragment(graph, typed) or _by_words(graph, typed)
    return tuple(family for _, family in sorted(ranked, key=lambda pair: pair[0]))[:limit]


def words_of(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", text.lower()))


def _by_code(graph: FamilyGraph, typed: str) -> Ranked:
    """A whole code or range ranks the families that it meets, those around it first."""
    try:
        asked = Interval.parse(typed)
    except ValueError:
        return []
    # `014` and `J90` are codes, and more often the beginning of one that is still being typed.
    if len(typed) < 5:
        return []
    met = graph.overlapping(asked)
    return [((not f.interval.contains(asked), -f.priority, f.breadth), f) for f in met]


def _by_fragment(graph: FamilyGraph, typed: str) -> Ranked:
    """The beginning of a code: families that begin so, then families around."""
    fragment = re.sub(r"[\s.]", "", typed).upper()
    if len(fragment) > 6 or not FRAGMENT.fullmatch(fragment):
        return []
    return [
        ((not f.interval.low.startswith(fragment), order[f.system], f.breadth), f)
        for order in ({system: place for place, system in enumerate(SYSTEMS)},)
        for f in graph
        if f.interval.low_key <= fragment + HIGHEST and fragment <= f.interval.high_key
    ]


def _by_words(graph: FamilyGraph, typed: str) -> Ranked:
    found = graph.words.having(words_of(typed))
    return [((rank, -f.priority, f.breadth), f) for rank, f in found]
