"""What the reference's pages are drawn from: a code's page with all around it, and the trail and
structured data that machines read."""

from datetime import datetime
from typing import Any

from flask import request

from jobboard import taxonomy
from jobboard.accounts.context import person as signed_in
from jobboard.codes import queries, releases
from jobboard.codes.fact_bodies import Asked
from jobboard.codes.families import FAMILIES, Family
from jobboard.codes.intervals import SYSTEMS, Interval
from jobboard.codes.licensed_readers import note_reader
from jobboard.codes.linking import links_to
from jobboard.codes.live_jobs import credentials_asked, live_jobs
from jobboard.codes.metering import Reading, Verdict
from jobboard.codes.models import Code
from jobboard.codes.page import CodePage, page_of
from jobboard.codes.page_facts import links_wanted
from jobboard.codes.reading import open_page
from jobboard.codes.sections import PageSection
from jobboard.codes.structured import web_page
from jobboard.landing.queries import pay_of
from jobboard.postings.structured import breadcrumbs
from jobboard.settings import current_settings

SIBLINGS_SHOWN = 200
NOTHING_COUNTED = Reading(Verdict.FREE)


def code_page(code: Code, *, now: datetime) -> dict[str, Any]:
    """What `codes/show.html` draws, for whoever asks; the view is counted."""
    asked = Asked.read(*(request.args.get(name, "") for name in ("on", "setting", "locality")))
    families = FAMILIES.of_code(code.system, code.code)
    home = families[0] if families else None
    with releases.held():
        page = page_of(code, asked, now=now, roles=_roles())
        around = _around(code, home)
    reading = open_page(str(code.interval), now=now) if page.is_metered else NOTHING_COUNTED
    if page.is_licensed:
        note_reader(now=now)
    shown = page.shown(in_full=reading.is_open)
    return {
        "code": code,
        "name": _name(code, home),
        "system": SYSTEMS[code.system],
        "page": page,
        "asked": asked,
        "sections": shown,
        "locked": page.locked(in_full=reading.is_open),
        "reading": reading,
        "member_views": _views_of_members(),
        "systems": SYSTEMS,
        "links": _links_in(shown, code.system),
        "families": families,
        "above": FAMILIES.path(home.slug) if home else (),
        "live": live_jobs(code.interval, now=now),
        **around,
        **for_machines(code.url, _code_trail(code, home), _about(code, page, reading)),
    }


def family_page(family: Family, *, now: datetime) -> dict[str, Any]:
    """What `codes/family.html` draws."""
    slug = family.slug
    live = live_jobs(family.interval, now=now, limit=10)
    with releases.held():
        codes = queries.lines_in(family.interval, SIBLINGS_SHOWN)
    return {
        "family": family,
        "system": SYSTEMS[family.system],
        "above": FAMILIES.path(slug)[:-1],
        "codes": codes,
        "is_cut": len(codes) == SIBLINGS_SHOWN,
        "children": FAMILIES.children(slug),
        "topics": FAMILIES.topics(slug),
        "neighbors": FAMILIES.neighbors(slug),
        "related": FAMILIES.related(slug),
        "live": live,
        "pay": pay_of([("family", slug)]).get(("family", slug)),
        "credentials": [
            (taxonomy.CREDENTIALS[one], count)
            for one, count in credentials_asked(family.interval, live, now=now)
            if one in taxonomy.CREDENTIALS
        ],
        **for_machines(family.url, family_trail(family)),
    }


def family_trail(family: Family) -> list[tuple[str, str]]:
    return [("Codes", "/codes"), *((one.name, one.url) for one in FAMILIES.path(family.slug))]


def for_machines(path: str, trail: list[tuple[str, str]], *more: Any) -> dict[str, Any]:
    site = current_settings().site_url
    return {
        "canonical": site + path,
        # The whole path is for machines; people see where they came in and what is next above.
        "trail": [trail[0], *trail[1:-1][-1:], (trail[-1][0], None)],
        "structured": [breadcrumbs([(name, site + url) for name, url in trail]), *more],
    }


def _roles() -> list[str]:
    person = signed_in()
    return [role.name for role in person.roles] if person else []


def _around(code: Code, home: Family | None) -> dict[str, Any]:
    """Its neighbors. An ICD-10-CM code shows what lies above and below it instead of all of its
    block."""
    siblings = (
        queries.lines_in(home.interval, SIBLINGS_SHOWN) if home and not code.parent_key else ()
    )
    return {
        "siblings": siblings if len(siblings) < SIBLINGS_SHOWN else (),
        "beside": queries.nearest(code.system, code.code, each_way=1),
    }


def _name(code: Code, home: Family | None) -> str:
    """What stands beside the number; a number without words of ours has its family's."""
    return code.summary or (home.name if home else SYSTEMS[code.system].label)


def _code_trail(code: Code, home: Family | None) -> list[tuple[str, str]]:
    return [*(family_trail(home) if home else [("Codes", "/codes")]), (code.label, code.url)]


def _views_of_members() -> str:
    """What registering gives, in words."""
    allowance = current_settings().member_allowance
    return "as many as you like" if allowance is None else f"{allowance} more" if allowance else ""


def _about(code: Code, page: CodePage, reading: Reading) -> dict[str, Any]:
    """Search engines get what a guest gets, and are told so."""
    is_free = not page.is_metered or reading.verdict is Verdict.FREE
    address = current_settings().site_url + code.url
    return web_page(f"{code.label} {code.summary}".strip(), address, is_free=is_free)


def _links_in(sections: list[PageSection], system: str) -> dict[str, str | None]:
    """Where each code that the sections speak of has its page, with one query for all."""
    named = [
        (entry.get("system", system), entry["code"])
        for section in sections
        if section.written
        for entry in section.body
        if "code" in entry
    ]
    wanted = [Interval.of(*one) for one in (*named, *links_wanted(sections))]
    return {str(link.interval): link.url for link in links_to(wanted)}
