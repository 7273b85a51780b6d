"""The database search, which answers while the engine is away, silent or answering rubbish."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import Nonsense
from jobboard.web.metrics import REGISTRY
from tests.making import NOON, a_draft, a_pending_posting, a_published_posting, an_employer
from tests.search.boards import AT_LENGTH

DESCRIPTION = f"<p>50% remote_work, never 100 % of it. {AT_LENGTH}</p>"


@pytest.fixture(autouse=True)
def away(app) -> Iterator[None]:
    gateways().search.away = True
    with stopped_at(NOON):
        yield


def titles(client, query: str = "") -> list[str]:
    answer = client.get(f"/jobs.json?{query}").json
    assert answer["degraded"] is True
    return [hit["title"] for hit in answer["hits"]]


def fallbacks() -> float:
    return REGISTRY.get_sample_value("jobboard_search_fallbacks_total")


def test_all_words_must_stand_in_title_employer_or_text(client):
    a_published_posting(title="Night Coder", employer=an_employer("Bright Harbor Clinic"))
    a_published_posting(title="Day Coder", description=DESCRIPTION)
    assert titles(client, "q=coder+harbor") == ["Night Coder"]
    assert titles(client, "q=CODER+Remote_Work") == ["Day Coder"]
    assert titles(client, "q=night+remote_work") == []


def test_whoever_watches_is_told_how_often_the_database_answered(client):
    before = fallbacks()
    titles(client)
    assert fallbacks() == before + 1
    gateways().search.away = False
    assert client.get("/jobs.json?q=coder").json["degraded"] is False
    assert fallbacks() == before + 1


def test_signs_of_the_like_operator_are_only_signs(client):
    a_published_posting(title="Day Coder", description=DESCRIPTION)
    a_published_posting(title="Coder X")
    assert titles(client, "q=50%25") == ["Day Coder"]
    assert titles(client, "q=remote_w") == ["Day Coder"]
    assert titles(client, "q=c%25r") == []
    assert titles(client, "q=c_der") == []
    assert titles(client, "q=%5C") == []


def test_credentials_and_arrangements_are_found_though_no_text_names_them(client):
    a_published_posting(title="Coder of Charts")
    assert titles(client, "q=ccs+remote") == ["Coder of Charts"]
    assert titles(client, "q=rhia") == []


def test_newest_first_and_pages_are_exact(client):
    for n in range(25):
        a_published_posting(title=f"Coder {n}", now=NOON - timedelta(hours=n))
    assert titles(client) == [f"Coder {n}" for n in range(20)]
    assert titles(client, "page=2") == [f"Coder {n}" for n in range(20, 25)]
    answer = client.get("/jobs.json?page=9").json
    assert (answer["page"], answer["pages"], answer["total"]) == (2, 2, 25)


def test_only_what_is_public_is_found(client):
    employer = an_employer()
    a_draft(title="Draft", employer=employer)
    a_pending_posting(title="Pending", employer=employer)
    hidden = a_published_posting(title="Hidden", employer=employer)
    a_published_posting(title="Public", employer=employer)
    hidden.hidden_at = NOON
    db.session.commit()
    assert titles(client) == ["Public"]
    employer.suspended_at = NOON
    db.session.commit()
    assert titles(client) == []


def test_jobs_without_pay_come_last_when_sorted_by_pay(client):
    a_published_posting(title="None", pay=None, pay_missing="public-scale")
    a_published_posting(title="Low", pay={"min": 20, "max": 21, "unit": "hour"})
    a_published_posting(title="High", pay={"min": 80_000, "max": 99_000, "unit": "year"})
    assert titles(client, "sort=pay") == ["High", "Low", "None"]


def test_a_remote_job_without_states_is_open_to_all_but_territories(client):
    a_published_posting(title="Anywhere", ref="1", source="usajobs", eligible_states=[], places=[])
    assert titles(client, "state=OH") == ["Anywhere"]
    assert titles(client, "state=PR") == []


def test_counts_are_exact_where_they_are_given(client):
    a_published_posting(level="entry", specialties=["cardiology", "dermatology"])
    a_published_posting(level="senior", specialties=["cardiology"])
    facets = client.get("/jobs.json?level=entry").json["facets"]
    assert {one["value"]: one["count"] for one in facets["level"]} == {"entry": 1, "senior": 1}
    assert {one["value"]: one["count"] for one in facets["specialty"]} == {
        "cardiology": 1, "dermatology": 1,
    }  # fmt: skip
    assert "state" not in facets


def test_the_page_offers_all_states_when_nobody_counted_them(client):
    a_published_posting()
    page = client.get("/jobs?state=OH").text
    assert '<option value="TX">Texas</option>' in page
    assert '<option value="OH" selected>Ohio</option>' in page


def test_an_engine_that_answers_rubbish_is_as_good_as_away(client, monkeypatch):
    def rubbish(*_args, **_given):
        raise Nonsense

    engine = gateways().search
    engine.away = False
    monkeypatch.setattr(engine, "ask", rubbish)
    a_published_posting(title="Found Anyway")
    assert titles(client) == ["Found Anyway"]
    assert "Search is limited right now" in client.get("/jobs").text
