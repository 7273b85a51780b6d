"""The codes and credentials that a text mentions. Pure.

A number is only a code in its context: the same five digits are a ZIP code, a salary or a
requisition elsewhere. `mention_rules` holds what may stand around it; this file finds what has
the shape of a code and asks. In a list (`CPT 38204, 38205 and 38206`) the first decides for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jobboard.codes import mention_rules as rules
from jobboard.codes.credential_mentions import credentials_in
from jobboard.codes.intervals import Interval

__all__ = ["Mention", "credentials_in", "find"]

DASH = r"\s?[-‐‑‒–—]\s?|\s(?:to|through|thru)\s"
CPT = r"(?:\d{5}|\d{4}[FTUM])"
HCPCS = r"[A-EGHJ-MP-V]\d{4}"
WILD = r"\d{2}(?:[xX]{3}|\d[xX]{2}|\d\d[xX])|[A-EGHJ-MP-V]\d(?:x{3}|\dx{2}|\d\dx)"
ICD = r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"
CANDIDATE = re.compile(
    rf"""
    (?<![\w$€£\#@%=?.&-]) (?:(?:CPT|HCPCS)-)?
    (?:
      (?P<wild> {WILD} )
    | (?P<category> [A-Z]\d[0-9A-Z](?:\.-|\.x{{1,4}}|\.[0-9A-Z]{{1,3}}-) )
    | (?P<range> {CPT}(?:{DASH}){CPT} | {HCPCS}(?:{DASH}){HCPCS} | {ICD}(?:{DASH}){ICD} )
    | (?P<icd10cm> [A-Z]\d[0-9A-Z]\.[0-9A-Z]{{1,4}} | [A-Z]\d\d )
    | (?P<icd10pcs> [0-9BCDFGHX][0-9A-HJ-NP-Z]{{6}} )
    | (?P<hcpcs> {HCPCS} )
    | (?P<cpt> {CPT} )
    )
    (?! \w | [.,]\d | % | -\d{{3,4}}(?!\d) | [-.]\d+[-.]\d | @ | : \d)
    """,
    re.VERBOSE,
)
BETWEEN = re.compile(
    r"\s*(?:[,;/&+|]|\)|-\d\d)*\s*(?:and|or|&|plus)?\s*\(?(?:(?:CPT|HCPCS)(?:\s+codes?)?)?\s*", re.I
)
LONGEST_GAP = 24
WORD = re.compile(r"\w+")

DRG_BEGINS = re.compile(
    r"(?<![\w-])(?<!APR )(?:MS[- ]?)?DRGs?(?:\s+(?:codes?|groups?))?[\s:#(]*", re.I
)
DRG_NUMBER = re.compile(
    rf"(?:\d{{3}}(?:(?:{DASH})\d{{3}})?|\d{{1,2}}(?=\s*(?:[,;)]|\.?\s*$|\.\s|and\b|or\b)))(?![\w%+]|[.,]\d)"
)
DRG_BETWEEN = re.compile(r"\s*(?:,|;|/|and|or|&)\s*(?:(?:and|or)\s+)?", re.I)


@dataclass(frozen=True)
class Mention:
    """An interval of codes, and where in the text it is spoken of: `words` is `text[start:end]`."""

    interval: Interval
    start: int
    end: int
    words: str


def find(text: str) -> list[Mention]:
    """Every code and range that the text mentions, in its order."""
    found = [*_codes(text), *_drgs(text)]
    return sorted(found, key=lambda mention: mention.start)


def _codes(text: str) -> Iterator[Mention]:
    end, verdict = 0, False
    for match in CANDIDATE.finditer(text):
        start = match.start(match.lastgroup or 0)
        if not (end and _is_listed_after(text[end:start])):
            verdict = _is_code(match, text)
        elif verdict:
            verdict = not _is_something_else(*_around(text, start, match.end()), match)
        end = match.end()
        if verdict and (interval := _interval(match.lastgroup or "", text[start:end])):
            yield Mention(interval, start, end, text[start:end])


def _is_listed_after(gap: str) -> bool:
    return len(gap) <= LONGEST_GAP and BETWEEN.fullmatch(gap) is not None


def _is_code(match: re.Match[str], text: str) -> bool:
    before, after = _around(text, match.start(match.lastgroup or 0), match.end())
    if _is_something_else(before, after, match):
        return False
    return DECIDERS[match.lastgroup or ""](match[0], before, after)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    before = text[max(0, start - rules.LOOK_BACK) : start]
    after = text[end : end + rules.LOOK_AHEAD]
    return rules.SENTENCE_END.split(before)[-1], rules.SENTENCE_END.split(after, maxsplit=1)[0]


def _is_something_else(before: str, after: str, match: re.Match[str]) -> bool:
    words = WORD.findall(before.lower())
    if _is_somebodys_number(before, words) or _stands_behind_something_else(before, words):
        return True
    if match.lastgroup not in ("cpt", "range", "icd10pcs"):
        return False
    return rules.NOT_BEFORE.match(after) is not None


def _is_somebodys_number(before: str, words: list[str]) -> bool:
    if not before.rstrip(rules.BEFORE_A_NUMBER)[-1:].isalnum():
        return False
    nearest = words[-3:]
    if nearest and nearest[-1] in rules.NUMBER_WORDS:
        nearest.pop()
    return bool(nearest) and (
        nearest[-1] in rules.NUMBERED or tuple(nearest[-2:]) in rules.NUMBERED_PAIRS
    )


def _stands_behind_something_else(before: str, words: list[str]) -> bool:
    if rules.NOT_AFTER_WORDS.isdisjoint(words) and not rules.NOT_AFTER_SIGN.search(before):
        return False
    return rules.NOT_AFTER.search(before) is not None


def _is_zip(number: str, before: str) -> bool:
    state = rules.STATE_BEFORE.search(before)
    return state is not None and number[0] in rules.ZIP_BEGINNINGS.get(
        state[1].replace(".", ""), ""
    )


def _five_digits(number: str, before: str, after: str) -> bool:
    if _is_zip(number, before):
        return False
    if rules.BEFORE.match(after):
        return True
    name = rules.NAME_BEFORE.search(before)
    if name and name[1] not in rules.NAMES_OF_CODES:
        return False
    if rules.AFTER.search(before):
        return True
    return not number.endswith("00") and _stands_alone_or_after_a_plain_word(before)


def _stands_alone_or_after_a_plain_word(before: str) -> bool:
    words = before.split()
    if not words or before.endswith("("):
        return True
    last = words[-1].strip(",;:")
    # "CT 70450" is a scan; where the letters are the ZIP code's state, `_is_zip` has said so.
    if last.isupper() and len(last) == 2:
        return last != "US"
    return last.isalpha() and last.islower() and last not in rules.QUANTITY_WORDS


def _a_letter_and_four_digits(words: str, before: str, after: str) -> bool:
    if rules.AFTER.search(before) or rules.BEFORE.match(after):
        return True
    # Offices are lettered so too: "Procurement Office (A9101)", "Merchant L6500".
    name = rules.NAME_BEFORE.search(before.rstrip("( ") + " ")
    lone = name is None or name[1] in rules.NAMES_OF_CODES
    return lone or (words[0] in rules.DRUG_LETTERS and not words.endswith("00"))


def _a_range(words: str, before: str, after: str) -> bool:
    ends = re.findall(r"\d{5}", words)
    if len(ends) != 2 or not all(end.endswith("0") for end in ends):
        return True
    all_round = all(end.endswith("00") for end in ends)
    if not all_round and int(ends[1]) - int(ends[0]) < rules.PAY_SPREAD:
        return True
    return bool(rules.AFTER.search(before) or rules.BEFORE.match(after))


def _a_diagnosis(words: str, before: str, _after: str) -> bool:
    if "." in words:
        return True
    return words not in rules.NOT_A_CATEGORY and bool(rules.DIAGNOSIS.search(before))


def _an_inpatient_procedure(words: str, before: str, _after: str) -> bool:
    return words.endswith("ZZ") or bool(rules.INPATIENT_PROCEDURE.search(before))


def _always(_words: str, _before: str, _after: str) -> bool:
    return True


DECIDERS = {
    "wild": _always,
    "category": _always,
    "range": _a_range,
    "icd10cm": _a_diagnosis,
    "icd10pcs": _an_inpatient_procedure,
    "hcpcs": _a_letter_and_four_digits,
    "cpt": _five_digits,
}


@lru_cache(maxsize=4096)
def _interval(kind: str, words: str) -> Interval | None:
    named = kind if kind in ("cpt", "hcpcs", "icd10cm", "icd10pcs") else None
    try:
        return Interval.of(named, words) if named else Interval.parse(words)
    except ValueError:
        return None


def _drgs(text: str) -> Iterator[Mention]:
    for begins in DRG_BEGINS.finditer(text):
        at = begins.end()
        while number := DRG_NUMBER.match(text, at):
            if rules.NOT_BEFORE.match(text[number.end() : number.end() + rules.LOOK_AHEAD]):
                break
            try:
                interval = Interval.parse(f"msdrg:{number[0]}")
            except ValueError:
                break
            yield Mention(interval, number.start(), number.end(), number[0])
            between = DRG_BETWEEN.match(text, number.end())
            if not between:
                break
            at = between.end()
