"""The edits of the National Correct Coding Initiative: pairs, units, add-on codes."""

from collections.abc import Iterator

from jobboard.codes.datasets import HOSPITAL, PRACTITIONER, SUPPLIER
from jobboard.codes.fact_models import AddOn, PtpEdit, UnitLimit
from jobboard.codes.imports import cells as c
from jobboard.codes.imports.tables import Cells, Column, Layout, Made, Table

MOST_UNITS = 1_000_000
# What the file has in the place of a primary code when the payer decides.
BY_CONTRACTOR = "CCCCC"


def _pair(cells: Cells) -> Iterator[Made]:
    column1, column2 = c.service_code(cells["column1"]), c.service_code(cells["column2"])
    begins = c.day(cells["begins"], "the effective date")
    ends = c.last_day(cells["ends"], "the deletion date")
    if ends and ends < begins:
        raise ValueError(f"{column1} with {column2} ends on {ends}, before it begins on {begins}")
    if cells["before_1996"] not in ("", "*"):
        raise ValueError(
            f"“{cells['before_1996'][:10]}” is not * or nothing; columns may be swapped"
        )
    yield Made(
        PtpEdit,
        {
            "column1": column1,
            "column2": column2,
            "effective_from": begins,
            "deleted_on": ends,
            "indicator": c.one_of(cells["indicator"], "019", "the modifier indicator"),
            "rationale": c.text(cells["rationale"], 120),
            "before_1996": cells["before_1996"] == "*",
        },
    )


def _units(cells: Cells) -> Iterator[Made]:
    code, written = c.service_code(cells["code"]), cells["units"]
    if not written.isdigit() or int(written) > MOST_UNITS:
        raise ValueError(f"the units of {code}, “{written[:20]}”, are not a whole number")
    mai = c.one_of(cells["mai"], "123", "the adjudication indicator") if cells.get("mai") else ""
    rationale = c.text(cells["rationale"], 120)
    yield Made(UnitLimit, {"code": code, "units": int(written), "mai": mai, "rationale": rationale})


def _add_on(cells: Cells) -> Iterator[Made]:
    addon, primary = c.service_code(cells["addon"]), cells["primary"].upper()
    ends = [
        c.last_day(cells.get(name, ""), "a deletion date")
        for name in ("addon_ends", "primary_ends", "ends")
    ]
    yield Made(
        AddOn,
        {
            "addon": addon,
            "primary_code": None if primary in ("", BY_CONTRACTOR) else c.service_code(primary),
            "type": c.one_of(cells["type"], "123", "the type of the edit"),
            "effective_from": c.last_day(cells["begins"], "the effective date"),
            "deleted_on": min((one for one in ends if one), default=None),
            "note": c.text(cells.get("note", ""), 300),
        },
    )


LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "ptp": tuple(
        Table(
            f"CMS NCCI pairs of codes, {kind}",
            (
                Column("column1", "column_1(_code)?"),
                Column("column2", "column_2(_code)?"),
                Column("before_1996", "in_existence.*"),
                Column("begins", "effective.*"),
                Column("ends", "deletion.*"),
                Column("indicator", "modifier.*"),
                Column("rationale", ".*rationale"),
            ),
            _pair,
            delimiter=delimiter,
            anchor="column_1(_code)?",
            stacked=True,
        )
        for kind, delimiter in (("tabs", "\t"), ("commas", ","))
    ),
    "mue": (
        Table(
            "CMS NCCI units of service",
            (
                Column("code", "hcpcs_cpt_code"),
                Column("units", ".*mue_values?"),
                Column("mai", "mue_adjudication_indicator", optional=True),
                Column("rationale", "mue_rationale"),
            ),
            _units,
            settings={"practitioner": PRACTITIONER, "hospital": HOSPITAL, "dme": SUPPLIER},
        ),
    ),
    "addon": tuple(
        Table(
            f"CMS NCCI add-on codes, {kind}",
            (
                Column("type", "aoc_edit_type"),
                Column("addon", "add_on_code"),
                Column("addon_ends", "aoc_deldt", optional=True),
                Column("primary", "primary_code"),
                Column("primary_ends", "primary_code_deldt", optional=True),
                Column("begins", "aoc_edit_effdt"),
                Column("ends", "aoc_edit_deldt"),
                Column("note", "special_instruction_notes", optional=True),
            ),
            _add_on,
            delimiter=delimiter,
        )
        for kind, delimiter in (("tabs", "\t"), ("commas", ","))
    ),
}
