"""Vocabularies and plain pairs as the choices of a form field."""

from collections.abc import Iterable
from typing import Any

from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from jobboard.taxonomy import Vocabulary


def choices(vocabulary: Vocabulary[Any], blank: str | None = None) -> list[SelectChoice]:
    """Under their headings where the vocabulary has some; `blank` is the first, empty choice."""
    ordered = [one for terms in vocabulary.groups().values() for one in terms]
    grouped = [SelectChoice(one.slug, one.choice_label, None, one.group) for one in ordered]
    return of_pairs([], blank) + grouped


def of_pairs(pairs: Iterable[tuple[str, str]], blank: str | None = None) -> list[SelectChoice]:
    """Of (value, label)."""
    first = [SelectChoice("", blank)] if blank is not None else []
    return first + [SelectChoice(value, label) for value, label in pairs]
