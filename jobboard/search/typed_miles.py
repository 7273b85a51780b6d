"""Distances as people type them: `within 25 miles of`, `25 mi from`, `a 50-mile radius`, and the
ZIP code beside one, which otherwise would be a code.

A lone `25 MI` is Michigan's; in small letters, or before `of` and `from`, it is miles. `near me` is
a distance from a place that nobody has said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LEAST, MOST = 1, 500
USUAL_MILES = 50
ZIP = r"[0-9]{5}(?:-[0-9]{4})?(?!\w)"
BEFORE = (
    r"(?:(?:within|under|about|up\s+to|less\s+than|no\s+more\s+than|at\s+most|max(?:imum)?"
    r"|an?|(?:radius|distance)(?:\s+of)?)\s+)*"
)
UNIT = r"(?:miles?\b|(?-i:mi)\b|mi(?=\.?\s+(?:of|from)\b))\.?"
AFTER = r"(?:\s+(?:radius|range|distance|drive|commute|away)\b)*"
DISTANCE = re.compile(
    rf"(?<![\w$.])(?:(?P<zip_before>{ZIP})[\s,;(]+)?"
    # Of a range of miles the upper end counts.
    rf"(?P<far>{BEFORE}(?:[0-9]{{1,3}}\s?(?:-|–|to)\s?)?(?P<miles>[0-9]{{1,4}})\s?-?\s?{UNIT}{AFTER}"
    r"(?P<leads>\s+(?:of|from|around|to|near|outside)\b)?)"
    rf"(?:[\s,:(]+(?P<zip_after>(?:zip(?:\s?code)?:?\s+)?{ZIP}))?",
    re.IGNORECASE,
)
# Hardly any search has a distance, and this is quick to see.
MAY_HAVE_ONE = re.compile(r"[0-9]\s?-?\s?mi", re.IGNORECASE)


HERE = re.compile(
    r"\b(?:(?:near|close|closest|nearest|next)(?:\s+to)?|around|by|from)\s+(?:me|my\s+(?:home|house"
    r"|location|area|place|zip(?:\s?code)?))\b|\bin\s+my\s+(?:area|city|town)\b|\bnearby\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Distance:
    """Where the distance stands, and where the ZIP code beside it, if there is one. One that
    `leads` has a place after it."""

    start: int
    end: int
    miles: int
    leads: bool
    zip_code: str = ""
    zip_at: tuple[int, int] = (0, 0)


def distances_in(text: str) -> Iterator[Distance]:
    if MAY_HAVE_ONE.search(text):
        yield from map(_distance, DISTANCE.finditer(text))
    yield from (Distance(*match.span(), USUAL_MILES, False) for match in HERE.finditer(text))


def _distance(match: re.Match[str]) -> Distance:
    miles = min(max(int(match["miles"]), LEAST), MOST)
    leads = match["leads"] is not None
    # "38241 within 25 miles of Houston": what follows is the place, so that is a code.
    beside = "zip_after" if match["zip_after"] or leads else "zip_before"
    if not (said := match[beside]):
        return Distance(*match.span("far"), miles, leads)
    digits = re.findall(r"[0-9]{5}", said)[0]
    return Distance(*match.span("far"), miles, False, digits, match.span(beside))
