"""Where a text names somebody. Pure.

Words that begin with a capital are no names yet: "Patient Safety", "Acute Leukemia", "Austin Flint
murmur". Something must speak for a name: a label or a title before it, a birth date or an age right
after it, or a common given name in the neighborhood of a date, an age or a clinical word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from jobboard.screening.name_words import (
    FIRST_NAMES,
    OF_SOMETHING_ELSE,
    could_be_a_name,
    is_hardly_else,
)
from jobboard.screening.patterns import DATE, OLD

Named = tuple[int, int, str]

PART = r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'’-]{0,24}"
CAPITAL = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’-]{0,24}"
INITIAL = r"(?:[A-Z]\.?\s{1,2})?"
FULL = rf"{CAPITAL}[ \t]{{1,2}}{INITIAL}{CAPITAL}"
TURNED = rf"{CAPITAL},\s?{CAPITAL}(?:\s[A-Z]\b\.?)?"

SOMEBODY = (
    r"patient|pt|member|subscriber|insured|guarantor|beneficiary|mother|father|spouse|wife|husband|"
    r"son|daughter|guardian|next\s{1,2}of\s{1,2}kin|emergency\s{1,2}contact|recipient|donor"
)
# The label itself says that a name follows, so that it may be in small letters.
NAME_LABEL = re.compile(
    rf"(?:\b(?:{SOMEBODY})(?:'s|’s)?\s{{0,2}}name|(?:^|\n)\s{{0,4}}(?:full\s|last\s|first\s)?name)"
    rf"\s?(?:is|[:=-])\s{{0,3}}(?P<it>{PART}(?:,?[ \t]{{1,2}}{PART}\.?){{0,2}})",
    re.IGNORECASE,
)
PERSON_LABEL = re.compile(
    rf"\b(?i:{SOMEBODY}|re|regarding)\s?(?::|is|named|\bname)\s{{0,3}}(?P<it>{TURNED}|{FULL})"
)
TITLE = re.compile(
    rf"\b(?:(?:Mr|Mrs|Ms)\b\.?|Miss)\s{{1,2}}(?P<it>{CAPITAL}(?:\s{{1,2}}{CAPITAL})?)"
    rf"|\b(?:MR|MRS|MS)\.\s{{1,2}}(?P<shouted>[A-Z'-]{{3,24}})"
)
AGE = rf"\d{{1,3}}(?:{OLD}|\s?[MF]\b)"
BORN = r"(?:d\.?o\.?b\b|date\sof\sbirth|birth\s?date|\(?born\b|mrn\b)"
BESIDE = re.compile(
    rf"(?<![\w'’-])(?P<it>{TURNED}|{FULL})(?:,|\s?[-–(|;]|\s)?\s{{0,3}}"
    rf"(?:\(?(?i:{BORN})|(?P<age>\(?(?i:{AGE}))|(?P<date>\(?(?i:{DATE})))"
)
WORD = re.compile(rf"(?<![\w'’-]){PART}")
REST = re.compile(rf"\s{{1,2}}{INITIAL}(?P<last>{CAPITAL})")
SMALL_REST = re.compile(rf"\s(?P<last>[a-z][a-z'’-]{{1,24}})(?=,?\s{{1,2}}(?:{AGE}|{BORN}))", re.I)
NEXT_WORD = re.compile(r"(?:'s|’s)?[\s-]{1,2}([A-Za-z'’]{1,20})")
SURNAME_BEFORE = re.compile(rf"(?P<last>{CAPITAL}),\s?$")
CUE = re.compile(
    rf"\b(?:patient|pt|presents?|admitted|admission|diagnosed|dob|mrn|underwent|discharged?|"
    rf"procedure\sdate|dos|seen\s(?:on|in|for)|hx|chart|born|followed\sfor)\b"
    rf"|(?<!\d){DATE}|(?<!\d){AGE}",
    re.IGNORECASE,
)
ALONE_AFTER = re.compile(rf"(?:\s(?:is|was)(?:\san?)?|,)?\s(?:{AGE}|\d{{1,3}},)", re.IGNORECASE)
ALONE_BEFORE = re.compile(
    rf"\b(?:{SOMEBODY}|brother|sister|twin)(?:\s(?:named|is|called))?,?\s{{1,2}}$", re.IGNORECASE
)
# Who treats or codes is no patient.
PROFESSION_BEFORE = re.compile(
    r"\b(?:dr|drs|doctor|prof|professor|nurse|by\sdr|attending|surgeon|provider|physician)\b[.:]?\s{1,2}$",
    re.IGNORECASE,
)
PROFESSION_AFTER = re.compile(
    r",?\s{0,2}\(?(?:M\.?D|D\.?O|R\.?N|N\.?P|PA(?:-C)?|CRNA|Ph\.?D|PharmD|DPM|DDS|CPC|COC|CIC|CCS|"
    r"RHIA|RHIT|CDIP|CCDS|FACS|FACP|esq)\b"
)
LOOK_AROUND, LOOK_BACK = 80, 40


def names_in(text: str) -> Iterator[Named]:
    """(start, end, why) of each name that something speaks for; they may overlap."""
    yield from _labeled(text)
    yield from _titled(text)
    yield from _beside(text)
    yield from _given_names(text)


def _labeled(text: str) -> Iterator[Named]:
    for pattern in (NAME_LABEL, PERSON_LABEL):
        for match in pattern.finditer(text):
            end = _end_of_name(match["it"])
            if end and not _is_a_professional(text, match.start("it"), match.start("it") + end):
                yield match.start("it"), match.start("it") + end, "a name after a label"


def _end_of_name(words: str) -> int:
    """How much of what follows a label is a name: up to the first word that cannot be one."""
    end = 0
    for word in re.finditer(PART, words):
        if len(word[0]) > 1 and not could_be_a_name(word[0]):
            break
        end = word.end()
    return end


def _titled(text: str) -> Iterator[Named]:
    for match in TITLE.finditer(text):
        group = "it" if match["it"] else "shouted"
        end = _end_of_name(match[group])
        if end:
            yield match.start(group), match.start(group) + end, "a name after a title"


def _beside(text: str) -> Iterator[Named]:
    for match in BESIDE.finditer(text):
        parts = [part for part in re.findall(PART, match["it"]) if len(part) > 1]
        given = any(part.casefold() in FIRST_NAMES for part in parts)
        # "Blood Drawn 1/2/2025": beside a plain date only a surname and a comma speak for a name.
        if match["date"] and not given and "," not in match["it"]:
            continue
        strict = (match["age"] or match["date"]) and not given
        fits = is_hardly_else if strict else could_be_a_name
        mixed = not strict or not match["it"].isupper()
        if mixed and all(map(fits, parts)) and not _is_a_professional(text, *match.span("it")):
            yield *match.span("it"), "a name beside a date or an age"


def _given_names(text: str) -> Iterator[Named]:
    cues: list[int] | None = None
    for word in WORD.finditer(text):
        bare = word[0].removesuffix("'s").removesuffix("’s")
        if bare.casefold() not in FIRST_NAMES:
            continue
        if cues is None:
            cues = [cue.start() for cue in CUE.finditer(text)]
        found = _whole_name(text, word.start(), word.start() + len(bare), cues)
        if found and not _is_a_professional(text, *found):
            yield *found, "a name beside a date, an age or a clinical word"


def _whole_name(text: str, start: int, end: int, cues: list[int]) -> tuple[int, int] | None:
    """The given name with its surname where the neighborhood speaks for a person."""
    if not text[start].isupper():
        small = SMALL_REST.match(text, end)
        return (start, small.end("last")) if small and could_be_a_name(small["last"]) else None
    before = text[max(0, start - LOOK_BACK) : start]
    rest = REST.match(text, end)
    if rest and could_be_a_name(rest["last"]) and not _names_a_thing(text, rest.end()):
        return (start, rest.end()) if _has_a_cue(text, start, rest.end(), cues) else None
    turned = SURNAME_BEFORE.search(before)
    if turned and could_be_a_name(turned["last"]) and _has_a_cue(text, start, end, cues):
        return start - len(before) + turned.start("last"), end
    alone = ALONE_AFTER.match(text, end) or ALONE_BEFORE.search(before)
    return (start, end) if alone and not _names_a_thing(text, end) else None


def _names_a_thing(text: str, end: int) -> bool:
    following = NEXT_WORD.match(text, end)
    return following is not None and following[1].casefold() in OF_SOMETHING_ELSE


def _has_a_cue(text: str, start: int, end: int, cues: list[int]) -> bool:
    if ALONE_AFTER.match(text, end):
        return True
    first, last = bisect_left(cues, start - LOOK_AROUND), bisect_left(cues, end + LOOK_AROUND)
    between = (text[min(cue, end) : max(cue, start)] for cue in cues[first:last])
    return any("\n\n" not in words for words in between)


def _is_a_professional(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - LOOK_BACK) : start]
    return bool(PROFESSION_BEFORE.search(before) or PROFESSION_AFTER.match(text, end))
