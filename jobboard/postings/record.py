"""What a posting says, as a plain value.

One record serves the form, the API, the imports and the sample; `parsing.read` is the one way to
make it from what somebody wrote, and `policy.missing` the one list of what a complete one needs.
A field that is None or empty was not stated, and is shown so.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from jobboard import taxonomy
from jobboard.codes.intervals import Interval

# Not part of what a posting says: who it comes from, and when it runs.
ENVELOPE = frozenset({"ref", "source", "employer", "posted_at", "expires_at"})


@dataclass(frozen=True)
class Credentials:
    """`accept_apprentice` is None where the poster did not say."""

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    accept_apprentice: bool | None = None

    @property
    def required(self) -> tuple[str, ...]:
        return (*self.all_of, *self.any_of)

    @property
    def named(self) -> tuple[str, ...]:
        return (*self.required, *self.preferred)


@dataclass(frozen=True)
class PlaceGiven:
    city: str | None = None
    state: str | None = None
    zip: str | None = None

    def __str__(self) -> str:
        return ", ".join(part for part in (self.city, self.state) if part) or self.zip or ""


@dataclass(frozen=True)
class Pay:
    """Amounts in dollars for one `unit`. Either end may be open."""

    min: float | None
    max: float | None
    unit: str
    currency: str = "USD"

    @property
    def hourly(self) -> tuple[float | None, float | None]:
        """The hourly equivalent of both ends; empty where the unit has none (pay by chart)."""
        hours = taxonomy.PAY_UNITS[self.unit].hours
        if not hours:
            return None, None
        low = self.max if self.min is None else self.min
        high = self.min if self.max is None else self.max
        return _cents(low, hours), _cents(high, hours)

    @property
    def text(self) -> str:
        """`$28.50–$39 an hour`, `from $60,000 a year`."""
        phrase = taxonomy.PAY_UNITS[self.unit].phrase
        if self.min is not None and self.max is not None and self.min != self.max:
            return f"{dollars(self.min)}–{dollars(self.max)} {phrase}"
        if self.max is None and self.min is not None:
            return f"from {dollars(self.min)} {phrase}"
        if self.min is None and self.max is not None:
            return f"up to {dollars(self.max)} {phrase}"
        return f"{dollars(self.min or 0)} {phrase}"


@dataclass(frozen=True)
class SoftwareAsked:
    slug: str
    level: str | None = None

    @property
    def name(self) -> str:
        return taxonomy.SOFTWARE[self.slug].label


@dataclass(frozen=True)
class Productivity:
    value: float
    unit: str
    per: str

    @property
    def text(self) -> str:
        unit = taxonomy.PRODUCTIVITY_UNITS[self.unit].label.lower()
        plural = unit if self.value == 1 else f"{unit}s"
        return (
            f"{self.value:g} {plural} per {taxonomy.PRODUCTIVITY_PERIODS[self.per].label.lower()}"
        )


@dataclass(frozen=True)
class Apply:
    """How to apply: on the board, at an address, or by email."""

    by: str = "board"
    url: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class ScreeningQuestion:
    text: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostingRecord:
    """See the contract's posting record. Vocabulary values are slugs, `description` clean HTML."""

    title: str
    description: str
    ref: str | None = None
    source: str | None = None
    employer: str | None = None
    role: str | None = None
    level: str | None = None
    specialties: tuple[str, ...] = ()
    setting: str | None = None
    codes: tuple[Interval, ...] = ()
    credentials: Credentials = Credentials()
    arrangement: str | None = None
    eligible_states: tuple[str, ...] = ()
    places: tuple[PlaceGiven, ...] = ()
    place_text: str | None = None
    grade: str | None = None
    employment_type: str | None = None
    shift: str | None = None
    benefits: tuple[str, ...] = ()
    pay: Pay | None = None
    pay_missing: str | None = None
    software: tuple[SoftwareAsked, ...] = ()
    productivity: Productivity | None = None
    accuracy_percent: float | None = None
    apply: Apply = Apply()
    questions: tuple[ScreeningQuestion, ...] = ()
    posted_at: date | None = None
    expires_at: date | None = None

    def stored(self) -> dict[str, Any]:
        """As the contract writes it, without what was not stated."""
        said = ((name, getattr(self, name)) for name in FIELDS)  # not what is cached beside them
        return {name: _plain(value) for name, value in said if _is_said(value)}

    @classmethod
    def from_stored(cls, data: Mapping[str, Any]) -> "PostingRecord":
        """The inverse of `stored`; the data are trusted."""
        given = {name: _revive(name, data[name]) for name in FIELDS if name in data}
        return cls(**given)

    @cached_property
    def digest(self) -> str:
        """Equal for records that say the same, whoever sent them and whenever they run."""
        said = {name: value for name, value in self.stored().items() if name not in ENVELOPE}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @property
    def works_everywhere(self) -> bool:
        """Open to people in every state and the District of Columbia."""
        return set(ALL_STATES) <= set(self.eligible_states)


FIELDS = tuple(field.name for field in fields(PostingRecord))
ALL_STATES = tuple(slug for slug, state in taxonomy.STATES.items() if not state.territory)


@lru_cache(maxsize=20_000)
def _interval(text: str) -> Interval:
    """Stored intervals are few, and read again and again."""
    return Interval.parse(text)


_REVIVERS: dict[str, Any] = {
    "codes": lambda values: tuple(map(_interval, values)),
    "credentials": lambda value: _credentials(value),
    "places": lambda values: tuple(PlaceGiven(**value) for value in values),
    "pay": lambda value: Pay(**value),
    "software": lambda values: tuple(SoftwareAsked(**value) for value in values),
    "productivity": lambda value: Productivity(**value),
    "apply": lambda value: Apply(**value),
    "questions": lambda values: tuple(
        ScreeningQuestion(**{**value, "choices": tuple(value.get("choices", ()))})
        for value in values
    ),
    "posted_at": date.fromisoformat,
    "expires_at": date.fromisoformat,
}


def dollars(amount: float) -> str:
    """`$28.50`, `$60,000`."""
    return f"${amount:,.0f}" if amount == int(amount) else f"${amount:,.2f}"


def _credentials(value: Mapping[str, Any]) -> Credentials:
    return Credentials(
        any_of=tuple(value.get("any_of", ())),
        all_of=tuple(value.get("all_of", ())),
        preferred=tuple(value.get("preferred", ())),
        accept_apprentice=value.get("accept_apprentice"),
    )


def _cents(amount: float | None, hours: float) -> float | None:
    return None if amount is None else round(amount / hours, 2)


def _revive(name: str, value: Any) -> Any:
    if name in _REVIVERS:
        return _REVIVERS[name](value)
    return tuple(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Interval):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        said = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(item) for name, item in said if _is_said(item)}
    return value


def _is_said(value: Any) -> bool:
    return value is not None and value != () and value != Credentials()
