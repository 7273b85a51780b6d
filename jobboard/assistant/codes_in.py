"""The codes, ranges and modifiers that a question names. Pure.

A question is short and about codes, so what has the shape of one is taken for one, unless what
stands before it says otherwise ("$28500", "vitamin B12", "NCD 110.23", "CLIA 88"). The system's
name before a code decides where several would fit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from jobboard.codes.intervals import Interval
from jobboard.codes.systems import possible_systems

DASH = r"\s?(?:[-‐‑‒–—−]|\b(?:to|through|thru)\b)\s?"
PIECE = r"(?=[A-Za-z]*[0-9])[A-Za-z0-9]{2,8}(?:\.[0-9A-Za-z]{1,4})?"
TOKEN = re.compile(
    rf"(?<![\w$.#/-])({PIECE})(?:({DASH})({PIECE}))?(\.?-(?![A-Za-z0-9])|\.[xX]{{1,4}})?(?![\w%])"
)
NAMED = {
    "icd10pcs": re.compile(r"\b(?:icd[- ]?10[- ]?)?pcs\s*(?:codes?)?\s*[:#]?\s*$", re.I),
    "icd10cm": re.compile(r"icd[- ]?10(?:[- ]?cm)?\s*(?:codes?)?\s*[:#]?\s*$", re.I),
    "msdrg": re.compile(r"drgs?\s*(?:codes?|groups?)?\s*[:#]?\s*$", re.I),
    "hcpcs": re.compile(r"hcpcs(?:\s*level\s*(?:ii|2))?\s*(?:codes?)?\s*[:#]?\s*$", re.I),
    "cpt": re.compile(r"cpt[®]?(?:-4)?\s*(?:codes?)?\s*[:#]?\s*$", re.I),
}
# What stands before a number that is no code.
NOT_AFTER = re.compile(
    r"(?:\b(?:vitamin|ncd|lcd|section|chapter|form|zip|suite|room|page|year|fy|cy|version|modifiers?|mods?"
    r"|pos|level|type|stage|grade|part|article|mln|cr|icd|title|top|phone|call|room|step|clia|x)\s*#?|\$)$",
    re.I,
)
# Followed by these it is a number of something.
NOT_BEFORE = re.compile(
    r"\s*(?:minutes?|mins?|days?|hours?|hrs?|years?|months?|weeks?|units?|dollars?|percent|%|mg|ml|kg|miles?|beds?|charts?)\b",
    re.I,
)
WILD = re.compile(r"(?<![\w$.-])([0-9A-Va-v][0-9]{1,3}[xX]{1,3})(?!\w)")
DRG_LIST = re.compile(
    r"\bdrgs?\s*(?:codes?)?\s*[:#]?\s*((?:\d{1,3}(?:\s*(?:,|and|or|vs\.?|versus|&|/|to|-)\s*)?)+)",
    re.I,
)
MODIFIER_WORD = re.compile(r"\bmod(?:ifier)?s?\b", re.I)
APPENDED = re.compile(r"\b[0-9]{5}\s?-\s?([0-9A-Z]{2})\b(?!-|\d)")
TWO = re.compile(r"(?<![\w$.-])-?([0-9]{2}|[A-Z][A-Z0-9])(?![\w%.]|-\d)")
# Two letters that are also words or something else in capitals.
NOT_ALONE = frozenset(
    {
        "AS",
        "AT",
        "CO",
        "GO",
        "GT",
        "PT",
        "RI",
        "SG",
        "AI",
        "AA",
        "E1",
        "F1",
        "T1",
        "LC",
        "PN",
        "FT",
        "GE",
        "Q0",
        "Q1",
        "TC",
    }
)
BARE_CATEGORY = re.compile(
    r"(?!(?:X12|V2[248])$)(?:[A-Z][0-9]{2}|C4A|C7[AB]|D3A|M1A|O9A|Z3A)[0-9A-Z]*", re.I
)
ICD9 = re.compile(r"(?<![\w$.])(\d{3}\.\d{1,2}|[VE]\d{2,3}\.\d)(?![\w.])")
NCD = re.compile(r"\bNCDs?\s*#?\s*(\d{1,3}\.\d{1,2}(?:\.\d{1,2})?)", re.I)


def codes_in(question: str) -> tuple[Interval, ...]:
    """Codes and ranges in the order of the question, each once."""
    found: list[tuple[int, Interval]] = [*_drgs(question), *_wild(question), *_tokens(question)]
    ordered = [interval for _, interval in sorted(found, key=lambda pair: pair[0])]
    return tuple(dict.fromkeys(ordered))


def other_readings(interval: Interval) -> tuple[Interval, ...]:
    """The same characters in other systems: C9100 may be HCPCS, or ICD-10-CM without its dot."""
    if not interval.is_single:
        return ()
    systems = possible_systems(interval.low)
    return tuple(
        Interval.of(system, interval.low) for system in systems if system != interval.system
    )


def modifiers_in(question: str, known: Collection[str]) -> tuple[str, ...]:
    """Modifiers that the question names, in its order."""
    says_so = MODIFIER_WORD.search(question) is not None
    found = [match[1] for match in APPENDED.finditer(question)]
    shouting = question.upper() == question
    for match in TWO.finditer(
        question if not says_so else _capitals_after_the_word(question, known)
    ):
        code = match[1]
        alone = says_so or (code.isalpha() and code not in NOT_ALONE and not shouting)
        if code in known and alone and not NOT_BEFORE.match(question[match.end() :]):
            found.append(code)
    return tuple(dict.fromkeys(code for code in found if code in known or says_so))


def unknown_modifiers(question: str, known: Collection[str]) -> tuple[str, ...]:
    """What is called a modifier and is none that we know."""
    said = re.findall(r"\bmod(?:ifier)?\s*[-#]?\s*([0-9]{2}|[A-Z][A-Z0-9])\b", question)
    return tuple(dict.fromkeys(code for code in said if code not in known))


def old_codes_in(question: str) -> tuple[str, ...]:
    """ICD-9-CM codes, which no current claim has."""
    if not re.search(r"\bicd[- ]?9", question, re.I):
        return ()
    return tuple(dict.fromkeys(ICD9.findall(question)))


def determinations_in(question: str) -> tuple[str, ...]:
    """National coverage determinations by their number."""
    return tuple(dict.fromkeys(NCD.findall(question)))


def _capitals_after_the_word(question: str, known: Collection[str]) -> str:
    """`modifier xs` is XS; small words elsewhere stay small."""

    def raised(match: re.Match[str]) -> str:
        return match[1] + match[2].upper()

    pattern = r"(\bmod(?:ifier)?s?\s+[-#]?)([a-z][a-z0-9])\b"
    raised_question = re.sub(pattern, raised, question, flags=re.IGNORECASE)
    listed = r"(\b(?:and|or|vs\.?|versus|than)\s+[-#]?)([a-z][a-z0-9])\b"
    return re.sub(
        listed,
        lambda m: (
            m[1] + (m[2].upper() if m[2].upper() in known and m[2].lower() not in SMALL else m[2])
        ),
        raised_question,
    )


SMALL = frozenset({"as", "at", "co", "go", "pt", "gt", "ai"})


def _drgs(question: str) -> Iterator[tuple[int, Interval]]:
    for begins in DRG_LIST.finditer(question):
        for number in re.finditer(r"\d{1,3}", begins[1]):
            interval = _interval("msdrg", number[0])
            if interval:
                yield begins.start(1) + number.start(), interval


def _wild(question: str) -> Iterator[tuple[int, Interval]]:
    for match in WILD.finditer(question):
        if len(match[1]) == 5 and (interval := Interval.parse_or_none(match[1].lower())):
            yield match.start(), interval


def _tokens(question: str) -> Iterator[tuple[int, Interval]]:
    for match in TOKEN.finditer(question):
        if WILD.fullmatch(match[1]) or _is_something_else(question, match):
            continue
        yield from _read(match, _named(question[: match.start()]))


def _read(match: re.Match[str], named: str | None) -> Iterator[tuple[int, Interval]]:
    low, dash, high = match[1], match[2], match[3]
    if dash and len(high) > 2:
        both = _range(named, low, high)
        if both:
            yield match.start(), both
            return
    first = _one(named, low)
    if first:
        yield match.start(), first
    if dash and len(high) > 2 and (second := _one(named, high)):
        yield match.start(3), second


def _one(named: str | None, text: str) -> Interval | None:
    if named and (interval := _interval(named, text)):
        return interval
    systems = [system for system in possible_systems(text) if system != "msdrg"]
    for system in systems:
        if _is_plausible(system, text):
            return _interval(system, text)
    return None


def _range(named: str | None, low: str, high: str) -> Interval | None:
    first = _one(named, low)
    return Interval.parse_or_none(f"{first.system}:{low}-{high}") if first else None


def _is_plausible(system: str, text: str) -> bool:
    """A bare category needs its two digits (`C91`), so that B2B and T4 stay words."""
    if system == "icd10cm" and "." not in text:
        return BARE_CATEGORY.fullmatch(text) is not None
    return True


def _is_something_else(question: str, match: re.Match[str]) -> bool:
    before, after = question[: match.start()].rstrip(), question[match.end() :]
    if NOT_AFTER.search(before) and _named(question[: match.start()]) is None:
        return True
    return bool(NOT_BEFORE.match(after)) and match[1].isdigit() and len(match[1]) != 5


def _named(before: str) -> str | None:
    """The system that is named just before, also before an earlier code of a list."""
    bare = re.sub(rf"(?:{PIECE}\s*(?:,|and|or|vs\.?|versus|&|/|to)?\s*)+$", "", before)
    for system, pattern in NAMED.items():
        if pattern.search(before) or (bare != before and pattern.search(bare)):
            return system
    return None


def _interval(system: str, text: str) -> Interval | None:
    try:
        return Interval.of(system, text)
    except ValueError:
        return None
