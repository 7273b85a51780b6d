"""The reference as people and machines open it: one code, one family."""

import re
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request

from jobboard import access
from jobboard.accounts.context import person as signed_in
from jobboard.clock import clock
from jobboard.codes import passes, placing, queries, releases
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import SYSTEMS, Interval, display, normalize
from jobboard.codes.linking import links_to
from jobboard.codes.models import Code
from jobboard.codes.naming import code_path
from jobboard.codes.showing import code_page, family_page
from jobboard.db import db
from jobboard.lookup import finding, keeping
from jobboard.lookup.queries import kept_of

bp = Blueprint("codes", __name__)


@bp.get("/codes/families/<slug>")
@access.public
def family(slug: str) -> Any:
    found = FAMILIES.get(slug)
    if found is None:
        return _elsewhere(slug)
    return render_template("codes/family.html", **family_page(found, now=clock()))


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
        return redirect(_with_seal(code_path(known, normal)), 301)
    with releases.held():
        found = queries.find_code(known, normal)
        return _page(found) if found else _unknown(known, code, normal)


def _page(found: Code) -> str:
    now, person = clock(), signed_in()
    page = render_template("codes/show.html", **code_page(found, now=now), **kept_of(found, person))
    if person is not None:
        keeping.remember(found.system, found.key, by=person, now=now)
        db.session.commit()
    return page


def _with_seal(path: str) -> str:
    seal = request.args.get(passes.PARAMETER)
    return f"{path}?{urlencode({passes.PARAMETER: seal})}" if seal else path


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
        instead=_instead(system, normal) if normal else (),
    )
    return page, 404


def _instead(system: str, code: str) -> list[str]:
    """A code of earlier days: what has taken its place."""
    codes = placing.successors(system, code, on=releases.today())
    return [display(system, one) for one in codes]


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
