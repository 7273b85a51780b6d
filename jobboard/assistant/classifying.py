"""Which topic a question has, by weighted phrases and by what it names. Pure; no model.

The table is `data/topics.toml`. Every pattern that the question has adds its weight to its topic,
and so do codes and modifiers. The heaviest topic wins, the narrower one of two that are equal.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jobboard.assistant.understanding import Topic
from jobboard.codes.intervals import Interval

FILE = Path(__file__).parent / "data" / "topics.toml"
PATTERNS = tuple(
    (Topic(entry["topic"]), float(entry["weight"]), re.compile(entry["pattern"], re.I))
    for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["phrases"]
)


def topic_of(
    question: str, codes: Sequence[Interval], modifiers: Sequence[str], *, names_rules: bool = False
) -> Topic:
    """`names_rules`: the question names something else of ours, such as an NCD by its number."""
    weights: Counter[Topic] = Counter()
    for topic, weight, pattern in PATTERNS:
        if pattern.search(question):
            weights[topic] += weight  # type: ignore[assignment]
    _add_what_is_named(weights, codes, modifiers)
    if names_rules:
        weights[Topic.COVERAGE] += 3
    best = max(weights.values(), default=0)
    if best <= 0:
        return Topic.OTHER
    return next(topic for topic in ORDER if weights[topic] == best)


def _add_what_is_named(
    weights: Counter[Topic], codes: Sequence[Interval], modifiers: Sequence[str]
) -> None:
    singles = [code for code in codes if code.is_single]
    if modifiers:
        weights[Topic.MODIFIER] += 4
    if len(singles) == 1:
        weights[Topic.CODE] += 3
    if len(singles) > 1:
        weights[Topic.COMPARE] += 2.5  # type: ignore[assignment]
        weights[Topic.PAIR] += 1 if weights[Topic.PAIR] else 0
    elif not codes:
        # Without codes these are about the rules themselves.
        weights[Topic.COMPARE] = 0
    if any(not code.is_single for code in codes):
        weights[Topic.FAMILY] += 4


# Of two topics that weigh the same, the narrower one.
ORDER = (
    Topic.UNITS, Topic.ADD_ON, Topic.CROSSWALK, Topic.PAIR, Topic.MODIFIER, Topic.COVERAGE,
    Topic.COMPLIANCE, Topic.GUIDELINE, Topic.COMPARE, Topic.FAMILY, Topic.CAREER, Topic.JOBS, Topic.CODE,
    Topic.OTHER,
)  # fmt: skip
