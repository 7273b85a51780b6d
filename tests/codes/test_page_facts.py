"""What official files put on a code's page: with the edition, by day and setting, and never empty."""

import re
from datetime import date
from decimal import Decimal

import pytest

from jobboard.clock import stopped_at
from jobboard.codes.fact_bodies import Asked
from jobboard.codes.fact_models import (
    AddOn,
    CodeMap,
    CodeTerm,
    Fee,
    LicensedText,
    Locality,
    OutpatientRate,
    PtpEdit,
    UnitLimit,
)
from jobboard.codes.models import CodeGroup
from jobboard.codes.note_links import note_links
from jobboard.db import db
from jobboard.settings import Settings
from tests.codes.reference import a_code, a_code_release, a_row
from tests.codes.test_pages import AnswerOf, holes, in_full
from tests.making import NOON, a_published_posting


@pytest.fixture
def reader(app, client, monkeypatch):
    """Somebody to whom nothing is locked, on a board that knows two CPT numbers."""
    in_full(app, monkeypatch)
    numbers = a_code_release("cpt")
    for number in ("38240", "38241"):
        a_code(numbers, number, "")
    with stopped_at(NOON):
        yield client


def page(reader, path="/codes/cpt/38240", **asked):
    db.session.commit()
    answer = reader.get(path, query_string=asked)
    assert holes(AnswerOf(answer)) == []
    return answer.text


def a_fee(release, **given):
    plain = {
        "code": "38240",
        "status": "R",
        "work": Decimal("4.00"),
        "pe_nonfacility": Decimal("2.90"),
        "pe_facility": Decimal("2.90"),
        "mp": Decimal("0.26"),
        "total_nonfacility": Decimal("7.16"),
        "total_facility": Decimal("7.16"),
        "na_nonfacility": True,
        "conversion_factor": Decimal("33.2875"),
        "global_days": "XXX",
        **dict.fromkeys(("pctc", "multiple", "bilateral", "assistant", "co_surgeons"), "0"),
        "team": "0",
        "supervision": "09",
    }
    return a_row(Fee, release, **{**plain, **given})


def test_a_bare_number_has_its_familys_name_and_no_section_without_rows(reader):
    html = page(reader)
    assert '<p class="lead">Stem-cell' in html
    for heading in ("fee schedule", "outpatient payment", "not paid together", "How many units"):
        assert heading not in html


def test_the_fee_schedule_shows_what_is_paid_with_its_edition(reader):
    release = a_code_release("rvu", name="2026 A", source="CMS physician fee schedule")
    a_fee(release)
    html = page(reader)
    assert "Physician fee schedule" in html
    assert "$238.34" in html
    assert "restricted coverage" in html
    assert "CMS physician fee schedule, 2026 A (in force since January 1, 2026" in html
    assert "Medicare locality" not in html


def test_payment_follows_the_locality_that_is_chosen(reader):
    a_fee(a_code_release("rvu"))
    indices = {"work": Decimal("1.1"), "pe": Decimal("1.2"), "mp": Decimal("1.0")}
    where = {"contractor": "04412", "locality": "18", "state": "TX", "name": "Houston"}
    a_row(Locality, a_code_release("gpci"), **where, **indices)
    assert "Payment before any local adjustment." in page(reader)
    html = page(reader, locality="04412-18")
    assert "Payment in Houston, TX." in html
    assert "$270.96" in html
    assert "Payment before any local adjustment." in page(reader, locality="nonsense")


def test_pairs_are_those_of_the_day_and_the_setting(reader):
    pairs = a_code_release("ptp", setting="practitioner", source="CMS NCCI")
    hospital = a_code_release("ptp", setting="hospital", source="CMS NCCI")
    since = date(2020, 1, 1)
    edit = {"column1": "38240", "effective_from": since, "rationale": "More extensive procedure"}
    a_row(PtpEdit, pairs, column2="38241", indicator="1", **edit)
    a_row(PtpEdit, pairs, column2="36430", indicator="0", deleted_on=date(2023, 12, 31), **edit)
    a_row(PtpEdit, hospital, column2="96413", indicator="0", **edit)
    html = page(reader)
    assert "Yes, if truly separate" in html
    assert 'href="/codes/cpt/38241"' in html
    assert "36430" not in html
    assert "36430" in page(reader, on="2022-06-01")
    assert "96413" in page(reader, setting="hospital")
    assert "No pair with this code was active on June 1, 2019" in page(reader, on="2019-06-01")


def test_all_pairs_are_counted_and_the_first_are_drawn(reader):
    pairs = a_code_release("ptp", setting="practitioner", source="CMS NCCI")
    edit = {"column1": "38240", "effective_from": date(2020, 1, 1), "indicator": "1"}
    for number in range(1250):
        a_row(PtpEdit, pairs, column2=f"{10000 + number}", rationale="A reason", **edit)
    html = page(reader)
    assert "1,250 active on" in html
    assert 'the first 40 of them (<a href="/codes/check/pair">check any other pair</a>)' in html
    assert "10039" in html
    assert "10040" not in html


@pytest.mark.parametrize("has_practitioners", [True, False])
def test_pairs_of_the_hospital_alone_are_found_from_the_page(reader, has_practitioners):
    if has_practitioners:
        a_code_release("ptp", setting="practitioner", source="CMS NCCI")
    hospital = a_code_release("ptp", setting="hospital", source="CMS NCCI")
    edit = {"column1": "38240", "effective_from": date(2020, 1, 1), "rationale": "A reason"}
    a_row(PtpEdit, hospital, column2="96413", indicator="0", **edit)
    html = page(reader)
    assert '<option value="hospital"' in html
    assert ("96413" in html) is not has_practitioners
    assert "not paid together" not in page(reader, "/codes/cpt/38241")


def test_neither_form_of_a_page_forgets_what_the_other_has_asked(reader):
    fees, places = a_code_release("rvu"), a_code_release("gpci")
    a_fee(fees)
    indices = dict.fromkeys(("work", "pe", "mp"), Decimal(1))
    where = {"contractor": "04412", "locality": "18", "state": "TX", "name": "Houston"}
    a_row(Locality, places, **where, **indices)
    pairs = a_code_release("ptp", setting="practitioner")
    edit = {"column1": "38240", "effective_from": date(2020, 1, 1), "rationale": "A reason"}
    a_row(PtpEdit, pairs, column2="38241", indicator="0", **edit)
    html = page(reader, on="2026-10-15", locality="04412-18")
    assert '<input type="hidden" name="on" value="2026-10-15">' in html
    assert '<input type="hidden" name="locality" value="04412-18">' in html


def test_units_are_told_by_setting(reader):
    row = {"code": "38240", "units": 1, "mai": "3", "rationale": "Clinical: Data"}
    a_row(UnitLimit, a_code_release("mue", setting="practitioner"), **row)
    html = page(reader)
    assert "1 unit on a day, as a clinical measure" in html
    assert "Outpatient hospital" not in html


def test_add_ons_lead_both_ways(reader):
    row = {"addon": "38241", "primary_code": "38240", "type": "1"}
    a_row(AddOn, a_code_release("addon"), **row)
    assert "Add-on codes that may be billed with it" in page(reader)
    html = page(reader, "/codes/cpt/38241")
    assert "This is an add-on code" in html
    assert 'href="/codes/cpt/38240"' in html


def test_the_outpatient_rate_says_what_its_status_means(reader):
    a_row(OutpatientRate, a_code_release("opps"), code="38240", status="J1", rate=Decimal(64263))
    meaning = {"kind": "status", "term": "J1", "label": "A comprehensive package"}
    a_row(CodeTerm, a_code_release("opps-status"), **meaning)
    html = page(reader)
    assert "J1: A comprehensive package" in html
    assert "$64,263.00" in html


@pytest.fixture
def leukemia(reader):
    release = a_code_release("icd10cm", name="2026", source="CDC/NCHS ICD-10-CM")
    excludes = {"excludes1": ["personal history of leukemia (Z85.6)"], "includes": []}
    chapter = {"kind": "chapter", "label": "2", "title": "Neoplasms"}
    notes = {"use_additional": ["code to identify tobacco use (Z72.0)"]}
    db.session.add(
        CodeGroup(
            release_id=release.id, system="icd10cm", low_key="C00", high_key="D49~",
            notes=notes, **chapter,
        )
    )  # fmt: skip
    a_code(release, "C91", "Lymphoid leukemia", kind="header", notes=excludes)
    a_code(release, "C91.0", "Acute lymphoblastic leukemia", kind="header", parent_key="C91")
    a_code(release, "C91.00", "Not having achieved remission", parent_key="C910")
    a_code(release, "C91.01", "In remission", parent_key="C910")
    return reader


def test_a_diagnosis_shows_its_notes_what_it_inherits_and_what_lies_around_it(leukemia):
    html = page(leukemia, "/codes/icd10cm/C91.0")
    assert "A heading: claims carry one of the codes below it." in html
    assert "CDC/NCHS ICD-10-CM, 2026" in html
    assert 'From <a href="/codes/icd10cm/C91">C91</a> Lymphoid leukemia' in html
    assert "Excludes 1" in html
    assert '(<a class="code" href="/codes/icd10cm/Z85.6">Z85.6</a>)' in html
    assert "Use an additional code" in html
    assert 'href="/codes/icd10cm/C91.00"' in html
    assert 'href="/codes/icd10cm/C91.01"' in html
    assert "Not yet reviewed" not in html


def test_the_notes_of_a_diagnosis_are_never_locked_or_counted(leukemia, app, monkeypatch):
    given = {**app.extensions["settings"].model_dump(), "guest_code_views": "0"}
    monkeypatch.setitem(app.extensions, "settings", Settings(**given))
    db.session.commit()
    answer = leukemia.get("/codes/icd10cm/C91.0")
    assert "Excludes 1" in answer.text
    assert 'id="locked"' not in answer.text
    assert answer.headers.getlist("Set-Cookie") == []


def test_groupings_name_each_set_that_is_loaded(leukemia):
    a_row(CodeMap, a_code_release("ccmcc", source="CMS"), source="C9100", target="CC")
    html = page(leukemia, "/codes/icd10cm/C91.00")
    assert "Groupings and crosswalks" in html
    assert "MS-DRG severity list" in html
    assert "CCSR" not in html


def test_a_diagnosis_leads_to_its_live_jobs_and_to_none_when_there_are_none(leukemia):
    assert 'href="/alerts/new?code=icd10cm:C91.0"' in page(leukemia, "/codes/icd10cm/C91.0")
    a_published_posting(title="Leukemia coder", codes=["icd10cm:C91-C95"])
    html = page(leukemia, "/codes/icd10cm/C91.0")
    assert "Leukemia coder" in html
    assert "$28.50–$39" in html
    assert "CCS" in html
    assert "/alerts/new" not in html


def test_a_retired_code_stays_and_says_what_replaced_it(reader):
    retired = {"valid_to": date(2024, 12, 31), "replaced_by": "38225 38226"}
    a_code(a_code_release("cpt", name="old", effective_from=date(2020, 1, 1)), "0537T", **retired)
    html = page(reader, "/codes/cpt/0537T")
    assert "Retired since January 1, 2025" in html
    assert 'href="/codes/cpt/38225"' in html


def test_licensed_text_is_shown_with_its_notice_and_not_archived(
    reader, app, monkeypatch, tmp_path
):
    license_file = tmp_path / "license.toml"
    license_file.write_text(
        'licensee = "Us"\nid = "1"\nscope = "display"\nusers = 5\nexpires = 2026-12-31\n'
    )
    text = {"code": "38240", "kind": "long", "text": "A made-up long descriptor"}
    a_row(LicensedText, a_code_release("cpt-text"), **text)
    assert "A made-up long descriptor" not in page(reader)
    settings = app.extensions["settings"].model_copy(update={"cpt_licence": license_file})
    monkeypatch.setitem(app.extensions, "settings", settings)
    html = page(reader)
    assert "A made-up long descriptor" in html
    assert "American Medical Association. All rights reserved." in html
    assert "noarchive" in html


def test_a_group_shows_its_figures(reader):
    more = {"weight": "11.2", "gmlos": "23.4", "type": "medical"}
    a_code(a_code_release("msdrg"), "014", "Allogeneic transplant", more=more)
    html = page(reader, "/codes/msdrg/014")
    assert "Relative weight" in html
    assert "11.2" in html


@pytest.mark.parametrize(
    "day", ["", "soon", "2026-13-01", "1900-01-01", "2999-01-01", "٢٠٢٦-٠١-٠١"]
)
def test_what_cannot_be_read_is_as_if_it_had_not_been_asked(reader, day):
    assert Asked.read(day, "moon", "x" * 500) == Asked(date(2026, 11, 2), locality="x" * 20)


@pytest.mark.parametrize(
    ("sentence", "link"),
    [
        ("diseases (A00-B99)", "/codes/families/icd10cm-a00-b99"),
        ("resistance (Z16.-)", "/codes/icd10cm/Z16"),
        ("status (Z94.84)", "/codes/icd10cm/Z94.84"),
        ("both (C81-, C82.0)", "/codes/icd10cm/C82.0"),
    ],
)
def test_a_notes_codes_become_links(sentence, link):
    assert f'href="{link}"' in note_links(sentence)
    assert note_links(sentence).striptags() == sentence


def test_no_line_ends_between_a_parenthesis_and_its_code():
    html = str(note_links("both (C81-, C82.0), or (see C83.0; Z16.-)"))
    held = re.findall(r'<span class="nowrap">(.*?)</span>', html)
    assert [re.sub(r"<.*?>", "", one) for one in held] == ["(C81-,", "C82.0)", "C83.0;", "Z16.-)"]


@pytest.mark.parametrize(
    "sentence", ["grade 2 (of 4)", "C91 outside", "<b>(Q1)</b>", "", "(B12 x)"]
)
def test_a_note_without_codes_stays_text(sentence):
    html = note_links(sentence)
    assert "<b>" not in html
    if "B12" not in sentence:
        assert "<a" not in html
