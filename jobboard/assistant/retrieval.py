"""Passages of our own pages, found by their words (BM25 over weighted fields). Pure.

The library is a few hundred passages, so it is kept in memory and asked in well under a
millisecond; no page of the assistant waits for an engine or dies without one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jobboard.assistant.words import meaningful, words_of

K1, B = 1.3, 0.55
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


@dataclass
class Library:
    passages: Sequence[Passage]
    _postings: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    _lengths: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            weights = _weights(passage)
            self._lengths.append(sum(weights.values()))
            for word, weight in weights.items():
                postings[word].append((number, weight))
        self._postings = dict(postings)
        self._mean = sum(self._lengths) / max(1, len(self._lengths))

    def knows(self, word: str) -> bool:
        return word in self._postings

    def search(
        self, words: Iterable[str], *, limit: int = 8, subjects: frozenset[str] = frozenset()
    ) -> list[Hit]:
        """The best passages; those of `subjects` are taken for a little better."""
        asked = tuple(dict.fromkeys(words))
        scores: dict[int, float] = defaultdict(float)
        covers: dict[int, float] = defaultdict(float)
        whole = sum(self._idf(word) for word in asked) or 1.0
        for word in asked:
            idf = self._idf(word)
            for number, weight in self._postings.get(word, ()):
                scores[number] += idf * self._saturated(number, weight)
                covers[number] += idf
        ranked = sorted(scores, key=lambda one: -self._favored(one, scores[one], subjects))
        return [
            Hit(
                self.passages[one],
                self._favored(one, scores[one], subjects),
                covers[one] / whole,
            )
            for one in ranked[:limit]
        ]

    def ask(
        self, question: str, *, limit: int = 8, subjects: frozenset[str] = frozenset()
    ) -> list[Hit]:
        return self.search(meaningful(question), limit=limit, subjects=subjects)

    def _favored(self, number: int, score: float, subjects: frozenset[str]) -> float:
        passage = self.passages[number]
        return score * passage.weight * (1.3 if passage.subject in subjects else 1.0)

    def _saturated(self, number: int, weight: float) -> float:
        length = 1 - B + B * self._lengths[number] / self._mean
        return weight * (K1 + 1) / (weight + K1 * length)

    def _idf(self, word: str) -> float:
        """A word that no passage has weighs as much as the rarest: it is what the question is about."""
        known = len(self._postings.get(word, ()))
        return math.log(1 + (len(self.passages) - known + 0.5) / (known + 0.5))


def _weights(passage: Passage) -> Counter[str]:
    weights: Counter[str] = Counter()
    for name, weight in WEIGHTS.items():
        for word in words_of(getattr(passage, name)):
            weights[word] += weight  # type: ignore[assignment]
    return weights
