"""Whatever stands in the address, there is a page, and never a syntax error of the engine's."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobboard.clock import stopped_at
from jobboard.gateways import gateways
from jobboard.search.criteria import EMPTY
from tests.making import NOON
from tests.search.boards import a_board

ADDRESSES = ("/jobs", "/jobs.json", "/jobs.atom", "/jobs.rss")
MEANT_AS_SYNTAX = (
    '" OR id > 0 OR title = "', "'; DROP TABLE postings; --", "specialties = cardiology", "\\",
    "%", "_", "(", "]", "{{ 7*7 }}", "<script>alert(1)</script>", "\x00", "\ud800", "\ue000x\ue001",
    "TO 5", "NOT id EXISTS", "-coder", '"coder', "38241-", "C91.", "382xxxxx", "🤷🏽", "עברית", "كود",
)  # fmt: skip

PAIRS = st.tuples(
    st.sampled_from(sorted(EMPTY)) | st.text(max_size=8),
    st.text(max_size=40) | st.sampled_from(MEANT_AS_SYNTAX),
)


@pytest.fixture
def board(app) -> Iterator[FlaskClient]:
    with stopped_at(NOON):
        a_board()
        yield app.test_client()


def query_of(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs, errors="surrogatepass")


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(pairs=st.lists(PAIRS, max_size=8), away=st.booleans(), htmx=st.booleans())
def test_any_address_of_the_search_gives_a_page(board, pairs, away, htmx):
    gateways().search.away = away
    headers = {"HX-Request": "true"} if htmx else {}
    for address in ADDRESSES:
        answer = board.get(f"{address}?{query_of(pairs)}", headers=headers)
        assert answer.status_code == 200
    assert "<script>alert" not in board.get(f"/jobs?{query_of(pairs)}").text


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(raw=st.text(alphabet="%&=;+?#/0123456789abcfqABCxyz[]", max_size=80))
def test_any_raw_query_string_gives_a_page(board, raw):
    assert board.get(f"/jobs?{quote(raw, safe='%&=;+')}").status_code == 200


@pytest.mark.parametrize("away", [False, True], ids=["engine", "database"])
def test_ten_thousand_letters_and_a_thousand_terms_are_cut_and_said(board, away):
    gateways().search.away = away
    for q in ("x" * 10_000, "coder " * 1000, "38241 " * 1000, '"' * 5000):
        answer = board.get("/jobs", query_string={"q": q})
        assert answer.status_code == 200
        assert "Only the first 12 words" in answer.text
        assert len(answer.data) < 60_000


@pytest.mark.parametrize("away", [False, True], ids=["engine", "database"])
def test_naughty_strings_in_every_free_parameter_give_pages(board, shared_data, away):
    gateways().search.away = away
    for line in naughty_strings(shared_data):
        query = query_of([("q", line), ("near", line), ("specialty", line), ("code", line)])
        answer = board.get(f"/jobs?{query}")
        assert answer.status_code == 200
        assert not re.search(r"<(script|svg/|img|iframe)[ />]", shown_by_us(answer.text))


def naughty_strings(shared_data: Path) -> list[str]:
    lines = (shared_data / "hostile" / "blns.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def shown_by_us(page: str) -> str:
    """The page without the scripts and pictures that are our own."""
    return re.sub(r'<script src="/static/[^"]*"[^>]*></script>', "", page)


@pytest.mark.parametrize("text", MEANT_AS_SYNTAX)
def test_the_real_engine_answers_hostile_words_too(app, meili, text):
    gateways().search = meili
    with stopped_at(NOON):
        a_board()
        client = app.test_client()
        for name in ("q", "employer", "near", "code", "state"):
            answer = client.get(f"/jobs.json?{query_of([(name, text)])}")
            assert answer.status_code == 200
            assert answer.json["degraded"] is False
