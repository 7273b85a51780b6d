"""The landing pages as people open them, and the pages that list them."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for

from jobboard import access
from jobboard.candidates import beside
from jobboard.clock import clock
from jobboard.codes.families import FAMILIES
from jobboard.codes.linking import links_to
from jobboard.codes.queries import lines_in
from jobboard.db import db
from jobboard.employers.queries import by_slug, was_ever_public
from jobboard.gateways import gateways
from jobboard.landing import page, queries, subjects
from jobboard.landing.drawing import picture
from jobboard.landing.subjects import KINDS, Subject
from jobboard.postings.structured import breadcrumbs
from jobboard.search import presenting
from jobboard.search.answering import answer
from jobboard.search.criteria import Search
from jobboard.search.parameters import CHOICES
from jobboard.settings import current_settings

bp = Blueprint("landing", __name__)

JOBS_SHOWN, CODES_SHOWN = 8, 24


@bp.get("/jobs/<facet>")
@access.public
def index(facet: str) -> str:
    """All landing pages of a kind that have jobs."""
    if facet not in KINDS:
        abort(404)
    counts = _counts(facet)
    listed = [one for one in subjects.every(facet) if counts.get(one.value)]
    title = subjects.title_of(facet)
    return render_template(
        "landing/index.html",
        title=title,
        groups=page.grouped(facet, listed),
        counts=counts,
        kinds=[(subjects.title_of(kind), f"/jobs/{kind}", kind == facet) for kind in KINDS],
        canonical=f"{current_settings().site_url}/jobs/{facet}",
        for_robots=bool(listed),
        structured=_breadcrumbs([("Jobs", "/jobs"), (title, f"/jobs/{facet}")]),
    )


@bp.get("/jobs/<facet>/<slug>")
@access.public
def show(facet: str, slug: str) -> Any:
    if facet == "employer":
        return _company(slug)
    if facet not in KINDS:
        return _only_a_search(facet, slug)
    subject = subjects.find(facet, slug)
    if subject is None:
        return _unknown(facet, slug)
    if subject.path != slug:
        return redirect(subject.url, 301)
    return _page(subject)


def _page(subject: Subject) -> str:
    now, settings = clock(), current_settings()
    mine = beside.mine()
    results = answer(subject.search, engine=gateways().search, now=now, **beside.asking(mine))
    pay = queries.pay_of(subject.pay_keys)
    trail = [*subject.trail, (subject.label, subject.url)]
    return render_template(
        "landing/show.html",
        subject=subject,
        results=results,
        now_sentence=page.now_sentence(results),
        hits=presenting.cards(results, now=now, zone=settings.zone, level=3)[:JOBS_SHOWN],
        pay=[
            (page.pay_title(key), pay[key], picture(pay[key]))
            for key in subject.pay_keys
            if key in pay
        ],
        shares=page.shares(subject, results),
        families=links_to(page.code_families(subject)),
        codes=_codes(subject),
        neighbors=page.neighbors(subject, results),
        trail=[*subject.trail, (subject.label, None)],
        canonical=settings.site_url + subject.url,
        for_robots=results.total >= queries.ENOUGH_FOR_ROBOTS,
        structured=_breadcrumbs(trail),
        **beside.on_page(mine, results.hits, subject.url),
    )


def _codes(subject: Subject) -> Any:
    family = FAMILIES.get(subject.value) if subject.facet == "family" else None
    return lines_in(family.interval, CODES_SHOWN) if family else ()


def _company(slug: str) -> Any:
    """A company has one page for everything."""
    employer = db.one_or_404(by_slug(slug))
    if employer.is_suspended or not was_ever_public(employer):
        abort(404)
    return redirect(url_for("employers.show", slug=employer.slug), 301)


def _only_a_search(facet: str, slug: str) -> Any:
    term = CHOICES[facet][0].find(slug) if facet in CHOICES else None
    if term is None:
        abort(404)
    return redirect(Search().choosing(facet, term.slug).address(), 302)


def _unknown(facet: str, slug: str) -> Any:
    words = " ".join(slug.replace("-", " ").split())[:60]
    return render_template(
        "landing/unknown.html",
        words=words,
        title=subjects.title_of(facet),
        index_url=f"/jobs/{facet}",
        near=subjects.near(facet, slug),
        search_url=Search(q=words).address(),
    ), 404


def _counts(facet: str) -> dict[str, int]:
    """Counted by the search where it counts them, else as the worker has counted them last."""
    if facet != "family":
        only_remote = Search(arrangement=("remote",)) if facet == "remote" else Search()
        results = answer(only_remote, engine=gateways().search, now=clock())
        if counts := results.counts.get("state" if facet == "remote" else facet):
            return dict(counts)
    return queries.counts(facet)


def _breadcrumbs(trail: list[tuple[str, str]]) -> dict[str, Any]:
    site = current_settings().site_url
    return breadcrumbs([(name, site + url) for name, url in trail])
