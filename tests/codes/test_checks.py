from datetime import date
from decimal import Decimal

import pytest

from jobboard.clock import stopped_at
from jobboard.codes.checks.answers import (
    BAD,
    GOOD,
    UNKNOWN,
    WARN,
    add_on,
    fee,
    may_bypass,
    pair,
    units,
)
from jobboard.codes.checks.editions import caution
from jobboard.codes.fact_models import AddOn, Fee, Locality, PtpEdit, UnitLimit
from jobboard.db import db
from tests.codes.reference import a_code_release, a_row
from tests.making import NOON

TODAY = date(2026, 11, 20)
HERE = {"setting": "practitioner", "on": TODAY}


@pytest.fixture
def pairs(app):
    release = a_code_release("ptp", setting="practitioner", source="CMS edits", name="2026Q4")
    for column2, since, until, indicator in (
        ("36000", date(2002, 1, 1), None, "1"),
        ("36410", date(2002, 1, 1), None, "0"),
        ("99213", date(2002, 1, 1), date(2010, 12, 31), "0"),
    ):
        a_row(
            PtpEdit, release, column1="38240", column2=column2, effective_from=since,
            deleted_on=until, indicator=indicator, rationale="Part of it",
        )  # fmt: skip
    db.session.commit()
    return release


@pytest.mark.parametrize(
    ("a", "b", "tone", "says", "rows"),
    [
        ("38240", "36000", WARN, "Not without a modifier", 1),
        ("36000", "38240", WARN, "38240 and 36000 are not paid together", 1),
        ("38240", "36410", BAD, "no modifier may bypass", 1),
        ("38240", "99213", GOOD, "Yes, as far as these edits go", 1),
        ("38240", "J9035", GOOD, "no pair of 38240 and J9035 is active on November 20, 2026", 0),
        ("38240", "38240", WARN, "the same code", 0),
    ],
)
def test_a_pair_is_answered_with_its_own_rows(pairs, a, b, tone, says, rows):
    answer = pair(a, b, **HERE)
    assert answer.tone == tone
    assert says in answer.says
    assert len(answer.evidence) == rows


def test_the_date_of_service_decides(pairs):
    before = pair("38240", "99213", setting="practitioner", on=date(2010, 12, 31))
    assert before.tone == BAD
    assert pair("38240", "99213", setting="practitioner", on=date(2011, 1, 1)).tone == GOOD


def test_what_is_not_loaded_is_neither_yes_nor_no(pairs):
    for answer in (
        pair("38240", "36000", setting="hospital", on=TODAY),
        may_bypass("38240", "36000", "59", setting="hospital", on=TODAY),
        units("38240", 1, **HERE),
        add_on("88341", "88342", on=TODAY),
        fee("38240", "", "", on=TODAY),
        fee("38240", "", "04412-18", on=TODAY),
    ):
        assert answer.tone == UNKNOWN
        assert answer.says.startswith("Not loaded")
        assert answer.release is None


@pytest.mark.parametrize(
    ("b", "mark", "tone", "says"),
    [
        ("36000", "59", GOOD, "Yes, where it is true: 59"),
        ("36000", "LT", GOOD, "Yes, where it is true: LT"),
        ("36000", "22", BAD, "22 is not one of those"),
        ("36000", "ZZ", BAD, "ZZ is not one of those"),
        ("36410", "59", BAD, "No modifier may bypass this pair"),
        ("J9035", "59", GOOD, "Yes, as far as these edits go"),
    ],
)
def test_a_modifier_bypasses_only_where_the_pair_lets_it(pairs, b, mark, tone, says):
    answer = may_bypass("38240", b, mark, **HERE)
    assert answer.tone == tone
    assert says in answer.says


def test_units_are_within_or_above_the_limit_and_counted_as_the_row_says(app):
    release = a_code_release("mue", setting="practitioner")
    a_row(UnitLimit, release, code="J9035", units=170, mai="3", rationale="Prescribing")
    within, above = units("J9035", 170, **HERE), units("J9035", 171, **HERE)
    assert (within.tone, above.tone) == (GOOD, BAD)
    assert "171 units of J9035 are above the limit of 170" in above.says
    assert "more can be paid when the record shows" in above.more[0]
    assert "no limit for 38240" in units("38240", 1, **HERE).says


def test_add_on_types_decide_what_an_unlisted_primary_means(app):
    release = a_code_release("addon")
    for addon, primary, kind in (
        ("88341", "88342", "1"),
        ("99292", None, "2"),
        ("96367", "96365", "3"),
    ):
        a_row(AddOn, release, addon=addon, primary_code=primary, type=kind)
    tones = [
        add_on(addon, primary, on=TODAY).tone
        for addon, primary in (
            ("88341", "88342"), ("88341", "38240"), ("99292", "99291"), ("96367", "96365"),
            ("96367", "38240"), ("38240", "88342"),
        )
    ]  # fmt: skip
    assert tones == [GOOD, BAD, WARN, GOOD, WARN, UNKNOWN]


@pytest.fixture
def fees(app):
    same = dict.fromkeys(
        ("pctc", "multiple", "bilateral", "assistant", "co_surgeons", "team", "supervision"), "0"
    )
    release = a_code_release("rvu", source="CMS fees")
    for code, status in (("38240", "R"), ("38204", "B")):
        a_row(
            Fee, release, code=code, status=status, work=Decimal("4.00"), global_days="XXX",
            pe_nonfacility=Decimal("2.90"), pe_facility=Decimal("2.90"), mp=Decimal("0.26"),
            na_nonfacility=True, conversion_factor=Decimal("33.4009"), **same,
        )  # fmt: skip
    a_row(
        Locality, a_code_release("gpci"), contractor="04412", locality="18", state="TX",
        name="HOUSTON", work=Decimal("1.017"), pe=Decimal("1.006"), mp=Decimal("1.249"),
    )  # fmt: skip
    db.session.commit()


def test_a_fee_is_told_by_locality_or_without(fees):
    assert (
        "38240 pays $239.15 in a facility, before any local" in fee("38240", "", "", on=TODAY).says
    )
    assert "$244.17 in a facility, in Houston, TX" in fee("38240", "", "04412-18", on=TODAY).says
    assert "its status is B" in fee("38204", "", "", on=TODAY).says
    assert "no line for 38240-TC" in fee("38240", "TC", "", on=TODAY).says


@pytest.fixture
def visitor(client):
    with stopped_at(NOON):
        yield client


@pytest.mark.parametrize("slug", ["pair", "modifier", "units", "add-on", "fee"])
def test_each_check_opens_without_a_question_and_gives_no_answer(visitor, slug):
    answer = visitor.get(f"/codes/check/{slug}")
    assert answer.status_code == 200
    assert "Answer</h2>" not in answer.text
    assert "field-error" not in answer.text


def test_a_page_shows_the_answer_the_row_and_the_edition(visitor, pairs):
    page = visitor.get("/codes/check/pair?a=38240&b=36000&setting=practitioner&on=2026-10-01").text
    assert "Not without a modifier" in page
    assert ">2002-01-01</td>" in page
    assert "From CMS edits, 2026Q4" in page
    assert 'name="robots" content="noindex' in page


def test_a_code_may_come_with_its_system_s_name(visitor, pairs):
    page = visitor.get("/codes/check/pair?a=CPT® 38240&b=cpt code 36000&on=2026-10-01").text
    assert "Not without a modifier" in page


@pytest.mark.parametrize("typed", ["code=38240-26", "code=cpt 38240-26", "code=38240&modifier=26"])
def test_a_modifier_may_stand_behind_its_code(visitor, fees, typed):
    assert "no line for 38240-26" in visitor.get(f"/codes/check/fee?{typed}&on=2026-10-01").text


def test_a_pair_s_codes_may_bring_modifiers_along(visitor, pairs):
    page = visitor.get("/codes/check/pair?a=38240-59&b=36000&on=2026-10-01").text
    assert "Not without a modifier" in page


def test_a_fee_s_page_offers_the_localities_that_are_loaded(visitor, fees):
    page = visitor.get("/codes/check/fee?code=38240&place=04412-18").text
    assert "Houston, TX" in page
    assert "$244.17" in page


def test_a_locality_is_one_of_the_list_where_there_is_a_list(visitor, fees):
    answer = visitor.get("/codes/check/fee?code=38240&place=nowhere")
    assert answer.status_code == 422
    assert "Choose a locality from the list" in answer.text


def test_a_locality_without_any_list_is_not_loaded(visitor):
    assert "Not loaded" in visitor.get("/codes/check/fee?code=38240&place=04412-18").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("pair?a=hello&b=36000", "is not a CPT or HCPCS code"),
        ("pair?a=38240", "Enter a code, such as 36000"),
        ("pair?a=38240&b=36000&on=yesterday", "Enter the day as year, month and day"),
        ("pair?a=38240&b=36000&on=1776-07-04", "Enter a day between 1996"),
        ("pair?a=38240&b=36000&setting=moon", "Choose one of the settings"),
        ("units?code=38240&units=-1", "a whole number from 1 to 99,999"),
        ("units?code=38240&units=" + "9" * 500, "a whole number from 1 to 99,999"),
        ("units?code=38240&units=0000000019999999", "a whole number from 1 to 99,999"),
        ("units?code=38240&units=٣", "a whole number from 1 to 99,999"),
        ("modifier?a=38240&b=36000&modifier=5", "a modifier of two characters"),
        ("add-on?addon=<script>&primary=88342", "is not a CPT or HCPCS code"),
    ],
)
def test_bad_input_gets_a_sentence_beside_its_field(visitor, query, sentence):
    answer = visitor.get(f"/codes/check/{query}")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<script>&" not in answer.text
    assert "Answer</h2>" not in answer.text
    # The form has no summary of what is wrong: whoever cannot see it starts at the first such field.
    assert answer.text.count(" autofocus") == 1


def test_the_first_check_is_of_pairs_and_an_unknown_one_is_404(visitor):
    assert visitor.get("/codes/check").location == "/codes/check/pair"
    assert visitor.get("/codes/check/nonsense").status_code == 404


@pytest.mark.parametrize(
    ("dataset", "begins", "on", "is_told"),
    [
        ("rvu", date(2026, 1, 1), date(2026, 12, 31), False),
        ("rvu", date(2026, 1, 1), date(2027, 1, 1), True),
        ("mue", date(2026, 10, 1), date(2026, 12, 31), False),
        ("mue", date(2026, 10, 1), date(2027, 1, 1), True),
        ("ptp", date(2026, 10, 1), date(2001, 1, 1), False),
        ("opps-status", date(2020, 1, 1), date(2026, 1, 1), False),
        ("rvu", None, date(2027, 1, 1), False),
    ],
)
def test_an_edition_speaks_with_a_caution_for_days_after_its_time(dataset, begins, on, is_told):
    assert bool(caution(dataset, begins, on)) is is_told


def test_a_fee_of_a_coming_year_is_told_with_a_caution(visitor, fees):
    told = "A later one, which is not loaded here, may answer otherwise."
    assert told not in visitor.get("/codes/check/fee?code=38240&on=2026-11-30").text
    html = visitor.get("/codes/check/fee?code=38240&on=2027-02-01").text
    assert "made for the time before January 1, 2027" in html
    assert told in html


def test_a_modifier_may_be_written_as_it_stands_behind_a_code(visitor, pairs):
    html = visitor.get("/codes/check/modifier?a=38240&b=36000&modifier=-59").text
    assert "Enter a modifier" not in html
