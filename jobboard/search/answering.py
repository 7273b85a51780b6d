"""The answer to a search: from the engine, or from the database while the engine is away.

Whatever answered, one narrow query to the database drops what is no longer public: a stale index
can hide a job for a moment, and never show one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Connection, Integer, bindparam, select

from jobboard.db import Instant, db
from jobboard.employers.models import Employer
from jobboard.errors import SearchUnavailable
from jobboard.gateways.search_engine import Document, SearchEngine
from jobboard.places import queries as places
from jobboard.postings.models import Posting
from jobboard.prepared import Prepared
from jobboard.search import easing, fallback, near, telling
from jobboard.search.asking import PAGE, Asked, Found, Plan, WayOut, plan
from jobboard.search.criteria import Search
from jobboard.search.locating import known_to, located
from jobboard.search.own import NOBODY, Own
from jobboard.search.rings import ring_by_ring
from jobboard.search.understanding import Understood, understand
from jobboard.web.metrics import SEARCH_FALLBACKS

log = structlog.get_logger(__name__)

NO_STANDING = (
    "Sign in and say on your profile which credentials you hold: then this search can show the "
    "jobs you qualify for."
)


@dataclass(frozen=True)
class Results:
    """One page of a search. `counts` is by facet and value; a facet that nobody counted is not
    there. `degraded` says that the database answered; `ways` lead on where nothing was found."""

    asked: Asked
    hits: Sequence[Document]
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
) -> Results:
    """`facets` False leaves the counting out, for a page whose filters have not changed; `own` is who
    asks, and of which jobs."""
    asked, about_asked = _made_ready(search, own)
    ask = partial(_found, engine=engine, now=now, facets=facets)
    asked, found, degraded = ask(asked)
    pages = max(1, -(-found.total // PAGE))
    about_page: tuple[str, ...] = ()
    if search.page > pages:
        asked = replace(asked, search=search.on_page(pages))
        asked, found, degraded = ask(asked)
        about_page = ("That page does not exist; this is the last one.",)
    hits = still_public(found.hits, now)
    return Results(
        asked=asked,
        hits=hits,
        total=found.total - (len(found.hits) - len(hits)),
        page=asked.search.page,
        pages=pages,
        counts=found.counts,
        degraded=degraded,
        notes=(*notes, *about_asked, *found.notes, *about_page),
        ways=found.ways,
    )


# The rule stands among the columns, not in the WHERE: there it would tempt SQLite to walk the index
# of all public postings instead of looking up twenty. A page's worth of parameters, used or not:
# one statement that is never put together again.
ID_PARAMETERS = [f"id_{at}" for at in range(PAGE)]
WHICH_ARE_PUBLIC = Prepared(
    select(Posting.id, Posting.public_at(bindparam("now", type_=Instant())))
    .join(Employer, Employer.id == Posting.employer_id)
    .where(Posting.id.in_([bindparam(name, type_=Integer()) for name in ID_PARAMETERS]))
)
NOBODYS = dict.fromkeys(ID_PARAMETERS, -1)


def public_among(ids: Sequence[int], now: datetime, connection: Connection) -> set[int]:
    """Those that are public at this very moment: a narrow query for at most a page of postings."""
    if not ids:
        return set()
    asked = dict(zip(ID_PARAMETERS, ids, strict=False))
    rows = WHICH_ARE_PUBLIC.rows(connection, {**NOBODYS, **asked, "now": now})
    return {posting_id for posting_id, is_public in rows if is_public}


def still_public(hits: Sequence[Document], now: datetime) -> list[Document]:
    with db.engine.connect() as connection:
        public = public_among([hit["id"] for hit in hits], now, connection)
    if len(public) < len(hits):
        log.info("stale hits dropped", count=len(hits) - len(public))
    return [hit for hit in hits if hit["id"] in public]


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
    asked: Asked, *, engine: SearchEngine, now: datetime, facets: bool
) -> tuple[Asked, Found, bool]:
    try:
        planned = partial(plan, now=now, facets=facets)
        asked, found = _asked_with_spots(asked, planned, engine=engine, now=now)
        if not found.total and (as_zip := _as_zip(asked)):
            asked, found = _asked_with_spots(as_zip, planned, engine=engine, now=now)
        # Whoever asks of these jobs only wants those that have it all, not the likest.
        if not found.total and asked.own.only is None:
            found = _eased(asked, found, planned, engine=engine, now=now)
        return asked, replace(found, hits=telling.told(found.hits, engine=engine)), False
    except SearchUnavailable as trouble:
        log.warning("search fell back to the database", trouble=trouble.message)
        SEARCH_FALLBACKS.inc()
        return (*fallback.search(asked, now=now, facets=facets), True)


def _asked_with_spots(
    asked: Asked, planned: Callable[..., Plan], *, engine: SearchEngine, now: datetime
) -> tuple[Asked, Found]:
    if asked.around and asked.spots is None:
        asked = replace(asked, spots=near.spots_around(asked.around, engine=engine, now=now))
    return asked, _ask(asked, planned(asked), engine=engine)


def _as_zip(asked: Asked) -> Asked | None:
    """Five digits that no job covers as a code may be where somebody lives."""
    if asked.around or not (code := next(filter(_looks_like_zip, asked.understood), None)):
        return None
    place = places.find(code.words)
    if place is None:
        return None
    rest = (one for one in asked.understood if one is not code)
    typed = Understood(code.words, "near", place.value)
    return located(replace(asked, understood=(*rest, typed)))[0]


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


def _ask(asked: Asked, plan: Plan, *, engine: SearchEngine) -> Found:
    if asked.sort == "near":
        answers = near.nearest_first(asked, plan, engine=engine)
    elif plan.rings:
        answers = ring_by_ring(plan, engine=engine)
    elif len(plan.questions) == 1:
        answers = [engine.ask(plan.questions[0])]
    else:
        answers = engine.ask_many(plan.questions)
    return Found(answers[0].hits, answers[0].total, plan.counts(answers))
