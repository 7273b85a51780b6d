"""What somebody typed into the lookup: a code or the beginning of one, words, or a case note. Pure.

Numbers are looked up as stretches of keys in the database, never by the engine's spelling: a code
with one digit wrong is another code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from jobboard.codes import spellings
from jobboard.codes.intervals import HIGHEST, Interval
from jobboard.codes.systems import SYSTEMS, guess_system, key_of, normalize, possible_systems

# Longer than this, or in several lines, it is a note.
LONGEST_QUESTION = 100
LONGEST_NOTE = 10_000
FRAGMENT = re.compile(r"[0-9A-Z]{1,7}")
LETTERED_CPT = "FMTU"


class Kind(Enum):
    NOTHING = "nothing"
    NUMBER = "number"
    WORDS = "words"
    NOTE = "note"


@dataclass(frozen=True)
class Stretch:
    """All keys of a system from `low` to `high`; `exact` is the key that was typed whole."""

    system: str
    low: str
    high: str
    exact: str | None = None

    @property
    def is_one_code(self) -> bool:
        return self.low == self.high


def kind_of(text: str) -> Kind:
    written = text.strip()
    if not written:
        return Kind.NOTHING
    if len(written) > LONGEST_QUESTION or "\n" in written:
        return Kind.NOTE
    return Kind.NUMBER if stretches_of(written) else Kind.WORDS


def stretches_of(text: str) -> list[Stretch]:
    """Where in each system the codes lie that begin so; none where it cannot be a number. A name
    of a system that has no such code is taken for a slip."""
    if len(text.strip()) > LONGEST_QUESTION:
        return []
    spelled = spellings.without_name(text.strip())
    found = _one(spelled.rest) or _several(spelled.rest)
    return [one for one in found if one.system in spelled.systems] or found


def _one(written: str) -> list[Stretch]:
    written = spellings.beginning(spellings.without_modifiers(written))
    whole = [_exact(system, written) for system in possible_systems(written)]
    begun = _begun(written)
    asked = [*whole, *(one for one in begun if one.system not in {w.system for w in whole})]
    return asked or _range(written)


def _several(written: str) -> list[Stretch]:
    """The likeliest reading of each code of a list; none where a part is no whole code."""
    systems = [guess_system(part) for part in spellings.several(written)]
    if None in systems:
        return []
    pairs = zip(systems, spellings.several(written), strict=True)
    return [_only(system, part) for system, part in pairs if system]


def _only(system: str, written: str) -> Stretch:
    key = key_of(system, normalize(system, written))
    return Stretch(system, key, key, key)


def _exact(system: str, written: str) -> Stretch:
    key = key_of(system, normalize(system, written))
    return Stretch(system, key, key + HIGHEST, key)


def _begun(written: str) -> list[Stretch]:
    fragment = re.sub(r"[.]", "", written).upper()
    if not FRAGMENT.fullmatch(fragment) or not _could_begin_a_code(fragment):
        return []
    likeliest = guess_system(fragment)
    systems = sorted(SYSTEMS, key=lambda slug: slug != likeliest)
    found = [
        Stretch(slug, fragment, fragment + HIGHEST) for slug in systems if _fits(slug, fragment)
    ]
    if fragment.isdigit() and len(fragment) <= 4:
        # 0042T sorts by its letter, and people type its digits first.
        found += [
            Stretch("cpt", letter + fragment, letter + fragment + HIGHEST)
            for letter in LETTERED_CPT
        ]
    return found


def _could_begin_a_code(fragment: str) -> bool:
    return len(fragment) == 1 or any(character.isdigit() for character in fragment)


def _fits(system: str, fragment: str) -> bool:
    alphabets = SYSTEMS[system].alphabets
    if len(fragment) > len(alphabets):
        return False
    if system == "icd10cm" and len(fragment) > 1 and not fragment[1].isdigit():
        return False
    return all(one in alphabet for one, alphabet in zip(fragment, alphabets, strict=False))


def _range(written: str) -> list[Stretch]:
    try:
        interval = Interval.parse(written)
    except ValueError:
        return []
    return [Stretch(interval.system, interval.low_key, interval.high_key)]
