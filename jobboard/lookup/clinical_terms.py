"""Abbreviations and everyday names, and the words of the code systems for them. Pure but for its
one data file, which is read once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

FILE = Path(__file__).parent / "data" / "clinical_terms.toml"
WORD = r"[A-Za-z0-9][A-Za-z0-9/&'’-]*"
TOKEN = re.compile(WORD)
# "i&d", "n/v" and "car-t" are one word here; the longest name has this many of them.
LONGEST_TERM = 4
MOST_READINGS = 2


@dataclass(frozen=True)
class Term:
    """Words of a text that stand for others."""

    start: int
    end: int
    words: str
    meanings: tuple[str, ...]


def terms_in(text: str) -> list[Term]:
    """The terms of the list that the text has, the longest at each place, without overlaps."""
    tokens = list(TOKEN.finditer(text))
    found: list[Term] = []
    at = 0
    while at < len(tokens):
        term = _longest(text, tokens, at)
        if term is None:
            at += 1
            continue
        found.append(term)
        at = next((i for i in range(at, len(tokens)) if tokens[i].start() >= term.end), len(tokens))
    return found


def readings(text: str) -> list[str]:
    """What the text may mean in the words of the code systems, likeliest first; the text itself
    where it has no term."""
    terms = terms_in(text)
    alone = _alone().get(" ".join(text.split()).casefold(), ())
    if not terms:
        return [*alone, text]
    choices = list(product(*(term.meanings for term in terms)))[:MOST_READINGS]
    return list(dict.fromkeys([*alone, *(_replaced(text, terms, choice) for choice in choices)]))


def _replaced(text: str, terms: list[Term], meanings: tuple[str, ...]) -> str:
    pieces, at = [], 0
    for term, meaning in zip(terms, meanings, strict=True):
        pieces += [text[at : term.start], meaning]
        at = term.end
    return "".join([*pieces, text[at:]])


def _longest(text: str, tokens: list[re.Match[str]], at: int) -> Term | None:
    for last in range(min(at + LONGEST_TERM, len(tokens)) - 1, at - 1, -1):
        start, end = tokens[at].start(), tokens[last].end()
        words = text[start:end]
        meanings = _meanings_of(words)
        if meanings:
            return Term(start, end, words, meanings)
    return None


def _meanings_of(words: str) -> tuple[str, ...]:
    spoken = re.sub(r"\s+", " ", words)
    capitals, terms = _capitals(), _terms()
    if spoken in capitals:
        return capitals[spoken]
    return terms.get(spoken.casefold(), ())


@cache
def _terms() -> Mapping[str, tuple[str, ...]]:
    return {name.casefold(): meanings for name, meanings in _read("terms").items()}


@cache
def _alone() -> Mapping[str, tuple[str, ...]]:
    """What somebody means who types this and nothing else: "sepsis" is no salmonella's."""
    return _read("alone")


@cache
def _capitals() -> Mapping[str, tuple[str, ...]]:
    return _read("capitals")


def _read(table: str) -> dict[str, tuple[str, ...]]:
    given = tomllib.loads(FILE.read_text(encoding="utf-8"))[table]
    return {name: (said,) if isinstance(said, str) else tuple(said) for name, said in given.items()}
