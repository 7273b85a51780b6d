"""The search with the real engine: the same answers as with the stand-in, and what only it can do."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from jobboard.clock import stopped_at
from jobboard.gateways import gateways
from jobboard.gateways.meilisearch import Meilisearch
from tests.making import NOON
from tests.search.boards import a_board

FOUND = {
    "": {"auditor", "heart", "transplant"},
    # Codes, by interval and never by digits alike.
    "q=38241": {"transplant"},
    "q=coder+38204-38243": {"transplant"},
    "q=J9035": {"auditor"},
    "q=J9034": set(),
    "q=MS-DRG+014": {"auditor"},
    "q=C91.0": {"transplant"},
    "family=cpt-92920-93799": {"heart"},
    # Words: misspelled, unfinished, by another name.
    "q=cardiolgy": {"heart"},
    "q=cardio": {"heart"},
    "q=bmt": {"transplant"},
    "q=bone+marrow+transplant": {"transplant"},
    "q=professional+fee": {"heart"},
    "q=CCS": {"transplant"},
    "q=RHIA": {"auditor"},
    "q=acme": {"auditor", "heart", "transplant"},
    # Filters.
    "specialty=cardiology": {"heart"},
    "credential=CPC&credential=RHIA": {"heart", "auditor"},
    "state=TX&arrangement=remote": {"transplant"},
    "state=OH": set(),
    "pay_min=35": {"auditor", "transplant"},
    "apprentice=1": {"heart"},
    "employer=acme-health&level=senior": {"auditor"},
    "posted=1&software=epic": {"auditor", "transplant"},
}


@pytest.fixture
def board(app, meili: Meilisearch) -> Iterator[tuple[FlaskClient, dict[int, str]]]:
    gateways().search = meili
    with stopped_at(NOON):
        names = {posting.id: name for name, posting in a_board().items()}
        yield app.test_client(), names


def test_every_kind_of_question_finds_what_it_should(board):
    client, names = board
    found = {}
    for query in FOUND:
        answer = client.get(f"/jobs.json?{query}").json
        assert answer["degraded"] is False
        assert answer["total"] == len(answer["hits"])
        found[query] = {names[hit["id"]] for hit in answer["hits"]}
    assert found == FOUND


def test_order_counts_and_highlights_come_from_the_engine(board):
    client, names = board
    by_pay = client.get("/jobs.json?sort=pay").json["hits"]
    assert [names[hit["id"]] for hit in by_pay] == ["auditor", "transplant", "heart"]
    facets = client.get("/jobs.json?level=entry&state=TX").json["facets"]
    assert {one["value"]: one["count"] for one in facets["level"]} == {
        "coder-2": 1, "entry": 1, "senior": 1,
    }  # fmt: skip
    assert "<mark>Cardiology</mark> Profee Coder" in client.get("/jobs?q=cardiology").text
    assert "No job has all of these words" in client.get("/jobs?q=acme+qqqzzz").text
    assert client.get("/jobs.json?page=99999").json["page"] == 1


def test_an_engine_that_is_gone_is_replaced_by_the_database(board):
    client, _ = board
    gateways().search = Meilisearch("http://127.0.0.1:9", "no-key", index="none")
    answer = client.get("/jobs.json?q=coder").json
    assert (answer["degraded"], answer["total"]) == (True, 2)
