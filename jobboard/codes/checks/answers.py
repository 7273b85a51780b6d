"""The checks: each answers in a sentence, with the row of the official file that it follows from, or
says that no such file has been loaded. What is asked for is checked before (`asking`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from jobboard.codes import facts
from jobboard.codes.datasets import DATASETS, SETTINGS
from jobboard.codes.fact_models import AddOn, Fee, PtpEdit, UnitLimit
from jobboard.codes.facts import Found, Payment
from jobboard.codes.models import CodeRelease
from jobboard.codes.modifiers import REASONS, bypassing, modifier

GOOD, WARN, BAD, UNKNOWN = "good", "warn", "bad", "plain"
# How MUE counts: what the adjudication indicator means.
COUNTS = {
    "1": "each line of the claim is counted by itself",
    "2": "all units of a day count together, and the limit follows from a rule that payers keep to",
    "3": "all units of a day count together; more can be paid when the record shows the need",
}
TYPES = {
    "1": "only the listed codes are its primary codes",
    "2": "the payer decides which primary codes it takes",
    "3": "the listed codes are primary codes, and the payer may take others",
}


@dataclass(frozen=True)
class Evidence:
    """A row of a file: its columns by name, as a person would read them."""

    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Answer:
    tone: str
    says: str
    more: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    release: CodeRelease | None = None


def pair(a: str, b: str, *, setting: str, on: date) -> Answer:
    """May two codes be paid for one patient, one provider and one day?"""
    if a == b:
        return Answer(WARN, "These are the same code: how often it is paid is a question of units.")
    windows = facts.ptp_windows(a, b, setting=setting)
    if windows.release is None:
        return _not_loaded("ptp", setting)
    active = [edit for edit in windows if edit.is_active(on)]
    if not active:
        return _no_edit(a, b, windows, on)
    edit = active[0]
    return replace(_edit(edit), evidence=_rows(_pair_row, windows), release=windows.release)


def may_bypass(a: str, b: str, mark: str, *, setting: str, on: date) -> Answer:
    """May this modifier set two codes apart that are not paid together?"""
    plain = pair(a, b, setting=setting, on=on)
    edit = facts.ptp_between(a, b, setting=setting, on=on).first
    if edit is None:
        return plain
    known = modifier(mark)
    if edit.indicator == "0":
        says = f"No. No modifier may bypass this pair, {mark} neither."
        return replace(plain, tone=BAD, says=says, more=())
    if known is None or not known.bypass:
        others = ", ".join(one.code for one in bypassing() if one.bypass == "other")
        says = f"No. A modifier may bypass this pair, but {mark} is not one of those that do."
        return replace(
            plain, tone=BAD, says=says, more=(f"Those that say so in general: {others}.",)
        )
    says = f"Yes, where it is true: {known.code} ({known.name}) may bypass this pair."
    more = (f"{known.code} counts because {REASONS[known.bypass]}. {known.use}", RECORD)
    return replace(plain, tone=GOOD, says=says, more=more)


def units(code: str, count: int, *, setting: str, on: date) -> Answer:
    found = facts.mue_of(code, setting=setting, on=on)
    if found.release is None:
        return _not_loaded("mue", setting)
    limit = found.first
    if limit is None:
        says = f"The file has no limit for {code}. Some limits are not published."
        return Answer(UNKNOWN, says, release=found.release)
    counted = COUNTS.get(limit.mai, "the file does not say how units are counted")
    within = count <= limit.units
    says = (
        f"{_units(count)} of {code} {'is' if count == 1 else 'are'} "
        f"{'within' if within else 'above'} the limit of {limit.units}."
    )
    more = (f"{counted[0].upper()}{counted[1:]}.",)
    return Answer(GOOD if within else BAD, says, more, _rows(_unit_row, found), found.release)


def add_on(addon: str, primary: str, *, on: date) -> Answer:
    """May the first be billed as an add-on to the second?"""
    found = facts.addon_of(addon, on=on)
    if found.release is None:
        return _not_loaded("addon")
    if not found.rows:
        says = f"{addon} is not in the list of add-on codes on that day: the list does not tie it to another."
        return Answer(UNKNOWN, says, release=found.release)
    named = [row for row in found if row.primary_code == primary]
    kind = found.rows[0].type
    more = (f"{addon} is of type {kind}: {TYPES[kind]}.",)
    shown = _rows(_add_on_row, named or found.rows[:10])
    if named:
        return Answer(
            GOOD, f"Yes. {primary} is a primary code of {addon}.", more, shown, found.release
        )
    if kind == "1":
        says = f"No. {primary} is not among the primary codes of {addon}."
        return Answer(BAD, says, more, shown, found.release)
    says = f"The list does not name {primary} for {addon}; the payer may take it."
    return Answer(WARN, says, more, shown, found.release)


def fee(code: str, mark: str, place: str, *, on: date) -> Answer:
    """What Medicare pays, in a locality (`contractor-number`) or before any local adjustment."""
    at = None
    if place:
        contractor, _, number = place.partition("-")
        at = facts.locality(contractor, number, on=on)
        if at is None:
            return _not_loaded("gpci")
    found = facts.payment_of(code, modifier=mark, at=at, on=on)
    if found.release is None:
        return _not_loaded("rvu")
    written = f"{code}-{mark}" if mark else code
    paid = found.first
    if paid is None:
        return Answer(
            UNKNOWN, f"The fee schedule has no line for {written}.", release=found.release
        )
    where = f"in {at.place}" if at else "before any local adjustment"
    return replace(
        _paid(paid, written, where), evidence=_rows(_fee_row, [paid.fee]), release=found.release
    )


RECORD = "The record must show what the modifier claims; a modifier alone proves nothing."


def _paid(paid: Payment, written: str, where: str) -> Answer:
    status = paid.fee.status
    if paid.nonfacility is None and paid.facility is None:
        says = f"{written} has no price in the fee schedule: its status is {status}."
        return Answer(UNKNOWN, says)
    parts = []
    if paid.nonfacility is not None:
        parts.append(f"{_dollars(paid.nonfacility)} outside a facility")
    if paid.facility is not None:
        parts.append(f"{_dollars(paid.facility)} in a facility")
    more = (
        "These are the schedule’s amounts: deductibles, coinsurance and later cuts come off them.",
    )
    return Answer(GOOD, f"{written} pays {' and '.join(parts)}, {where}.", more)


def _edit(edit: PtpEdit) -> Answer:
    together = f"{edit.column1} and {edit.column2} are not paid together"
    if edit.indicator == "0":
        says = f"No. {together}, and no modifier may bypass that."
        return Answer(BAD, says, (f"{edit.column1} is paid, {edit.column2} is not.",))
    says = f"Not without a modifier: {together} unless one says truly that they were separate."
    marks = ", ".join(one.code for one in bypassing() if one.bypass == "other")
    reasons = (
        f"Without one, {edit.column1} is paid and {edit.column2} is not.",
        f"Modifiers that may do so: {marks}, those of a side or a place, and those of the global period.",
        RECORD,
    )
    return Answer(WARN, says, reasons)


def _no_edit(a: str, b: str, windows: Found[PtpEdit], on: date) -> Answer:
    says = f"Yes, as far as these edits go: no pair of {a} and {b} is active on {on:%B} {on.day}, {on.year}."
    more = ["Other rules may still apply: the payer’s, the units, and what the record shows."]
    if windows.rows:
        more.insert(0, "There were such edits at other times; they are below.")
    return Answer(GOOD, says, tuple(more), _rows(_pair_row, windows), windows.release)


def _not_loaded(dataset: str, setting: str = "") -> Answer:
    where = f" for the setting “{SETTINGS[setting]}”" if setting else ""
    return Answer(
        UNKNOWN,
        f"Not loaded: this board has no file of {DATASETS[dataset].label}{where} for that day.",
        ("Its operator can import one; until then there is no answer here, in either direction.",),
    )


def _rows(row: Callable[[Any], Evidence], found: Iterable[Any]) -> tuple[Evidence, ...]:
    return tuple(row(one) for one in found)


def _pair_row(edit: PtpEdit) -> Evidence:
    return Evidence(
        (
            ("Column 1", edit.column1),
            ("Column 2", edit.column2),
            ("From", str(edit.effective_from)),
            ("To", str(edit.deleted_on or "still active")),
            ("Modifier indicator", edit.indicator),
            ("Reason given", edit.rationale),
        )
    )


def _unit_row(limit: UnitLimit) -> Evidence:
    return Evidence(
        (
            ("Code", limit.code),
            ("Units", str(limit.units)),
            ("Adjudication indicator", limit.mai or "none"),
            ("Reason given", limit.rationale),
        )
    )


def _add_on_row(row: AddOn) -> Evidence:
    return Evidence(
        (
            ("Add-on code", row.addon),
            ("Primary code", row.primary_code or "the payer decides"),
            ("Type", row.type),
            ("From", str(row.effective_from or "not stated")),
            ("To", str(row.deleted_on or "still active")),
        )
    )


def _fee_row(fee: Fee) -> Evidence:
    return Evidence(
        (
            ("Code", fee.code + (f"-{fee.modifier}" if fee.modifier else "")),
            ("Status", fee.status),
            ("Work", str(fee.work)),
            (
                "Practice expense",
                f"{fee.pe_nonfacility} outside, {fee.pe_facility} inside a facility",
            ),
            ("Malpractice", str(fee.mp)),
            ("Conversion factor", str(fee.conversion_factor)),
            ("Global period", fee.global_days),
        )
    )


def _units(count: int) -> str:
    return "One unit" if count == 1 else f"{count} units"


def _dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}"
