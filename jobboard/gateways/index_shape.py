"""What an index is made to hold: the engine's settings for it, as code.

Each index of the board has one shape (jobs in `search.schema`, the reference in `lookup.schema`).
The real engine is given it and compared with it; the stand-in reads from it where words are looked
for and what comes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

UNORDERED = frozenset(
    {"filterableAttributes", "sortableAttributes", "stopWords", "disableOnWords", "synonyms"}
)


@dataclass(frozen=True)
class IndexShape:
    """The names in `settings` are the engine's own; what they hold is in our words."""

    settings: Mapping[str, Any]

    @property
    def searchable(self) -> tuple[str, ...]:
        """What a word is found in, the most telling first."""
        return tuple(self.settings["searchableAttributes"])

    @property
    def tie_breakers(self) -> tuple[str, ...]:
        """Fields that decide between equally good matches: "posted:desc"."""
        return tuple(rule for rule in self.settings["rankingRules"] if ":" in rule)

    @property
    def takes_beginnings(self) -> bool:
        """Is a word also found by its beginning?"""
        return bool(self.settings["prefixSearch"] != "disabled")

    @property
    def most_facet_values(self) -> int:
        return int(self.settings["faceting"]["maxValuesPerFacet"])

    def is_that_of(self, theirs: Any) -> bool:
        """Do the engine's settings say what these say?"""
        return equal(self.settings, theirs)


def equal(ours: Any, theirs: Any, *, name: str = "") -> bool:
    """The engine adds settings of its own, which may differ."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        if name == "synonyms" and set(ours) != set(theirs):
            return False
        return all(equal(value, theirs.get(key), name=key) for key, value in ours.items())
    if isinstance(ours, list) and isinstance(theirs, list):
        return sorted(ours) == sorted(theirs) if name in UNORDERED else ours == theirs
    return bool(ours == theirs)
