"""The five code systems: their names, the shape of their codes, and how a code is written.

A code is kept in one form (upper case, no dot, MS-DRG with three digits) and shown in
another (`C9100` is kept, `C91.00` is shown). A *key* is the form that sorts and nests:
CPT's letter, which stands last in the code, comes first in the key. Otherwise `0042T`
(an emerging technology) would sort among the anesthesia codes `00100`-`01999`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# ICD-10-PCS never uses O and I, which look like 0 and 1.
PCS_VALUES = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"

HCPCS_LETTERS = "ABCDEGHJKLMPQRSTUV"
LONGEST_CODE = 8


@dataclass(frozen=True)
class System:
    slug: str
    label: str
    shape: re.Pattern[str]
    narrowest: int
    """The fewest characters of a code: `C91` is one, `C9` is not."""
    alphabets: tuple[str, ...]
    """The characters that may stand at each place of a key."""
    shape_in_words: str

    @property
    def short(self) -> str:
        """The name that stands before a code: `HCPCS J9035`."""
        return self.label.removesuffix(" Level II")

    @property
    def width(self) -> int:
        return len(self.alphabets)


SYSTEMS: dict[str, System] = {
    system.slug: system
    for system in (
        System(
            "cpt",
            "CPT",
            re.compile(r"[0-9]{5}|[0-9]{4}[FMTU]"),
            5,
            (DIGITS + "FMTU", DIGITS, DIGITS, DIGITS, DIGITS),
            "five digits, or four digits and F, M, T or U",
        ),
        System(
            "hcpcs",
            "HCPCS Level II",
            re.compile(f"[{HCPCS_LETTERS}][0-9]{{4}}"),
            5,
            (HCPCS_LETTERS, DIGITS, DIGITS, DIGITS, DIGITS),
            "a letter and four digits",
        ),
        System(
            "icd10cm",
            "ICD-10-CM",
            re.compile(r"[A-Z][0-9A-Z]{2,6}"),
            3,
            (LETTERS, *[DIGITS + LETTERS] * 6),
            "a letter and two to six more characters",
        ),
        System(
            "icd10pcs",
            "ICD-10-PCS",
            re.compile(f"[{PCS_VALUES}]{{1,7}}"),
            1,
            (PCS_VALUES,) * 7,
            "up to seven letters and digits, without I and O",
        ),
        System("msdrg", "MS-DRG", re.compile(r"[0-9]{3}"), 3, (DIGITS,) * 3, "up to three digits"),
    )
}


def system_named(slug: str) -> System:
    """The system with this slug; a ValueError that lists them when there is none."""
    try:
        return SYSTEMS[slug]
    except KeyError:
        known = ", ".join(SYSTEMS)
        raise ValueError(f"“{slug[:20]}” is not a code system. Known are {known}.") from None


def normalize(system: str, text: str) -> str:
    """The one form in which a code is kept; a ValueError says what is wrong with it."""
    known = system_named(system)
    code = re.sub(r"[\s.]", "", text[:40]).upper()
    if system == "msdrg" and code.isascii() and code.isdigit():
        code = code.zfill(3)
    if len(code) > LONGEST_CODE or not known.shape.fullmatch(code):
        raise ValueError(
            f"“{text.strip()[:20]}” is not a code of {known.label}: "
            f"such a code has {known.shape_in_words}."
        )
    return code


def display(system: str, code: str) -> str:
    """The form that people read: ICD-10-CM gets its dot back."""
    if system == "icd10cm" and len(code) > 3:
        return f"{code[:3]}.{code[3:]}"
    return code


def key_of(system: str, code: str) -> str:
    """The form of a normal code that sorts and nests (see the module's docstring)."""
    if system == "cpt" and code[-1].isalpha():
        return code[-1] + code[:-1]
    return code


def code_of(system: str, key: str) -> str:
    """The code that `key_of` made this key from."""
    if system == "cpt" and key[:1].isalpha():
        return key[1:] + key[0]
    return key


def possible_systems(text: str) -> tuple[str, ...]:
    """Every system in which `text` could be a code, likeliest first."""
    likeliest = guess_system(text)
    if likeliest is None:
        return ()
    others = tuple(slug for slug in SYSTEMS if slug != likeliest and _fits(slug, text))
    return (likeliest, *others)


def guess_system(text: str) -> str | None:
    """The likeliest system of a code by its shape alone; None when it fits none.

    A letter and four digits can be HCPCS (`C9399`) or ICD-10-CM without its dot (`C9100`):
    coders write the dot, so without one it is taken for HCPCS.
    """
    code = re.sub(r"\s", "", text[:40]).upper()
    if "." in code:
        return "icd10cm" if _fits("icd10cm", code) else None
    if re.fullmatch(r"[0-9]{1,3}", code):
        return "msdrg"
    for slug in ("cpt", "hcpcs"):
        if _fits(slug, code):
            return slug
    if len(code) == 7 and _looks_like_pcs(code):
        return "icd10pcs"
    return "icd10cm" if _fits("icd10cm", code) and any(c.isdigit() for c in code) else None


def _looks_like_pcs(code: str) -> bool:
    if not SYSTEMS["icd10pcs"].shape.fullmatch(code):
        return False
    if code[0] in "H":
        return code[1] == "Z"
    # Both systems have an X chapter; ICD-10-CM's ends in the encounter letter A, D or S.
    if code[0] in "X":
        return code[-1] not in "ADS"
    return code[0] in "0123456789BCDFG"


def _fits(system: str, text: str) -> bool:
    try:
        normalize(system, text)
    except ValueError:
        return False
    # MS-DRG and ICD-10-PCS accept so much that only their full width is a fair guess.
    return system != "icd10pcs" or len(re.sub(r"\s", "", text)) == 7
