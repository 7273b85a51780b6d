"""When no job has all of what was asked for.

What was typed gives way by itself, as little of it as will do, and the page says so. What was chosen
among the filters does not: the page says how many jobs there are without each. All of this is
counted in one round trip, and only when nothing was found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from jobboard import taxonomy
from jobboard.codes.families import FAMILIES
from jobboard.gateways.search_engine import Matching, SearchEngine
from jobboard.search import spelling
from jobboard.search.asking import Asked, WayOut, plan
from jobboard.search.criteria import Search
from jobboard.search.fillers import tells
from jobboard.search.understanding import Understood, understand

# What somebody would sooner go without, before what they would not. A typed code never gives way.
GIVES_WAY = (
    "pay_min", "near", "apprentice", "level", "type", "software", "state", "arrangement",
    "setting", "credential", "role", "specialty",
)  # fmt: skip
PLACES = ("near", "state")
FAMILIES_SHOWN, WAYS_SHOWN = 4, 8
NO_SUCH_PAY = "No job says that it pays so much, so these are without {}."
SOME_WORDS = "No job has all of these words, so these have some of them."


@dataclass(frozen=True)
class Easing:
    """What is asked instead, and the sentence that says so."""

    asked: Asked
    note: str
    matching: Matching = "all"


def ease(
    asked: Asked, *, engine: SearchEngine, now: datetime
) -> tuple[Easing | None, tuple[WayOut, ...]]:
    """The first easing of what was typed that finds something; else the ways out that do."""
    easings, ways = list(_easings(asked)), list(_ways(asked))
    all_asked = [*easings, *(Easing(asked, "") for asked, _ in ways)]
    counts = _counted(all_asked, engine=engine, now=now)
    eased = next((one for one, count in zip(easings, counts, strict=False) if count), None)
    if eased:
        return eased, ()
    found = zip(ways, counts[len(easings) :], strict=True)
    leading = [replace(way, count=count) for (_, way), count in found if count]
    return None, tuple(leading[:WAYS_SHOWN])


def _counted(easings: Sequence[Easing], *, engine: SearchEngine, now: datetime) -> list[int]:
    questions = [
        plan(one.asked, now=now, facets=False, matching=one.matching).questions[0]
        for one in easings
    ]
    return [one.total for one in engine.ask_many([replace(q, limit=0) for q in questions])]


def _easings(asked: Asked) -> Iterator[Easing]:
    if " " in asked.words:
        yield Easing(asked, SOME_WORDS, "frequency")
    typed = _giving_way(asked.understood)
    near = [one for one in typed if one.parameter == "near"]
    for one in typed:
        if one.parameter in PLACES:
            mentioning = _without(asked, [one], words=f"{asked.words} {one.words}")
            yield Easing(mentioning, f"No such job is in “{one.words}”; these mention it.")
    yield from _in_their_states(asked, near)
    for gone in [near, *([one] for one in typed if one not in near)]:
        without = _without(asked, gone, words=asked.words)
        # Without the one thing that was asked for, all jobs of the board are no answer.
        if gone and (without.words or without.understood or next(asked.search.chosen(), None)):
            yield Easing(without, f"No job has all of this, so these are without {_said(gone)}.")
    if asked.words and asked.understood:
        note = f"No such job says “{asked.words}”, so these are without it."
        yield Easing(replace(asked, words=""), note)
    yield from _bare(asked, typed)


def _in_their_states(asked: Asked, near: Sequence[Understood]) -> Iterator[Easing]:
    states = [state for one in near if (state := _state_of(one))]
    if states:
        labels = " or ".join(dict.fromkeys(taxonomy.STATES[one.value].label for one in states))
        note = f"No such job is near {_said(near)}; these are in {labels} or open to people there."
        wider = _without(asked, near, words=asked.words)
        yield Easing(replace(wider, understood=(*wider.understood, *states)), note)


def _bare(asked: Asked, typed: Sequence[Understood]) -> Iterator[Easing]:
    """What named facets, as words that a job may say some of."""
    # Texts spell out what somebody shortens: radiation oncology, not "rad onc".
    alone = typed[0].idea.label if len(typed) == 1 and typed[0].idea else ""
    named = alone or " ".join(one.words for one in typed if one.parameter != "pay_min")
    if words := " ".join(filter(tells, f"{asked.words} {named}".split())):
        yield Easing(_without(asked, typed, words=words), SOME_WORDS, "frequency")
    elif typed:
        # Most jobs that come from elsewhere do not say what they pay.
        yield Easing(_without(asked, typed, words=""), NO_SUCH_PAY.format(_said(typed)))


def _said(ones: Iterable[Understood]) -> str:
    return " or ".join(f"“{one.words}”" for one in ones)


def _state_of(near: Understood) -> Understood | None:
    """The state of a city; a ZIP code names none."""
    state = near.value.rpartition(", ")[2]
    return Understood(near.words, "state", state) if state in taxonomy.STATES else None


def _giving_way(understood: Iterable[Understood]) -> list[Understood]:
    able = (one for one in understood if one.parameter in GIVES_WAY)
    return sorted(able, key=lambda one: GIVES_WAY.index(one.parameter))


def _without(asked: Asked, gone: Sequence[Understood], *, words: str) -> Asked:
    # Of several places a job needs only one, so they go together.
    typed_near = any(one.parameter == "near" for one in gone)
    left = tuple(
        one
        for one in asked.understood
        if one not in gone and not (typed_near and one.parameter in ("near", "miles"))
    )
    eased = replace(asked, words=words.strip(), understood=left)
    return replace(eased, around=(), spots=None) if typed_near else eased


def _ways(asked: Asked) -> Iterator[tuple[Asked, WayOut]]:
    search = asked.search
    for name, value in search.chosen():
        without = replace(asked, search=search.without(name, value))
        if name == "near":
            without = replace(without, around=(), spots=None)
        yield without, WayOut(without.search, gone=(name, value))
    if search.q and next(search.chosen(), None):
        wordless = Asked(search.without("q"), around=asked.around, spots=asked.spots, own=asked.own)
        yield wordless, WayOut(wordless.search, gone=("q", search.q))
    if corrected := spelling.corrected(asked.words):
        again = search.with_words(search.q.replace(asked.words, corrected))
        said = understand(again.q)
        near = replace(asked, search=again, words=said.words, understood=said.understood)
        yield near, WayOut(again, label=f"Did you mean “{again.q}”?")
    yield from _nearby_families(asked)


def _nearby_families(asked: Asked) -> Iterator[tuple[Asked, WayOut]]:
    """The families around the codes that were asked for, and those beside them."""
    typed = [one.interval for one in asked.understood if one.parameter == "code"]
    found = {}
    for interval in (*typed, *asked.search.code, *asked.search.family):
        around = FAMILIES.around(interval)
        beside = FAMILIES.neighbors(around[0].slug) if around else ()
        found.update({family.slug: family for family in (*around[:2], *beside)})
    for family in list(found.values())[:FAMILIES_SHOWN]:
        search = Search(family=(family.interval,))
        yield Asked(search), WayOut(search, label=f"{family.name}, {family.label}")
