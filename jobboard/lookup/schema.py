"""The reference index, as code: what it holds of a code or an article, and how it is searched.

A document has `id`, `rev`, `kind` ("code" or "article"), `title` and, of a code, `system`, `code`
(as people write it), `key`, `url`, `names`, `text` and `depth`. Words come here; a code's number
never does: the engine takes `J9034` for `J9035`, so numbers are answered by the database.
"""

from typing import Any

from jobboard.gateways.index_shape import IndexShape

# Every kind of document has its share of the numbers, so that ids never meet. The one stamp says
# what the index was built from; it has no words.
KINDS = ("code", "article", "stamp")
ROOM = 8

# The most telling first: what the code is called, other names, then what is said about it.
SEARCHABLE = ("title", "names", "text")
FILTERABLE = ("kind", "system")

SETTINGS: dict[str, Any] = {
    "searchableAttributes": list(SEARCHABLE),
    "filterableAttributes": list(FILTERABLE),
    "sortableAttributes": [],
    "displayedAttributes": ["*"],
    # Of two equally good matches the more general code comes first: its number is shorter. What is
    # equal even so stays in the order in which it was put, by the ids. To sort by them would be a
    # quarter of the index's file and half of the engine's work for it.
    "rankingRules": ["words", "typo", "proximity", "attribute", "exactness", "depth:asc"],
    "synonyms": {},
    "stopWords": [],
    "typoTolerance": {
        "enabled": True,
        "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9},
        "disableOnNumbers": True,
        "disableOnWords": [],
        "disableOnAttributes": [],
    },
    "pagination": {"maxTotalHits": 1_000_000},
    "faceting": {"maxValuesPerFacet": 100, "sortFacetValuesBy": {"*": "count"}},
    "proximityPrecision": "byAttribute",
    "facetSearch": False,
    "prefixSearch": "indexingTime",
    "searchCutoffMs": 500,
}

REFERENCE = IndexShape(SETTINGS)


def document_id(kind: str, row_id: int) -> int:
    """The id of a document in the index, from its row's id in the database."""
    return row_id * ROOM + KINDS.index(kind)
