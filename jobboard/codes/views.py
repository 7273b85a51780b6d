"""The reference as people and machines open it: one code, one family."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request

from jobboard import access
from jobboard.clock import clock
from jobboard.codes import passes, queries
from jobboard.codes.families import FAMILIES, Family
from jobboard.codes.intervals import SYSTEMS, Interval, display, normalize
from jobboard.codes.linking import links_to
from jobboard.codes.live_jobs import live_jobs
from jobboard.codes.metering import Reading, Verdict
from jobboard.codes.models import Code
from jobboard.codes.page import CodePage, PageSection, page_of
from jobboard.codes.reading import open_page
from jobboard.codes.structured import web_page
from jobboard.lookup import finding
from jobboard.postings.structured import breadcrumbs
from jobboard.settings import current_settings

bp = Blueprint("codes", __name__)

ROWS_LIMIT = 200
NOTHING_COUNTED = Reading(Verdict.FREE)


@bp.get("/codes/families/<slug>")
@access.public
def family(slug: str) -> Any:
    found = FAMILIES.get(slug)
    if found is None:
        return _elsewhere(slug)
    return render_template(
        "codes/family.html",
        family=found,
        system=SYSTEMS[found.system],
        above=FAMILIES.path(slug)[:-1],
        codes=queries.codes_in(found.interval, ROWS_LIMIT),
        children=FAMILIES.children(slug),
        topics=FAMILIES.topics(slug),
        neighbors=FAMILIES.neighbors(slug),
        related=FAMILIES.related(slug),
        live=live_jobs(found.interval, now=clock(), limit=10),
        **_for_machines(found.url, _family_trail(found)),
    )


@bp.get("/codes/<system>/<code>")
@access.public
def show(system: str, code: str) -> Any:
    known = _system_meant(system)
    if known is None:
        abort(404)
    try:
        normal = normalize(known, code)
    except ValueError as trouble:
        return _unknown(known, code, None, str(trouble))
    if (system, code) != (known, display(known, normal)):
        return redirect(_with_seal(f"/codes/{known}/{display(known, normal)}"), 301)
    found = queries.find_code(known, normal)
    if found is None:
        return _unknown(known, code, normal)
    return _page(found, now=clock())


def _with_seal(path: str) -> str:
    seal = request.args.get(passes.PARAMETER)
    return f"{path}?{urlencode({passes.PARAMETER: seal})}" if seal else path


def _page(code: Code, *, now: datetime) -> str:
    families = FAMILIES.of_code(code.system, code.code)
    home = families[0] if families else None
    page = page_of(code)
    # Before anything else is read: noting the view ends the transaction.
    reading = open_page(str(code.interval), now=now) if page.is_metered else NOTHING_COUNTED
    shown = page.shown(in_full=reading.is_open)
    return render_template(
        "codes/show.html",
        code=code,
        system=SYSTEMS[code.system],
        page=page,
        sections=shown,
        locked=page.locked(in_full=reading.is_open),
        reading=reading,
        member_views=_views_of_members(),
        systems=SYSTEMS,
        links=_links_in(shown, code.system),
        families=families,
        above=FAMILIES.path(home.slug) if home else (),
        siblings=queries.codes_in(home.interval, ROWS_LIMIT) if home else (),
        beside=queries.nearest(code.system, code.code, each_way=1),
        live=live_jobs(code.interval, now=now),
        **_for_machines(code.url, _code_trail(code, home), _about(code, page, reading)),
    )


def _views_of_members() -> str:
    """What registering gives, in words."""
    allowance = current_settings().member_allowance
    return "as many as you like" if allowance is None else f"{allowance} more" if allowance else ""


def _about(code: Code, page: CodePage, reading: Reading) -> dict[str, Any]:
    """Search engines get what a guest gets, and are told so."""
    is_free = not page.is_metered or reading.verdict is Verdict.FREE
    address = current_settings().site_url + code.url
    return web_page(f"{code.label}: {code.summary}", address, is_free=is_free)


def _links_in(sections: list[PageSection], system: str) -> dict[str, str | None]:
    """Where each code that the texts speak of has its page, with one query for all."""
    named = [
        Interval.of(entry.get("system", system), entry["code"])
        for section in sections
        for entry in section.body
        if "code" in entry
    ]
    return {str(link.interval): link.url for link in links_to(named)}


def _unknown(system: str, code: str, normal: str | None, trouble: str | None = None) -> Any:
    """Not in the reference: the nearest codes that are, and the families that it would lie in."""
    around = FAMILIES.of_code(system, normal) if normal else FAMILIES.suggest(code, 5)
    page = render_template(
        "codes/unknown.html",
        system=SYSTEMS[system],
        code=display(system, normal) if normal else code[:20],
        trouble=trouble,
        nearest=queries.nearest(system, normal)
        if normal
        else finding.find(code, now=clock()).hits[:5],
        families=around,
    )
    return page, 404


def _elsewhere(slug: str) -> Any:
    """A range without a name of its own leads to the narrowest family around it."""
    try:
        interval = Interval.from_slug(slug)
    except ValueError:
        abort(404)
    if FAMILIES.get(interval.slug):
        return redirect(f"/codes/families/{interval.slug}", 301)
    (link,) = links_to([interval])
    return redirect(link.url) if link.url else abort(404)


def _system_meant(written: str) -> str | None:
    """`icd-10-cm` and `CPT` mean the systems that they look like."""
    slug = re.sub(r"[^a-z0-9]", "", written.lower())
    return slug if slug in SYSTEMS else None


def _code_trail(code: Code, home: Family | None) -> list[tuple[str, str]]:
    return [*(_family_trail(home) if home else [("Codes", "/codes")]), (code.label, code.url)]


def _family_trail(family: Family) -> list[tuple[str, str]]:
    return [("Codes", "/codes"), *((one.name, one.url) for one in FAMILIES.path(family.slug))]


def _for_machines(path: str, trail: list[tuple[str, str]], *more: Any) -> dict[str, Any]:
    site = current_settings().site_url
    return {
        "canonical": site + path,
        # The whole path is for machines; people see where they came in and what is next above.
        "trail": [trail[0], *trail[1:-1][-1:], (trail[-1][0], None)],
        "structured": [breadcrumbs([(name, site + url) for name, url in trail]), *more],
    }
