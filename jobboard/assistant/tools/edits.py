"""NCCI edits by code: pairs (PTP), units (MUE) and add-on codes, or that they are not loaded."""

from __future__ import annotations

import re
from typing import Any

from jobboard.assistant.checking import sentences_of
from jobboard.assistant.pack import Pack
from jobboard.assistant.tools import telling
from jobboard.assistant.understanding import Topic
from jobboard.codes import facts, releases
from jobboard.codes.datasets import HOSPITAL, PRACTITIONER, SETTINGS
from jobboard.codes.fact_models import AddOn, PtpEdit, UnitLimit
from jobboard.codes.facts import Found
from jobboard.codes.intervals import Interval
from jobboard.codes.models import Code, Section

EDITS = frozenset({"ncci-edits"})
VISITS = Interval.parse("cpt:99202-99499")
# An overview names many codes; those that say what becomes of two are among these.
MOST_ABOUT_A_CODE = 12
ADDS = re.compile(r"\b(?:add-on|each further|each additional|in addition)\b", re.I)
# What each kind of question is about, in the words of our articles.
ABOUT = {
    Topic.PAIR: ("ptp", "column", "together"),
    Topic.UNITS: ("mue", "units"),
    Topic.ADD_ON: ("addon", "primary"),
}
INDICATORS = {
    "0": "The modifier indicator is 0: no modifier opens this pair, so the two are not paid together.",
    "1": (
        "The modifier indicator is 1: a modifier may open this pair when the record shows that the "
        "services were separate."
    ),
    "9": "The modifier indicator is 9: the edit does not apply.",
}
MAIS = {
    "1": "MAI 1: applied to each claim line",
    "2": "MAI 2: an absolute limit for the date of service",
    "3": "MAI 3: a limit for the date of service, with appeal on medical necessity",
}


def pair(pack: Pack) -> None:
    """Whether two services may stand together, by the row of the edit."""
    services = _services(pack)
    if len(services) < 2:
        _one_or_none(pack, services)
        return
    first, second = services[0], services[1]
    loaded = [_tell_pair(pack, first, second, setting) for setting in (PRACTITIONER, HOSPITAL)]
    told_by_us = _tell_own_words(pack, first, second) or _tell_visit_rule(pack, first, second)
    if not any(loaded):
        pack.cannot(
            "The NCCI procedure-to-procedure edits are not loaded on this board, so whether there "
            f"is an edit between {first.text()} and {second.text()} could not be looked up."
        )
        pack.not_loaded = not told_by_us
    for interval in services[:3]:
        _tell_summary(pack, interval)
    _tell_rules(pack)
    pack.next("Look up the pair in CMS’s current tables", "/articles/ncci-pairs")


def units(pack: Pack) -> None:
    """How many units a day, by the MUE row."""
    services = _services(pack)
    for interval in services[:3]:
        _tell_summary(pack, interval)
        loaded = [_tell_units(pack, interval, setting) for setting in SETTINGS]
        if not any(loaded):
            pack.cannot(
                "The medically unlikely edits (MUE) are not loaded on this board, so the number of "
                f"units for {interval.text()} could not be looked up."
            )
            pack.not_loaded = True
    _tell_rules(pack, lead=not services)
    pack.next("Read how MUEs work", "/articles/ncci-mue")


def add_on(pack: Pack) -> None:
    """Whether a code is an add-on, and which codes go with it."""
    services = _services(pack)
    for interval in services[:3]:
        told = _tell_passages_about(pack, interval)
        loaded = _tell_add_on(pack, interval)
        _tell_summary(pack, interval)
        if not loaded:
            pack.cannot(
                "The add-on code edits are not loaded on this board, so the primary codes of "
                f"{interval.text()} could not be looked up."
            )
            pack.not_loaded = not (told or _tell_global_days(pack, interval))
    _tell_rules(pack, lead=not services)
    pack.next("Read how add-on codes work", "/articles/add-on-codes")


def _services(pack: Pack) -> list[Interval]:
    """The codes of professional and outpatient claims; diagnoses have no such edits."""
    return [
        one for one in pack.understood.codes if one.system in ("cpt", "hcpcs") and one.is_single
    ]


def _one_or_none(pack: Pack, services: list[Interval]) -> None:
    if not services:
        _tell_rules(pack, lead=True)
        return
    (only,) = services
    _tell_summary(pack, only, lead=True)
    found = [
        facts.ptp_of(only.low, setting=s, on=releases.today(), limit=8)
        for s in (PRACTITIONER, HOSPITAL)
    ]
    for setting, edits in zip((PRACTITIONER, HOSPITAL), found, strict=True):
        for edit in edits:
            _tell_edit(pack, edit, edits, setting, lead=False)
    if not any(edits.is_loaded for edits in found):
        pack.cannot(
            "The NCCI procedure-to-procedure edits are not loaded on this board, so the pairs of "
            f"{only.text()} could not be looked up."
        )
        pack.not_loaded = not _tell_edits_passages(pack, only)
    _tell_rules(pack)


def _tell_edits_passages(pack: Pack, only: Interval) -> bool:
    """What our articles on edits say of a code by its number."""
    about = telling.passages_about(only, limit=MOST_ABOUT_A_CODE)
    passages = [passage for passage in about if passage.subject in EDITS]
    for passage in passages[:3]:
        pack.say(passage.text, pack.add_passage(passage))
    return bool(passages)


def _tell_pair(pack: Pack, a: Interval, b: Interval, setting: str) -> bool:
    found = facts.ptp_between(a.low, b.low, setting=setting, on=releases.today())
    for edit in found:
        _tell_edit(pack, edit, found, setting, lead=True)
    if found.is_loaded and not found.rows:
        said = f"No active NCCI edit between {a.text()} and {b.text()} for the setting {SETTINGS[setting]}."
        pack.say(said, _cite(pack, said, f"NCCI PTP edits, {SETTINGS[setting]}", found))
    return found.is_loaded


def _tell_edit(
    pack: Pack, edit: PtpEdit, found: Found[PtpEdit], setting: str, *, lead: bool
) -> None:
    indicator = INDICATORS.get(edit.indicator, "")
    columns = f"column 1 is {edit.column1}, column 2 is {edit.column2}"
    said = f"NCCI edit ({SETTINGS[setting]}): {columns}. {indicator}"
    if edit.rationale:
        said += f" The reason given is: {edit.rationale}."
    number = _cite(pack, said, f"NCCI PTP edit {edit.column1}/{edit.column2}", found)
    if lead:
        pack.say(said, number)
    else:
        pack.fact(said, number, heading=f"NCCI edits, {SETTINGS[setting]}")


def _tell_units(pack: Pack, interval: Interval, setting: str) -> bool:
    found: Found[UnitLimit] = facts.mue_of(interval.low, setting=setting, on=releases.today())
    row = found.first
    if row is not None:
        said = f"{interval.label}: at most {row.units} units a day for the setting {SETTINGS[setting]}."
        if row.mai:
            said += f" {MAIS.get(row.mai, f'MAI {row.mai}')}."
        pack.say(said, _cite(pack, said, f"MUE of {interval.label}, {SETTINGS[setting]}", found))
    elif found.is_loaded:
        pack.cannot(
            f"No MUE for {interval.text()} is published for the setting {SETTINGS[setting]}."
        )
    return found.is_loaded


def _tell_add_on(pack: Pack, interval: Interval) -> bool:
    on = releases.today()
    primaries, add_ons = facts.addon_of(interval.low, on=on), facts.addons_for(interval.low, on=on)
    if primaries:
        codes = ", ".join(row.primary_code for row in primaries if row.primary_code)
        kind = next(iter(primaries)).type
        said = f"{interval.label} is an add-on code of type {kind}. "
        said += (
            f"Its primary codes are {codes}."
            if codes
            else "Its primary codes are the contractor’s to list."
        )
        pack.say(said, _cite(pack, said, f"Add-on code {interval.label}", primaries))
    elif add_ons:
        said = f"{interval.label} is a primary code. Add-on codes with it: {_addons(add_ons)}."
        pack.say(said, _cite(pack, said, f"Add-on codes with {interval.label}", add_ons))
    elif primaries.is_loaded:
        said = f"{interval.label} is neither an add-on code nor a named primary code in the add-on edits."
        pack.say(said, _cite(pack, said, f"Add-on edits, {interval.label}", primaries))
    return primaries.is_loaded


def _addons(found: Found[AddOn]) -> str:
    return ", ".join(dict.fromkeys(row.addon for row in found))


def _tell_global_days(pack: Pack, interval: Interval) -> bool:
    found = facts.fees_of(interval.low, "", on=releases.today())
    fee = found.first
    if fee is None or not fee.global_days:
        return False
    is_add_on = "an add-on code" if fee.global_days == "ZZZ" else "no add-on code"
    said = (
        f"{interval.label} has the global period {fee.global_days} in Medicare’s fee schedule: "
        f"{is_add_on}."
    )
    pack.say(said, _cite(pack, said, f"Fee schedule, {interval.label}", found))
    return True


def _tell_passages_about(pack: Pack, interval: Interval) -> bool:
    """Passages that say that the code adds to another one."""
    found = telling.passages_about(interval, limit=4)
    passages = [p for p in found if ADDS.search(p.text)]
    for passage in passages:
        pack.say(passage.text, pack.add_passage(passage))
    return bool(passages)


def _tell_summary(pack: Pack, interval: Interval, *, lead: bool = False) -> None:
    code = telling.find(interval)
    if code is None or not code.summary:
        if not telling.passages_about(interval):
            telling.tell_place(pack, interval)
        return
    number = telling.cite(pack, code)
    if lead:
        pack.say(telling.sentence_of(code), number)
    else:
        pack.fact(telling.sentence_of(code), number, heading="The codes")
    telling.tell_checks(pack, code, 2)
    pack.next(f"Open {code.label}", code.url)


def _tell_own_words(pack: Pack, a: Interval, b: Interval) -> bool:
    """What our own texts say of the two together."""
    for one, other in ((a, b), (b, a)):
        _tell_beside(pack, telling.find(one), other)
    about = telling.passages_about(a, limit=MOST_ABOUT_A_CODE)
    passages = [passage for passage in about if _speaks_of_both(passage.text, a, b)]
    for passage in passages[:2]:
        pack.say(passage.text, pack.add_passage(passage))
    return bool(passages)


def _tell_visit_rule(pack: Pack, a: Interval, b: Interval) -> bool:
    """A visit beside a procedure has a rule of its own, whatever the pair's row says."""
    if VISITS.covers(a.low) == VISITS.covers(b.low):
        return False
    hits = telling.passages_on(("25", "57", "visit", "procedure", "minor", "major"), EDITS, limit=1)
    telling.tell_passages(pack, hits)
    return bool(hits)


def _speaks_of_both(text: str, a: Interval, b: Interval) -> bool:
    """Whether a sentence says what becomes of the two on one claim; an overview names many codes."""
    return any(
        a.text() in sentence and b.text() in sentence and "together" in sentence
        for sentence in sentences_of(text)
    )


def _tell_beside(pack: Pack, code: Code | None, other: Interval) -> None:
    for entry, text in telling.entries_of(code, Section.DIFFERENCES) if code else ():
        if code and entry.get("code") == other.low:
            said = f"Beside {code.label}, {other.label}: {entry['text']}"
            number = telling.cite_text(pack, code, Section.DIFFERENCES, text, said)
            pack.fact(said, number, heading="The two codes")


def _tell_rules(pack: Pack, *, lead: bool = False) -> None:
    words = (*pack.understood.words, *ABOUT.get(pack.understood.topic, ()))
    hits = (
        telling.passages(pack.understood.words, subjects=EDITS)
        if lead
        else telling.passages_on(words, EDITS, limit=3)
    )
    telling.tell_passages(pack, hits, lead=lead)


def _cite(pack: Pack, said: str, title: str, found: Found[Any]) -> int:
    release = found.release
    return pack.add(said, title, release=release.edition if release else "")
