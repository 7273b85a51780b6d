"""Sentences with places to fill: `Code [{case1}|{case2}] from {doc1}`.

Braces name a value, square brackets hold equal ways of saying it. A template that asks for a value
which a posting does not have is not used for it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from jobboard.sample.dice import Dice

Values = Mapping[str, str]

TOKENS = re.compile(r"\{(\w+)\}|\[([^\]]*)\]|([^{\[]+)")
TRIES = 8

_numbers = count()


class Template:
    """Makes HTML. `number` is its own among all templates, to tell which ones two texts share."""

    __slots__ = ("_parts", "needs", "number", "source")

    def __init__(self, source: str) -> None:
        source = source.replace("&", "&amp;")
        self.source = source
        self.number = next(_numbers)
        self._parts = tuple(_parts(source))
        self.needs = frozenset(re.findall(r"\{(\w+)\}", source))

    def fits(self, values: Values) -> bool:
        return self.needs <= values.keys()

    def render(self, values: Values, dice: Dice) -> str:
        if len(self._parts) == 1 and isinstance(self._parts[0], str):
            return self._parts[0]
        return "".join(
            [
                part
                if isinstance(part, str)
                else part.render(values, dice)
                if isinstance(part, _Ways)
                else values[part.name]
                for part in self._parts
            ]
        )


class _Slot:
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class _Ways:
    __slots__ = ("_ways",)

    def __init__(self, ways: Sequence[str]) -> None:
        self._ways = [Template(way) for way in ways]

    def render(self, values: Values, dice: Dice) -> str:
        return dice.one(self._ways).render(values, dice)


class Pool:
    """Templates for one purpose."""

    def __init__(self, sources: Iterable[str]) -> None:
        self.templates = [Template(source) for source in sources]

    def draw(self, count: int, values: Values, dice: Dice) -> list[Template]:
        """Up to `count` different templates that fit."""
        drawn: list[Template] = []
        for _ in range(count):
            template = self._one_more(drawn, values, dice)
            if template is None:
                break
            drawn.append(template)
        return drawn

    def _one_more(self, drawn: list[Template], values: Values, dice: Dice) -> Template | None:
        if not self.templates:
            return None
        for _ in range(TRIES):
            template = dice.one(self.templates)
            if template not in drawn and template.fits(values):
                return template
        left = [one for one in self.templates if one not in drawn and one.fits(values)]
        return dice.one(left) if left else None


def _parts(source: str) -> Iterable[str | _Slot | _Ways]:
    for name, ways, words in TOKENS.findall(source):
        if name:
            yield _Slot(name)
        elif ways or not words:
            yield _Ways(ways.split("|"))
        else:
            yield words
