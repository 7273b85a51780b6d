"""What Medicare pays: the relative value file, the geographic indices, OPPS Addendum B.

The descriptions in these files are the AMA's. Their column is known, and never read.
"""

from collections.abc import Iterator
from typing import Any

from jobboard.codes.fact_models import Fee, Locality, OutpatientRate
from jobboard.codes.imports import cells as c
from jobboard.codes.imports.layouts.rows import a_term, said
from jobboard.codes.imports.tables import Cells, Column, Layout, Made, Table

STATUSES = frozenset("ABCDEFGHIJMNPQRTX")
MORE = (
    "not_for_medicare", "pre_op", "intra_op", "post_op", "endo_base", "calculation",
    "imaging_family", "opps_pe_nonfacility", "opps_pe_facility", "opps_mp", "price_indicator",
)  # fmt: skip


def _fee(cells: Cells) -> Iterator[Made]:
    code, modifier = c.service_code(cells["code"]), cells["modifier"].upper()
    where = f"{code}-{modifier}" if modifier else code
    if cells["status"] not in STATUSES:
        raise ValueError(f"“{cells['status'][:5]}” is no status of the fee schedule")
    if len(modifier) not in (0, 2):
        raise ValueError(f"“{modifier[:10]}” is not a modifier of two characters")
    values: dict[str, Any] = {
        name: c.amount(cells[name], name)
        for name in (
            "work",
            "pe_nonfacility",
            "pe_facility",
            "mp",
            "total_nonfacility",
            "total_facility",
        )
    }
    for setting in ("nonfacility", "facility"):
        _must_add_up(values, setting, where)
    values |= {
        "na_nonfacility": cells["na_nonfacility"] == "NA",
        "na_facility": cells["na_facility"] == "NA",
        "conversion_factor": c.optional(cells["conversion_factor"], "the conversion factor"),
        "code": code,
        "modifier": modifier,
        "status": cells["status"],
        "global_days": c.text(cells["global_days"], 3),
        "more": said(cells, *MORE) or None,
    }
    for name in (
        "pctc",
        "multiple",
        "bilateral",
        "assistant",
        "co_surgeons",
        "team",
        "supervision",
    ):
        values[name] = c.text(cells[name], 2)
    yield Made(Fee, values)


def _must_add_up(values: dict[str, Any], setting: str, where: str) -> None:
    """The file gives the sum of its three parts: where it does not hold, columns are mixed up."""
    parts = (values["work"], values[f"pe_{setting}"], values["mp"])
    total = values[f"total_{setting}"]
    if total is not None and None not in parts and sum(parts) != total:
        raise ValueError(
            f"the parts of {where} add up to {sum(parts)} and not to the {setting} total {total}; "
            "columns may be swapped"
        )


def _locality(cells: Cells) -> Iterator[Made]:
    number = cells["locality"].zfill(2)
    if not number.isdigit():
        raise ValueError(f"“{number[:10]}” is not the number of a locality")
    indices = {name: c.number(cells[name], f"the {name} index") for name in ("work", "pe", "mp")}
    if any(not 0 < index < 5 for index in indices.values()):
        raise ValueError(
            f"the indices of locality {number} cannot be right; columns may be swapped"
        )
    yield Made(
        Locality,
        {
            "contractor": c.text(cells["contractor"], 10),
            "locality": number,
            "state": cells.get("state", "")[:2],
            "name": c.text(cells["name"], 120).rstrip("*"),
            **indices,
        },
    )


def _outpatient(cells: Cells) -> Iterator[Made]:
    status = cells["status"].strip()
    if not 0 < len(status) <= 2:
        raise ValueError(f"“{status[:10]}” is no status indicator")
    yield Made(
        OutpatientRate,
        {
            "code": c.service_code(cells["code"]),
            "status": status,
            "apc": c.text(cells.get("apc", ""), 6),
            "weight": c.optional(cells.get("weight", ""), "the relative weight"),
            "rate": c.optional(cells["rate"], "the payment rate"),
        },
    )


def _status(cells: Cells) -> Iterator[Made]:
    label = c.text(cells["description"]).rstrip(".")
    yield a_term("status", cells["status"], label, {"paid": cells["paid"].lower()})


PPRRVU = (
    Column("code", ".*hcpcs"),
    Column("modifier", ".*mod"),
    Column("-description", ".*description", optional=True),
    Column("status", ".*status_code"),
    Column("not_for_medicare", ".*payment"),
    Column("work", ".*work_rvu"),
    Column("pe_nonfacility", ".*non_fac(ility)?_pe_rvu"),
    Column("na_nonfacility", ".*(na|non_fac)_indicator"),
    Column("pe_facility", ".*facility_pe_rvu"),
    Column("na_facility", ".*(na|facility)_indicator"),
    Column("mp", ".*mp_rvu"),
    Column("total_nonfacility", ".*non_facility_total"),
    Column("total_facility", ".*facility_total"),
    Column("pctc", ".*pctc_ind"),
    Column("global_days", ".*glob_days"),
    Column("pre_op", ".*pre_op"),
    Column("intra_op", ".*intra_op"),
    Column("post_op", ".*post_op"),
    Column("multiple", ".*mult_proc"),
    Column("bilateral", ".*bilat_surg"),
    Column("assistant", ".*asst_surg"),
    Column("co_surgeons", ".*co_surg"),
    Column("team", ".*team_surg"),
    Column("price_indicator", ".*pric_ind", optional=True),
    Column("endo_base", ".*endo_base"),
    Column("conversion_factor", ".*conv_factor"),
    Column("supervision", ".*diagnostic_procedures"),
    Column("calculation", ".*calculation_flag"),
    Column("imaging_family", ".*family_indicator"),
    Column("opps_pe_nonfacility", ".*(payment_)?amount"),
    Column("opps_pe_facility", ".*(payment_)?amount"),
    Column("opps_mp", ".*(payment_)?amount"),
)


def _is_footnote(row: list[str]) -> bool:
    """Notes stand under the table of localities, in its first column."""
    return not any(cell.strip() for cell in row[1:])


LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "rvu": (Table("CMS relative value file (PPRRVU)", PPRRVU, _fee, anchor="hcpcs", stacked=True),),
    "gpci": (
        Table(
            "CMS geographic indices (GPCI)",
            (
                Column(
                    "contractor", r"(medicare_administrative_contractor_)?mac|carrier|contractor"
                ),
                Column("state", "state", optional=True),
                Column("locality", "locality(_number)?"),
                Column("name", "locality_name"),
                Column("-without", r"(\d{4}_)?pw_gpci_without.*", optional=True),
                Column("work", r"(\d{4}_)?pw_gpci(_with_1_0_floor)?"),
                Column("pe", r"(\d{4}_)?pe_gpci"),
                Column("mp", r"(\d{4}_)?mp_gpci"),
            ),
            _locality,
            ends=_is_footnote,
        ),
    ),
    "opps": (
        Table(
            "OPPS Addendum B, without descriptions",
            (
                Column("code", "code"),
                Column("-set", "code_set"),
                Column("status", "status_indicator"),
                Column("rate", "payment_rate"),
                Column("-release", "release"),
            ),
            _outpatient,
        ),
        Table(
            "CMS OPPS Addendum B",
            (
                Column("code", "hcpcs(_code)?"),
                Column("-description", "short_descript(or|ion)"),
                Column("status", "si"),
                Column("apc", "apc"),
                Column("weight", "relative_weight"),
                Column("rate", "payment_rate"),
                Column("-unadjusted", "national_unadjusted_copayment"),
                Column("-minimum", "minimum_unadjusted_copayment"),
                Column("-note", "note", optional=True),
                Column("-changed", ".*indicates_a_change", optional=True),
            ),
            _outpatient,
        ),
    ),
    "opps-status": (
        Table(
            "OPPS status indicators",
            (
                Column("status", "statusindicator"),
                Column("paid", "paid"),
                Column("description", "description"),
            ),
            _status,
        ),
    ),
}
