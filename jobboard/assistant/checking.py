"""Nothing is shown that the evidence does not say. Pure.

Two uses. The template's own statements are checked for codes and figures, as a last guard. What a
model has written is checked sentence by sentence: each must cite evidence, every code, figure,
number word and capital abbreviation must stand in what it cites, its words must be the evidence's
words, a "not" may neither come nor go, and nothing may look like a link or a program. One sentence
that fails is enough to show the template's answer instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jobboard.assistant.answers import Evidence, Statement
from jobboard.assistant.words import EMPTY_STEMS, plain, words_named, words_of

# Anything with a digit: codes, figures, dates, money. Ranges are their two ends.
FIGURE = re.compile(r"[A-Za-z]*\d[\dA-Za-z]*(?:[.,]\d[\dA-Za-z]*)*")
ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]{1,}\b")
NUMBER_WORDS, NEGATIONS = words_named("numbers"), words_named("negations")
CITATION = re.compile(r"\[(\d{1,3})\]")
LINK = r"https?:|www\.|[\w-]+\.(?:com|org|net|io|gov|edu|ru|example)\b|javascript:|@\w|\]\("
MARKUP = r"[<>{}`|*#]"
NOT_A_CODER = r"\b(?:as an ai|language model|i am|i'm|click|visit|download|password)\b"
FORBIDDEN = re.compile(f"{LINK}|{MARKUP}|{NOT_A_CODER}", re.I)
SENTENCE_END = re.compile(r"(?<=[.!?])((?:\s*\[\d{1,3}\])*)(?=\s+[A-Z“\"(]|\s*$)")
# Not the end of a sentence, although it has a point.
SHORT_FORMS = re.compile(r"\b(?:vs|e\.g|i\.e|no|Dr|etc|approx)\.$", re.I)
LONGEST_WORDING = 2_400
MOST_SENTENCES = 12
# The share of a sentence's words that its evidence must have.
LEAST_SHARED = 0.6


class WordingRefused(Exception):
    """What a model wrote is not shown; the reason is for the log and the tests."""


def figures_in(text: str) -> set[str]:
    """Tokens with a digit, in a form that can be compared."""
    said = re.sub("[‐‑‒–—−/-]", " ", text)
    return {_figure(token) for token in FIGURE.findall(said)}


def unsupported(text: str, evidence: Iterable[Evidence]) -> list[str]:
    """Codes and figures in the text that no evidence has."""
    known = figures_in(" ".join(_said_by(one) for one in evidence))
    return sorted(figures_in(text) - known)


def is_covered(text: str, cited: Sequence[Evidence]) -> bool:
    return bool(cited) and not unsupported(text, cited)


def checked_wording(text: str, evidence: Sequence[Evidence]) -> tuple[Statement, ...]:
    """The model's sentences as statements; WordingRefused when one of them is not covered."""
    said = text.strip()
    if not said or len(said) > LONGEST_WORDING:
        raise WordingRefused("empty or too long")
    if FORBIDDEN.search(said):
        raise WordingRefused("looks like a link, markup, or a program speaking of itself")
    sentences = sentences_of(said)
    if len(sentences) > MOST_SENTENCES:
        raise WordingRefused("too many sentences")
    return tuple(checked_sentence(one, evidence) for one in sentences)


def checked_sentence(sentence: str, evidence: Sequence[Evidence]) -> Statement:
    cites = tuple(dict.fromkeys(int(number) for number in CITATION.findall(sentence)))
    by_number = {one.number: one for one in evidence}
    if not cites or any(number not in by_number for number in cites):
        raise WordingRefused("a sentence without a valid citation")
    words = re.sub(r"\s+([.,;!?])", r"\1", CITATION.sub("", sentence)).strip()
    cited = [by_number[number] for number in cites]
    said = " ".join(_said_by(one) for one in cited)
    _refuse_figures(words, said)
    _refuse_strange_words(words, said)
    _refuse_turned_meaning(words, cited)
    return Statement(words, cites)


def sentences_of(text: str) -> list[str]:
    """Sentences with the citations that follow them."""
    found, start = [], 0
    for end in SENTENCE_END.finditer(text):
        if SHORT_FORMS.search(text[start : end.start()]) and end.end() < len(text.rstrip()):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    rest = text[start:].strip()
    return [one for one in [*found, rest] if one]


def _refuse_figures(words: str, said: str) -> None:
    strange = figures_in(words) - figures_in(said)
    if strange:
        raise WordingRefused(f"figures that the evidence does not have: {sorted(strange)}")
    known_words = set(words_of(said)) | set(plain(said).split())
    numbers = (set(re.findall(r"[a-z]+", plain(words))) & NUMBER_WORDS) - known_words
    if numbers:
        raise WordingRefused(f"number words that the evidence does not have: {sorted(numbers)}")
    capitals = set(ABBREVIATION.findall(words)) - set(ABBREVIATION.findall(said))
    if capitals:
        raise WordingRefused(f"abbreviations that the evidence does not have: {sorted(capitals)}")


def _refuse_strange_words(words: str, said: str) -> None:
    meant = [word for word in words_of(words) if word not in EMPTY_STEMS]
    if not meant:
        raise WordingRefused("a sentence without content")
    known = set(words_of(said))
    shared = sum(word in known for word in meant) / len(meant)
    if shared < LEAST_SHARED:
        raise WordingRefused(f"only {shared:.0%} of the words are the evidence’s")


def _refuse_turned_meaning(words: str, cited: Sequence[Evidence]) -> None:
    """A negation that no cited row has, or one that the nearest sentence had and this lost."""
    here = _negations(words)
    sources = [sentence for one in cited for sentence in sentences_of(one.text)]
    nearest = max(sources, key=lambda sentence: _likeness(words, sentence), default="")
    if here and not _negations(" ".join(one.text for one in cited)):
        raise WordingRefused("a negation that the evidence does not have")
    if not here and _negations(nearest) and _likeness(words, nearest) > 0.5:
        raise WordingRefused("a negation of the evidence was lost")


def _negations(text: str) -> set[str]:
    said = plain(text)
    return {word for word in re.findall(r"[a-z]+", said) if word in NEGATIONS} | set(
        re.findall(r"n't\b", said)
    )


def _likeness(one: str, other: str) -> float:
    first = {word for word in words_of(one) if word not in EMPTY_STEMS}
    second = {word for word in words_of(other) if word not in EMPTY_STEMS}
    return len(first & second) / max(1, len(first))


def _said_by(evidence: Evidence) -> str:
    return " ".join(
        (evidence.text, evidence.title, evidence.system, evidence.code, evidence.release)
    )


def _figure(token: str) -> str:
    return token.replace(",", "").rstrip(".").upper()
