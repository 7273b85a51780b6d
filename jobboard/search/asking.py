"""From a `Search` to the questions for the engine. Pure: it asks nobody and knows no clock.

One question brings the hits and the counts of every facet without a choice. A facet that has one is
counted by a question of its own without that choice, so that its other values do not read 0.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations

from jobboard.codes.intervals import Interval, cells, cells_and_ancestors
from jobboard.gateways.search_engine import (
    Answer,
    AnyOf,
    Between,
    Condition,
    Document,
    Either,
    Matching,
    Not,
    Question,
)
from jobboard.search import own as own_jobs
from jobboard.search.criteria import Search
from jobboard.search.lexicon import CODER, Tag, tag_of, titled
from jobboard.search.own import NOBODY, Own
from jobboard.search.understanding import Understood

PAGE = 20
MOST_RINGS, MOST_APART = 3, 5
# The facets of the page, the most useful first, each with the document's field that it counts.
FACETS = {
    "arrangement": "arrangement",
    "specialty": "specialties",
    "credential": "credentials_found",
    "state": "works_from",
    "setting": "setting",
    "role": "role",
    "level": "level",
    "type": "type",
    "software": "software",
}
HIGHLIGHTED = ("title", "summary")
SORTS = {
    "newest": ("posted:desc", "id:desc"),
    "pay": ("pay.hourly_max:desc", "posted:desc"),
    "relevance": (),
}
Conditions = Mapping[str, tuple[Condition, ...]]


@dataclass(frozen=True)
class Around:
    """The middle of a search near a place: as the address writes it (`value`), as people call it,
    and on the map."""

    value: str
    label: str
    point: tuple[float, float]
    miles: int


@dataclass(frozen=True)
class Asked:
    """A search made ready: what its words mean, and where `near` is.

    Who names several places will work at any of them. `spots` are the points within the radius
    where there are jobs, with their miles; None without `near`, or before anybody has looked. `own`
    is who asks, and of which jobs.
    """

    search: Search
    words: str = ""
    understood: tuple[Understood, ...] = ()
    around: tuple[Around, ...] = ()
    spots: Mapping[str, float] | None = None
    own: Own = NOBODY

    @property
    def sort(self) -> str:
        # "near" where nobody knows the place means nothing.
        unknown = self.search.sort == "near" and not self.around
        return self.usual_sort if unknown else self.search.sort or self.usual_sort

    @property
    def usual_sort(self) -> str:
        named = any(one.idea or one.parameter == "state" for one in self.understood)
        return "relevance" if self.words or named else "newest"

    @property
    def offset(self) -> int:
        return (self.search.page - 1) * PAGE


@dataclass(frozen=True)
class Found:
    """What the engine or the database found: one page of documents, and how many there are."""

    hits: Sequence[Document]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    notes: tuple[str, ...] = ()
    ways: tuple["WayOut", ...] = ()


@dataclass(frozen=True)
class WayOut:
    """Another search that has jobs, and how many: without a choice (`gone`, a parameter and its
    value), or what `label` says."""

    search: Search
    count: int = 0
    label: str = ""
    gone: tuple[str, str] | None = None


@dataclass(frozen=True)
class Plan:
    """Questions that go out together: the hits first, then one for each facet with a choice.

    Each of `rings` holds the ones before it: the jobs of the first come first, those in none of
    them last.
    """

    questions: tuple[Question, ...]
    recounted: tuple[str, ...]
    rings: tuple[Condition, ...] = ()

    def counts(self, answers: Sequence[Answer]) -> dict[str, Mapping[str, int]]:
        """How many jobs each facet's values have, from the answers to the questions."""
        main, *others = answers
        found = {name: main.facets[field] for name, field in FACETS.items() if field in main.facets}
        for name, answer in zip(self.recounted, others, strict=True):
            found[name] = answer.facets[FACETS[name]]
        return {name: found[name] for name in FACETS if name in found}


def plan(asked: Asked, *, now: datetime, facets: bool = True, matching: Matching = "all") -> Plan:
    """Its hits carry their numbers and revisions, and what is highlighted."""
    conditions = conditions_of(asked, now=now)
    recounted = tuple(name for name in FACETS if name in conditions) if facets else ()
    plainly = tuple(field for name, field in FACETS.items() if name not in recounted)
    page = Question(
        words=asked.words,
        conditions=_all(conditions),
        facets=plainly if facets else (),
        sort=SORTS.get(asked.sort, ()),
        offset=asked.offset,
        limit=PAGE,
        highlight=HIGHLIGHTED if asked.words else (),
        fields=("rev",),
        matching=matching,
    )
    counting = replace(page, sort=(), offset=0, limit=0, highlight=())
    others = (
        replace(counting, conditions=_all(conditions, but=name), facets=(FACETS[name],))
        for name in recounted
    )
    rings = tuple(rings_of(asked.understood, asked.words)) if asked.sort == "relevance" else ()
    return Plan((page, *others), recounted, rings)


def conditions_of(asked: Asked, *, now: datetime) -> Conditions:
    """What must hold, by the parameter that asks for it; the dates always do."""
    search, spots = asked.search, asked.spots
    named = [(name, getattr(search, name)) for name in ("family", "code")]
    found: dict[str, tuple[Condition, ...]] = {
        "": public_at(now),
        "q": tuple(_typed(asked.understood)),
        "near": () if spots is None else (AnyOf("spots", tuple(sorted(spots))),),
        "apprentice": (AnyOf("apprentice", (True,)),) if search.apprentice else (),
        "pay_min": _at_least("pay.hourly_max", search.pay_min),
        "posted": _at_least("posted", _days_before(now, search.posted)),
        "own": own_jobs.conditions(asked.own, qualify=search.qualify, hidden_too=search.hidden),
    }
    found |= {name: (touching(intervals),) for name, intervals in named if intervals}
    for name, field in (FACETS | {"employer": "employer_slug"}).items():
        if chosen := getattr(search, name):
            found[name] = (AnyOf(field, chosen),)
    return {name: conditions for name, conditions in found.items() if conditions}


CALLED_CODER = frozenset({"coder", "coders", "coding"})
# What the work is says more than what its title names.
KINDS_OF_WORK = frozenset({"role", "setting"})
# Of these a job has one: two that are typed are alternatives. Of all else it may have both.
ONE_OF = ("arrangement", "type", "level", "state")


def _typed(understood: tuple[Understood, ...]) -> Iterator[Condition]:
    for one in understood:
        if one.parameter == "code":
            yield touching([one.interval])
        elif one.parameter == "pay_min":
            yield Between("pay.hourly_max", low=float(one.value))
    for together in _alternatives(understood):
        if together[0].parameter == "state":
            states = tuple(one.value for one in together)
            told = tuple(tag_of("state", state) for state in states)
            yield Either(((AnyOf("works_from", states),), (AnyOf("said", told),)))
        else:
            tags = (tag for one in together if one.idea for tag in one.idea.all_tags)
            yield AnyOf("said", tuple(dict.fromkeys(tags)))


def rings_of(understood: tuple[Understood, ...], words: str = "") -> Iterator[Condition]:
    """Who plainly is all that was asked for, then who is all of it but one, and so on; of one thing
    alone, those that stand beside it come before those that only mention it. Of a specialty, those
    come first whose title names it."""
    alternatives = _alternatives(understood)
    plainly = [_plainly(together, _as_stated) for together in alternatives]
    in_titles = [_plainly(together, titled) for together in alternatives]
    if in_titles != plainly and KINDS_OF_WORK.isdisjoint(one.parameter for one in understood):
        # "Orthopedics coder" is not the orthopedist's authorization specialist.
        called = (AnyOf("plainly", (CODER,)),) if CALLED_CODER.intersection(words.split()) else ()
        yield Either(((*in_titles, *called),))
    if len(plainly) == 1:
        yield plainly[0]
        (one,) = alternatives
        beside = [tag for each in one if each.idea for tag in each.idea.beside]
        if beside:
            yield Either(((plainly[0],), (AnyOf("plainly", tuple(beside)),)))
        return
    for missing in range(min(len(plainly), MOST_RINGS if len(plainly) <= MOST_APART else 2)):
        yield Either(tuple(combinations(plainly, len(plainly) - missing)))


def _as_stated(tag: Tag) -> Tag:
    return tag


def _plainly(together: Sequence[Understood], form: Callable[[Tag], Tag]) -> Condition:
    if together[0].parameter == "state":
        there = AnyOf("states", tuple(one.value for one in together))
        return Either(((there, Not(AnyOf("arrangement", ("remote",)))),))
    tags = (form(tag) for one in together if one.idea for tag in one.idea.takes)
    return AnyOf("plainly", tuple(dict.fromkeys(tags)))


def _alternatives(understood: tuple[Understood, ...]) -> list[list[Understood]]:
    """What names facets, with what is another choice of the same kept together."""
    found: dict[str, list[Understood]] = {}
    for one in understood:
        if one.idea or one.parameter == "state":
            key = one.parameter if one.parameter in ONE_OF else f"{one.parameter}:{one.value}"
            found.setdefault(key, []).append(one)
    return list(found.values())


def public_at(now: datetime) -> tuple[Condition, ...]:
    """Whole seconds, so that equal questions within one are equal."""
    second = int(now.timestamp())
    return (Between("publish_at", high=second), Between("expires", low=second + 1))


def touching(intervals: Iterable[Interval]) -> Condition:
    """Documents that cover at least one code of at least one of the intervals."""
    below: dict[str, None] = {}
    around: dict[str, None] = {}
    for interval in intervals:
        below.update(dict.fromkeys(cells(interval)))
        around.update(dict.fromkeys(cells_and_ancestors(interval)))
    # A document's cell is the asked one or holds it; or it lies below the asked one.
    return Either(((AnyOf("covers", tuple(around)),), (AnyOf("covers_up", tuple(below)),)))


def _at_least(field: str, low: float | None) -> tuple[Condition, ...]:
    return () if low is None else (Between(field, low=low),)


def _days_before(now: datetime, days: int | None) -> int | None:
    return None if days is None else int((now - timedelta(days=days)).timestamp())


def _all(conditions: Conditions, but: str | None = None) -> tuple[Condition, ...]:
    return tuple(
        condition for name, ones in conditions.items() if name != but for condition in ones
    )
