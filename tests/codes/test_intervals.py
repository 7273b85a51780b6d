import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobboard.codes.intervals import (
    Interval,
    ancestors,
    cell_of,
    cells,
    cells_and_ancestors,
)
from jobboard.codes.systems import SYSTEMS, key_of
from tests.codes.populations import population


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("cpt:38204-38243", "cpt:38204-38243"),
        ("cpt:38204–38243", "cpt:38204-38243"),
        ("CPT: 38204 - 38243", "cpt:38204-38243"),
        ("38204 to 38243", "cpt:38204-38243"),
        ("cpt:382xx", "cpt:38200-38299"),
        ("382XX", "cpt:38200-38299"),
        ("cpt:38240", "cpt:38240"),
        ("cpt:38240-38240", "cpt:38240"),
        ("cpt:0537t-0540t", "cpt:0537T-0540T"),
        ("hcpcs:J90xx", "hcpcs:J9000-J9099"),
        ("J9035", "hcpcs:J9035"),
        ("icd10cm:C91-C95", "icd10cm:C91-C95"),
        ("icd10cm:C91.-", "icd10cm:C91"),
        ("icd10cm:C91.x", "icd10cm:C91"),
        ("icd10cm:D89.81-", "icd10cm:D89.81"),
        ("icd10cm:J09.X", "icd10cm:J09.X"),
        ("C91.0-C91.9", "icd10cm:C91.0-C91.9"),
        ("icd10cm:c9100", "icd10cm:C91.00"),
        ("icd10pcs:302", "icd10pcs:302"),
        ("msdrg:14-17", "msdrg:014-017"),
    ],
)
def test_an_interval_is_read_as_people_write_it(written, meant):
    interval = Interval.parse(written)
    assert str(interval) == meant
    assert Interval.parse(str(interval)) == interval


@pytest.mark.parametrize(
    ("written", "trouble"),
    [
        ("", "Write a code or a range"),
        ("   ", "Write a code or a range"),
        ("-", "not a code or a range"),
        ("cpt:", "not a code or a range|is not a code of CPT"),
        ("cpt:38243-38204", "runs backwards"),
        ("icd10cm:C95-C91.0", "C95-C91.0 runs backwards"),
        ("cpt:00100-0042T", "two different kinds"),
        ("cpt:0001U-0042T", "two different kinds"),
        ("cpt:38204-38210-38243", "not a code or a range"),
        ("cpt:J9035", "is not a code of CPT"),
        ("snomed:38204", "not a code system"),
        ("hello", "does not look like a code"),
        ("1" * 10_000, "Write a code or a range"),
        ("cpt:38204-\x00", "is not a code of CPT"),
    ],
)
def test_what_is_no_interval_is_refused_with_a_sentence(written, trouble):
    with pytest.raises(ValueError, match=trouble) as refused:
        Interval.parse(written)
    assert str(refused.value).endswith(".")


@given(st.text(max_size=70))
def test_any_text_is_an_interval_or_a_value_error(text):
    try:
        interval = Interval.parse(text)
    except ValueError:
        return
    assert Interval.parse(str(interval)) == interval


def test_slugs_and_labels_are_for_addresses_and_people():
    family = Interval.parse("cpt:38204-38243")
    assert (family.slug, family.label) == ("cpt-38204-38243", "CPT 38204–38243")
    leukemia = Interval.parse("icd10cm:C91.0-C95")
    assert (leukemia.slug, leukemia.text()) == ("icd10cm-c910-c95", "C91.0–C95")
    assert Interval.parse("cpt:38240").slug == "cpt-38240"
    assert Interval.parse("cpt:38240").is_single


@pytest.mark.parametrize(
    ("interval", "inside", "outside"),
    [
        ("cpt:38204-38243", "38204 38225 38243", "38203 38244 3824T J8204 C91"),
        ("cpt:0001U-0999U", "0001U 0500U 0999U", "00100 00500 0537T 1000U"),
        ("cpt:00100-01999", "00100 01999", "0042T 0500F 02000"),
        ("icd10cm:C91-C95", "C91 C91.0 C95.92 C92.A1", "C90.32 C96 C9"),
        ("icd10cm:C91.-", "C91 C91.Z2", "C92.0 C90"),
        ("icd10cm:C91.1-C91.5", "C91.1 C91.59", "C91 C91.0 C91.6 C91.A"),
        ("icd10cm:C91-C95.1", "C95.1 C95.12", "C95 C95.2"),
        ("icd10pcs:302", "30233G0 30243Y4", "3E033Z1 30133G0"),
        ("hcpcs:J9000-J9999", "J9035", "J8999 Q9035"),
        ("msdrg:014-017", "14 016 17", "13 018"),
    ],
)
def test_an_interval_covers_its_codes_and_no_others(interval, inside, outside):
    interval = Interval.parse(interval)
    assert [code for code in inside.split() if not interval.covers(code)] == []
    assert [code for code in outside.split() if interval.covers(code)] == []


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("cpt:38204-38243", "cpt:38243-38300", True),
        ("cpt:38204-38243", "cpt:38244-38300", False),
        ("cpt:38204-38243", "cpt:10004-69990", True),
        ("icd10cm:C91-C95", "icd10cm:C95.92", True),
        ("icd10cm:C91.0", "icd10cm:C91", True),
        ("icd10cm:C91.0", "icd10cm:C91.1", False),
        ("cpt:00100-01999", "cpt:0042T-0999T", False),
        ("cpt:38204", "msdrg:014", False),
    ],
)
def test_two_intervals_meet_or_they_do_not(one, other, meet):
    one, other = Interval.parse(one), Interval.parse(other)
    assert one.overlaps(other) is meet
    assert other.overlaps(one) is meet


def test_the_cells_of_an_interval_are_few():
    assert cells(Interval.parse("cpt:38204-38243")) == (
        *(f"cpt:3820{digit}" for digit in "456789"),
        "cpt:3821",
        "cpt:3822",
        "cpt:3823",
        *(f"cpt:3824{digit}" for digit in "0123"),
    )
    assert cells(Interval.parse("icd10cm:C91-C95")) == tuple(f"icd10cm:C9{d}" for d in "12345")
    assert cells(Interval.parse("cpt:38200-38299")) == ("cpt:382",)
    assert cells(Interval.parse("msdrg:000-999")) == ("msdrg",)
    assert cells(Interval.parse("cpt:0001U-0999U"))[0] == "cpt:U0001"


@pytest.mark.parametrize("written", ["cpt:0042T-0999T", "cpt:38240", "icd10cm:C91-C95.1"])
def test_an_interval_comes_back_from_its_keys_and_from_its_slug(written):
    interval = Interval.parse(written)
    assert Interval.from_keys(interval.system, interval.low_key, interval.high_key) == interval
    assert Interval.from_slug(interval.slug) == interval


def test_the_ancestors_of_a_cell_end_at_its_system():
    assert ancestors("cpt:3824") == ("cpt", "cpt:3", "cpt:38", "cpt:382")
    assert ancestors("cpt") == ()
    assert cells_and_ancestors(Interval.parse("msdrg:14")) == (
        "msdrg",
        "msdrg:0",
        "msdrg:01",
        "msdrg:014",
    )


SYSTEM_SLUGS = st.sampled_from(sorted(SYSTEMS))


@st.composite
def intervals(draw, system=None):
    """An interval between two real codes that lie near each other or far apart."""
    system = system or draw(SYSTEM_SLUGS)
    codes = population(system)
    start = draw(st.integers(0, len(codes) - 1))
    end = min(len(codes) - 1, start + draw(st.sampled_from([0, 1, 5, 40, 900, 10**6])))
    low, high = sorted((codes[start], codes[end]), key=lambda code: key_of(system, code))
    try:
        return Interval(system, low, high)
    except ValueError:
        return Interval.of(system, low)


@given(st.data())
@settings(max_examples=300)
def test_a_code_is_covered_exactly_when_its_cell_or_an_ancestor_is_in_the_cells(data):
    interval = data.draw(intervals())
    codes = population(interval.system)
    near = [*codes[:: max(1, len(codes) // 300)], interval.low, interval.high]
    found = set(cells(interval))
    for code in near:
        cell = cell_of(interval.system, code)
        assert interval.covers(code) == bool(found & {cell, *ancestors(cell)}), code


@given(st.data())
@settings(max_examples=600)
def test_two_intervals_overlap_exactly_when_their_cells_meet(data):
    system = data.draw(SYSTEM_SLUGS)
    asked, tagged = data.draw(intervals(system)), data.draw(intervals(system))
    asked_cells, tagged_cells = set(cells(asked)), set(cells(tagged))
    meet = bool(
        set(cells_and_ancestors(asked)) & tagged_cells
        or asked_cells & set(cells_and_ancestors(tagged))
    )
    assert asked.overlaps(tagged) == tagged.overlaps(asked) == meet


@given(st.data())
@settings(max_examples=20)
def test_plain_comparison_of_keys_counts_the_same_codes(data):
    interval = data.draw(intervals())
    keys = [(key_of(interval.system, code), code) for code in population(interval.system)]
    between = [code for key, code in keys if interval.low_key <= key <= interval.high_key]
    covered = [code for _, code in keys if interval.covers(code)]
    # A category that reaches past the interval's end is between, and only partly covered.
    assert set(covered) <= set(between)
    assert all(Interval.of(interval.system, code).overlaps(interval) for code in between)


def test_even_the_most_ragged_interval_has_hundreds_of_cells_and_not_thousands():
    assert len(cells(Interval.parse("icd10cm:A00.0101-Z99.8987"))) < 600
