"""Passages of our own pages, ranked by their words (BM25 over weighted fields). Pure.

One rule ranks them wherever they were found: by the engine (`passages.searching`) or, where it is
away, in a library that is kept in memory.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jobboard.assistant.words import meaningful, words_of

K1, B = 1.3, 0.55
# What a passage of ours usually weighs: longer ones count a little less for the same words.
USUAL_WEIGHT = 97.6
FAVOR = 1.3
# A word in a title says more than one in a text.
WEIGHTS = {"title": 2.0, "heading": 3.0, "words": 2.6, "text": 1.0}


@dataclass(frozen=True)
class Passage:
    """A piece of a page that answers something by itself."""

    text: str
    title: str
    url: str
    heading: str = ""
    words: str = ""
    subject: str = ""
    source: str = ""
    release: str = ""
    page: str = ""
    weight: float = 1.0

    @property
    def label(self) -> str:
        return f"{self.title}: {self.heading}" if self.heading else self.title


@dataclass(frozen=True)
class Hit:
    """`cover` is the share of the question's weight that the passage has words for."""

    passage: Passage
    score: float
    cover: float


@dataclass(frozen=True)
class Corpus:
    """How many passages there are, and how many of them have each word."""

    count: int
    having: Mapping[str, int]

    def rarity(self, word: str) -> float:
        """A word that no passage has weighs as much as the rarest: it is what the question is about."""
        known = self.having.get(word, 0)
        return math.log(1 + (self.count - known + 0.5) / (known + 0.5))


class Library:
    """Passages in memory, with an index of their words."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        postings: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            for word in weights_of(passage):
                postings[word].append(passage)
        self._postings = dict(postings)
        having = {word: len(found) for word, found in postings.items()}
        self._corpus = Corpus(len(passages), having)

    def search(
        self,
        words: Iterable[str],
        *,
        limit: int = 8,
        subjects: frozenset[str] = frozenset(),
        only: frozenset[str] = frozenset(),
    ) -> list[Hit]:
        asked = tuple(dict.fromkeys(words))
        having = [passage for word in asked for passage in self._postings.get(word, ())]
        found = [p for p in dict.fromkeys(having) if not only or p.subject in only]
        return ranked(found, asked, self._corpus, limit=limit, subjects=subjects)

    def ask(
        self, question: str, *, limit: int = 8, subjects: frozenset[str] = frozenset()
    ) -> list[Hit]:
        return self.search(meaningful(question), limit=limit, subjects=subjects)


def ranked(
    passages: Iterable[Passage],
    asked: Sequence[str],
    corpus: Corpus,
    *,
    limit: int,
    subjects: frozenset[str] = frozenset(),
) -> list[Hit]:
    """The best first; those of `subjects` are taken for a little better, and of equally good ones the
    order is that of their addresses."""
    rarities = {word: corpus.rarity(word) for word in asked}
    hits = [_hit(passage, rarities, subjects) for passage in passages]
    hits.sort(key=lambda hit: (-hit.score, hit.passage.url))
    return hits[:limit]


@lru_cache(maxsize=4_096)
def weights_of(passage: Passage) -> Mapping[str, float]:
    """Its words in their comparable form, each with what it weighs there."""
    weights: Counter[str] = Counter()
    for name, weight in WEIGHTS.items():
        for word in words_of(getattr(passage, name)):
            weights[word] += weight  # type: ignore[assignment]
    return weights


def _hit(passage: Passage, rarities: Mapping[str, float], subjects: frozenset[str]) -> Hit:
    weights = weights_of(passage)
    length = 1 - B + B * sum(weights.values()) / USUAL_WEIGHT
    there = {word: weights[word] for word in rarities if word in weights}
    score = sum(rarities[word] * _saturated(weight, length) for word, weight in there.items())
    favor = passage.weight * (FAVOR if passage.subject in subjects else 1.0)
    whole = sum(rarities.values()) or 1.0
    return Hit(passage, score * favor, sum(rarities[word] for word in there) / whole)


def _saturated(weight: float, length: float) -> float:
    return weight * (K1 + 1) / (weight + K1 * length)
