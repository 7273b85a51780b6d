"""Small pieces of American English: articles, plurals, lists, numbers in words."""

import re
from collections.abc import Sequence

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
# Letters whose names begin with a vowel: an HIM manager, an MRI, an RN.
VOWEL_NAMES = "AEFHILMNORSX"
SOUNDS_LIKE_A_CONSONANT = re.compile(r"(?:uni|use|one\b|eu)", re.IGNORECASE)
SOUNDS_LIKE_A_VOWEL = re.compile(r"(?:hour|honest|heir|8|11\b|18\b)", re.IGNORECASE)


def with_article(phrase: str) -> str:
    """`an inpatient coder`, `a university hospital`, `an E/M coder`, `a CDI specialist`."""
    return f"{'an' if _sounds_like_a_vowel(phrase) else 'a'} {phrase}"


def plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", noun) else f"{noun}s"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str], word: str = "and") -> str:
    """`CCS`, `CCS or CIC`, `CCS, CIC or RHIT`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def in_words(number: int) -> str:
    """Up to ninety-nine."""
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones]}" if ones else "")


def counted(number: float, noun: str) -> str:
    """`three charts`, `2.5 charts`, `120 encounters`."""
    whole = number == int(number)
    word = in_words(int(number)) if whole and number <= 20 else f"{number:g}"
    return f"{word} {noun if number == 1 else plural(noun)}"


def _sounds_like_a_vowel(phrase: str) -> bool:
    first = re.split(r"[\s/–-]", phrase, maxsplit=1)[0]
    if SOUNDS_LIKE_A_VOWEL.match(phrase):
        return True
    if first.isupper():
        return first[0] in VOWEL_NAMES
    return phrase[:1].lower() in "aeiou" and not SOUNDS_LIKE_A_CONSONANT.match(phrase)
