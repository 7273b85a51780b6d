"""What was asked of a checker, out of an address's parameters. What is not right gets a sentence
beside its field, and no check is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jobboard.codes import spellings
from jobboard.codes.datasets import SETTINGS
from jobboard.codes.facts import service

MOST_UNITS = 99_999
FIRST_DAY = date(1996, 1, 1)


@dataclass
class Asked:
    """The parameters as typed, what they mean, and what is wrong with them by field."""

    typed: Mapping[str, str]
    today: date
    troubles: dict[str, str] = field(default_factory=dict)

    def code(self, name: str, example: str) -> str:
        written = self._typed(name)
        if not written:
            self.troubles[name] = f"Enter a code, such as {example}."
            return ""
        try:
            return service(spellings.without_modifiers(spellings.without_name(written).rest))
        except ValueError:
            self.troubles[name] = (
                f"“{written[:20]}” is not a CPT or HCPCS code: those have five characters, like {example}."
            )
            return ""

    def day(self) -> date:
        written = self._typed("on")
        if not written:
            return self.today
        try:
            day = date.fromisoformat(written)
        except ValueError:
            self.troubles["on"] = "Enter the day as year, month and day, such as 2026-10-01."
            return self.today
        if not FIRST_DAY <= day <= self.today.replace(year=self.today.year + 2, day=1):
            self.troubles["on"] = "Enter a day between 1996 and the year after next."
        return day

    def setting(self, allowed: tuple[str, ...] = tuple(SETTINGS)) -> str:
        written = self._typed("setting")
        if written and written not in allowed:
            self.troubles["setting"] = "Choose one of the settings."
        return written if written in allowed else allowed[0]

    def units(self) -> int:
        written = self._typed("units")
        if not (written.isascii() and written.isdigit() and 0 < int(written) <= MOST_UNITS):
            self.troubles["units"] = (
                f"Enter how many units, a whole number from 1 to {MOST_UNITS:,}."
            )
            return 0
        return int(written)

    def modifier(self, *, required: bool, behind: str = "") -> str:
        """`behind` names the field of a code that may bring it along: 38240-26."""
        # Many write it as it stands behind a code: -59.
        written = self._typed("modifier").upper().removeprefix("-").strip()
        if not written and behind:
            spelled = spellings.without_name(self._typed(behind)).rest
            written = next(iter(spellings.modifiers_of(spelled)), "").upper()
        if not written and not required:
            return ""
        if not (written.isascii() and written.isalnum() and len(written) == 2):
            self.troubles["modifier"] = "Enter a modifier of two characters, such as 59."
            return ""
        return written

    def place(self, known: set[str]) -> str:
        written = self._typed("place")
        # Without any locality, the answer is that none has been loaded.
        if known and written and written not in known:
            self.troubles["place"] = "Choose a locality from the list."
            return ""
        return written

    def _typed(self, name: str) -> str:
        return self.typed.get(name, "").strip()
