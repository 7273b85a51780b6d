"""Follow-ups that name a sibling by a word: "and for autologous?" after a question on 38240."""

from __future__ import annotations

from dataclasses import replace

from jobboard.assistant.tools import telling
from jobboard.assistant.understanding import Understood
from jobboard.assistant.words import words_of
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, Section
from jobboard.codes.queries import codes_in

MOST_SIBLINGS = 30

# What the field says, and what our summaries say for it.
MEANS = {
    "autologous": "own",
    "allogeneic": "donor",
    "donor": "donor",
    "own": "own",
}


def narrowed(understood: Understood) -> Understood:
    """The same question about the sibling that the follow-up names, where it names one."""
    if not understood.follows or len(understood.codes) != 1 or not understood.codes[0].is_single:
        return understood
    asked = {MEANS.get(word, word) for word in words_of(understood.question)}
    before = understood.codes[0]
    if before.text().lower() in words_of(understood.question):
        return understood
    sibling = _sibling(before, asked)
    return replace(understood, codes=(sibling,)) if sibling else understood


def _sibling(before: Interval, asked: set[str]) -> Interval | None:
    code = telling.find(before)
    if code is None or asked & set(_own_words(code)):
        return None
    for one in _near(code):
        if asked & (set(_own_words(one)) & TELLING):
            return one.interval
    return None


TELLING = frozenset(
    {"own", "donor", "lymphocyte", "boost", "aspiration", "biopsy", "core", "liquid"}
)


def _own_words(code: Code) -> list[str]:
    return words_of(code.summary.replace("’", "'"))


def _near(code: Code) -> list[Code]:
    """First the codes that its page sets it apart from, then its family."""
    named = [
        found
        for entry, _ in telling.entries_of(code, Section.DIFFERENCES)
        if "code" in entry and (found := telling.find(Interval.of(code.system, entry["code"])))
    ]
    home = next(iter(FAMILIES.around(code.interval)), None)
    siblings = codes_in(home.interval, MOST_SIBLINGS) if home else ()
    return [*named, *(one for one in siblings if one.code != code.code)]
