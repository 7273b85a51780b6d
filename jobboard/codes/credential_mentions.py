"""Which credentials a text speaks of: by their letters (`CCS`) or by their names. Pure.

Letters count in capitals and as a whole word. Some also mean other things (`CDC`, `MD`, `CRC`),
and count only beside another credential or near a word that settles it.
"""

from __future__ import annotations

import re
from functools import cache

from jobboard.taxonomy import CREDENTIALS

LETTERS = re.compile(r"(?<![\w.&-])([A-Z]{2,6}(?:-[A-Z]{1,2}(?![\w]))?)s?(?![\w&])")
DOTTED = re.compile(r"\b([MDR])\.([DON])\.")
BETWEEN = re.compile(
    r"[\s,;/()®™+&|.-]*(?:\b(?:and|or|and/or|certified|credentials?|a|an)\b[\s,/]*)*"
)
LONGEST_GAP = 22
LOOK_BACK, LOOK_AHEAD = 80, 50

_CREDENTIAL = r"certif|credential|licens|AAPC|AHIMA|accredit"
# What else must stand near letters that also mean something else.
SETTLES = {
    code: re.compile(pattern, re.IGNORECASE)
    for code, pattern in {
        "ART": r"record technician|AHIMA",
        "CCA": _CREDENTIAL,
        "CCC": rf"{_CREDENTIAL}|cardiology coder",
        "CCT": _CREDENTIAL,
        "CDC": r"dental",
        "CHC": r"complian.{0,40}certif|certif.{0,40}complian|HCCA|CCB",
        "CHRC": _CREDENTIAL,
        "CIC": rf"{_CREDENTIAL}|inpatient cod",
        "CMC": _CREDENTIAL,
        "COC": rf"{_CREDENTIAL}|outpatient cod",
        "CPB": _CREDENTIAL,
        "CRC": rf"{_CREDENTIAL}|risk adjust|HCC",
        "CTR": r"registr|tumor|NCRA",
        "CUC": _CREDENTIAL,
        "DO": r"\bMD\b[\s,]*(?:/|or|and)\s*DO\b|\bDO\s*(?:/|or)\s*MD\b|osteopath",
        "FMG": r"graduate|physician",
        "IMG": r"graduate|physician|\bMD\b",
        "MD": r"\bMD\b[\s,]*(?:/|or|and|,)\s*(?:DO|RN|MBBS)\b|medical degree|\bMD degree",
        "ODS": r"registr|oncology data|NCRA",
        "RCC": rf"{_CREDENTIAL}|radiology cod|RCCB",
        "RN": r"nurs|licens|\bBSN\b|\bRN\s*(?:/|or|,)\s*[A-Z]{2}|CDI|registered|certif|credential",
        "RRA": r"AHIMA|record administrator|RHIA",
    }.items()
}
# "Baltimore, MD": a state, whatever else stands near.
PLACE_BEFORE = re.compile(r"[A-Z][a-z]+,?\s$")
PUNCTUATION = str.maketrans({mark: " " for mark in "-–—,.;:()[]/®™\"'’“”&\u00a0"})


def credentials_in(text: str) -> list[str]:
    """The slugs of the credentials that the text mentions, in the order of the vocabulary."""
    found = _by_letters(text) | _by_name(text)
    return [slug for slug in CREDENTIALS if slug in found]


def _by_letters(text: str) -> set[str]:
    """Sure ones first; they settle the unsure ones that they are listed with."""
    known, text = _letters(), DOTTED.sub(lambda match: match[1] + match[2], text)
    matches = [match for match in LETTERS.finditer(text) if match[1] in known]
    sure = [_is_sure(match, text) for match in matches]
    for order in (range(1, len(matches)), range(len(matches) - 2, -1, -1)):
        for here in order:
            beside = here - 1 if order.step == 1 else here + 1
            sure[here] = sure[here] or (sure[beside] and _are_listed(matches, here, beside, text))
    return {known[match[1]] for match, is_sure in zip(matches, sure, strict=True) if is_sure}


def _is_sure(match: re.Match[str], text: str) -> bool:
    settles = SETTLES.get(match[1])
    if settles is None:
        return True
    if match[1] == "MD" and PLACE_BEFORE.search(text[max(0, match.start() - 20) : match.start()]):
        return False
    near = text[max(0, match.start() - LOOK_BACK) : match.end() + LOOK_AHEAD]
    return settles.search(near) is not None


def _are_listed(matches: list[re.Match[str]], here: int, beside: int, text: str) -> bool:
    first, second = sorted((matches[here], matches[beside]), key=lambda match: match.start())
    gap = text[first.end() : second.start()]
    return len(gap) <= LONGEST_GAP and BETWEEN.fullmatch(gap) is not None


def _by_name(text: str) -> set[str]:
    words = f" {' '.join(text.translate(PUNCTUATION).lower().split())} "
    found = set()
    for name, slug in _names():
        if name in words:
            found.add(slug)
            # A longer name holds shorter ones: an apprentice is not yet a coder.
            words = words.replace(name, " | ")
    return found


@cache
def _letters() -> dict[str, str]:
    """Every credential's letters, old ones too, and whose they are."""
    return {
        name: credential.slug
        for credential in CREDENTIALS.values()
        for name in (credential.slug, credential.label, *credential.synonyms)
        if re.fullmatch(r"[A-Z]{2,6}(?:-[A-Z]{1,2})?", name)
    }


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Names of at least two words, longest first, in the form that `_by_name` compares."""
    names = {
        f" {' '.join(name.translate(PUNCTUATION).lower().split())} ": credential.slug
        for credential in CREDENTIALS.values()
        for name in (credential.name, *credential.synonyms)
        if len(name.split()) > 1 and "(" not in name
    }
    return tuple(sorted(names.items(), key=lambda pair: -len(pair[0])))
