"""Which families somebody means who types a number, a range, a fragment or words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jobboard.codes.intervals import HIGHEST, Interval
from jobboard.codes.systems import SYSTEMS

if TYPE_CHECKING:
    from jobboard.codes.family_graph import Family, FamilyGraph

Ranked = list[tuple[tuple[Any, ...], "Family"]]

LONGEST_QUESTION = 60
FRAGMENT = re.compile(r"[0-9A-Z]*[0-9]|[A-Z]")


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
    asked = words_of(typed)
    if not asked:
        return []
    ranked = ((_nearness(asked, family), family) for family in graph)
    return [((near, -f.priority, f.breadth), f) for near, f in ranked if near is not None]


def _nearness(asked: tuple[str, ...], family: Family) -> int | None:
    """0 when the name has all the words, 1 and 2 when it takes other words; else None."""
    known: list[str] = []
    for rank, words in enumerate(family.searched):
        known += words
        if all(any(_begins(word, one) for word in known) for one in asked):
            return rank
    return None


def _begins(word: str, asked: str) -> bool:
    return word == asked or (len(asked) > 1 and word.startswith(asked))
