"""The one box: a code, the beginning of one, words, or a whole case note.

What the box sends is always a POST, so that no word of a note ever stands in an address, not even
while it is typed. A short question without patient data gets an address of its own afterwards.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request

from jobboard import access
from jobboard.assistant.passages import searching
from jobboard.clock import clock
from jobboard.codes import spellings
from jobboard.codes.families import FAMILIES, Family
from jobboard.codes.systems import SYSTEMS, System
from jobboard.lookup import finding
from jobboard.lookup.hits import Found, Hit
from jobboard.lookup.suggesting import suggest
from jobboard.lookup.typed import LONGEST_NOTE, Kind, kind_of
from jobboard.screening import patient_data
from jobboard.settings import current_settings
from jobboard.web.csrf import protect
from jobboard.web.htmx import wants_fragment
from jobboard.web.limits import Limit

bp = Blueprint("lookup", __name__)

SUGGESTED_LIMIT = 8
# A note asks the engine for as much as a hundred look-ups.
NOTES = Limit("case-note", by_address="120 per hour")
TOO_LONG = (
    f"That is longer than {LONGEST_NOTE:,} characters. Paste the part that you code from: "
    "the findings, the assessment or the operative report."
)
NOT_IN_AN_ADDRESS = "A note is not read from an address. Paste it into the box instead."


@dataclass(frozen=True)
class Asked:
    """What stands in the box, and the one system that is asked, if any."""

    text: str
    system: System | None

    @property
    def slug(self) -> str | None:
        return self.system.slug if self.system else None

    @property
    def address(self) -> str:
        named = {"q": self.text, "system": self.slug or ""}
        return "/codes?" + urlencode({name: value for name, value in named.items() if value})


@bp.get("/codes")
@access.public
def index() -> Any:
    asked = _asked(request.args)
    if kind_of(asked.text) is Kind.NOTE:
        return _page(Asked("", asked.system), trouble=NOT_IN_AN_ADDRESS)
    return _page(asked)


@bp.get("/codes.json")
@access.public
def index_json() -> Response:
    asked = _asked(request.args)
    is_note = kind_of(asked.text) is Kind.NOTE
    found = Found() if is_note else finding.find(asked.text, now=clock(), system=asked.slug)
    families = _families(asked.text) if asked.text and not is_note else ()
    return jsonify(
        hits=[_code_hit(hit) for hit in found.hits],
        families=[_family_hit(family) for family in families],
    )


# It changes nothing, so that no other site could do anything with it in a person's name; and whoever
# only looks up a code needs no session.
@bp.post("/codes")
@access.public
@protect.exempt
def look_up() -> Any:
    asked = _asked(request.form)
    if len(asked.text) > LONGEST_NOTE:
        return _private(_page(asked, trouble=TOO_LONG), 422)
    findings = patient_data.find(asked.text)
    if findings:
        return _refused(asked, findings)
    if kind_of(asked.text) is Kind.NOTE:
        return _private(_note(asked), 200)
    if wants_fragment():
        answer = make_response(_fragment(asked))
        answer.headers["HX-Replace-Url"] = asked.address
        return answer
    return redirect(asked.address, 303)


def _asked(given: Any) -> Asked:
    text = given.get("q", "").replace("\r\n", "\n").replace("\x00", "").strip()
    return Asked(text, SYSTEMS.get(given.get("system", "")))


def _page(asked: Asked, **more: Any) -> str:
    browsed = asked.system or SYSTEMS["cpt"]
    return render_template(
        "lookup/index.html",
        asked=asked,
        systems=SYSTEMS.values(),
        browsed=browsed,
        tabs=[(one.label, _browse_url(one), one is browsed) for one in SYSTEMS.values()],
        roots=FAMILIES.roots(browsed.slug),
        first=FAMILIES.get("cpt-38204-38243"),
        canonical=current_settings().site_url + _browse_url(browsed),
        longest=LONGEST_NOTE,
        **({} if more else _results(asked)),
        **more,
    )


def _fragment(asked: Asked) -> str:
    return render_template("lookup/_found.html", asked=asked, **_results(asked))


def _results(asked: Asked) -> dict[str, Any]:
    if not asked.text:
        return {}
    return {
        "found": finding.find(asked.text, now=clock(), system=asked.slug),
        "families": _families(asked.text),
        "articles": searching.pages(asked.text) if kind_of(asked.text) is Kind.WORDS else (),
    }


def _families(text: str) -> list[Family]:
    """Those that a code lies in, or that words name; of the system that the text names, if any."""
    spelled = spellings.without_name(text)
    found = FAMILIES.suggest(spellings.without_modifiers(spelled.rest), SUGGESTED_LIMIT)
    return [one for one in found if not spelled.systems or one.system in spelled.systems]


def _note(asked: Asked) -> str:
    NOTES.count()
    return _page(asked, suggestions=suggest(asked.text, now=clock(), system=asked.slug))


def _refused(asked: Asked, findings: list[patient_data.Finding]) -> Any:
    """Says what kinds of things were seen, and offers the text without them; nothing is lost. Who
    is still typing is only told beneath the box."""
    told = {
        "kinds": list(dict.fromkeys(found.kind.value for found in findings)),
        "redacted": patient_data.redacted(asked.text),
    }
    if wants_fragment():
        return _private(render_template("lookup/_refused.html", asked=asked, refused=told), 200)
    return _private(_page(asked, refused=told), 422)


def _private(page: str, status: int) -> Response:
    """With somebody's note in it: no cache may keep it."""
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _browse_url(system: System) -> str:
    return "/codes" if system.slug == "cpt" else f"/codes?system={system.slug}"


def _code_hit(hit: Hit) -> dict[str, Any]:
    return {
        "system": hit.system,
        "code": hit.shown,
        "summary": hit.summary,
        "url": hit.url,
        "jobs": hit.jobs,
    }


def _family_hit(family: Family) -> dict[str, Any]:
    return {
        "slug": family.slug,
        "interval": str(family.interval),
        "label": family.label,
        "name": family.name,
        "url": family.url,
    }
