"""Passages by their words: the engine finds them, `retrieval` ranks them.

First one question a word, in one round trip: which passages have it, and so how rare it is. Then the
likeliest are fetched and ranked by the same rule as in memory, so that an answer is the same
wherever its passages were found. Without the engine, or before it has been filled, the passages are
searched in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from jobboard.assistant.library import library
from jobboard.assistant.passages.documents import passage_of, spoken
from jobboard.assistant.retrieval import Corpus, Hit, Passage, ranked
from jobboard.assistant.words import meaningful
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import Answer, AnyOf, Question

# A word that more passages have is no help in finding one.
MOST_OF_A_WORD = 300
MOST_WORDS = 24
# Of these the ranking chooses; by their words alone the best are among them.
FETCHED_AT_LEAST, FETCHED_FOR_EACH = 40, 3
# What a page must have of the words to be listed beside codes.
MOST_OF_A_LIST, LEAST_OF_A_LIST = 12, 0.6
ARTICLES = "/articles/"
NO_SUBJECTS: frozenset[str] = frozenset()


def search(
    words: Iterable[str],
    *,
    limit: int = 8,
    subjects: frozenset[str] = NO_SUBJECTS,
    only: frozenset[str] = NO_SUBJECTS,
) -> list[Hit]:
    """The best passages; those of `subjects` are taken for a little better, `only` leaves out all
    others."""
    asked = tuple(dict.fromkeys(words))[:MOST_WORDS]
    if not asked:
        return []
    try:
        found = _asked_of_engine(asked, limit, subjects, only)
    except SearchUnavailable:
        found = None
    if found is None:
        return library().search(asked, limit=limit, subjects=subjects, only=only)
    return found


def naming(word: str, *, limit: int = 20) -> list[Passage]:
    """Passages that have this word."""
    return [hit.passage for hit in search([word], limit=limit)]


def pages(text: str, *, limit: int = 3) -> list[Passage]:
    """For a list of what was found: the best passage of each article that has most of the words."""
    good = [
        hit.passage
        for hit in search(meaningful(text), limit=MOST_OF_A_LIST)
        if hit.cover >= LEAST_OF_A_LIST and hit.passage.url.startswith(ARTICLES)
    ]
    best = {passage.page: passage for passage in reversed(good)}
    return [best[page] for page in dict.fromkeys(one.page for one in good)][:limit]


def _asked_of_engine(
    asked: Sequence[str], limit: int, subjects: frozenset[str], only: frozenset[str]
) -> list[Hit] | None:
    """None where the index has nothing yet."""
    questions = [who_has(word) for word in asked]
    whole, *answers = gateways().passages.ask_many([Question(limit=0), *questions])
    if not whole.total:
        return None
    corpus = Corpus(
        whole.total, {word: one.total for word, one in zip(asked, answers, strict=True)}
    )
    ids = _likeliest(asked, answers, corpus, max(FETCHED_AT_LEAST, FETCHED_FOR_EACH * limit), only)
    return ranked(_fetched(ids), asked, corpus, limit=limit, subjects=subjects)


def who_has(word: str) -> Question:
    """Asks which passages have the word. In quotes: the engine would also take `addon` for `add on`."""
    return Question(
        f'"{spoken(word)}"',
        fields=("subject",),
        limit=MOST_OF_A_WORD,
        matching="all",
        words_in=("stems",),
    )


def _likeliest(
    asked: Sequence[str], answers: Sequence[Answer], corpus: Corpus, most: int, only: frozenset[str]
) -> list[int]:
    covers: dict[int, float] = defaultdict(float)
    for word, answer in zip(asked, answers, strict=True):
        for hit in answer.hits:
            if not only or hit["subject"] in only:
                covers[hit["id"]] += corpus.rarity(word)
    return sorted(covers, key=lambda one: (-covers[one], one))[:most]


def _fetched(ids: Sequence[int]) -> list[Passage]:
    if not ids:
        return []
    # In the order of the index, which is that of ids: its ranking takes no other sort.
    question = Question(conditions=(AnyOf("id", tuple(ids)),), limit=len(ids))
    return [passage_of(document) for document in gateways().passages.ask(question).hits]
