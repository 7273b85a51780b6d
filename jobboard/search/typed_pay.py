"""Amounts of pay as people type them: `$35`, `35/hr`, `$70k`, `over $80,000 a year`, `$30-38`, `85,000`,
`six figures`."""

import re
from collections.abc import Iterator

from jobboard import taxonomy

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,6}(?:\.[0-9]{1,2})?)"
UNIT = r"(?:hour|hr|h|year|yr|month|week|day|annum)s?"
PER = rf"\s?(?:/|per\s|an?\s)\s?{UNIT}\b|\s(?:hourly|yearly|annually|monthly|weekly)\b"
TO = r"\s?(?:[-–—]|to)\s?\$?"
AT_LEAST = r"(?:(?:over|above|from|at\s+least|min(?:imum)?|pays?|paying)\s+|>=?\s?)?"
OR_MORE = r"(?:\s?\+|\s+(?:or\s+more|and\s+up|plus|minimum|min)\b)?"
AMOUNT = re.compile(
    rf"(?<![\w.])(?:{AT_LEAST})(?:"
    # With the sign of the dollar a number is enough; without it, it needs a unit or a `k`.
    rf"\$\s?(?P<dollars>{NUMBER})\s?(?P<k1>k\b)?(?:{TO}{NUMBER}\s?(?P<k2>k\b)?)?"
    rf"(?P<unit1>{PER}|\s?{UNIT}\b)?"
    rf"|(?!401)(?P<kilo>[0-9]{{2,3}}(?:\.[0-9])?)(?:k?{TO}[0-9]{{2,3}})?k\b(?P<unit2>{PER})?"
    # No code has a comma within.
    rf"|(?P<comma>(?:[2-9][0-9]|1[0-9]{{2}}),[0-9]{{3}})(?:{TO}{NUMBER})?(?P<unit4>{PER})?"
    r"|(?P<figures>(?:six|6)[ -]figures?)"
    rf"|(?P<bare>{NUMBER})(?:{TO}{NUMBER})?(?:\s?(?:dollars?|bucks))?(?P<unit3>{PER})"
    rf"){OR_MORE}(?!\w)",
    re.IGNORECASE,
)
# By the first letters of a unit.
UNITS = {"h": "hour", "y": "year", "a": "year", "m": "month", "w": "week", "d": "day"}
LEAST, MOST = 5.0, 500.0
SIX_FIGURES = 100_000


def amounts_in(text: str) -> Iterator[tuple[int, int, float]]:
    """Where each amount begins and ends, and what it is by the hour; ranges count from their low
    end. Amounts that nobody is paid are not taken for pay."""
    for match in AMOUNT.finditer(text):
        hourly = _hourly(match)
        if LEAST <= hourly <= MOST:
            yield match.start(), match.end(), hourly


def _hourly(match: re.Match[str]) -> float:
    if match["figures"]:
        return round(SIX_FIGURES / (taxonomy.PAY_UNITS["year"].hours or 1), 2)
    said = match["dollars"] or match["kilo"] or match["comma"] or match["bare"]
    amount = float(said.replace(",", ""))
    if match["k1"] or match["k2"] or match["kilo"]:
        amount *= 1000
    per = match["unit1"] or match["unit2"] or match["unit4"] or match["unit3"]
    unit = UNITS[_first_letter(per)] if per else "year" if amount >= 1000 else "hour"
    return round(amount / (taxonomy.PAY_UNITS[unit].hours or 1), 2)


def _first_letter(per: str) -> str:
    """Of the unit, in `/hr`, `an hour`, `per year` or `hourly`."""
    *_, unit = re.split(r"[\s/]+", per.strip())
    return unit[0].lower()
