"""What official files say of a code, each answer with the release that it came from.

`Found` tells three things apart: nothing of the kind has been loaded (`is_loaded` is False), it has
and says nothing of this code (no rows), and rows. Codes are given in any form that `normalize`
takes; a ValueError says what is wrong with one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, func, or_, select

from jobboard.codes import releases
from jobboard.codes.fact_models import (
    AddOn,
    CodeMap,
    CodeTerm,
    Fee,
    Locality,
    OutpatientRate,
    PtpEdit,
    UnitLimit,
)
from jobboard.codes.models import CodeRelease
from jobboard.codes.payment import NATIONAL, Indices, Units, payment
from jobboard.codes.systems import normalize
from jobboard.db import db

Row = TypeVar("Row")


@dataclass(frozen=True)
class Found(Generic[Row]):
    """The rows of one release, or `release` None: not loaded."""

    release: CodeRelease | None
    rows: tuple[Row, ...] = ()

    @property
    def is_loaded(self) -> bool:
        return self.release is not None

    @property
    def first(self) -> Row | None:
        return self.rows[0] if self.rows else None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Payment:
    """What is paid for a line of the fee schedule; None where the schedule has no price there
    (a status other than A, R or T, or not given in that setting)."""

    fee: Fee
    locality: Locality | None
    nonfacility: Decimal | None
    facility: Decimal | None


# A: paid, R: paid under restrictions, T: paid when nothing else is.
PRICED = frozenset("ART")
MOST_ROWS = 200


def service(code: str) -> str:
    """The normal form of a CPT or HCPCS code, as the files of CMS have them in one column."""
    try:
        return normalize("cpt", code)
    except ValueError:
        return normalize("hcpcs", code)


def fees_of(code: str, modifier: str | None = None, *, on: date) -> Found[Fee]:
    """Its lines of the physician fee schedule: all, or the one with this modifier ("" is none)."""
    wanted = [Fee.code == service(code)]
    if modifier is not None:
        wanted.append(Fee.modifier == modifier.upper())
    return _found(Fee, "rvu", *wanted, on=on, order=Fee.modifier)


def localities(*, on: date) -> Found[Locality]:
    by_place = Locality.state + Locality.name
    return _found(Locality, "gpci", on=on, order=by_place, limit=1000)


def locality(contractor: str, number: str, *, on: date) -> Locality | None:
    wanted = Locality.contractor == contractor, Locality.locality == number
    return _found(Locality, "gpci", *wanted, on=on).first


def payment_of(
    code: str, *, modifier: str = "", at: Locality | None = None, on: date
) -> Found[Payment]:
    """What Medicare pays, in a locality or (`at` None) before any local adjustment."""
    fees = fees_of(code, modifier, on=on)
    return Found(fees.release, tuple(priced(fee, at) for fee in fees))


def priced(fee: Fee, at: Locality | None = None) -> Payment:
    return Payment(
        fee,
        at,
        None if fee.na_nonfacility else _price(fee, fee.pe_nonfacility, at),
        None if fee.na_facility else _price(fee, fee.pe_facility, at),
    )


def ptp_between(a: str, b: str, *, setting: str, on: date) -> Found[PtpEdit]:
    """The edit that is active between two codes on a day, whichever of them is column 1."""
    every = ptp_windows(a, b, setting=setting)
    return Found(every.release, tuple(one for one in every if one.is_active(on)))


def ptp_windows(a: str, b: str, *, setting: str) -> Found[PtpEdit]:
    """All windows of dates of a pair, past ones too, newest first."""
    first, second = service(a), service(b)
    pair = or_(
        and_(PtpEdit.column1 == first, PtpEdit.column2 == second),
        and_(PtpEdit.column1 == second, PtpEdit.column2 == first),
    )
    newest_first = PtpEdit.effective_from.desc()
    return _found(PtpEdit, "ptp", pair, on=date.max, setting=setting, order=newest_first)


def ptp_of(code: str, *, setting: str, on: date, limit: int = MOST_ROWS) -> Found[PtpEdit]:
    """The edits that a code is in on a day, as column 1 and then as column 2."""
    normal = service(code)
    active = _is_active(on)
    as_first = _found(
        PtpEdit, "ptp", PtpEdit.column1 == normal, active,
        on=on, setting=setting, order=PtpEdit.column2, limit=limit,
    )  # fmt: skip
    as_second = _found(
        PtpEdit, "ptp", PtpEdit.column2 == normal, active,
        on=on, setting=setting, order=PtpEdit.column1, limit=limit,
    )  # fmt: skip
    return Found(as_first.release, (*as_first, *as_second)[:limit])


def ptp_count(code: str, *, setting: str, on: date) -> int:
    """In how many edits a code is on a day: some are in thousands, of which `ptp_of` has the first."""
    release = releases.in_force("ptp", on=on, setting=setting)
    if release is None:
        return 0
    named = or_(PtpEdit.column1 == service(code), PtpEdit.column2 == service(code))
    wanted = PtpEdit.release_id == release.id, named, _is_active(on)
    return db.session.scalar(select(func.count()).select_from(PtpEdit).where(*wanted)) or 0


def mue_of(code: str, *, setting: str, on: date) -> Found[UnitLimit]:
    return _found(UnitLimit, "mue", UnitLimit.code == service(code), on=on, setting=setting)


def addon_of(code: str, *, on: date) -> Found[AddOn]:
    """If it is an add-on code: the codes that it may be billed with."""
    return _active_add_ons(AddOn.addon == service(code), on, AddOn.primary_code)


def addons_for(code: str, *, on: date) -> Found[AddOn]:
    """The add-on codes that may be billed with this code."""
    return _active_add_ons(AddOn.primary_code == service(code), on, AddOn.addon)


def outpatient_of(code: str, *, on: date) -> Found[OutpatientRate]:
    return _found(OutpatientRate, "opps", OutpatientRate.code == service(code), on=on)


def maps_of(dataset: str, code: str, *, on: date, limit: int = MOST_ROWS) -> Found[CodeMap]:
    """What one of `datasets.MAPS` makes of a code (with or without its dot)."""
    wanted = CodeMap.source == _plain(code)
    return _found(CodeMap, dataset, wanted, on=on, order=CodeMap.id, limit=limit)


def terms_of(dataset: str, *, kind: str, term: str | None = None, on: date) -> Found[CodeTerm]:
    """What the letters of a data set stand for: (`opps-status`, `status`), (`hcc-labels`, a model's
    version), (`hcpcs`, `modifier`), (`ccs-dx`, `category`)."""
    wanted = [CodeTerm.kind == kind, *([CodeTerm.term == term] if term else [])]
    return _found(CodeTerm, dataset, *wanted, on=on, order=CodeTerm.term, limit=2000)


def _found(
    model: Any,
    dataset: str,
    *wanted: ColumnElement[bool],
    on: date,
    setting: str = "",
    order: Any = None,
    limit: int = MOST_ROWS,
) -> Found[Any]:
    release = releases.in_force(dataset, on=on, setting=setting)
    if release is None:
        return Found(None)
    query = select(model).where(model.release_id == release.id, *wanted).limit(limit)
    return Found(release, tuple(db.session.scalars(query.order_by(order))))


def _active_add_ons(wanted: ColumnElement[bool], on: date, order: Any) -> Found[AddOn]:
    every = _found(AddOn, "addon", wanted, on=on, order=order, limit=2000)
    return Found(every.release, tuple(one for one in every if one.is_active(on)))


def _is_active(on: date) -> ColumnElement[bool]:
    """As `PtpEdit.is_active`, for the database."""
    return and_(
        PtpEdit.indicator != "9",
        PtpEdit.effective_from <= on,
        or_(PtpEdit.deleted_on.is_(None), PtpEdit.deleted_on >= on),
    )


def _price(fee: Fee, pe: Decimal | None, at: Locality | None) -> Decimal | None:
    if fee.status not in PRICED or fee.conversion_factor is None:
        return None
    units = Units(fee.work or Decimal(0), pe or Decimal(0), fee.mp or Decimal(0))
    indices = Indices(at.work, at.pe, at.mp) if at else NATIONAL
    return payment(units, fee.conversion_factor, indices)


def _plain(code: str) -> str:
    return code.strip().replace(".", "").upper()
