"""Jobs near a place, with the engine and without."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.gateways.meilisearch import Meilisearch
from jobboard.places.models import Place
from jobboard.postings.models import Posting
from tests.making import NOON, an_employer
from tests.search.boards import a_found_posting, put

PLACES = {
    ("Houston", "TX"): (29.7633, -95.3633),
    ("Pasadena", "TX"): (29.6911, -95.2091),
    ("Galveston", "TX"): (29.3013, -94.7977),
    ("Dallas", "TX"): (32.7831, -96.8067),
    ("Hagatna", "GU"): (13.4757, 144.7489),
}


@pytest.fixture
def board(app: Flask) -> Iterator[FlaskClient]:
    """A job in each place, and one in two of them; none in El Paso."""
    for (name, state), (lat, lng) in PLACES.items():
        key = name.lower()
        db.session.add(Place(key=key, name=name, state=state, lat=lat, lng=lng, population=200_000))
    db.session.add(
        Place(key="el paso", name="El Paso", state="TX", lat=31.76, lng=-106.49, population=678_000)
    )
    db.session.commit()
    employer = an_employer()
    with stopped_at(NOON):
        for name, state in PLACES:
            a_found_posting(title=name, employer=employer, places=[{"city": name, "state": state}])
        both = [{"city": "Dallas", "state": "TX"}, {"city": "Galveston", "state": "TX"}]
        a_found_posting(title="Both", employer=employer, places=both)
        yield app.test_client()


@pytest.fixture(params=["engine", "database"])
def answers(request, board: FlaskClient) -> FlaskClient:
    gateways().search.away = request.param == "database"
    return board


def found(client: FlaskClient, query: str) -> dict[str, float | None]:
    hits = client.get(f"/jobs.json?{query}").json["hits"]
    return {hit["title"]: hit["distance_miles"] for hit in hits}


def test_only_jobs_within_the_radius_are_found_and_say_how_far_they_are(answers):
    assert found(answers, "near=Houston,+TX&miles=25&sort=near") == {
        "Houston": 0.0,
        "Pasadena": pytest.approx(10.5, abs=0.3),
    }
    assert set(found(answers, "near=Houston,+TX")) == {"Houston", "Pasadena", "Galveston", "Both"}


def test_sorted_by_distance_the_nearest_come_first(answers):
    by_distance = list(found(answers, "near=Galveston,+TX&miles=300&sort=near"))
    assert set(by_distance[:2]) == {"Galveston", "Both"}
    assert by_distance[2:] == ["Pasadena", "Houston", "Dallas"]


def test_a_job_in_two_places_counts_once_and_by_the_nearer_one(answers):
    hits = found(answers, "near=Galveston,+TX&miles=300&sort=near")
    assert hits["Both"] == 0.0
    assert answers.get("/jobs.json?near=Galveston,+TX&miles=300").json["total"] == 5


def test_counts_and_filters_hold_within_the_radius(answers):
    answer = answers.get("/jobs.json?near=Houston,+TX&miles=25&level=coder-2&q=houston").json
    assert answer["total"] == 1
    assert answer["facets"]["level"] == [{"value": "coder-2", "label": "Coder II", "count": 1}]


def test_an_unknown_place_is_said_and_left_out(answers):
    answer = answers.get("/jobs.json?near=Atlantis&sort=near").json
    assert answer["total"] == 6
    assert "no place called “Atlantis”" in answer["notes"][0]
    assert "distance" not in answers.get("/jobs?near=Atlantis").text


def test_nothing_within_the_radius_is_nothing(answers):
    assert found(answers, "near=Hagatna,+GU&miles=10&sort=near") == {"Hagatna": 0.0}
    assert answers.get("/jobs.json?near=Hagatna,+GU&q=dallas").json["total"] == 0


def test_the_page_shows_the_distance_and_offers_to_change_it(answers):
    page = answers.get("/jobs?near=Houston,+TX&miles=25&sort=near").text
    assert "miles from Houston, TX" in page
    assert "Within 25 miles of Houston, TX" in page
    assert '<option value="25" selected>25 miles</option>' in page
    assert '<option value="near" selected>Nearest first</option>' in page


def test_pages_of_nearest_first_do_not_repeat_or_lose_a_job(board):
    employer = an_employer("Many")
    for n in range(45):
        city, state = list(PLACES)[n % 3]
        a_found_posting(
            title=f"Job {n}", employer=employer, places=[{"city": city, "state": state}]
        )
    seen: list[str] = []
    for page in (1, 2, 3):
        seen += found(board, f"near=Houston,+TX&miles=100&sort=near&employer=many&page={page}")
    assert len(seen) == len(set(seen)) == 45


def test_a_city_among_the_words_is_a_place_to_be_near(answers):
    answer = answers.get("/jobs.json?q=remote+houston&sort=near").json
    assert {hit["title"] for hit in answer["hits"]} == {"Houston", "Pasadena", "Galveston", "Both"}
    assert [hit["title"] for hit in answer["hits"]][:2] == ["Houston", "Pasadena"]
    assert {"words": "houston", "parameter": "near", "value": "Houston, TX"} in answer["understood"]
    # Where somebody has said where, a city's name is a word.
    assert found(answers, "q=houston&near=Galveston,+TX&miles=10") == {}


def test_a_typed_city_without_jobs_leads_to_those_open_to_its_state(board):
    answer = board.get("/jobs.json?q=el+paso").json
    assert answer["notes"] == [
        "No such job is near “el paso”; these are in Texas or open to people there."
    ]
    in_texas = {"Houston", "Pasadena", "Galveston", "Dallas", "Both"}
    assert {hit["title"] for hit in answer["hits"]} >= in_texas


def test_of_two_typed_cities_a_job_needs_one_and_says_which(answers):
    answer = answers.get("/jobs.json?q=houston+or+dallas&sort=near").json
    assert {hit["title"] for hit in answer["hits"]} == {
        "Houston", "Pasadena", "Galveston", "Dallas", "Both",
    }  # fmt: skip
    why = {hit["title"]: hit["why"] for hit in answer["hits"]}
    assert why["Pasadena"] == ["11 miles from Houston, TX"]
    assert why["Dallas"] == ["under a mile from Dallas, TX"]


def test_each_typed_city_is_a_chip_that_leaves_the_other(board):
    page = board.get("/jobs?q=houston+or+dallas").text
    chips = re.findall(r'<a class="chip.*?</a>', page, re.DOTALL)
    assert ["Within 50 miles of Houston, TX" in chip for chip in chips] == [True, False]
    assert ["Within 50 miles of Dallas, TX" in chip for chip in chips] == [False, True]


def test_typed_cities_without_jobs_lead_to_their_states_together(board):
    answer = board.get("/jobs.json?q=el+paso+or+el+paso").json
    assert answer["notes"] == [
        "No such job is near “el paso” or “el paso”; these are in Texas or open to people there."
    ]


def test_near_me_asks_where_that_is(answers):
    answer = answers.get("/jobs.json?q=jobs near me").json
    assert answer["total"] == 6
    assert answer["notes"] == ["“near me” needs a place: add a city with its state, or a ZIP code."]


def test_a_zip_code_beside_its_city_is_where_somebody_lives(board):
    a_zip_code_in_houston()
    for typed in ("Houston TX 77002", "77002 houston"):
        answer = board.get("/jobs.json", query_string={"q": typed}).json
        assert [one["value"] for one in answer["understood"]] == ["77002"]
        assert "Pasadena" in [hit["title"] for hit in answer["hits"]]


def test_a_city_is_known_by_what_people_call_it(board):
    answer = board.get("/jobs.json?q=coder+DFW").json
    assert {"words": "DFW", "parameter": "near", "value": "Dallas, TX"} in answer["understood"]
    assert set(found(board, "q=within 25 miles of dfw")) == {"Dallas", "Both"}


def test_five_digits_that_no_job_covers_may_be_where_somebody_lives(board):
    a_zip_code_in_houston()
    answer = board.get("/jobs.json?q=77002").json
    assert answer["understood"] == [{"words": "77002", "parameter": "near", "value": "77002"}]
    assert "Pasadena" in [hit["title"] for hit in answer["hits"]]


def understood(client: FlaskClient, typed: str) -> dict[str, str]:
    said = client.get("/jobs.json", query_string={"q": typed}).json["understood"]
    return {one["parameter"]: one["value"] for one in said}


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("within 25 miles of Houston", "Houston Pasadena"),
        ("25 mi from houston, tx", "Houston Pasadena"),
        ("near Houston 25 miles", "Houston Pasadena"),
        ("coder II houston within 25 miles", "Houston Pasadena"),
        ("within 60 miles of Houston TX", "Houston Pasadena Galveston Both"),
        ("within 30 miles of 77002", "Houston Pasadena"),
        ("77002 30 miles", "Houston Pasadena"),
    ],
)
def test_how_far_is_said_in_words(answers, typed, titles):
    a_zip_code_in_houston()
    assert set(found(answers, f"q={typed}")) == set(titles.split())
    assert set(understood(answers, typed)) >= {"near", "miles"}


def test_how_far_is_said_in_words_to_the_real_engine(app, meili: Meilisearch, board):
    gateways().search = meili
    put(*db.session.scalars(select(Posting)))
    assert set(found(board, "q=within 25 miles of Houston&sort=near")) == {"Houston", "Pasadena"}
    assert set(found(board, "q=coder within 60 miles of Galveston")) >= {"Galveston", "Both"}


def test_a_distance_in_words_is_one_chip_and_goes_with_its_place(board):
    page = board.get("/jobs?q=coder within 25 miles of Houston").text
    chips = re.findall(r'<a class="chip.*?</a>', page, re.DOTALL)
    assert len(chips) == 1
    assert "Within 25 miles of Houston, TX" in chips[0]
    assert "q=coder+%22Houston%22" in page


def test_a_distance_without_a_place_asks_for_one(answers):
    answer = answers.get("/jobs.json?q=within 25 miles").json
    assert answer["total"] == 6
    assert answer["notes"] == [
        "“within 25 miles” needs a place: add a city with its state, or a ZIP code."
    ]


def test_the_place_among_the_filters_comes_before_one_in_words(answers):
    answer = answers.get("/jobs.json?q=within+90+miles+of+Houston&near=Dallas,+TX&miles=10").json
    assert {hit["title"] for hit in answer["hits"]} == {"Dallas", "Both"}
    assert "“within 90 miles of Houston” was left out" in answer["notes"][0]
    assert answer["understood"] == []


def test_nothing_within_the_distance_is_told_by_the_place_alone(board):
    answer = board.get("/jobs.json?q=within 25 miles of el paso").json
    assert answer["notes"] == [
        "No such job is near “el paso”; these are in Texas or open to people there."
    ]


def a_zip_code_in_houston() -> None:
    where = Place(key="77002", name="Houston", state="TX", zip="77002", lat=29.756, lng=-95.365)
    db.session.add(where)
    db.session.commit()
