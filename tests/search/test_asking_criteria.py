"""The address of a search, read leniently and written canonically."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.search.criteria import EMPTY, Search, read
from jobboard.search.parameters import CHOICES, NOTES_LIMIT, SORTS


def asked(*pairs: tuple[str, str]) -> tuple[Search, tuple[str, ...]]:
    return read(MultiDict(pairs))


def slugs_of(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(CHOICES[name][0]))


PAIRS = st.one_of(
    st.tuples(st.sampled_from(sorted(EMPTY)), st.text(max_size=60)),
    st.tuples(st.text(max_size=12), st.text(max_size=20)),
    *(st.tuples(st.just(name), slugs_of(name)) for name in CHOICES),
    st.tuples(st.sampled_from(["code", "family", "q"]), st.sampled_from(
        ["38241", "382xx", "cpt:38204-38243", "cpt-38240-38243", "C91.0", "icd10cm-z00", "014"]
    )),
    st.tuples(st.sampled_from(["miles", "pay_min", "posted", "page"]), st.integers().map(str)),
    st.tuples(st.just("pay_min"), st.floats(0, 3000).map(str)),
    st.tuples(st.just("near"), st.sampled_from(["Houston, TX", "77030", "Nowhere"])),
    st.tuples(st.just("sort"), st.sampled_from(sorted(SORTS))),
)  # fmt: skip


@given(st.lists(PAIRS, max_size=12))
def test_reading_what_was_written_gives_the_same_search_without_a_note(pairs):
    search, _ = read(MultiDict(pairs))
    assert read(MultiDict(search.to_args())) == (search, ())
    _, _, query = search.address().partition("?")
    assert parse_qsl(query, keep_blank_values=True) == search.to_args()


@given(st.lists(PAIRS, max_size=12))
def test_every_choice_can_be_taken_off(pairs):
    search, _ = read(MultiDict(pairs))
    for parameter, value in search.chosen():
        left = search.without(parameter, value)
        assert (parameter, value) not in set(left.chosen())
        assert left.page == 1
    assert len(read(MultiDict(pairs))[1]) <= NOTES_LIMIT


def test_an_empty_form_asks_for_nothing_and_says_nothing():
    every = [(name, "") for name in EMPTY if name != "miles"] + [("miles", "50")]
    assert asked(*every) == (Search(), ())
    assert Search().address() == "/jobs"
    assert Search(sort="pay", page=3).same_filters_as(Search())


@pytest.mark.parametrize(
    ("name", "typed", "slug"),
    [
        ("state", "texas", "TX"),
        ("state", "tx", "TX"),
        ("credential", "cpc-a", "CPC-A"),
        ("credential", "Certified Coding Specialist", "CCS"),
        ("specialty", "bone marrow transplant", "transplant-cellular"),
        ("arrangement", "WFH", "remote"),
        ("arrangement", "On-site", "onsite"),
        ("type", "PRN", "per-diem"),
    ],
)
def test_choices_are_known_by_slug_path_label_and_synonym(name, typed, slug):
    search, notes = asked((name, typed))
    assert (getattr(search, name), notes) == ((slug,), ())


def test_choices_repeat_and_order_does_not_matter():
    one, _ = asked(("state", "TX"), ("state", "FL"), ("state", "Texas"))
    other, _ = asked(("state", "FL"), ("state", "TX"))
    assert one == other
    assert one.address() == "/jobs?state=FL&state=TX"


def test_codes_and_families_are_intervals():
    search, notes = asked(("code", "382xx"), ("family", "cpt-38240-38243"), ("code", "C91.-"))
    assert notes == ()
    assert search.family == (Interval("cpt", "38240", "38243"),)
    assert search.code == (Interval("cpt", "38200", "38299"), Interval("icd10cm", "C91", "C91"))


@pytest.mark.parametrize(
    ("pair", "about"),
    [
        (("colour", "red"), "“colour”"),
        (("specialty", "alchemy"), "“alchemy” is not a specialty"),
        (("code", "banana"), "“banana” is not a code"),
        (("miles", "-3"), "“-3” is not a number of miles"),
        (("pay_min", "lots"), "“lots” is not an amount of pay"),
        (("pay_min", "nan"), "“nan” is not an amount of pay"),
        (("posted", "١٢"), "“١٢” is not a number of days"),
        (("page", "0"), "“0” is not a page"),
        (("page", "9" * 5000), "is not a page"),
        (("sort", "luck"), "cannot be sorted by “luck”"),
        (("sort", "near"), "needs a place"),
        (("apprentice", "perhaps"), "“perhaps” was left out"),
        (("employer", "'; drop"), "no employer"),
        (("near", "x" * 500), "too long"),
        (("q", "a " * 1000), "first 12 words"),
        (("q", "x" * 10_000), "first 12 words"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(pair, about):
    search, notes = asked(pair)
    assert len(notes) == 1
    assert about in notes[0]
    assert len(notes[0]) < 200
    assert len(search.q) <= 200


def test_a_repeated_single_keeps_the_first_and_says_so():
    search, notes = asked(("pay_min", "30"), ("pay_min", "40"))
    assert search.pay_min == 30
    assert "more than once" in notes[0]


def test_a_thousand_choices_are_cut_and_said():
    search, notes = asked(*[("employer", f"e{n}") for n in range(1000)])
    assert len(search.employer) == 20
    assert "20 of 1,000" in notes[0]


def test_a_year_of_pay_is_read_as_hours():
    search, notes = asked(("pay_min", "$65,000"))
    assert search.pay_min == pytest.approx(65_000 / taxonomy.PAY_UNITS["year"].hours)
    assert "a year" in notes[0]


def test_marks_of_other_sites_are_left_out_quietly():
    assert asked(("utm_source", "letter"), ("gclid", "x")) == (Search(), ())


def test_taking_off_the_place_takes_off_what_needs_it():
    search, _ = asked(("near", "Houston"), ("miles", "25"), ("sort", "near"), ("q", "coder"))
    assert search.without("near") == Search(q="coder")


def test_only_sorting_and_paging_leave_the_filters_as_they_are():
    search = Search(q="coder", state=("TX",))
    assert search.same_filters_as(search.sorted_by("pay").on_page(4))
    assert not search.same_filters_as(search.without("state", "TX"))
