"""The sections of a code's page that official files fill: each with its edition, none without rows.

Which sections a system has stands in `SECTIONS`. A function here returns what its template draws,
or None where nothing is loaded or the file says nothing of the code.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from jobboard.codes import facts, placing, releases
from jobboard.codes.datasets import MAPS, SETTINGS
from jobboard.codes.fact_bodies import AddOns, Asked, Fact, Fees, Pairs
from jobboard.codes.fact_models import Locality, PtpEdit, UnitLimit
from jobboard.codes.facts import Found
from jobboard.codes.models import Code, CodeRelease
from jobboard.codes.sections import PageSection, Source

PAIRS_SHOWN = 40


def fact_sections(code: Code, asked: Asked) -> list[PageSection]:
    loaded = {release.system for release in releases.shown()}
    found = (
        make(code, asked)
        for make in SECTIONS.get(code.system, ())
        if make not in NEEDS or NEEDS[make] in loaded
    )
    return [section for section in found if section is not None]


def source_of(release: CodeRelease) -> Source:
    return Source(release.edition, since=release.effective_from, loaded=release.loaded_at)


def _notes(code: Code, _asked: Asked) -> PageSection | None:
    noted = placing.notes_of(code)
    if not noted:
        return None
    return PageSection("notes", "Notes of the classification", noted, _from(code.release), False)


def _fees(code: Code, asked: Asked) -> PageSection | None:
    places = facts.localities(on=asked.on)
    at = next((one for one in places if _number(one) == asked.locality), None)
    fees = facts.fees_of(code.code, on=asked.on)
    if not fees.rows:
        return None
    payments = tuple(facts.priced(fee, at) for fee in fees)
    body = Fees(payments, places.rows, at)
    heading = "Physician fee schedule"
    return PageSection("fees", heading, body, _from(fees.release, places.release))


def _outpatient(code: Code, asked: Asked) -> PageSection | None:
    rates = facts.outpatient_of(code.code, on=asked.on)
    if rates.first is None:
        return None
    meaning = facts.terms_of("opps-status", kind="status", term=rates.first.status, on=asked.on)
    body = {"rate": rates.first, "meaning": meaning.first.label if meaning.first else ""}
    heading = "Hospital outpatient payment"
    return PageSection("outpatient", heading, body, _from(rates.release, meaning.release))


def _pairs(code: Code, asked: Asked) -> PageSection | None:
    loaded = {name: label for name, label in SETTINGS.items() if _has_pairs(name)}
    setting = asked.setting if asked.setting in loaded else next(iter(loaded))
    edits = facts.ptp_of(code.code, setting=setting, on=asked.on, limit=PAIRS_SHOWN)
    others = tuple((_other(edit, code.code), edit) for edit in edits)
    total = len(others)
    if total == PAIRS_SHOWN:
        total = facts.ptp_count(code.code, setting=setting, on=asked.on)
    if not total and asked.on == releases.today() and not _is_in_a_pair(code, loaded, asked.on):
        return None
    body = Pairs(others, total, replace(asked, setting=setting), SETTINGS[setting], loaded)
    heading = "Codes that are not paid together"
    return PageSection("pairs", heading, body, _from(edits.release))


def _is_in_a_pair(code: Code, settings: Iterable[str], on: date) -> bool:
    return any(facts.ptp_count(code.code, setting=setting, on=on) for setting in settings)


def _units(code: Code, asked: Asked) -> PageSection | None:
    limits: dict[str, Found[UnitLimit]] = {
        label: facts.mue_of(code.code, setting=setting, on=asked.on)
        for setting, label in SETTINGS.items()
    }
    rows = [(label, found.first) for label, found in limits.items() if found.first]
    if not rows:
        return None
    sources = _from(*(found.release for found in limits.values() if found.first))
    return PageSection("units", "How many units", rows, sources)


def _add_ons(code: Code, asked: Asked) -> PageSection | None:
    goes_with = facts.addon_of(code.code, on=asked.on)
    has = facts.addons_for(code.code, on=asked.on)
    if not goes_with.rows and not has.rows:
        return None
    body = AddOns(goes_with.rows, has.rows)
    return PageSection("addons", "Add-on codes", body, _from(goes_with.release))


def _hcpcs_facts(code: Code, _asked: Asked) -> PageSection | None:
    more = code.more or {}
    named = {"long": "In full", "coverage": "Coverage", "pricing": "Pricing"}
    rows = [Fact(label, str(more[name])) for name, label in named.items() if more.get(name)]
    rows = [row for row in rows if row.text != code.summary]
    return _facts("What the file says", rows, code.release)


def _group(code: Code, _asked: Asked) -> PageSection | None:
    """An MS-DRG’s own figures."""
    more = code.more or {}
    named = {
        "mdc": "Major diagnostic category",
        "type": "Kind",
        "weight": "Relative weight",
        "gmlos": "Geometric mean stay, days",
        "amlos": "Arithmetic mean stay, days",
    }
    rows = [Fact(label, str(more[name])) for name, label in named.items() if more.get(name)]
    return _facts("The group", rows, code.release)


def _groupings(code: Code, asked: Asked) -> PageSection | None:
    """What crosswalks and groupings make of the code, one row for each that is loaded."""
    rows: list[Fact] = []
    sources: list[CodeRelease | None] = []
    for slug, map_set in MAPS.items():
        if map_set.source != code.system or not releases.shown(slug):
            continue
        found = facts.maps_of(slug, code.code, on=asked.on, limit=12)
        targets = list(dict.fromkeys(row.target for row in found if row.target))
        if targets:
            rows.append(Fact(map_set.label, ", ".join(targets)))
            sources.append(found.release)
    if not rows:
        return None
    return PageSection("facts", "Groupings and crosswalks", rows, _from(*sources))


def _facts(heading: str, rows: list[Fact], release: CodeRelease) -> PageSection | None:
    name = heading.lower().replace(" ", "-")
    return PageSection("facts", heading, rows, _from(release), anchor=name) if rows else None


Maker = Callable[[Code, Asked], PageSection | None]

SECTIONS: dict[str, tuple[Maker, ...]] = {
    "cpt": (_fees, _outpatient, _pairs, _units, _add_ons, _groupings),
    "hcpcs": (_hcpcs_facts, _fees, _outpatient, _pairs, _units, _add_ons),
    "icd10cm": (_notes, _groupings),
    "icd10pcs": (_groupings,),
    "msdrg": (_group,),
}
# What is not loaded is not asked for.
NEEDS: dict[Maker, str] = {
    _fees: "rvu",
    _outpatient: "opps",
    _pairs: "ptp",
    _units: "mue",
    _add_ons: "addon",
}


def _from(*found: CodeRelease | None) -> tuple[Source, ...]:
    return tuple(source_of(one) for one in _once(found))


def _once(found: Iterable[CodeRelease | None]) -> Iterable[CodeRelease]:
    return {one.id: one for one in found if one is not None}.values()


def _other(edit: PtpEdit, code: str) -> str:
    return edit.column2 if edit.column1 == code else edit.column1


def _number(place: Locality) -> str:
    return f"{place.contractor}-{place.locality}"


def _has_pairs(setting: str) -> bool:
    return any(one.setting == setting for one in releases.shown("ptp"))


def links_wanted(sections: Iterable[PageSection]) -> list[tuple[str, str]]:
    """The services that these sections name, for links to their pages: (system, code)."""
    named: list[str] = []
    for section in sections:
        body: Any = section.body
        if isinstance(body, Pairs):
            named += [other for other, _ in body.pairs]
        elif isinstance(body, AddOns):
            named += [one.primary_code for one in body.goes_with if one.primary_code]
            named += [one.addon for one in body.has]
    return [("hcpcs" if code[0].isalpha() else "cpt", code) for code in dict.fromkeys(named)]
