"""The answer to a search: from the engine, or from the database while the engine is away.

Whatever answered, one narrow query to the database drops what is no longer public: a stale index
can hide a job for a moment, and never show one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import structlog

from jobboard.errors import SearchUnavailable
from jobboard.gateways.search_engine import SearchEngine, nothing
from jobboard.places import queries as places
from jobboard.search import easing, fallback, near
from jobboard.search.asking import PAGE, Asked, Found, Plan, WayOut, plan
from jobboard.search.criteria import Search
from jobboard.search.locating import known_to, located
from jobboard.search.own import NOBODY, Own
from jobboard.search.page import Draw, Making, Page
from jobboard.search.rings import Begin, ring_by_ring
from jobboard.search.understanding import Understood, understand
from jobboard.web.metrics import SEARCH_FALLBACKS

log = structlog.get_logger(__name__)

NO_STANDING = (
    "Sign in and say on your profile which credentials you hold: then this search can show the "
    "jobs you qualify for."
)


@dataclass(frozen=True, kw_only=True)
class Results(Page):
    """One page of a search. `counts` is by facet and value; a facet that nobody counted is not
    there. `degraded` says that the database answered; `ways` lead on where nothing was found."""

    total: int
    page: int
    pages: int
    counts: Mapping[str, Mapping[str, int]]
    degraded: bool
    notes: tuple[str, ...]
    ways: tuple[WayOut, ...] = ()


def answer(
    search: Search,
    *,
    engine: SearchEngine,
    now: datetime,
    notes: tuple[str, ...] = (),
    facets: bool = True,
    own: Own = NOBODY,
    draw: Draw = lambda page: {},
) -> Results:
    """`facets` False leaves the counting out, for a page whose filters have not changed; `own` is who
    asks, and of which jobs; `draw` is what is made of the page while the engine still counts."""
    asked, about_asked = _made_ready(search, own)
    making = Making(engine, now, draw)
    ask = partial(_found, engine=engine, now=now, facets=facets, making=making)
    page, found, degraded = ask(asked)
    pages = max(1, -(-found.total // PAGE))
    about_page: tuple[str, ...] = ()
    if search.page > pages:
        page, found, degraded = ask(replace(page.asked, search=search.on_page(pages)))
        about_page = ("That page does not exist; this is the last one.",)
    return Results(
        **vars(page),
        total=found.total - (len(found.hits) - len(page.hits)),
        page=page.asked.search.page,
        pages=pages,
        counts=found.counts,
        degraded=degraded,
        notes=(*notes, *about_asked, *found.notes, *about_page),
        ways=found.ways,
    )


def hidden_among(results: Results, *, engine: SearchEngine, now: datetime) -> int:
    """How many jobs the search would find that the person has hidden."""
    asked, own = results.asked, results.asked.own
    if not own.hidden or asked.search.hidden:
        return 0
    everything = replace(asked.search, hidden=True)
    asked = replace(asked, search=everything, own=replace(own, only=own.hidden))
    try:
        [question, *_] = plan(asked, now=now, facets=False).questions
        return engine.ask(replace(question, limit=0, sort=(), highlight=())).total
    except SearchUnavailable:
        return fallback.search(asked, now=now, facets=False)[1].total


def _made_ready(search: Search, own: Own) -> tuple[Asked, tuple[str, ...]]:
    understanding = understand(search.q, known_to(search))
    asked = Asked(search, words=understanding.words, understood=understanding.understood, own=own)
    lacking = (NO_STANDING,) if search.qualify and own.standing is None else ()
    asked, about_place = located(asked)
    return asked, (*lacking, *about_place)


def _found(
    asked: Asked, *, engine: SearchEngine, now: datetime, facets: bool, making: Making
) -> tuple[Page, Found, bool]:
    """The last is whether the database answered, in the engine's place."""
    try:
        planned = partial(plan, now=now, facets=facets)
        ask = partial(_asked_with_spots, planned=planned, engine=engine, now=now, making=making)
        asked, found = ask(asked)
        if not found.total and (as_zip := _as_zip(asked)):
            asked, found = ask(as_zip)
        # Whoever asks of these jobs only wants those that have it all, not the likest.
        if not found.total and asked.own.only is None:
            found = _eased(asked, found, planned, engine=engine, now=now)
        return making.page(asked, found.hits), found, False
    except SearchUnavailable as trouble:
        log.warning("search fell back to the database", trouble=trouble.message)
        SEARCH_FALLBACKS.inc()
        asked, found = fallback.search(asked, now=now, facets=facets)
        return making.of(asked, found.hits), found, True


def _asked_with_spots(
    asked: Asked,
    *,
    planned: Callable[..., Plan],
    engine: SearchEngine,
    now: datetime,
    making: Making,
) -> tuple[Asked, Found]:
    if asked.around and asked.spots is None:
        asked = replace(asked, spots=near.spots_around(asked.around, engine=engine, now=now))
    begin = partial(making.begin, asked)
    return asked, _ask(asked, planned(asked), engine=engine, begin=begin)


def _as_zip(asked: Asked) -> Asked | None:
    """Five digits that no job covers as a code may be where somebody lives: nearer than the city
    that was typed beside them."""
    code = next(filter(_looks_like_zip, asked.understood), None)
    if asked.search.near or code is None or (place := places.find(code.words)) is None:
        return None
    rest = [one for one in asked.understood if one is not code and one.parameter != "near"]
    typed = Understood(code.words, "near", place.value)
    asked = replace(asked, understood=(*rest, typed), spots=None)
    return located(asked)[0]


def _looks_like_zip(one: Understood) -> bool:
    return one.parameter == "code" and re.fullmatch(r"[0-9]{5}", one.words) is not None


def _eased(
    asked: Asked,
    nothing: Found,
    planned: Callable[..., Plan],
    *,
    engine: SearchEngine,
    now: datetime,
) -> Found:
    eased, ways = easing.ease(asked, engine=engine, now=now)
    if eased is None:
        return replace(nothing, ways=ways)
    found = _ask(eased.asked, planned(eased.asked, matching=eased.matching), engine=engine)
    return replace(found, notes=(eased.note,))


def _ask(asked: Asked, plan: Plan, *, engine: SearchEngine, begin: Begin = nothing) -> Found:
    if asked.sort == "near":
        answers = near.nearest_first(asked, plan, engine=engine)
    elif plan.rings or plan.questions[0].facets:
        answers = ring_by_ring(plan, engine=engine, begin=begin)
    else:
        answers = engine.ask_many(plan.questions)
    return Found(answers[0].hits, answers[0].total, plan.counts(answers))
