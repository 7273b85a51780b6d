"""Words of questions and passages in a form that can be compared. Pure.

A light stemmer and the field's abbreviations (`data/words.toml`) are enough here: a few hundred
passages, and words that coders write in few ways. Words that are written together or apart
(`add-on`, `addon`) meet through `PHRASES`.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

WORD = re.compile(r"[a-z0-9]+(?:\.[0-9a-z]+)*")

FILE = Path(__file__).parent / "data" / "words.toml"
_DATA = tomllib.loads(FILE.read_text(encoding="utf-8"))
PHRASES = tuple((re.compile(pattern), word) for pattern, word in _DATA["phrases"])
SAME = {said: word for word, ways in _DATA["same"].items() for said in ways.split()}
EMPTY = frozenset(_DATA["empty"].split())
ENDINGS = (
    ("ies", "y"), ("sses", "ss"), ("ing", ""), ("edly", ""), ("ed", ""), ("es", "e"), ("s", ""),
)  # fmt: skip
KEEP_THEIR_S = ("ss", "us", "is")


def words_named(name: str) -> frozenset[str]:
    """A set of words of the data file."""
    return frozenset(_DATA[name].split())


def plain(text: str) -> str:
    """Lower case, without accents, typographic signs made simple."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(mark for mark in folded if not unicodedata.combining(mark))
    return re.sub("[‐‑‒–—−]", "-", folded).replace("’", "'").replace("®", "")


def words_of(text: str) -> list[str]:
    """Every word in its comparable form, empty ones included."""
    said = plain(text)
    for pattern, word in PHRASES:
        said = pattern.sub(word, said)
    said = re.sub(r"'s\b|s'\b", "", said)
    return [stem(word) for word in WORD.findall(said)]


def meaningful(text: str) -> tuple[str, ...]:
    """The words that carry a question, each once."""
    return tuple(dict.fromkeys(word for word in words_of(text) if word not in EMPTY_STEMS))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    word = SAME.get(word, word)
    if len(word) == 4 and word.endswith("s") and not word.endswith(KEEP_THEIR_S):
        return SAME.get(word[:3], word[:3])
    if len(word) < 5 or any(character.isdigit() for character in word):
        return word
    for ending, instead in ENDINGS:
        if _ends_in(word, ending):
            word = word[: len(word) - len(ending)] + instead
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    return SAME.get(word, word)


def _ends_in(word: str, ending: str) -> bool:
    long_enough = len(word) - len(ending) >= 3
    return word.endswith(ending) and long_enough and not word.endswith(KEEP_THEIR_S)


EMPTY_STEMS = frozenset({*EMPTY, *(stem(word) for word in EMPTY)})
