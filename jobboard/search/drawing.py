"""Cards, boxes and lines as HTML: drawn by the templates once, then only filled anew.

A page has twenty cards and two hundred boxes, and hardly anything of them depends on who asks for
what: a box differs in its count, a card in its marked words and in why it is here. So the template
draws them once with holes in those places, and what it drew is kept.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from flask import get_template_attribute
from markupsafe import Markup, escape

from jobboard.search.parameters import CHOICES
from jobboard.web.keeping import Kept

# Where something else stands each time; no label and no text holds these characters.
COUNT = "\ue002"
TITLE, SUMMARY, WHY = "\ue003", "\ue004", "\ue005"
HOLES = re.compile(f"([{TITLE}{SUMMARY}{WHY}])")
FIRST, MORE = "\ue006", "\ue007"
CARDS_KEPT, FOLDS_KEPT = 5_000, 500

Counted = tuple[str, str]
"""A value and its count as text."""


class Fold(NamedTuple):
    """A filter but for its boxes: how many choices hold, those that the words name, how many stand
    behind "more"."""

    legend: str
    chosen: int
    typed: tuple[str, ...]
    open: bool
    more_count: int


class CardKey(NamedTuple):
    """All that the drawing of a card depends on, but for what goes into its holes. `rev` changes
    with everything that a document says, and the day with "posted today"."""

    id: int
    rev: int
    today: date
    zone: str
    level: int
    has_why: bool


class Drawn(NamedTuple):
    """A card with its holes, and as it is when nothing in it is marked."""

    pieces: tuple[str, ...]
    title: Markup
    summary: Markup
    plain: Markup


_cards: Kept[CardKey, Drawn] = Kept(CARDS_KEPT)


def boxes(name: str, counted: Iterable[Counted], chosen: Collection[str] = ()) -> Markup:
    return _drawn("box", name, counted, chosen)


def lines(name: str, counted: Iterable[Counted], chosen: Collection[str] = ()) -> Markup:
    return _drawn("line", name, counted, chosen)


def fold(frame: Fold, first: Markup, more: Markup) -> Markup:
    """A filter that opens and closes, with its boxes: those on show and those behind "more"."""
    before, _, rest = _fold(frame).partition(FIRST)
    between, _, after = rest.partition(MORE)
    # The frame comes escaped from a template, and boxes are drawn by one.
    return Markup("".join((before, first, between, more, after)))  # noqa: S704


def card(
    key: CardKey,
    *,
    marked: tuple[Markup, Markup] | None,
    why: Sequence[str],
    shown: Callable[[], Mapping[str, Any]],
) -> Markup:
    """A job's card. `marked` are its title and its summary where words in them are; `shown` gives
    all that `job_card` draws, where nobody has drawn it yet."""
    drawn = _cards.get(key)
    if drawn is None:
        drawn = _drawn_with_holes(key, shown())
        _cards.put(key, drawn)
    if marked is None and not why:
        return drawn.plain
    title, summary = marked or (drawn.title, drawn.summary)
    return _filled(drawn.pieces, title=title, summary=summary, why=why)


def forget_cards() -> None:
    """For tests that change the templates' data under the same revision."""
    _cards.clear()


def _drawn_with_holes(key: CardKey, shown: Mapping[str, Any]) -> Drawn:
    holes = {
        "title_html": TITLE,
        "summary": SUMMARY if shown["summary"] else "",
        "why": [WHY] if key.has_why else [],
    }
    draw = get_template_attribute("components/jobs.html", "job_card")
    pieces = tuple(HOLES.split(str(draw({**shown, **holes}, key.level))))
    title, summary = escape(shown["title"]), escape(shown["summary"] or "")
    return Drawn(pieces, title, summary, _filled(pieces, title=title, summary=summary, why=()))


def _filled(pieces: Iterable[str], *, title: Markup, summary: Markup, why: Sequence[str]) -> Markup:
    told: dict[str, str] = {
        TITLE: title,
        SUMMARY: summary,
        WHY: escape(" · ".join(why)) if why else "",
    }
    # The pieces come escaped from a template, and so does what goes between them.
    return Markup("".join([told.get(piece, piece) for piece in pieces]))  # noqa: S704


def _drawn(part: str, name: str, counted: Iterable[Counted], chosen: Collection[str]) -> Markup:
    plain = _frames(part, name, False)
    ticked = _frames(part, name, True) if chosen else plain
    pieces = [
        f"{before}{count}{after}"
        for value, count in counted
        for before, after in (ticked[value] if value in chosen else plain[value],)
    ]
    # The pieces come escaped from a template, and counts are numbers.
    return Markup("\n".join(pieces))  # noqa: S704


@lru_cache(maxsize=FOLDS_KEPT)
def _fold(frame: Fold) -> str:
    draw = get_template_attribute("search/parts.html", "fold")
    holes = {"first": FIRST, "more": MORE if frame.more_count else ""}
    return str(draw({**frame._asdict(), **holes}))


class _Frames(dict[str, tuple[str, str]]):
    """What stands before and behind the count of each value, drawn when it is first needed."""

    def __init__(self, part: str, name: str, chosen: bool) -> None:
        self._part, self._name, self._chosen = part, name, chosen

    def __missing__(self, value: str) -> tuple[str, str]:
        draw = get_template_attribute("search/parts.html", self._part)
        label = CHOICES[self._name][0][value].label
        drawn = str(draw(self._name, value, label, self._chosen, COUNT))
        before, _, after = drawn.partition(COUNT)
        self[value] = before, after
        return self[value]


# Values are of closed vocabularies, so these stay small.
_frames = cache(_Frames)
