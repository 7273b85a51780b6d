"""Places as people type them among other words: `Houston`, `Houston TX 77030`, `of Hibbing`. Pure:
who knows the places is handed in."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jobboard.search.typed_states import state_at

LONGEST = 4
# With its last four digits a ZIP code is no code of anything else.
LONG_ZIP = re.compile(r"(?<![\w$.-])([0-9]{5})-[0-9]{4}(?![\w-])")


@dataclass(frozen=True)
class Gazetteer:
    """Who knows the places, each as the address writes it (`Houston, TX`). None is for a name by
    which nobody would mean one.

    `city` is asked for a name, in this state or anywhere; `place` for a whole text of which is known
    that it names a place, however small; `has_zip` whether a ZIP code lies in a state.
    """

    city: Callable[[str, str | None], str | None]
    place: Callable[[str], str | None]
    has_zip: Callable[[str, str], bool]


NOWHERE = Gazetteer(lambda name, state: None, lambda text: None, lambda code, state: False)


def long_zips_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each ZIP code with its last four digits begins and ends, and its first five."""
    yield from ((*match.span(), match[1]) for match in LONG_ZIP.finditer(text))


def city_at(
    words: Sequence[str], at: int, known: Gazetteer, *, is_alone: bool
) -> tuple[int, str] | None:
    """A city with its state or, when it is large and the word has no other meaning, without: where
    it ends, and what it is."""
    for end, name in _names_at(words, at):
        state = state_at(words, end, sure=True)
        if state and is_alone and (found := known.city(name, state[1])):
            return state[0], found
        if (is_alone or end > at + 1) and (found := known.city(name, None)):
            return end, found
    return None


def place_at(words: Sequence[str], at: int, known: Gazetteer) -> tuple[int, str] | None:
    """The place that the words before have announced."""
    for end, name in _names_at(words, at):
        if found := known.place(name):
            return end, found
    return None


def _names_at(words: Sequence[str], at: int) -> list[tuple[int, str]]:
    """The longest first."""
    ends = range(min(at + LONGEST, len(words)), at, -1)
    return [(end, " ".join(words[at:end])) for end in ends if all(words[at:end])]
