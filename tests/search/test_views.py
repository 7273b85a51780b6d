"""The search as people and machines see it, with the engine in memory."""

from collections.abc import Iterator
from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.postings.models import Posting
from jobboard.search.criteria import EMPTY
from tests.making import NOON, a_published_posting
from tests.search.boards import HOUSTON, a_board, a_found_posting, put

Board = dict[str, Posting]


@pytest.fixture
def board(app: Flask) -> Iterator[Board]:
    """Three jobs that differ in everything, at noon of the day they were posted."""
    with stopped_at(NOON):
        yield a_board()


def found(client: FlaskClient, board: Board, address: str) -> list[str]:
    """The names of the board's postings that the address finds, in order."""
    names = {posting.id: name for name, posting in board.items()}
    answer = client.get(address)
    assert answer.status_code == 200
    return [names[hit["id"]] for hit in answer.json["hits"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["auditor", "heart", "transplant"]),
        ("q=coder", ["heart", "transplant"]),
        ("q=38241", ["transplant"]),
        ("q=coder+38241", ["transplant"]),
        ("q=J9035", ["auditor"]),
        ("q=J9034", []),
        ("q=MS-DRG+014", ["auditor"]),
        ("q=C91.0", ["transplant"]),
        ("specialty=cardiology", ["heart"]),
        ("specialty=bmt&specialty=cardiology", ["heart", "transplant"]),
        ("credential=CCS", ["transplant"]),
        ("credential=CPC&credential=RHIA", ["auditor", "heart"]),
        ("setting=payer", ["auditor"]),
        ("role=coding-auditor", ["auditor"]),
        ("level=entry", ["heart"]),
        ("type=part-time", ["heart"]),
        ("arrangement=remote", ["transplant"]),
        ("state=TX", ["auditor", "heart", "transplant"]),
        ("state=FL", ["transplant"]),
        ("state=OH", []),
        ("pay_min=35", ["auditor", "transplant"]),
        ("pay_min=35&sort=pay", ["auditor", "transplant"]),
        ("sort=pay", ["auditor", "transplant", "heart"]),
        ("software=epic", ["auditor", "transplant"]),
        ("family=cpt-92920-93799", ["heart"]),
        ("code=cpt:38204", ["transplant"]),
        ("apprentice=1", ["heart"]),
        ("employer=acme-health", ["auditor", "heart", "transplant"]),
        ("employer=nobody", []),
        ("posted=1", ["auditor", "heart", "transplant"]),
    ],
)
@pytest.mark.parametrize("away", [False, True], ids=["engine", "database"])
def test_every_parameter_finds_the_same_with_and_without_the_engine(
    client, board, query, names, away
):
    gateways().search.away = away
    right = found(client, board, f"/jobs.json?{query}")
    assert right == names if "sort" in query else sorted(right) == names


def test_the_json_has_the_contract_s_shape(client, board):
    answer = client.get("/jobs.json?q=coder+38241&state=TX").json
    assert answer["query"] == {"q": "coder 38241", "state": ["TX"]}
    assert (answer["total"], answer["page"], answer["pages"]) == (1, 1, 1)
    assert answer["degraded"] is False
    assert answer["understood"] == [{"words": "38241", "parameter": "code", "value": "cpt:38241"}]
    hit = answer["hits"][0]
    assert hit == {
        "id": board["transplant"].id,
        "title": "Inpatient Coder – Stem Cell Transplant",
        "employer": "Acme Health",
        "url": f"/jobs/{board['transplant'].id}/inpatient-coder-stem-cell-transplant",
        "place": "Houston, TX",
        "arrangement": "remote",
        "pay": {"text": "$28.50–$39 an hour", "hourly_min": 28.5, "hourly_max": 39.0},
        "posted_at": "2026-11-02",
        "specialties": ["transplant-cellular"],
        "credentials": ["CCS", "CIC", "CHONC"],
        "codes": ["cpt:38204-38243", "icd10cm:C91-C95"],
        "families": hit["families"],
        "source": None,
        "distance_miles": None,
        "why": ["covers 38204–38243", "open to TX"],
    }
    assert "cpt-38240-38243" in hit["families"]
    assert answer["facets"]["level"] == [{"value": "coder-2", "label": "Coder II", "count": 1}]
    assert {one["value"] for one in answer["facets"]["state"]} == {"TX", "FL"}


def test_counts_hold_for_the_other_filters(client, board):
    facets = client.get("/jobs.json?level=entry&state=TX").json["facets"]
    assert {one["value"]: one["count"] for one in facets["level"]} == {
        "coder-2": 1, "entry": 1, "senior": 1,
    }  # fmt: skip
    assert [one["value"] for one in facets["role"]] == ["specialty-profee-coder"]


def test_a_job_leaves_the_results_the_moment_it_ends_or_is_hidden(client, board):
    board["heart"].hidden_at = NOON
    db.session.commit()
    assert found(client, board, "/jobs.json") == ["auditor", "transplant"]
    assert client.get("/jobs.json").json["total"] == 2
    with stopped_at(NOON + timedelta(days=400)):
        assert client.get("/jobs.json").json["hits"] == []


def test_the_page_shows_what_matters_of_each_job(client, board):
    page = client.get("/jobs?q=coder").text
    for shown in (
        "2 jobs", "<mark>Coder</mark> – Stem Cell Transplant", "Acme Health", "Houston, TX",
        "Remote", "$28.50–$39 an hour", "Posted today", "CPT 38204–38243", "CCS",
        "Stem cell transplant", 'value="coder"',
    ):  # fmt: skip
        assert shown in page


def test_credentials_that_only_the_text_names_are_called_mentioned(client, board):
    put(a_published_posting(
        title="Imported", source="usajobs", ref="1", credentials=None,
        description="<p>A current CCS or RHIT credential from AHIMA is wanted.</p>",
    ))  # fmt: skip
    page = client.get("/jobs?q=imported").text
    assert "mentions CCS, RHIT" in page
    assert "From USAJOBS" in page
    assert '<li class="credential">' not in page
    hit = client.get("/jobs.json?credential=CCS&q=imported").json["hits"][0]
    assert hit["credentials"] == ["CCS", "RHIT"]
    assert hit["why"] == ["mentions CCS"]


def test_titles_are_escaped_before_they_are_marked(client, board):
    page = client.get("/jobs?q=validation").text
    assert "DRG &lt;b&gt;<mark>Validation</mark>&lt;/b&gt;" in page
    assert "<b>Validation" not in page


def test_the_page_is_a_form_that_works_without_scripts(client, board):
    page = client.get("/jobs?level=entry&code=cpt:92920-93799").text
    assert '<form id="search" action="/jobs"' in page
    assert '<button type="submit" class="button button-primary">Search</button>' in page
    assert '<input type="checkbox" name="level" value="entry" checked>' in page
    assert '<input type="hidden" name="code" value="cpt:92920-93799">' in page


def test_htmx_gets_the_results_and_the_counts_and_the_address(client, board):
    part = client.get("/jobs?q=coder&near=&miles=", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "<title>“coder”: 2 jobs" in part.text
    assert 'hx-swap-oob="true"' in part.text
    assert part.headers["HX-Push-Url"] == "/jobs?q=coder"
    assert "HX-Request" in part.headers["Vary"]
    typed = client.get("/jobs?q=co", headers={"HX-Request": "true", "HX-Trigger-Name": "q"})
    assert typed.headers["HX-Replace-Url"] == "/jobs?q=co"
    assert "HX-Push-Url" not in typed.headers


def test_counts_are_not_asked_for_again_while_only_the_page_or_order_changes(client, board):
    at = {"HX-Request": "true", "HX-Current-URL": "http://localhost/jobs?q=coder&page=2"}
    assert "facets" not in client.get("/jobs?q=coder&sort=pay", headers=at).text
    assert 'id="facets"' in client.get("/jobs?q=coder&level=entry", headers=at).text
    elsewhere = {**at, "HX-Current-URL": "http://localhost/"}
    assert 'id="facets"' in client.get("/jobs?q=coder", headers=elsewhere).text


def test_a_visit_from_htmx_s_history_gets_the_whole_page(client, board):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get("/jobs", headers=headers).text


@pytest.mark.parametrize("address", ["/", "/jobs", "/jobs?q=coder", "/jobs.json", "/jobs.atom"])
def test_a_visitor_s_search_costs_no_cookie_and_no_session(client, board, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_pages_are_private_and_vary_with_htmx(client, board):
    answer = client.get("/jobs")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "HX-Request" in answer.vary


def test_what_was_left_out_is_said_on_the_page(client, board):
    page = client.get("/jobs?colour=<b>red&specialty=alchemy").text
    assert "does not know “colour”" in page
    assert "“alchemy” is not a specialty" in page
    assert "<b>red" not in page


def test_chips_take_off_what_was_chosen_and_what_was_typed(client, board):
    page = client.get("/jobs?q=coder+38241&state=TX&pay_min=30").text
    for address in (
        "/jobs?q=coder&amp;state=TX&amp;pay_min=30",
        "/jobs?q=coder+38241&amp;pay_min=30",
        "/jobs?q=coder+38241&amp;state=TX",
    ):
        assert f'class="chip-remove" href="{address}"' in page


def test_a_chip_that_is_taken_off_puts_its_words_back(client, board):
    page = client.get("/jobs?q=remote+coder").text
    assert 'class="chip-remove" href="/jobs?q=%22remote%22+coder"' in page
    answer = client.get('/jobs.json?q="remote"+coder').json
    assert answer["understood"] == []
    assert answer["query"] == {"q": '"remote" coder'}


def test_the_filters_show_what_the_words_have_chosen_already(client, board):
    page = client.get("/jobs?q=remote+transplant+texas").text
    assert "From your words: Remote" in page
    assert '<option value="">From your words: Texas</option>' in page
    assert "From your words" not in client.get("/jobs?arrangement=remote").text


def test_nothing_found_is_no_dead_end(client, board):
    page = client.get("/jobs?q=coder&specialty=dermatology&state=TX").text
    assert "No jobs found" in page
    assert (
        'href="/jobs?q=coder&amp;state=TX">Without Dermatology</a> <span class="count">2 jobs'
        in page
    )
    assert "Without the words" not in page  # that finds nothing either
    assert 'href="/jobs">See all jobs' in page
    assert 'href="/alerts/new?q=coder&amp;specialty=dermatology&amp;state=TX">Tell me' in page


def test_a_code_that_nobody_needs_leads_to_the_families_around_it(client, board):
    page = client.get("/jobs?q=38249").text
    assert "No jobs found" in page
    assert '/jobs?family=cpt-38100-38999">' in page
    # Those without a job are no way out.
    assert "/jobs?family=cpt-39000-39599" not in page


def test_the_nearest_spelling_is_offered_where_it_finds_something(client, board):
    page = client.get("/jobs?q=kardiologgy").text
    assert 'href="/jobs?q=kardiology">' not in page
    assert 'href="/jobs?q=cardiology">Did you mean “cardiology”?</a>' in page


@pytest.mark.parametrize(
    ("typed", "name", "note"),
    [
        ("cardiology zebra", "heart", "No such job says “zebra”"),
        ("transplant $90", "transplant", "these are without “$90”"),
        ("coder in wyoming", "transplant", "these are without “wyoming”"),
    ],
)
def test_what_was_typed_gives_way_where_no_job_has_it_all(client, board, typed, name, note):
    answer = client.get("/jobs.json", query_string={"q": typed}).json
    assert board[name].id in [hit["id"] for hit in answer["hits"]]
    assert note in answer["notes"][0]
    assert answer["understood"]


def test_the_one_thing_that_no_job_has_does_not_give_way_to_all_jobs(client, board):
    page = client.get("/jobs?q=podiatry").text
    assert "Nothing matches all of this" in page
    assert "Tell me when there is one" in page


def test_words_that_no_job_has_together_find_those_with_some(client, board):
    page = client.get("/jobs?q=acme+zebra").text
    assert "No job has all of these words" in page
    assert "Cardiology Profee Coder" in page


def test_a_page_beyond_the_end_is_the_last_one_with_a_note(client, board):
    for posting in [a_found_posting(title=f"Coder {n}", places=[HOUSTON]) for n in range(22)]:
        put(posting)
    answer = client.get("/jobs.json?page=99").json
    assert (answer["page"], answer["pages"], answer["total"]) == (2, 2, 25)
    assert len(answer["hits"]) == 5
    assert "this is the last one" in answer["notes"][0]
    page = client.get("/jobs?page=2").text
    assert 'aria-current="page"' in page
    assert '<a href="/jobs"><span class="visually-hidden">Page </span>1</a>' in page


def test_odd_combinations_are_not_for_other_search_engines(client, board):
    noindex = '<meta name="robots" content="noindex, follow">'
    assert noindex not in client.get("/jobs").text
    assert noindex not in client.get("/jobs?specialty=cardiology").text
    assert noindex in client.get("/jobs?q=coder").text
    assert noindex in client.get("/jobs?specialty=cardiology&level=entry").text
    page = client.get("/jobs?state=texas&utm_source=x&sort=newest").text
    assert '<link rel="canonical" href="http://localhost/jobs/state/texas">' in page


def test_without_the_engine_the_page_says_so_and_finds_jobs(client, board):
    gateways().search.away = True
    page = client.get("/jobs?q=coder").text
    assert "Search is limited right now" in page
    assert "Stem Cell Transplant" in page
    answer = client.get("/jobs.json?q=coder").json
    assert answer["degraded"] is True
    assert answer["facets"]["level"] == [
        {"value": "coder-2", "label": "Coder II", "count": 1},
        {"value": "entry", "label": "Entry level", "count": 1},
    ]


@pytest.mark.parametrize("kind", ["atom", "rss"])
@pytest.mark.parametrize("query", ["", "?q=coder&state=TX", "?q=%00%ef%bf%bf<&employer=x"])
def test_feeds_are_valid_and_hold_the_same_jobs(client, board, kind, query):
    answer = client.get(f"/jobs.{kind}{query}")
    assert answer.mimetype == f"application/{kind}+xml"
    ElementTree.fromstring(answer.data)
    feed = feedparser.parse(answer.data)
    assert not feed.bozo
    links = {entry.link for entry in feed.entries}
    wanted = client.get(f"/jobs.json{query}").json["hits"]
    assert links == {f"http://localhost{hit['url']}" for hit in wanted}


def test_the_home_page_leads_into_the_board(client, board):
    page = client.get("/").text
    assert "Search 3 jobs" in page
    assert "/jobs/specialty/cardiology" in page
    assert "Cardiology Profee Coder" in page
    assert "/codes/families/cpt-38204-38243" in page


def test_the_form_names_every_parameter_it_can_hold(client, board):
    address = (
        "/jobs?near=x&miles=25&family=cpt-38240-38243&code=38241&employer=acme-health&state=TX"
        "&state=FL&qualify=1&hidden=1"
    )
    page = client.get(address).text
    for name in set(EMPTY) - {"page", "setting", "role", "level", "type", "software",
                              "arrangement", "specialty", "credential"}:  # fmt: skip
        assert f'name="{name}"' in page, name
