"""Questions in Meilisearch's language, and its answers in ours. Pure: nothing is sent from here."""

import json
import math
from collections.abc import Mapping
from typing import Any

from jobboard.errors import SearchUnavailable
from jobboard.gateways.search_engine import (
    HIGHLIGHT_POST,
    HIGHLIGHT_PRE,
    Answer,
    AnyOf,
    Between,
    Condition,
    Either,
    IndexMissing,
    Nonsense,
    Not,
    Question,
    Scalar,
)

# No document has this id: a list of no values is written so that nothing passes.
NOTHING = "id = -1"


def body_of(question: Question) -> dict[str, Any]:
    """The body of a search request."""
    body: dict[str, Any] = {
        # A lone surrogate has no place in UTF-8.
        "q": question.words.encode("utf-8", "replace").decode(),
        "offset": question.offset,
        "limit": question.limit,
        "matchingStrategy": question.matching,
    }
    if question.conditions:
        body["filter"] = filter_of(question.conditions)
    for name, values in (
        ("facets", question.facets),
        ("sort", question.sort),
        ("attributesToRetrieve", question.fields and ("id", *question.fields)),
        ("attributesToSearchOn", question.words_in),
        ("attributesToHighlight", question.highlight),
    ):
        if values:
            body[name] = list(values)
    if question.highlight:
        body |= {"highlightPreTag": HIGHLIGHT_PRE, "highlightPostTag": HIGHLIGHT_POST}
    return body


def filter_of(conditions: tuple[Condition, ...]) -> str:
    return " AND ".join(_condition(condition) for condition in conditions)


def answer_of(raw: Any, question: Question) -> Answer:
    """Checks the shape: whatever is listening at the engine's address may answer anything."""
    try:
        hits, total = raw["hits"], raw["estimatedTotalHits"]
        facets = raw.get("facetDistribution") or {}
        if not isinstance(total, int) or not all(isinstance(hit["id"], int) for hit in hits):
            raise TypeError
        _keep_only_highlighted(hits, question.highlight)
        return Answer(hits, total, {name: dict(facets.get(name, {})) for name in question.facets})
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Nonsense from None


def _condition(condition: Condition) -> str:
    match condition:
        case AnyOf(field, values):
            listed = ", ".join(_value(value) for value in values)
            return f"{_name(field)} IN [{listed}]" if values else NOTHING
        case Between(field, low, high):
            return _between(_name(field), low, high)
        case Either(ways):
            told = " OR ".join(f"({filter_of(way)})" for way in ways if way)
            if any(not way for way in ways):  # no condition at all always holds
                return "id EXISTS"
            return f"({told})" if told else NOTHING
        case Not(inner):
            return f"NOT ({_condition(inner)})"


def _between(field: str, low: float | None, high: float | None) -> str:
    ends = [
        f"{field} {sign} {_number(end)}"
        for sign, end in ((">=", low), ("<=", high))
        if end is not None and math.isfinite(end)
    ]
    return f"({' AND '.join(ends)})" if ends else f"({field} EXISTS AND {field} IS NOT NULL)"


def _name(field: str) -> str:
    """Fields are named by our code only; a name that could be syntax is a mistake of ours."""
    if not field.replace(".", "").replace("_", "").isalnum() or not field.isascii():
        raise ValueError(f"Not a field's name: {field!r}")
    return field


def _value(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _number(value: float) -> str:
    # An exponent is not a number in the filter language.
    return str(value) if isinstance(value, int) else f"{value:.9f}".rstrip("0").rstrip(".")


def _keep_only_highlighted(hits: list[dict[str, Any]], highlighted: tuple[str, ...]) -> None:
    """The engine formats all that a hit carries; the rest is the same text a second time."""
    for hit in hits:
        if formatted := hit.get("_formatted"):
            hit["_formatted"] = {name: formatted[name] for name in highlighted if name in formatted}


def told(status: int, raw: Any) -> Any:
    """What the engine says, unless it refuses."""
    if status < 400:
        return raw
    code, message = error_of(raw)
    if code == "index_not_found":
        raise IndexMissing(message)
    raise SearchUnavailable(f"The search engine refused: {message}")


def task_of(raw: Any) -> int:
    task = raw.get("taskUid") if isinstance(raw, dict) else None
    if not isinstance(task, int):
        raise Nonsense
    return task


def error_of(raw: Any) -> tuple[str, str]:
    """(code, message) of an error's body."""
    if isinstance(raw, Mapping):
        return str(raw.get("code", "")), str(raw.get("message", ""))[:500]
    return "", json.dumps(raw, default=str)[:200]
