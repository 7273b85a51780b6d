"""What the name of a release, or of a file, says of its date.

`2026`, `FY2026`, `2026-04`, `2026 April`, `2026Q2`, `RVU26B`, `v43.1`, `ccipra-v322r0-f1`. Nothing
is made of a name that says nothing.
"""

import re
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A fiscal year of these begins in October of the year before.
FISCAL = frozenset({
    "icd10cm", "icd10pcs", "msdrg", "ccmcc", "conversion", "conversion-pcs",
})  # fmt: skip
# Version 43 of MS-DRG is of fiscal year 2026; version 32 of NCCI of 2026.
DRG_OFFSET, NCCI_OFFSET = 1983, 1994

YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d{3})")
QUARTER = re.compile(r"(?<![a-z])q([1-4])(?!\d)")
MONTH_NUMBER = re.compile(r"20\d\d[-_](0[1-9]|1[0-2])(?!\d)")
MONTH_NAME = re.compile(
    r"(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?(?![a-z])"
)
DAY_FIRST = re.compile(r"(?<!\d)(0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])-(20\d\d)")
RVU = re.compile(r"(?:pp)?rvu(\d\d)_?([a-d]r?\d?(?![a-z])|[a-z]{3})?")
NCCI = re.compile(r"(?<![a-z])v(\d\d)(\d)r\d")
DRG = re.compile(r"(?<![a-z])v(\d\d)(?:\.(\d))?(?!\d)")


@dataclass(frozen=True)
class When:
    year: int
    month: int | None = None

    def begins(self, dataset: str) -> date:
        if self.month:
            return date(self.year, self.month, 1)
        return date(self.year - 1, 10, 1) if dataset in FISCAL else date(self.year, 1, 1)

    def contradicts(self, other: "When") -> bool:
        months = {self.month, other.month} - {None}
        return self.year != other.year or len(months) > 1

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)


def when(name: str, dataset: str) -> When | None:
    """The date that a name tells, or None."""
    text = name.lower().replace(" ", "_")
    found = _by_version(text, dataset)
    if found:
        return found
    if day := DAY_FIRST.search(text):
        return When(int(day[2]), int(day[1]))
    year = YEAR.search(text)
    return When(int(year[1]), _month(text)) if year else None


def _by_version(text: str, dataset: str) -> When | None:
    if dataset in ("ptp", "mue", "addon") and (ncci := NCCI.search(text)):
        return When(NCCI_OFFSET + int(ncci[1]), 3 * int(ncci[2]) + 1)
    if dataset in ("msdrg", "ccmcc") and (drg := DRG.search(text)):
        year = DRG_OFFSET + int(drg[1])
        return When(year, 4) if drg[2] == "1" else When(year)
    if dataset == "rvu" and not YEAR.search(text) and (rvu := RVU.search(text)):
        return When(2000 + int(rvu[1]), _quarter_letter(rvu[2] or ""))
    return None


def _quarter_letter(written: str) -> int | None:
    if written[:3] in MONTHS:
        return MONTHS.index(written[:3]) + 1
    return 3 * "abcd".index(written[0]) + 1 if written else None


def _month(text: str) -> int | None:
    if number := MONTH_NUMBER.search(text):
        return int(number[1])
    # `2026q2` is written together.
    if quarter := QUARTER.search(YEAR.sub(" ", text)):
        return 3 * int(quarter[1]) - 2
    if name := MONTH_NAME.search(text):
        return MONTHS.index(name[1]) + 1
    return None
