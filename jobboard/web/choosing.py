"""Vocabularies as the choices of a form field."""

from typing import Any

from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from jobboard.taxonomy import Vocabulary


def choices(vocabulary: Vocabulary[Any], blank: str | None = None) -> list[SelectChoice]:
    """Under their headings where the vocabulary has some; `blank` is the first, empty choice."""
    first = [SelectChoice("", blank)] if blank is not None else []
    ordered = [one for terms in vocabulary.groups().values() for one in terms]
    return first + [SelectChoice(one.slug, one.label, None, one.group) for one in ordered]
