"""What one value of a closed vocabulary is: plain, frozen, known by its slug."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["active", "legacy", "retired"]


@dataclass(frozen=True, kw_only=True)
class Term:
    """A value people choose from a list.

    `slug` is what records, forms and the index hold; `path` is the same value in
    an address. Legacy values can no longer be earned or begun but still mean
    something; retired ones are understood and no longer offered.
    """

    slug: str
    label: str
    path: str
    synonyms: tuple[str, ...] = ()
    group: str | None = None
    status: Status = "active"

    @property
    def choice_label(self) -> str:
        return self.label

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that people may call it."""
        return (self.slug, self.path, self.label, *self.synonyms)


@dataclass(frozen=True, kw_only=True)
class Specialty(Term):
    """Its `families` are intervals of codes, written as records write them: `cpt:38204-38232`."""

    families: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Credential(Term):
    """`tier` is the level the Veterans Health Administration counts it at, where it does."""

    name: str
    issuer: str
    area: str
    apprentice: str | None = None
    apprentice_of: str | None = None
    tier: Literal["apprentice", "mastery", "cdi"] | None = None

    @property
    def choice_label(self) -> str:
        return f"{self.label} – {self.name}"

    @property
    def names(self) -> tuple[str, ...]:
        return (*super().names, self.name)


@dataclass(frozen=True, kw_only=True)
class Role(Term):
    """`onet` is the O*NET-SOC occupation; `settings` are hints where the work is mostly done."""

    onet: str | None = None
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Level(Term):
    """The years are a hint for people who choose a level, never a requirement."""

    years_min: int = 0
    years_max: int | None = None

    @property
    def years(self) -> tuple[int, int | None]:
        return self.years_min, self.years_max


@dataclass(frozen=True, kw_only=True)
class EmploymentType(Term):
    schema_org: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class State(Term):
    ap_abbreviation: str
    territory: bool = False

    @property
    def abbreviation(self) -> str:
        return self.slug

    @property
    def names(self) -> tuple[str, ...]:
        return (*super().names, self.ap_abbreviation)


@dataclass(frozen=True, kw_only=True)
class Software(Term):
    vendor: str | None = None


@dataclass(frozen=True, kw_only=True)
class CodeSet(Term):
    """`system` is the code reference's name for it, where the reference has it."""

    system: str | None = None


@dataclass(frozen=True, kw_only=True)
class PayUnit(Term):
    """`hours` turns an amount into its hourly equivalent; without it there is none.

    `phrase` follows an amount: "$31.50 an hour".
    """

    phrase: str
    hours: float | None = None
    schema_org: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reason(Term):
    """`sentence` is what the person concerned reads."""

    sentence: str
