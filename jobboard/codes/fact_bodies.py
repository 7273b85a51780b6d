"""What the sections of official figures are asked for, and what their templates draw."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from jobboard.codes import releases
from jobboard.codes.datasets import HOSPITAL, PRACTITIONER
from jobboard.codes.fact_models import AddOn, Locality, PtpEdit
from jobboard.codes.facts import Payment


@dataclass(frozen=True)
class Asked:
    """For which day, setting and Medicare locality somebody wants the figures."""

    on: date
    setting: str = PRACTITIONER
    locality: str = ""

    @classmethod
    def read(cls, day: str, setting: str, locality: str) -> "Asked":
        """What cannot be read is as if it had not been asked."""
        today = releases.today()
        try:
            on = date.fromisoformat(day)
        except ValueError:
            on = today
        within = date(1996, 1, 1) <= on <= today + timedelta(days=366)
        known = setting if setting in (PRACTITIONER, HOSPITAL) else PRACTITIONER
        return cls(on if within else today, known, locality[:20])


@dataclass(frozen=True)
class Fees:
    payments: tuple[Payment, ...]
    places: tuple[Locality, ...]
    at: Locality | None


@dataclass(frozen=True)
class Pairs:
    """`pairs` are as many as are drawn, of `total` that are active on the day."""

    pairs: tuple[tuple[str, PtpEdit], ...]
    total: int
    asked: Asked
    setting_name: str
    settings: dict[str, str]


@dataclass(frozen=True)
class AddOns:
    goes_with: tuple[AddOn, ...]
    has: tuple[AddOn, ...]

    @property
    def leaves_it_to_the_payer(self) -> bool:
        return any(one.type in ("2", "3") for one in self.goes_with)


@dataclass(frozen=True)
class Fact:
    term: str
    text: str
    code: dict[str, str] = field(default_factory=dict)
