from datetime import date
from decimal import Decimal

import pytest

from jobboard.codes import facts, releases
from jobboard.codes.fact_models import AddOn, CodeMap, Fee, Locality, PtpEdit, UnitLimit
from jobboard.codes.models import Stage
from tests.codes.reference import a_code_release, a_row

TODAY = date(2026, 11, 20)
INDICATORS = dict.fromkeys(
    ("pctc", "multiple", "bilateral", "assistant", "co_surgeons", "team", "supervision"), "0"
)


def a_fee(release, code="38240", status="A", **given):
    given = {"work": Decimal("4.00"), "pe_nonfacility": Decimal("2.90"), **given}
    given = {"pe_facility": Decimal("2.50"), "mp": Decimal("0.26"), **given}
    factor = Decimal("33.4009")
    return a_row(
        Fee, release, code=code, status=status, conversion_factor=factor, global_days="XXX",
        **INDICATORS, **given,
    )  # fmt: skip


def an_edit(release, since, until=None, indicator="1", pair=("38240", "38241")):
    return a_row(
        PtpEdit, release, column1=pair[0], column2=pair[1], effective_from=since, deleted_on=until,
        indicator=indicator, rationale="Mutually exclusive",
    )  # fmt: skip


def test_not_loaded_is_not_the_same_as_no_such_row(app):
    assert not facts.fees_of("38240", on=TODAY).is_loaded
    a_fee(a_code_release("rvu"))
    other = facts.fees_of("38241", on=TODAY)
    assert other.is_loaded
    assert other.first is None
    assert facts.fees_of("38240", on=TODAY).first.work == Decimal("4.00")


def test_a_release_that_is_being_loaded_answers_nothing(app):
    a_fee(a_code_release("rvu", stage=Stage.LOADING))
    assert not facts.fees_of("38240", on=TODAY).is_loaded


def test_the_day_chooses_the_release(app):
    for year, work in ((2025, "1.00"), (2026, "2.00"), (2027, "3.00")):
        release = a_code_release("rvu", name=str(year), effective_from=date(year, 1, 1))
        a_fee(release, work=Decimal(work))
    found = {on: facts.fees_of("38240", on=on) for on in (date(2025, 7, 1), TODAY)}
    assert [one.first.work for one in found.values()] == [Decimal("1.00"), Decimal("2.00")]
    assert found[TODAY].release.name == "2026"
    assert not facts.fees_of("38240", on=date(2024, 12, 31)).is_loaded


def test_payment_is_the_sum_of_the_local_parts_times_the_factor(app):
    a_fee(a_code_release("rvu"), na_facility=True)
    texas = a_row(
        Locality, a_code_release("gpci"), contractor="04412", locality="18", state="TX",
        name="Houston", work=Decimal("1.017"), pe=Decimal("1.006"), mp=Decimal("1.249"),
    )  # fmt: skip
    national = facts.payment_of("38240", on=TODAY).first
    # (4.00 + 2.90 + 0.26) * 33.4009 = 239.150444
    assert national.nonfacility == Decimal("239.15")
    assert national.facility is None
    # (4.068 + 2.9174 + 0.32474) * 33.4009 = 244.165253
    assert facts.payment_of("38240", at=texas, on=TODAY).first.nonfacility == Decimal("244.17")


@pytest.mark.parametrize(
    ("status", "is_paid"), [("A", True), ("R", True), ("B", False), ("C", False)]
)
def test_only_some_statuses_have_a_price(app, status, is_paid):
    a_fee(a_code_release("rvu"), status=status)
    paid = facts.payment_of("38240", on=TODAY).first
    assert (paid.nonfacility is not None) is is_paid


def test_a_pair_is_found_either_way_round_in_its_window(app):
    release = a_code_release("ptp", setting="practitioner")
    an_edit(release, date(2010, 1, 1), date(2015, 3, 31), "0")
    an_edit(release, date(2018, 7, 1))

    def asked(on, a="38240", b="38241"):
        found = facts.ptp_between(a, b, setting="practitioner", on=on)
        return [edit.indicator for edit in found]

    assert asked(date(2015, 3, 31)) == ["0"]
    assert asked(date(2015, 4, 1)) == []
    assert asked(TODAY) == ["1"]
    assert asked(TODAY, "38241", "38240") == ["1"]
    assert len(facts.ptp_windows("38241", "38240", setting="practitioner")) == 2
    assert not facts.ptp_between("38240", "38241", setting="hospital", on=TODAY).is_loaded


def test_an_edit_that_was_taken_back_never_applied(app):
    release = a_code_release("ptp", setting="practitioner")
    an_edit(release, date(2020, 1, 1), date(2020, 1, 1), "9")
    on = date(2020, 1, 1)
    assert facts.ptp_between("38240", "38241", setting="practitioner", on=on).rows == ()
    assert facts.ptp_of("38240", setting="practitioner", on=on).rows == ()


def test_the_pairs_of_a_code_name_both_columns(app):
    release = a_code_release("ptp", setting="hospital")
    an_edit(release, date(2020, 1, 1), pair=("38240", "36000"))
    an_edit(release, date(2020, 1, 1), pair=("38230", "38240"))
    an_edit(release, date(2020, 1, 1), date(2021, 1, 1), pair=("38240", "36410"))
    found = facts.ptp_of("38240", setting="hospital", on=TODAY)
    assert [(one.column1, one.column2) for one in found] == [("38240", "36000"), ("38230", "38240")]


def test_units_are_by_setting(app):
    a_row(
        UnitLimit, a_code_release("mue", setting="hospital"), code="38240", units=1, mai="3",
        rationale="Clinical",
    )  # fmt: skip
    assert facts.mue_of("38240", setting="hospital", on=TODAY).first.units == 1
    assert not facts.mue_of("38240", setting="practitioner", on=TODAY).is_loaded


def test_add_on_codes_are_asked_from_both_ends(app):
    release = a_code_release("addon")
    for primary, until in (("38220", None), ("38221", date(2020, 1, 1))):
        a_row(
            AddOn, release, addon="88341", primary_code=primary, type="1", deleted_on=until,
        )  # fmt: skip
    assert [one.primary_code for one in facts.addon_of("88341", on=TODAY)] == ["38220"]
    assert [one.addon for one in facts.addons_for("38220", on=TODAY)] == ["88341"]
    assert facts.addons_for("38221", on=TODAY).rows == ()


def test_a_crosswalk_takes_a_code_with_or_without_its_dot(app):
    release = a_code_release("gem")
    a_row(CodeMap, release, source="C9100", target="20400", detail={"flags": "00000"})
    for written in ("C91.00", "c9100"):
        assert [one.target for one in facts.maps_of("gem", written, on=TODAY)] == ["20400"]


def test_what_is_not_a_code_is_said_in_a_sentence(app):
    with pytest.raises(ValueError, match="is not a code of HCPCS"):
        facts.fees_of("hello", on=TODAY)


def test_the_newest_release_of_windows_answers_for_the_past_too(app):
    a_code_release("ptp", setting="practitioner", effective_from=date(2026, 10, 1))
    found = releases.in_force("ptp", on=date(2015, 1, 1), setting="practitioner")
    assert found.effective_from == date(2026, 10, 1)
