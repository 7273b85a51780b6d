"""What narrows a search for the person who asks: the engine, the stand-in, the database and the rule
that explains itself say the same of every job."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from jobboard.candidates import beside
from jobboard.candidates.eligibility import Standing, verdict
from jobboard.clock import stopped_at
from jobboard.gateways import gateways
from jobboard.postings.models import Posting
from jobboard.search.answering import NO_STANDING, Results, answer, hidden_among
from jobboard.search.criteria import Search
from jobboard.search.own import Own, terms_in
from tests.making import NOON, an_employer
from tests.search.boards import DALLAS, HOUSTON, a_found_posting

QUALIFY = Search(qualify=True)
SOME = ("CPC", "CPC-A", "CCS", "CIC", "RHIA")
EVERY_TERM = (
    {"credentials": {"any_of": ["CCS", "CIC"], "accept_apprentice": False}},
    {"credentials": {"any_of": ["CPC"], "accept_apprentice": True}},
    {"credentials": {"any_of": ["CPC", "COC"]}},
    {"credentials": {"any_of": ["CPC-A"], "accept_apprentice": True}},
    {"credentials": {"all_of": ["RHIA", "CCS"]}},
    {"credentials": {"all_of": ["CPC"], "any_of": ["CCS", "RHIA"], "accept_apprentice": True}},
    {"credentials": {"preferred": ["CCS"]}},
    # From another source: what it does not state rules nobody out.
    {"source": "usajobs", "ref": "1", "credentials": None, "eligible_states": None},
    {"source": "usajobs", "ref": "2", "arrangement": None, "eligible_states": None, "places": None},
    {"arrangement": "onsite", "eligible_states": [], "places": [DALLAS]},
    {"arrangement": "hybrid", "eligible_states": [], "places": [HOUSTON, DALLAS]},
    {"arrangement": "remote", "eligible_states": ["OH", "PR"], "places": None},
)  # fmt: skip


def a_board_of_terms() -> list[Posting]:
    employer = an_employer()
    return [
        a_found_posting(employer=employer, title=f"Coder {number}", **terms)
        for number, terms in enumerate(EVERY_TERM)
    ]


@pytest.fixture(params=["stand-in", "engine", "database"])
def board(app: Flask, request: pytest.FixtureRequest) -> Iterator[list[Posting]]:
    if request.param == "engine":
        gateways().search = request.getfixturevalue("meili")
    with stopped_at(NOON):
        postings = a_board_of_terms()
        if request.param == "database":
            gateways().search.away = True  # type: ignore[attr-defined]
        yield postings


def ask(search: Search, own: Own, **given: Any) -> Results:
    return answer(search, engine=gateways().search, now=NOON, own=own, **given)


def ids(results: Results) -> set[int]:
    return {hit["id"] for hit in results.hits}


def test_the_filter_finds_exactly_the_jobs_that_the_rule_allows(board: list[Posting]) -> None:
    chance = random.Random(3)
    standings = [Standing(), Standing(frozenset({"CPC-A"}), "OH"), Standing(frozenset(SOME), "TX")]
    standings += [
        Standing(
            frozenset(chance.sample(SOME, chance.randint(0, 3))),
            chance.choice([None, "TX", "FL", "OH", "PR"]),
        )
        for _ in range(12)
    ]
    for standing in standings:
        allowed = {
            one.id for one in board if verdict(beside.terms_of(one.shown), standing).eligible
        }
        results = ask(QUALIFY, Own(standing))
        assert ids(results) == allowed, standing
        assert results.total == len(allowed)


def test_a_document_and_its_wording_are_judged_alike(board: list[Posting]) -> None:
    by_id = {one.id: one for one in board}
    for hit in ask(Search(), Own()).hits:
        assert terms_in(hit) == beside.terms_of(by_id[hit["id"]].shown)


def test_counts_are_of_the_jobs_that_are_left(board: list[Posting]) -> None:
    standing = Standing(frozenset({"CCS"}), "TX")
    results = ask(QUALIFY, Own(standing))
    counts = ask(Search(qualify=True, arrangement=("onsite",)), Own(standing)).counts
    remote = sum(hit["arrangement"] == "remote" for hit in results.hits)
    assert counts["arrangement"].get("remote", 0) == remote
    assert 0 < remote < len(board)


def test_hidden_jobs_are_left_out_counted_and_shown_on_request(board: list[Posting]) -> None:
    own = Own(hidden=frozenset({board[0].id, board[1].id, 999_999}))
    results = ask(Search(), own)
    assert results.total == len(board) - 2
    assert not ids(results) & own.hidden
    assert hidden_among(results, engine=gateways().search, now=NOON) == 2
    everything = ask(Search(hidden=True), own)
    assert everything.total == len(board)
    assert hidden_among(everything, engine=gateways().search, now=NOON) == 0
    narrow = ask(Search(arrangement=("onsite",)), own)
    assert hidden_among(narrow, engine=gateways().search, now=NOON) == 0


def test_a_search_among_some_jobs_finds_no_others(board: list[Posting]) -> None:
    some = frozenset({board[2].id, board[3].id})
    assert ids(ask(Search(), Own(only=some))) == some
    assert ids(ask(Search(), Own(only=frozenset()))) == set()


def test_a_search_among_some_jobs_never_lets_words_go(board: list[Posting]) -> None:
    own = Own(only=frozenset(one.id for one in board))
    assert ids(ask(Search(q="coder zebra"), own)) == set()


def test_who_has_said_nothing_gets_all_jobs_and_a_hint(board: list[Posting]) -> None:
    results = ask(QUALIFY, Own())
    assert results.total == len(board)
    assert NO_STANDING in results.notes
