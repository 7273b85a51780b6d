"""Files of code systems: order files, HCPCS, MS-DRG, lists of CPT numbers."""

import re
from collections.abc import Iterator

from jobboard.codes.imports import cells as c
from jobboard.codes.imports.layouts.rows import a_code, a_term, said
from jobboard.codes.imports.tables import Cells, Column, Layout, Lines, Made, Table
from jobboard.codes.models import Kind
from jobboard.codes.systems import guess_system

# 1-5 number, 7-13 code, 15 flag, 17-76 short title, 78 on the long one.
ORDER = r"\d{5} [0-9A-Z]{1,7} {1,7}[01] .{60} \S.*"


def order_file(system: str) -> Lines:
    def make(line: str) -> Iterator[Made]:
        code = c.code(system, line[6:13])
        short, long = c.text(line[16:76]), c.text(line[77:])
        if len(long) < len(short):
            raise ValueError(f"the long title of {code} is cut off")
        kind = Kind.BILLABLE if line[14] == "1" else Kind.HEADER
        more = {"short": short} if short != long else {}
        yield a_code(system, code, long, kind=kind, parent=_above(system, code), more=more)

    return Lines(f"{system} order file, fixed width", ORDER, make)


def _above(system: str, code: str) -> str | None:
    """ICD-10-CM nests by prefix. An order file has every header, but for the seventh character's
    placeholder X: there the code above is the one without it."""
    if system != "icd10cm" or len(code) <= 3:
        return None
    above = code[:-1].rstrip("X") if len(code) == 7 else code[:-1]
    return above if len(above) >= 3 else code[:3]


def _pcs(cells: Cells) -> Iterator[Made]:
    code = c.code("icd10pcs", cells["code"])
    if len(code) != 7:
        raise ValueError(f"{code} has {len(code)} characters instead of 7")
    yield a_code("icd10pcs", code, _said(cells["description"], code))


def _hcpcs(cells: Cells) -> Iterator[Made]:
    code = c.code("hcpcs", cells["code"])
    if cells["letter_family"] != code[0]:
        raise ValueError(f"the letter of {code} is given as “{cells['letter_family'][:5]}”")
    more = said(cells, "opps_status", "opps_rate")
    yield a_code("hcpcs", code, _said(cells["short_descriptor"], code), more=more)


XREFS = tuple(f"xref{number}" for number in range(1, 6))
ANWEB_MORE = (
    "price1", "price2", "price3", "price4", "mult_pi", "cim1", "cim2", "cim3", "mcm1", "mcm2",
    "mcm3", "statute", "coverage", "asc_group", "asc_date", "opps", "opps_pi", "opps_date",
    "note", "betos", "tos1", "tos2", "tos3", "tos4", "tos5", "anesthesia_units", "action",
    *XREFS, *(f"labcert{n}" for n in range(1, 9)),
)  # fmt: skip
ANWEB_TITLES = {
    "coverage": "cov|coverage(_code)?", "asc_group": "asc_grp", "asc_date": "asc_dt",
    "opps_date": "opps_dt", "note": "procnote", "anesthesia_units": "anest_bu",
    "action": "action_cd|action_code",
}  # fmt: skip
CONTINUED = ("4", "8")
MODIFIER_RECORDS = ("7", "8")


def _anweb(cells: Cells) -> Iterator[Made]:
    """A row of the quarterly file as a table. Continuation records only lengthen the one before:
    in the table form the long description stands whole in the first."""
    record, long = cells["record"], c.text(cells["long"])
    if record in CONTINUED:
        return
    if record in MODIFIER_RECORDS:
        yield _modifier(cells["code"], long)
        return
    code = c.code("hcpcs", cells["code"])
    more = {"long": long, **said(cells, *ANWEB_MORE)}
    ended = c.last_day(cells["ended"], "the last day")
    yield a_code(
        "hcpcs",
        code,
        _said(cells["short"] or long, code),
        valid_from=c.last_day(cells["added"], "the date of the code"),
        valid_to=ended,
        replaced_by=_instead(cells) if ended else None,
        more=more,
    )


def _instead(cells: Cells) -> str:
    """The file's cross references of a code that has ended: what is reported instead. They may also
    name ranges or codes of other sets, which stay in `more`."""
    named = (cells.get(one, "").strip() for one in XREFS)
    return " ".join(dict.fromkeys(one for one in named if re.fullmatch(r"[A-V]\d{4}", one)))


def _anweb_line(line: str) -> Iterator[Made]:
    """A line of the fixed-width file. Only what all descriptions of it agree on is read: the code,
    the kind of record and the two descriptions. Dates come with the table form."""
    record, long = line[10], c.text(line[11:91])
    if record in CONTINUED:
        return
    if record in MODIFIER_RECORDS:
        yield _modifier(line[:5], long)
        return
    code = c.code("hcpcs", line[:5])
    yield a_code("hcpcs", code, _said(c.text(line[91:119]) or long, code), more={"long": long})


def _modifier(cell: str, label: str) -> Made:
    code = cell.strip()
    if len(code) != 2:
        raise ValueError(f"“{code[:10]}” is not a modifier of two characters")
    return a_term("modifier", code, label)


DRG_TYPES = {
    "surgical": "surgical",
    "surg": "surgical",
    "medical": "medical",
    "med": "medical",
    "": "",
    "**": "",
}


def _drg(cells: Cells) -> Iterator[Made]:
    code = c.code("msdrg", cells["drg"])
    kind = cells["type"].lower()
    if kind not in DRG_TYPES:
        raise ValueError(f"the type of {code} is given as “{cells['type'][:10]}”")
    more = {"type": DRG_TYPES[kind], **said(cells, "mdc", "weight", "gmlos", "amlos")}
    more |= said(cells, "post_acute", "special_pay")
    for name in ("weight", "gmlos", "amlos"):
        if name in more:
            c.number(more[name], name)
    yield a_code(
        "msdrg", code, _said(cells["title"], code), more={k: v for k, v in more.items() if v}
    )


def _numbers(cells: Cells) -> Iterator[Made]:
    """A CPT number out of a list of CMS’s: no words come with it. Codes of HCPCS and dental codes
    stand in the same lists and are left out."""
    written = c.service_code(cells["code"])
    if guess_system(written) == "cpt":
        yield a_code("cpt", written, "")


def _said(cell: str, code: str) -> str:
    found = c.text(cell)
    if not found:
        raise ValueError(f"{code} has no title")
    return found


LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "icd10pcs": (
        order_file("icd10pcs"),
        Table(
            "ICD-10-PCS list", (Column("code", "code"), Column("description", "description")), _pcs
        ),
    ),
    "hcpcs": (
        Table(
            "CMS HCPCS quarterly file (ANWEB), table",
            (
                Column("code", "hcpc(s)?"),
                Column("-sequence", "seqnum"),
                Column("record", "recid"),
                Column("long", "long_description"),
                Column("short", "short_description"),
                *(Column(one, ANWEB_TITLES.get(one, one), optional=True) for one in ANWEB_MORE),
                Column("added", "add_d(t|ate)"),
                Column("-effective", "act_eff_d(t|ate)"),
                Column("ended", "term_d(t|ate)"),
            ),
            _anweb,
        ),
        Lines(
            "CMS HCPCS quarterly file (ANWEB), fixed width",
            r"(?:[A-V]\d{4}|   [0-9A-Z]{2})\d{5}[3478].{108,}",
            _anweb_line,
        ),
        Table(
            "HCPCS list with OPPS status",
            (
                Column("code", "code"),
                Column("letter_family", "letter_family"),
                Column("short_descriptor", "short_descriptor"),
                Column("opps_status", "opps_status_indicator"),
                Column("opps_rate", "opps_payment_rate"),
            ),
            _hcpcs,
        ),
    ),
    "msdrg": (
        Table(
            "MS-DRG list",
            (
                Column("drg", "drg"),
                Column("title", "title"),
                Column("mdc", "mdc"),
                Column("type", "type"),
            ),
            _drg,
        ),
        Table(
            "CMS IPPS Table 5",
            (
                Column("drg", "ms_drg"),
                Column("post_acute", ".*post_acute_drg"),
                Column("special_pay", ".*special_pay_drg"),
                Column("mdc", "mdc"),
                Column("type", "type"),
                Column("title", "ms_drg_title"),
                Column("weight", ".*weights?.*"),
                Column("gmlos", "geometric_mean_los"),
                Column("amlos", "arithmetic_mean_los"),
            ),
            _drg,
        ),
    ),
    "cpt": (
        Table(
            "OPPS Addendum B, numbers only",
            (
                Column("code", "code"),
                Column("-set", "code_set"),
                Column("-status", "status_indicator"),
                Column("-rate", "payment_rate"),
                Column("-release", "release"),
            ),
            _numbers,
        ),
        Table(
            "List of numbers",
            (Column("code", "(cpt_)?(hcpcs_)?code"),),
            _numbers,
            anchor="(cpt_)?(hcpcs_)?code",
        ),
    ),
}
