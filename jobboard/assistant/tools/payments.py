"""Figures of Medicare's payment files for a code, each with its edition, where they are loaded."""

from __future__ import annotations

from collections.abc import Callable

from jobboard.assistant.pack import Pack
from jobboard.codes import facts, releases
from jobboard.codes.facts import Payment
from jobboard.codes.models import Code

HEADING = "Payment figures"


def lead_with_fee(pack: Pack, code: Code) -> bool:
    """The fee as the short answer, for who asks what a code pays; False where it is not loaded."""
    return _tell_fee(pack, code, say=pack.say)


def tell_payment(pack: Pack, code: Code) -> None:
    if code.system not in ("cpt", "hcpcs"):
        return
    told = [_tell_fee(pack, code), _tell_outpatient(pack, code)]
    if not any(told):
        pack.cannot(f"Payment files with {code.label} are not loaded on this board.")


def _tell_fee(pack: Pack, code: Code, say: Callable[[str, int], None] | None = None) -> bool:
    found = facts.payment_of(code.code, on=releases.today())
    row = found.first
    if row is None or found.release is None:
        return False
    said = f"{code.label} in the fee schedule: {_said(row)}."
    edition = found.release.edition
    number = pack.add(said, f"Fee schedule, {code.label}", url=code.url, release=edition)
    if say:
        say(said, number)
    else:
        pack.fact(said, number, heading=HEADING)
    return True


def _said(row: Payment) -> str:
    fee = row.fee
    parts = [f"status {fee.status}"] if fee.status else []
    if fee.work is not None:
        parts.append(f"work RVU {fee.work}")
    if row.nonfacility is not None:
        parts.append(f"${row.nonfacility} outside a facility")
    if row.facility is not None:
        parts.append(f"${row.facility} in a facility, before local adjustment")
    if fee.global_days:
        parts.append(f"global period {fee.global_days}")
    return ", ".join(parts)


def _tell_outpatient(pack: Pack, code: Code) -> bool:
    found = facts.outpatient_of(code.code, on=releases.today())
    row = found.first
    if row is None or found.release is None:
        return False
    apc = f", APC {row.apc}" if row.apc else ""
    rate = f", rate ${row.rate}" if row.rate else ""
    said = f"{code.label} for hospital outpatients: status indicator {row.status}{apc}{rate}."
    pack.fact(
        said,
        pack.add(said, f"OPPS, {code.label}", url=code.url, release=found.release.edition),
        heading=HEADING,
    )
    return True
