"""Codes that may be meant by what was typed, and how they are laid out by their systems."""

from dataclasses import dataclass
from typing import Any, Self

from jobboard.codes.families import FAMILIES
from jobboard.codes.naming import NamesACode
from jobboard.codes.placing import State
from jobboard.codes.systems import System, code_of

# How many of each system: where all are asked, and where one is.
SHORT_LIST, LONG_LIST = 4, 50
# What a hit takes from the engine's document.
FIELDS = ("system", "key", "title")


@dataclass(frozen=True)
class Hit(NamesACode):
    """A code that may be meant. `jobs` is how many live jobs code it."""

    system: str
    key: str
    summary: str
    jobs: int = 0
    state: State = State.CURRENT

    @classmethod
    def of_row(cls, row: Any) -> Self:
        """From what the database has of a code. A number without words of its own is called as its
        family is."""
        summary = row.summary or _family_name(row.system, code_of(row.system, row.key))
        return cls(row.system, row.key, summary)

    @classmethod
    def of_document(cls, document: Any) -> Self:
        return cls(document["system"], document["key"], document.get("title", ""))


@dataclass(frozen=True)
class Group:
    """What a system has, the likeliest first; `total` counts all that match, None where unknown."""

    system: System
    hits: tuple[Hit, ...]
    total: int | None = None

    @property
    def has_more(self) -> bool:
        return self.total is not None and self.total > len(self.hits)


@dataclass(frozen=True)
class Found:
    """`read_as` says what was looked for where it is not what was typed; `degraded`, that the
    engine is away."""

    groups: tuple[Group, ...] = ()
    read_as: tuple[str, ...] = ()
    degraded: bool = False

    @property
    def hits(self) -> list[Hit]:
        return [hit for group in self.groups for hit in group.hits]


def _family_name(system: str, code: str) -> str:
    return next((family.name for family in FAMILIES.of_code(system, code)), "")
