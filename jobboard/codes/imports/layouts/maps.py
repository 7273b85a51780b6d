"""Crosswalks and groupings, from public extracts of the files of CMS and AHRQ."""

import re
from collections.abc import Iterator

from jobboard.codes.imports import cells as c
from jobboard.codes.imports.layouts.rows import a_map, a_term, said
from jobboard.codes.imports.tables import Cells, Column, Layout, Made, Table

ICD9 = re.compile(r"[0-9EV][0-9]{1,4}|NoDx")
GEM_FLAGS = ("approximate", "no_map", "combination", "scenario", "choice_list")
CCS_MORE = ("multi_1", "multi_1_label", "multi_2", "multi_2_label")


def _cm(cells: Cells) -> str:
    return c.code("icd10cm", cells["icd10cm"].strip("'"))


def _icd9(cells: Cells) -> str:
    code = cells["icd9cm"]
    if not ICD9.fullmatch(code):
        raise ValueError(f"“{code[:10]}” is not a code of ICD-9-CM")
    return code


def _detail(cells: Cells) -> dict[str, str]:
    if not re.fullmatch(r"[01]{3}\d\d", cells["flags"]):
        raise ValueError(f"“{cells['flags'][:10]}” are not the five flags of an equivalence")
    return {"flags": cells["flags"]}


def _gem(cells: Cells) -> Iterator[Made]:
    yield a_map(_cm(cells), _icd9(cells), _detail(cells))


def _gem_back(cells: Cells) -> Iterator[Made]:
    target = cells["icd10cm"]
    yield a_map(_icd9(cells), target if target == "NoDx" else _cm(cells), _detail(cells))


def _hcc(cells: Cells) -> Iterator[Made]:
    yield a_map(_cm(cells), f"HCC{cells['cc']}", {"model": c.text(cells["model"])})


def _hcc_label(cells: Cells) -> Iterator[Made]:
    detail = said(cells, "domain", "full_name")
    yield a_term(
        f"{cells['domain']} {cells['version']}"[:20], cells["cc"], c.text(cells["label"]), detail
    )


def _eligible(cells: Cells) -> Iterator[Made]:
    yield a_map(c.service_code(cells["code"]), "eligible")


def _severity(cells: Cells) -> Iterator[Made]:
    if cells["level"] not in ("CC", "MCC"):
        raise ValueError(f"“{cells['level'][:10]}” is neither CC nor MCC")
    yield a_map(_cm(cells), cells["level"], said(cells, "pdx_exclusion_group", "hac"))


def _ccsr(cells: Cells) -> Iterator[Made]:
    yield a_map(_cm(cells), cells["category"])


def _ccs_dx(cells: Cells) -> Iterator[Made]:
    yield a_map(_cm(cells), cells["category"], _categories(cells))


def _ccs_pr(cells: Cells) -> Iterator[Made]:
    yield a_map(c.code("icd10pcs", cells["code"]), cells["category"], _categories(cells))


def _categories(cells: Cells) -> dict[str, str]:
    return {"label": c.text(cells["label"]), **said(cells, *CCS_MORE)}


def _chronic(cells: Cells) -> Iterator[Made]:
    yield a_map(_cm(cells), c.one_of(cells["chronic"], "019", "the chronic indicator"))


CCS_COLUMNS = (
    Column("category", "ccs_category"),
    Column("-title", "icd_10_(cm|pcs)_code_description"),
    Column("label", "ccs_category_description"),
    Column("multi_1", "multi_ccs_lvl_1"),
    Column("multi_1_label", "multi_ccs_lvl_1_label"),
    Column("multi_2", "multi_ccs_lvl_2"),
    Column("multi_2_label", "multi_ccs_lvl_2_label"),
)
FLAG_COLUMNS = (Column("flags", "flags"), *(Column(f"-{flag}", flag) for flag in GEM_FLAGS))
CM, ICD9CM = Column("icd10cm", "icd10cm"), Column("icd9cm", "icd9cm")

LAYOUTS: dict[str, tuple[Layout, ...]] = {
    "gem": (
        Table(
            "Equivalences, ICD-10-CM to ICD-9-CM",
            (CM, ICD9CM, *FLAG_COLUMNS),
            _gem,
            anchor="icd10cm",
        ),
    ),
    "gem-back": (
        Table(
            "Equivalences, ICD-9-CM to ICD-10-CM",
            (ICD9CM, CM, *FLAG_COLUMNS),
            _gem_back,
            anchor="icd9cm",
        ),
    ),
    "hcc": (
        Table(
            "Diagnosis to HCC",
            (
                Column("icd10cm", "diagnosis_code"),
                Column("cc", "cc"),
                Column("model", "model_name"),
            ),
            _hcc,
        ),
    ),
    "hcc-labels": (
        Table(
            "Names of HCCs",
            (
                Column("cc", "cc"),
                Column("label", "label"),
                Column("domain", "model_domain"),
                Column("version", "model_version"),
                Column("full_name", "model_fullname"),
            ),
            _hcc_label,
        ),
    ),
    "hcc-eligible": (
        Table(
            "Services that count for risk adjustment",
            (Column("code", "cpt_hcpcs_code"),),
            _eligible,
        ),
    ),
    "ccmcc": (
        Table(
            "MS-DRG severity list",
            (
                CM,
                Column("level", "level"),
                Column("pdx_exclusion_group", "pdx_exclusion_group"),
                Column("hac", "hac"),
            ),
            _severity,
        ),
    ),
    "ccsr": (Table("CCSR default category", (CM, Column("category", "ccsr_default")), _ccsr),),
    "ccs-dx": (
        Table("CCS for ICD-10-CM", (Column("icd10cm", "icd_10_cm_code"), *CCS_COLUMNS), _ccs_dx),
    ),
    "ccs-pr": (
        Table("CCS for ICD-10-PCS", (Column("code", "icd_10_pcs_code"), *CCS_COLUMNS), _ccs_pr),
    ),
    "chronic": (
        Table(
            "Chronic condition indicator",
            (
                Column("icd10cm", "icd_10_cm_code"),
                Column("-title", "icd_10_cm_code_description"),
                Column("chronic", "chronic_indicator"),
            ),
            _chronic,
        ),
    ),
}
