"""Distances among the words of a search, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.search.typed_miles import LEAST, MOST, distances_in
from jobboard.search.typed_places import Gazetteer
from jobboard.search.understanding import taken_off, understand

CITIES = {("houston", None): "Houston, TX", ("boston", None): "Boston, MA"}
PLACES = {
    "houston": "Houston, TX",
    "austin tx": "Austin, TX",
    "hibbing": "Hibbing, MN",
    "fort worth": "Fort Worth, TX",
    "mobile": "Mobile, AL",
}
KNOWN = Gazetteer(
    lambda name, state: CITIES.get((name, state)), PLACES.get, lambda code, state: False
)

# What is left for the text search, the miles, the place, and what else is meant.
MEANT = {
    "within 25 miles of 55401": ("", "25", "55401", ""),
    "25 mi from Houston": ("", "25", "Houston, TX", ""),
    "coder within 50 miles of Austin, TX": ("coder", "50", "Austin, TX", ""),
    "near Boston 30 miles": ("", "30", "Boston, MA", ""),
    "houston, within 30 miles": ("", "30", "Houston, TX", ""),
    "WITHIN 25 MI OF HOUSTON": ("", "25", "Houston, TX", ""),
    "a 50-mile radius of Fort Worth CCS": ("", "50", "Fort Worth, TX", "credential:CCS"),
    "within a radius of 40 miles around houston": ("", "40", "Houston, TX", ""),
    "up to 15 miles away from 55401-1234": ("", "15", "55401", ""),
    "10-25 miles from houston": ("", "25", "Houston, TX", ""),
    "25mi zip code 55401": ("", "25", "55401", ""),
    "55401 25 miles": ("", "25", "55401", ""),
    "coder (55401, within 25 miles)": ("coder", "25", "55401", ""),
    "within 9000 miles of houston": ("", "500", "Houston, TX", ""),
    "within 0 miles of houston": ("", "1", "Houston, TX", ""),
    # A place that has been announced may be small, or called like something else.
    "auditor 20 miles from hibbing": ("", "20", "Hibbing, MN", "role:coding-auditor"),
    "20 miles from mobile remote": ("", "20", "Mobile, AL", "arrangement:remote"),
    "within 10 miles of Atlantis": ("", "10", "Atlantis", ""),
    # The distance belongs to the place, wherever that stands.
    "houston CCS within 25 miles": ("", "25", "Houston, TX", "credential:CCS"),
    "38241 within 25 miles of Houston": ("", "25", "Houston, TX", "code:cpt:38241"),
    "within 25 miles of texas": ("", "25", "", "state:TX"),
    "coder within 25 miles": ("coder", "25", "", ""),
    # A place that nobody has said.
    "coder near me": ("coder", "50", "", ""),
    "houston coder close to my home": ("coder", "50", "Houston, TX", ""),
    "jobs in my area": ("", "50", "", ""),
    # None of these says how far.
    "near meadow": ("meadow", "", "", ""),
    "coder 3 MI": ("", "", "", "level:coder-3 state:MI"),
    "99213 MI coder": ("coder", "", "", "code:cpt:99213 state:MI"),
    "401k 5 minutes": ("401k 5 minutes", "", "", ""),
    "$25 mileage": ("mileage", "", "", "pay_min:25"),
    "miles": ("miles", "", "", ""),
    '"within 25 miles of houston"': ('"within 25 miles of houston"', "", "", ""),
}


@pytest.mark.parametrize("typed", MEANT)
def test_a_distance_is_read_with_its_place(typed):
    understanding = understand(typed, KNOWN)
    of = {one.parameter: one.value for one in understanding.understood}
    others = " ".join(
        f"{one.parameter}:{one.value}"
        for one in understanding.understood
        if one.parameter not in ("near", "miles")
    )
    assert (understanding.words, of.get("miles", ""), of.get("near", ""), others) == MEANT[typed]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("coder within 50 miles of Austin, TX", 'coder "Austin, TX"'),
        ("houston CCS within 25 miles", '"houston" CCS'),
        ("coder within 25 miles of 55401", "coder"),
    ],
)
def test_a_place_that_is_taken_off_takes_its_distance_along(typed, left):
    understood = understand(typed, KNOWN).understood
    near = next(one for one in understood if one.parameter == "near")
    assert taken_off(typed, near, understood) == left


def test_another_thing_that_is_taken_off_leaves_the_distance():
    typed = "houston CCS within 25 miles"
    understood = understand(typed, KNOWN).understood
    credential = next(one for one in understood if one.parameter == "credential")
    assert taken_off(typed, credential, understood) == 'houston "CCS" within 25 miles'


@given(st.text(alphabet="0123459 mileMISofwithnZp-.,()", max_size=60) | st.text(max_size=60))
def test_no_text_has_a_distance_that_the_search_cannot_use(typed):
    for distance in distances_in(typed):
        assert LEAST <= distance.miles <= MOST
        assert 0 <= distance.start < distance.end <= len(typed)
