"""Codes as people type them: `38241`, `382xx`, `C91.-`, `CPT 38204 to 38243`, `MS-DRG 014`.

A code must never reach the text query, where typo tolerance takes J9034 for J9035. Only what has
the shape of a code is taken for one; a bare ICD-10-CM category needs its digits (`C91`), so that
B2B stays a word. A modifier behind its code (`38240-26`) goes with it: jobs cover codes.
"""

import re
from collections.abc import Iterator

from jobboard.codes.intervals import Interval

DASH = r"\s?(?:[-‐‑‒–—−]|\bto\b|\bthrough\b|\bthru\b)\s?"
# The categories whose third place is a letter, as ICD-10-CM has them. V22, V24 and V28 are what
# coders call the versions of the risk adjustment model.
CATEGORY = r"(?:(?!V2[248]\b)[A-Z][0-9]{2}|C4A|C7[AB]|D3A|M1A|O9A|Z3A)"
SHAPES = {
    "cpt": r"(?:[0-9]{5}|[0-9]{4}[FMTU])",
    "hcpcs": r"[ABCDEGHJKLMPQRSTUV][0-9]{4}",
    "icd10cm": rf"{CATEGORY}(?:\.[0-9A-Z]{{1,4}}|[0-9][0-9A-Z]{{0,3}})?",
    # Two digits at least, and no number that could be anything: only section 0 is all digits.
    "icd10pcs": r"(?=[A-Z]*[0-9][A-Z]*[0-9])(?=0|[0-9]*[A-Z])[0-9BCDFGHX][0-9A-HJ-NP-Z]{6}",
}
# With the system's name before it, less is enough.
NAMED_SHAPES = SHAPES | {
    "icd10pcs": r"(?=[A-Z]*[0-9])[0-9A-HJ-NP-Z]{3,7}",
    "msdrg": r"[0-9]{2,3}",
}
NAMES = {
    "cpt": r"CPT\s?®?(?:-?4)?",
    "hcpcs": r"HCPCS(?:[ -]?(?:Level[ -]?)?II|[ -]?2)?",
    "icd10cm": r"ICD[ -]?10(?:[ -]?CM)?",
    "icd10pcs": r"ICD[ -]?10[ -]?PCS",
    "msdrg": r"(?:MS[ -]?)?DRGs?",
}
NAME_THEN = r"(?:\s*(?:codes?|ranges?|numbers?|no\.?))?\s*[:#-]?\s*"


def _alternatives() -> Iterator[str]:
    """A pattern for each form; its group is called after the system. The likelier come first."""
    yield r"(?:CPT\s*)?(?P<wild>(?=[0-9A-Z]{5}\b)[0-9A-V][0-9]{0,3}X{1,4})"
    yield rf"(?P<below>{CATEGORY}(?:\.[0-9A-Z]{{0,3}})?)\.?(?:-(?![0-9A-Z])|(?<=\.)X{{1,4}})"
    for system, shape in NAMED_SHAPES.items():
        yield rf"{NAMES[system]}{NAME_THEN}(?P<named_{system}>{shape}(?:{DASH}{shape})?)"
    for system, shape in SHAPES.items():
        yield rf"(?:codes?\s+)?(?P<{system}>{shape}(?:{DASH}{shape})?)"


MODIFIER = r"(?:-(?:[0-9]{2}|[A-Z][A-Z0-9])){0,4}"
# A code stands alone: not within a word, an amount ($28500), a decimal or a long ZIP code.
CODES = re.compile(
    rf"(?<![\w$.])(?:{'|'.join(_alternatives())}){MODIFIER}(?![\w%]|\.[0-9A-Z]|-[0-9]{{4}}\b)",
    re.IGNORECASE,
)


def codes_in(q: str) -> Iterator[tuple[int, int, Interval]]:
    """Where each code or range of codes begins and ends, and what it is."""
    for match in CODES.finditer(q):
        interval = _interval(match)
        if interval is not None:
            yield match.start(), match.end(), interval


def _interval(match: re.Match[str]) -> Interval | None:
    form = match.lastgroup or ""
    text = match[form]
    if form == "wild":
        return Interval.parse_or_none(text)
    if form == "below":
        return Interval.parse_or_none(f"icd10cm:{text.rstrip('.')}")
    system = form.removeprefix("named_")
    low, *high = re.split(DASH, text, flags=re.IGNORECASE)
    backwards = f"{system}:{'-'.join([*high, low])}"
    # Ends of two kinds are no range; the first alone is better than a text search for a code.
    return (
        Interval.parse_or_none(f"{system}:{text}")
        or Interval.parse_or_none(backwards)
        or Interval.parse_or_none(f"{system}:{low}")
    )
