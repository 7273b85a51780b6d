"""The search as people and machines open it: page, JSON, feeds, and the home page.

A visitor without a session costs no session here: nobody is loaded and no cookie is set.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl

import orjson
from flask import Blueprint, Response, render_template, request
from werkzeug.datastructures import MultiDict

from jobboard import access
from jobboard.candidates import beside
from jobboard.candidates.beside import Mine
from jobboard.clock import clock
from jobboard.gateways import gateways
from jobboard.landing.beside_results import pay_lines
from jobboard.landing.subjects import of_search
from jobboard.search import feeds, filters, landing, presenting, sharing
from jobboard.search.answering import Results, answer, hidden_among
from jobboard.search.asking import Asked
from jobboard.search.criteria import Search, read
from jobboard.search.locating import USUAL_MILES
from jobboard.search.page import Page
from jobboard.search.parameters import SORTS
from jobboard.search.sharing import Shown
from jobboard.settings import current_settings
from jobboard.web import htmx
from jobboard.web.conditional import kept_by_readers

bp = Blueprint("search", __name__)

HOME_JOBS, HOME_SPECIALTIES = 6, 12


@bp.get("/")
@access.public
def home() -> str:
    mine = beside.mine()
    results = answer(Search(), engine=gateways().search, now=clock(), **beside.asking(mine))
    hits = presenting.cards(results, now=clock(), zone=current_settings().zone, level=3)
    return render_template(
        "site/home.html",
        newest=hits[:HOME_JOBS],
        total=results.total,
        specialties=landing.specialties(results)[:HOME_SPECIALTIES],
        families=landing.FAMILIES_SHOWN,
        **beside.on_page(mine, results.hits, "/"),
    )


@bp.get("/jobs")
@access.public
def jobs() -> Response:
    search, notes = read(request.args)
    part = htmx.wants_fragment()
    recount = not part or not _same_filters_shown(search)
    key = ("page", search, notes, part, recount)
    shown = sharing.shown(key, lambda: _page(search, notes, part=part, recount=recount))
    response = Response(shown.body)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("HX-Request")
    return htmx.show_address(response, shown.address) if part else response


@bp.get("/jobs.json")
@access.public
def jobs_json() -> Response:
    search, notes = read(request.args)
    shown = sharing.shown(("json", search, notes), lambda: _json(search, notes))
    response = Response(shown.body, mimetype="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@bp.get("/jobs.atom")
@access.public
def jobs_atom() -> Response:
    return _feed(feeds.atom, "application/atom+xml")


@bp.get("/jobs.rss")
@access.public
def jobs_rss() -> Response:
    return _feed(feeds.rss, "application/rss+xml")


def _page(search: Search, notes: tuple[str, ...], *, part: bool, recount: bool) -> Shown:
    mine = beside.mine()
    results = answer(
        search,
        engine=gateways().search,
        now=clock(),
        notes=notes,
        facets=recount,
        draw=_begun,
        **beside.asking(mine),
    )
    template = "search/fragment.html" if part else "search/jobs.html"
    page = _shown(results, recount=recount) | _for(mine, results)
    return _sent(results, render_template(template, **page).encode())


def _json(search: Search, notes: tuple[str, ...]) -> Shown:
    zone = current_settings().zone
    results = answer(
        search,
        engine=gateways().search,
        now=clock(),
        notes=notes,
        draw=lambda page: {"hits": presenting.hits_json(page, zone=zone)},
    )
    return _sent(results, orjson.dumps(_as_json(results)))


def _sent(results: Results, body: bytes) -> Shown:
    ids = tuple(hit["id"] for hit in results.hits)
    address = results.asked.search.address()
    return Shown(body, ids, address, lasting=not results.degraded)


def _same_filters_shown(search: Search) -> bool:
    """The browser shows these filters already, with their counts: only sort or page differ."""
    query = htmx.page_query("/jobs")
    if query is None:
        return False
    shown, _ = read(MultiDict(parse_qsl(query)))
    return shown.same_filters_as(search)


def _begun(page: Page) -> dict[str, Any]:
    """All of a page that nobody need have counted for."""
    asked, search = page.asked, page.asked.search
    plain = search.sorted_by("")
    return {
        "search": search,
        "hits": presenting.cards(page, now=clock(), zone=current_settings().zone),
        "chips": filters.chips(page),
        "sorts": {slug: label for slug, label in SORTS.items() if slug != "near" or asked.around},
        "sort": asked.sort,
        "usual_sort": asked.usual_sort,
        "canonical": current_settings().site_url + _canonical(plain.on_page(search.page)),
        "pay_lines": pay_lines(_chosen(asked)),
        "for_robots": presenting.is_for_robots(search),
        "url_for_page": search.page_addresses(),
        "alert_url": plain.address("/alerts/new"),
        "feed_url": plain.address("/jobs.atom"),
    }


def _shown(results: Results, *, recount: bool) -> dict[str, Any]:
    page = {
        **results.drawn,
        "results": results,
        "heading": presenting.heading(results),
        "page_title": presenting.title(results, results.drawn["chips"]),
        "recount": recount,
        "ways": filters.ways_out(results),
    }
    if recount:
        page |= {
            "facets": filters.facet_lists(results),
            "states": filters.states(results),
            "kept": filters.kept(results.asked.search),
            "miles": filters.MILES,
            "usual_miles": USUAL_MILES,
            "posted": filters.POSTED,
        }
    return page


def _canonical(search: Search) -> str:
    """The first page of a single choice is the landing page's, which says more of it."""
    page = of_search(search)
    return page.url if page else search.address()


def _chosen(asked: Asked) -> Iterator[tuple[str, str]]:
    """What is asked for by filters and by words."""
    yield from asked.search.chosen()
    for one in asked.understood:
        yield one.parameter, one.value


def _for(mine: Mine | None, results: Results) -> dict[str, Any]:
    """What only the signed-in candidate sees on the page."""
    if mine is None:
        return {}
    hidden_here = hidden_among(results, engine=gateways().search, now=clock())
    here = results.asked.search.address()
    return beside.on_page(mine, results.hits, here) | {"hidden_here": hidden_here}


def _as_json(results: Results) -> dict[str, Any]:
    return {
        "query": _query_json(results.asked.search),
        "total": results.total,
        "page": results.page,
        "pages": results.pages,
        "degraded": results.degraded,
        "understood": [
            {"words": one.words, "parameter": one.parameter, "value": one.value}
            for one in results.asked.understood
        ],
        "notes": results.notes,
        "hits": results.drawn["hits"],
        "facets": filters.facets_json(results),
    }


def _query_json(search: Search) -> dict[str, Any]:
    """What was asked, as the canonical address has it; repeatable parameters as lists."""
    pairs = MultiDict(search.to_args())
    return {
        name: values if isinstance(getattr(search, name), tuple) else values[0]
        for name, values in pairs.lists()
    }


def _feed(write: Callable[..., bytes], mimetype: str) -> Response:
    search, _ = read(request.args)
    newest = search.sorted_by("newest")
    results = answer(newest, engine=gateways().search, now=clock(), facets=False)
    settings = current_settings()
    feed = feeds.feed_of(results, site_url=settings.site_url, site_name=settings.site_name)
    response = Response(write(feed), mimetype=mimetype)
    return kept_by_readers(response, max_age=300, changed=feed.changed)
