"""The index of passages, as code: pieces of our own pages, found by their words.

A document has `id`, `rev`, the parts of a `Passage`, and `stems`: its words as the assistant compares
them (see `words.py`), so that `add-on`, `addon` and `add ons` are one word to the engine too. Only
whole words count, and no misspelled ones: a letter more or less is another abbreviation, and a word
that is none of ours says that a question is of another field.
"""

from typing import Any

from jobboard.gateways.index_shape import IndexShape

# Every article has its share of the numbers, so that its passages can be taken out together. What
# belongs to no article (modifiers, credentials) has the numbers of article 0.
ROOM = 1_000

SETTINGS: dict[str, Any] = {
    "searchableAttributes": ["stems"],
    "filterableAttributes": ["id", "subject"],
    "sortableAttributes": ["id"],
    "displayedAttributes": ["*"],
    "rankingRules": ["words", "id:asc"],
    "synonyms": {},
    "stopWords": [],
    "typoTolerance": {
        "enabled": False,
        "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9},
        "disableOnNumbers": True,
        "disableOnWords": [],
        "disableOnAttributes": [],
    },
    "pagination": {"maxTotalHits": 100_000},
    "faceting": {"maxValuesPerFacet": 100, "sortFacetValuesBy": {"*": "count"}},
    "proximityPrecision": "byAttribute",
    "facetSearch": False,
    "prefixSearch": "disabled",
    "searchCutoffMs": 500,
}

PASSAGES = IndexShape(SETTINGS)


def document_id(article_id: int, place: int) -> int:
    """The id of an article's passage at its place."""
    return article_id * ROOM + place


def ids_of(article_id: int) -> range:
    """Every id that a passage of the article may have."""
    return range(article_id * ROOM, (article_id + 1) * ROOM)


def article_of(document: int) -> int:
    return document // ROOM
