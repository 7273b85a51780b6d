"""`/codes/check/…`: forms that ask by their address, so that an answer can be kept and sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request

from jobboard import access
from jobboard.codes import facts, releases
from jobboard.codes.checks import answers
from jobboard.codes.checks.answers import Answer
from jobboard.codes.checks.asking import Asked
from jobboard.codes.checks.editions import caution
from jobboard.codes.datasets import HOSPITAL, PRACTITIONER, SETTINGS
from jobboard.settings import current_settings

bp = Blueprint("code_checks", __name__)

LONGEST_TYPED = 40
PAIR_SETTINGS = (PRACTITIONER, HOSPITAL)


@dataclass(frozen=True)
class Check:
    slug: str
    name: str
    lead: str
    fields: tuple[str, ...]
    ask: Callable[[Asked, date], Callable[[], Answer]]
    button: str = "Check"


def _pair(asked: Asked, on: date) -> Callable[[], Answer]:
    a, b = asked.code("a", "38240"), asked.code("b", "36000")
    setting = asked.setting(PAIR_SETTINGS)
    return lambda: answers.pair(a, b, setting=setting, on=on)


def _modifier(asked: Asked, on: date) -> Callable[[], Answer]:
    a, b = asked.code("a", "38240"), asked.code("b", "36000")
    mark, setting = asked.modifier(required=True), asked.setting(PAIR_SETTINGS)
    return lambda: answers.may_bypass(a, b, mark, setting=setting, on=on)


def _units(asked: Asked, on: date) -> Callable[[], Answer]:
    code, count, setting = asked.code("code", "J9035"), asked.units(), asked.setting()
    return lambda: answers.units(code, count, setting=setting, on=on)


def _add_on(asked: Asked, on: date) -> Callable[[], Answer]:
    addon, primary = asked.code("addon", "88341"), asked.code("primary", "88342")
    return lambda: answers.add_on(addon, primary, on=on)


def _fee(asked: Asked, on: date) -> Callable[[], Answer]:
    code, mark = asked.code("code", "38240"), asked.modifier(required=False, behind="code")
    place = asked.place({value for value, _ in _places(on)})
    return lambda: answers.fee(code, mark, place, on=on)


CHECKS = {
    one.slug: one
    for one in (
        Check(
            "pair", "Two codes together",
            "Whether NCCI pays two codes of one provider for one patient on one day.",
            ("a", "b", "setting", "on"), _pair,
        ),
        Check(
            "modifier", "A modifier for a pair",
            "Whether a modifier may set two codes apart that are not paid together.",
            ("a", "b", "modifier", "setting", "on"), _modifier,
        ),
        Check(
            "units", "Units",
            "How many units of a code are paid before a claim is stopped.",
            ("code", "units", "setting", "on"), _units,
        ),
        Check(
            "add-on", "Add-on codes",
            "Whether an add-on code may stand with a primary code.",
            ("addon", "primary", "on"), _add_on,
        ),
        Check(
            "fee", "Medicare’s fee",
            "What the physician fee schedule pays, by locality where the indices are loaded.",
            ("code", "modifier", "place", "on"), _fee, "Look up",
        ),
    )
}  # fmt: skip

LABELS = {
    "a": "First code", "b": "Second code", "code": "Code", "addon": "Add-on code",
    "primary": "Primary code", "units": "Units", "modifier": "Modifier", "setting": "Setting",
    "place": "Locality", "on": "Date of service",
}  # fmt: skip


@bp.get("/codes/check")
@access.public
def first() -> Any:
    return redirect("/codes/check/pair")


@bp.get("/codes/check/<slug>")
@access.public
def check(slug: str) -> Any:
    found = CHECKS.get(slug) or abort(404)
    typed = {name: request.args.get(name, "")[:LONGEST_TYPED] for name in found.fields}
    asked = Asked(typed, releases.today())
    on = asked.day()
    answer = None
    if is_asked := any(name in request.args for name in found.fields):
        act = found.ask(asked, on)
        answer = None if asked.troubles else act()
    page = render_template(
        "codes/check.html",
        check=found,
        checks=CHECKS.values(),
        typed={**typed, "on": typed.get("on") or on.isoformat()},
        troubles=asked.troubles if is_asked else {},
        answer=answer,
        caution=_caution(answer, on),
        labels=LABELS,
        choices=_choices(found, on),
        canonical=f"{current_settings().site_url}/codes/check/{slug}",
        is_asked=is_asked,
    )
    return page, 422 if is_asked and asked.troubles else 200


def _caution(answer: Answer | None, on: date) -> str:
    release = answer.release if answer else None
    return caution(release.system, release.effective_from, on) if release else ""


def _choices(check: Check, on: date) -> dict[str, Sequence[tuple[str, str]]]:
    settings = SETTINGS if check.slug == "units" else {one: SETTINGS[one] for one in PAIR_SETTINGS}
    named = [(slug, name.capitalize()) for slug, name in settings.items()]
    return {"setting": named, "place": _places(on) if "place" in check.fields else ()}


def _places(on: date) -> list[tuple[str, str]]:
    return [(f"{one.contractor}-{one.locality}", one.place) for one in facts.localities(on=on)]
