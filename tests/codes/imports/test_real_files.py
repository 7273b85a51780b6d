"""The public files beside the project: counts equal, and what is drawn says what the file says."""

import csv
import gzip
import random
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from jobboard.codes import facts
from jobboard.codes.fact_models import CodeMap, CodeTerm, Fee, OutpatientRate
from jobboard.codes.imports.importing import import_files
from jobboard.codes.models import Code
from jobboard.codes.placing import code_get
from jobboard.db import db
from tests.making import NOON

TODAY = date(2026, 11, 20)
DRAWN, PART = 50, 2_000


def rows_of(path, skip=0):
    return list(csv.DictReader(text_of(path).splitlines()[skip:]))


def text_of(path):
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()


@pytest.fixture
def take(app, shared_data):
    def take(system, name, release="2026-04", skip=0):
        path = shared_data / "codes" / name
        done = import_files([path], system=system, release=release, now=NOON)
        rows = rows_of(path, skip)
        return done, rows, random.Random(1).sample(rows, min(DRAWN, len(rows)))

    return take


def count_of(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_hcpcs_says_what_its_file_says(take):
    _, rows, drawn = take("hcpcs", "hcpcs_level2_2026-04.csv")
    assert count_of(Code) == len(rows) == 6_664
    found = [code_get("hcpcs", row["code"], on=TODAY) for row in drawn]
    assert [one.summary for one in found] == [row["short_descriptor"].strip() for row in drawn]
    assert [one.more.get("opps_status") for one in found] == [
        row["opps_status_indicator"].strip() for row in drawn
    ]


def test_drgs_have_the_category_and_the_type_of_their_file(take):
    _, rows, drawn = take("msdrg", "msdrg_v43.1.csv", "v43.1")
    assert count_of(Code) == len(rows) == 772
    for row in drawn:
        code = code_get("msdrg", row["drg"], on=TODAY)
        more = code.more or {}
        assert (code.summary, more.get("mdc", ""), more.get("type", "")) == (
            row["title"], row["mdc"], row["type"],
        )  # fmt: skip


def test_fees_are_those_of_the_file_to_the_cent(take):
    _, rows, drawn = take("rvu", "pfs_rvu_2024_july_numeric.csv.gz", "2024-07")
    assert count_of(Fee) == len(rows) == 18_664
    for row in drawn:
        fee = facts.fees_of(row["hcpcs"], row["mod"], on=TODAY).first
        assert (fee.status, fee.global_days) == (row["status_code"], row["glob_days"])
        for ours, theirs in (("work", "work_rvu"), ("total_facility", "facility_total")):
            assert getattr(fee, ours) == Decimal(row[theirs]).quantize(Decimal("0.01"))
        assert fee.na_nonfacility == (row["non_fac_indicator"] == "NA")


def test_outpatient_rates_and_the_numbers_of_cpt(take):
    _, rows, drawn = take("opps", "opps_addendum_b_2026-04.csv")
    assert count_of(OutpatientRate) == len(rows) == 19_059
    for row in drawn:
        rate = facts.outpatient_of(row["code"], on=TODAY).first
        assert rate.status == row["status_indicator"]
        assert rate.rate == (Decimal(row["payment_rate"]) if row["payment_rate"] else None)
    take("cpt", "opps_addendum_b_2026-04.csv")
    ours = [row["code"] for row in rows if row["code_set"].startswith("CPT")]
    assert count_of(Code) == len(ours)
    assert set(db.session.scalars(select(Code.code))) == set(ours)
    assert set(db.session.scalars(select(Code.summary))) == {""}


def test_severity_is_told_for_each_diagnosis_of_the_file(take):
    _, rows, drawn = take("ccmcc", "msdrg_v43.1_cc_mcc.csv.gz", "v43.1")
    assert count_of(CodeMap) == len(rows) == 18_391
    found = [facts.maps_of("ccmcc", row["icd10cm"], on=TODAY).first for row in drawn]
    assert [one.target for one in found] == [row["level"] for row in drawn]


def test_hccs_have_the_names_of_the_file(take):
    _, rows, drawn = take("hcc-labels", "hcc_ra_labels_2026.csv.gz", "2026")
    assert count_of(CodeTerm) == len(rows) == 783
    for row in drawn:
        kind = f"{row['model_domain']} {row['model_version']}"[:20]
        found = facts.terms_of("hcc-labels", kind=kind, term=row["cc"], on=TODAY)
        assert found.first.label == " ".join(row["label"].split())


def test_every_status_indicator_of_the_file_is_kept(take):
    _, rows, _ = take("opps-status", "opps_status_indicators.csv")
    assert count_of(CodeTerm) == len(rows) == 31


def test_pcs_is_whole(app, shared_data):
    path = shared_data / "codes" / "icd10pcs_2024.csv.gz"
    done = import_files([path], system="icd10pcs", release="2024", dry_run=True, now=NOON)
    assert done.counts.added == len(rows_of(path)) == 78_603


@pytest.mark.parametrize(
    ("system", "name", "release", "source", "target"),
    [
        ("gem", "icd10cmtoicd9gem.csv.gz", "2018", "icd10cm", "icd9cm"),
        ("gem-back", "icd9toicd10cmgem.csv.gz", "2018", "icd9cm", "icd10cm"),
        ("hcc", "hcc_ra_dx_to_cc_2026.csv.gz", "2026", "diagnosis_code", "cc"),
        ("ccsr", "ccsr_dx_default_category.csv.gz", "2026", "icd10cm", "ccsr_default"),
        ("ccs-dx", "ccs_dx_icd10cm_2019.csv.gz", "2019", "ICD-10-CM CODE", "CCS CATEGORY"),
        ("ccs-pr", "ccs_pr_icd10pcs_2019.csv.gz", "2019", "ICD-10-PCS CODE", "CCS CATEGORY"),
        (
            "chronic", "ccir_chronic_indicator_v2023-1.csv.gz", "2023",
            "'ICD-10-CM CODE'", "'CHRONIC INDICATOR'",
        ),
        ("hcc-eligible", "hcc_risk_adjustment_eligible_cpt_hcpcs_2026.csv", "2026", "cpt_hcpcs_code", None),
    ],
)  # fmt: skip
def test_crosswalks_say_what_their_files_say(
    app, shared_data, tmp_path, system, name, release, source, target
):
    """On the first lines of each: all of them together are half a million."""
    lines = text_of(shared_data / "codes" / name).splitlines(keepends=True)[:PART]
    part = tmp_path / name.removesuffix(".gz")
    part.write_text("".join(lines))
    import_files([part], system=system, release=release, now=NOON)
    rows = rows_of(part, skip=2 if system == "chronic" else 0)
    assert count_of(CodeMap) == len(rows)
    for row in random.Random(1).sample(rows, DRAWN):
        found = facts.maps_of(system, row[source].strip("'"), on=TODAY, limit=PART)
        said = row[target] if target else "eligible"
        assert (f"HCC{said}" if system == "hcc" else said) in {one.target for one in found}
