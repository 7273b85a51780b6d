"""Boxes and lines of the filters as HTML: drawn by the templates once, then only counted anew."""

from collections.abc import Iterable
from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup

# Where the count stands in a kept piece; no label holds this character.
COUNT = "\ue002"

Choice = tuple[str, str, bool, str]
"""Value, label, whether it is chosen, and its count as text."""


def boxes(name: str, choices: Iterable[Choice]) -> Markup:
    return _drawn("box", name, choices)


def lines(name: str, choices: Iterable[Choice]) -> Markup:
    return _drawn("line", name, choices)


def _drawn(part: str, name: str, choices: Iterable[Choice]) -> Markup:
    pieces = [
        f"{before}{count}{after}"
        for value, label, chosen, count in choices
        for before, after in (_piece(part, name, value, label, chosen),)
    ]
    # The pieces come escaped from a template, and counts are numbers.
    return Markup("\n".join(pieces))  # noqa: S704


@lru_cache(maxsize=4096)
def _piece(part: str, name: str, value: str, label: str, chosen: bool) -> tuple[str, str]:
    draw = get_template_attribute("search/parts.html", part)
    before, _, after = str(draw(name, value, label, chosen, COUNT)).partition(COUNT)
    return before, after
