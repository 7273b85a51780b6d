"""The official layouts, on small files of our own (docs/code-imports.md says which and why)."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from jobboard.codes import facts
from jobboard.codes.fact_models import LicensedText
from jobboard.codes.imports.checking import FilesWrong
from jobboard.codes.imports.importing import import_files
from jobboard.codes.licensed import LicenseRefused, licensed_texts
from jobboard.codes.models import Kind
from jobboard.codes.placing import State, code_get, standing_of, successors
from jobboard.db import db
from tests.codes.imports import files
from tests.making import NOON

TODAY = date(2026, 11, 20)


@pytest.fixture
def take(app, tmp_path):
    def take(system, name, content, release="2026", **given):
        path = files.written(tmp_path, name, content)
        return import_files([path], system=system, release=release, now=NOON, **given)

    return take


def test_an_order_file_gives_codes_with_their_kind_and_their_place(take):
    done = take("icd10cm", "icd10cm_order_2026.txt", files.ORDER)
    assert str(done.counts) == "5 added, 0 changed, 0 retired"
    assert done.edition.effective_from == date(2025, 10, 1)
    code = code_get("icd10cm", "C91.00", on=TODAY)
    assert code.summary == "Acute lymphoblastic leukemia without remission"
    assert (code.kind, code.parent_key) == (Kind.BILLABLE, "C910")
    assert code.release.edition == "CDC/NCHS ICD-10-CM, 2026"
    assert code_get("icd10cm", "C91", on=TODAY).kind == Kind.HEADER
    assert code_get("icd10cm", "S72.001A", on=TODAY).parent_key == "S72001"


def test_a_pcs_order_file_gives_tables_and_codes(take):
    take("icd10pcs", "icd10pcs_order_2026.txt", files.PCS_ORDER)
    assert code_get("icd10pcs", "30233G0", on=TODAY).kind == Kind.BILLABLE
    assert code_get("icd10pcs", "302", on=TODAY).kind == Kind.HEADER


def test_the_hcpcs_file_gives_codes_their_days_and_modifiers(take):
    take("hcpcs", "HCPC2026_JAN_ANWEB.csv", files.ANWEB_TABLE)
    code = code_get("hcpcs", "J9035", on=TODAY)
    assert (code.summary, code.more["long"]) == ("Bevacizumab", "Bevacizumab for injection")
    assert code.more["price1"] == "51"
    assert standing_of(code_get("hcpcs", "G0001", on=TODAY), on=TODAY).state is State.RETIRED
    modifier = facts.terms_of("hcpcs", kind="modifier", term="A1", on=TODAY).first
    assert modifier.label == "Dressing for one wound"


def test_an_ended_hcpcs_code_says_what_is_reported_instead(take):
    take("hcpcs", "HCPC2026_JAN_ANWEB.csv", files.ANWEB_TABLE)
    ended = standing_of(code_get("hcpcs", "G0001", on=TODAY), on=TODAY)
    assert ended.replaced_by == ("G0471",)


def test_a_conversion_table_says_what_took_a_codes_place(take):
    done = take("conversion", "icd10cm_conversion_table_FY2026.txt", files.CONVERSION)
    assert str(done.counts) == "7 added, 0 changed, 0 retired"
    assert done.edition.effective_from == date(2025, 10, 1)
    assert successors("icd10cm", "E66.01", on=TODAY) == ("E66813",)
    assert successors("icd10cm", "H02.102", on=TODAY) == ("H02151",)
    assert successors("icd10cm", "U09.9", on=TODAY) == ()
    moved = facts.maps_of("conversion", "T84.040A", on=TODAY).first
    assert moved.detail == {"effective": "2023-04-01"}


def test_a_procedure_table_is_read_too(take):
    take("conversion-pcs", "icd10pcs_conversion_table_2026.txt", files.CONVERSION_PCS)
    assert successors("icd10pcs", "30233G0", on=TODAY) == ("XW133C8",)


def test_a_dry_run_of_a_conversion_table_writes_nothing(take):
    done = take("conversion", "icd10cm_conversion_table_FY2026.txt", files.CONVERSION, dry_run=True)
    assert str(done.counts) == "7 added, 0 changed, 0 retired"
    assert successors("icd10cm", "E66.01", on=TODAY) == ()


@pytest.mark.parametrize(
    ("cell", "trouble"),
    [
        ("H02.106-H02.101", "runs backwards"),
        ("H02.10A-H02.10B", "no range"),
        ("H02.101-E66.01", "no range"),
        ("nonsense!", "line 2"),
    ],
)
def test_a_conversion_table_that_cannot_be_right_is_refused(take, cell, trouble):
    content = files.CONVERSION.splitlines()[1] + f"\nE66.813\t2025\t{cell}\n"
    with pytest.raises(FilesWrong) as refused:
        take("conversion", "icd10cm_conversion_table_FY2026.txt", content)
    assert trouble in str(refused.value.troubles[0])


def test_the_page_of_an_earlier_code_leads_to_the_one_in_its_place(take, client):
    take("conversion", "icd10cm_conversion_table_FY2026.txt", files.CONVERSION)
    page = client.get("/codes/icd10cm/E66.01")
    assert page.status_code == 404
    assert 'href="/codes/icd10cm/E66.813"' in page.text


def test_the_fixed_hcpcs_file_is_read_only_where_all_agree(take):
    take("hcpcs", "HCPC2026_JAN_ANWEB.txt", files.ANWEB_FIXED)
    assert code_get("hcpcs", "J9035", on=TODAY).summary == "Bevacizumab"
    assert facts.terms_of("hcpcs", kind="modifier", on=TODAY).first.term == "A1"


def test_pairs_keep_every_window_and_the_setting_of_their_file(take):
    done = take("ptp", "ccipra-v320r0-f1.txt", files.PTP, release="2026Q1")
    assert done.edition.setting == "practitioner"

    def between(on):
        return facts.ptp_between("36410", "38240", setting="practitioner", on=on).first

    assert between(date(2005, 1, 1)).indicator == "0"
    assert between(date(2005, 1, 1)).before_1996
    assert between(date(2012, 1, 1)) is None
    assert between(TODAY).indicator == "1"
    assert facts.ptp_between("38241", "38240", setting="practitioner", on=TODAY).first is None


def test_a_large_release_comes_in_parts(app, tmp_path):
    head, rows = files.PTP.split("38240\t36000", 1)
    parts = [
        files.written(tmp_path, "ccioph-v320r0-f1.txt", head + "38240\t36000" + rows),
        files.written(
            tmp_path, "ccioph-v320r0-f2.txt", head + "77001\t36000\t\t20100101\t*\t1\tX\r\n"
        ),
    ]
    done = import_files(parts, system="ptp", release="2026Q1", now=NOON)
    assert (done.edition.setting, done.counts.added) == ("hospital", 5)
    assert [file["rows"] for file in done.edition.files] == [4, 1]


def test_units_say_their_setting_in_the_header(take):
    done = take("mue", "units.csv", files.MUE)
    assert done.edition.setting == "practitioner"
    found = facts.mue_of("J9035", setting="practitioner", on=TODAY).first
    assert (found.units, found.mai, found.rationale) == (170, "3", "Prescribing Information")


def test_add_on_codes_have_days_of_the_year_and_a_payer_s_choice(take):
    take("addon", "AOC_V2026Q1-MCR.txt", files.ADDON)
    assert [one.primary_code for one in facts.addon_of("88341", on=TODAY)] == ["88342"]
    assert len(facts.addon_of("88341", on=date(2019, 12, 31))) == 2
    (any_primary,) = facts.addon_of("99292", on=TODAY)
    assert (any_primary.type, any_primary.primary_code) == ("2", None)
    assert any_primary.effective_from == date(2013, 1, 1)


def test_indices_end_where_the_footnotes_begin(take):
    done = take("gpci", "GPCI2026.csv", files.GPCI)
    assert done.counts.added == 2
    alaska = facts.locality("02102", "01", on=TODAY)
    assert (alaska.name, alaska.work, alaska.mp) == ("ALASKA", Decimal("1.500"), Decimal("0.592"))


def test_fees_are_read_by_the_joined_header_and_leave_the_owner_s_words(take):
    take("rvu", "PPRRVU2026_Jan_nonQPP.csv", files.PPRRVU)
    fee = facts.fees_of("38240", on=TODAY).first
    assert (fee.status, fee.work, fee.total_facility) == ("R", Decimal("4.00"), Decimal("7.16"))
    assert (fee.na_nonfacility, fee.na_facility) == (True, False)
    assert fee.conversion_factor == Decimal("33.4009")
    assert facts.fees_of("88305", "26", on=TODAY).first.pctc == "1"
    said = " ".join(str(value) for value in vars(fee).values())
    assert "WORDS" not in said


def test_table_5_gives_weights(take):
    take("msdrg", "table5.csv", files.TABLE5, release="v43")
    code = code_get("msdrg", "14", on=TODAY)
    assert code.release.effective_from == date(2025, 10, 1)
    assert code.more == {
        "type": "surgical", "mdc": "PRE", "weight": "12.1234", "gmlos": "25.1", "amlos": "29.8",
        "post_acute": "No", "special_pay": "No",
    }  # fmt: skip


AMA = {
    "LONGULT.txt": (files.LONGULT, "long"),
    "MEDU.txt": (files.MEDU, "medium"),
    "SHORTU.txt": (files.SHORTU, "short"),
    "ConsumerDescriptor.txt": (files.CONSUMER, "consumer"),
}


@pytest.fixture
def license_file(app, tmp_path, monkeypatch):
    file = tmp_path / "license.toml"
    file.write_text(
        'licensee = "Clinic"\nid = "L-1"\nscope = "display"\nusers = 5\nexpires = 2026-12-31'
    )
    settings = app.extensions["settings"].model_copy(update={"cpt_licence": file})
    monkeypatch.setitem(app.extensions, "settings", settings)
    return file


def test_the_owner_s_files_are_refused_without_a_license(take):
    with pytest.raises(LicenseRefused, match="only under a license"):
        take("cpt", "LONGULT.txt", files.LONGULT)
    assert db.session.scalars(select(LicensedText)).all() == []


def test_an_ended_license_takes_nothing_in(take, license_file):
    license_file.write_text(license_file.read_text().replace("2026", "2025"))
    with pytest.raises(LicenseRefused, match="ended on 2025-12-31"):
        take("cpt", "LONGULT.txt", files.LONGULT)


def test_the_owner_s_files_are_told_apart_and_read_together(app, tmp_path, license_file):
    paths = [files.written(tmp_path, name, content) for name, (content, _) in AMA.items()]
    done = import_files(paths, system="cpt", release="2026", now=NOON)
    assert done.edition.system == "cpt-text"
    assert done.counts.added == 7
    found = licensed_texts("38240", now=NOON)
    assert [one.kind for one in found] == ["long", "medium", "short", "consumer"]
    assert code_get("cpt", "38240", on=TODAY) is None
