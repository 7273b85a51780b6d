import pytest
from sqlalchemy import func, select

from jobboard.db import db
from jobboard.places.models import Place
from jobboard.places.queries import find, suggest

pytestmark = pytest.mark.usefixtures("atlas")


def labels(text, limit=8):
    return [place.label for place in suggest(text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("hous", "Houston, TX"),
        ("HOUS", "Houston, TX"),
        ("houston tx", "Houston, TX"),
        ("houston t", "Houston, TX"),
        ("houston texas", "Houston, TX"),
        ("Houston,", "Houston, TX"),
        ("houston, te", "Houston, TX"),
        ("houston, mo", "Houston, MO"),
        ("St. Louis", "St. Louis, MO"),
        ("saint lou", "St. Louis, MO"),
        ("st. l", "St. Louis, MO"),
        ("o'fal", "O'Fallon, MO"),
        ("new york ci", "New York, NY"),
        ("nyc", "New York, NY"),
        ("kansas city k", "Kansas City, KS"),
        ("jackson mi", "Jackson, MI"),
        ("mayaguez", "Mayagüez, PR"),
        ("770", "77001 (Houston, TX)"),
        ("77030", "77030 (Houston, TX)"),
        ("77030-1", "77030 (Houston, TX)"),
    ],
)
def test_a_beginning_suggests_the_place_meant(text, first):
    assert labels(text)[0] == first


def test_st_may_stand_for_saint_or_begin_a_name():
    found = labels("st")
    assert "Stockton, CA" in found
    assert "St. Louis, MO" in found


def test_suggestions_stand_in_order_of_population_and_are_bounded():
    found = suggest("san", limit=5)
    assert [place.population for place in found] == sorted(
        (place.population for place in found), reverse=True
    )
    assert len(found) == 5


def test_no_suggestion_stands_twice():
    found = labels("new", limit=20)
    assert len(found) == len(set(found)) == 20


@pytest.mark.parametrize("text", ["", " ", "h", "%_'--", "\x00\x00", "紅紅", "qqqqq", "houston, q"])
def test_nothing_is_suggested_for_nothing(text):
    assert suggest(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Houston", "Houston, TX"),
        ("houston, tx", "Houston, TX"),
        ("Houston, Texas", "Houston, TX"),
        ("Houston Tex.", "Houston, TX"),
        ("Houston, TX, USA", "Houston, TX"),
        ("Houston, Texas, United States", "Houston, TX"),
        ("Houston, MO", "Houston, MO"),
        ("77030", "77030 (Houston, TX)"),
        ("77030-1234", "77030 (Houston, TX)"),
        ("Houston, TX 77030", "77030 (Houston, TX)"),
        ("Houston, TX 99999", "Houston, TX"),
        ("St. Louis", "St. Louis, MO"),
        ("Saint Louis, Missouri", "St. Louis, MO"),
        ("Portland", "Portland, OR"),
        ("Portland, Maine", "Portland, ME"),
        ("Kansas City, Kansas", "Kansas City, KS"),
        ("New York", "New York, NY"),
        ("New York City, NY", "New York, NY"),
        ("Washington", "Washington, DC"),
        ("Washington, D.C.", "Washington, DC"),
        ("Washington, District of Columbia", "Washington, DC"),
        ("Indiana, PA", "Indiana, PA"),
        ("Virginia Beach", "Virginia Beach, VA"),
        ("the bronx", "The Bronx, NY"),
        ("San Juan, PR", "San Juan, PR"),
        ("Rosebud, South Dakota", "Rosebud, SD"),
    ],
)
def test_a_finished_text_finds_the_place_meant(text, label):
    assert find(text).label == label


@pytest.mark.parametrize("text", ["", "Texas", "TX", "Indiana", "Houston, Narnia", "99999", "\x00"])
def test_what_is_no_place_finds_none(text):
    assert find(text) is None


@pytest.mark.parametrize("text", ["hous", "770", "st", "new york", "o'fal", "mayag", "wash"])
def test_what_is_suggested_is_found_again(text):
    for place in suggest(text):
        assert find(place.value).label == place.label
        assert find(place.label).label == place.label


def test_a_text_of_any_length_is_cut():
    assert find("Houston " * 10_000) is None
    assert suggest("a b c " * 10_000) == []


def test_every_state_has_cities_and_zip_codes():
    cities = select(func.count(Place.state.distinct())).where(Place.zip.is_(None))
    zips = select(func.count(Place.state.distinct())).where(Place.zip.is_not(None))
    assert db.session.scalar(cities) == 56
    assert db.session.scalar(zips) == 56
    assert db.session.scalar(select(func.count(Place.id))) > 60_000
