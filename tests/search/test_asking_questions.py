"""From a search to the engine's questions, asked of the engine in memory."""

from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from jobboard.codes.intervals import Interval, ancestors, cells
from jobboard.gateways.memory_engine import MemoryEngine, holds
from jobboard.gateways.search_engine import AnyOf, Between
from jobboard.search.asking import FACETS, Asked, plan, touching
from jobboard.search.criteria import Search, read
from jobboard.search.understanding import understand

NOW = datetime(2026, 11, 2, 17, tzinfo=UTC)
SECOND = int(NOW.timestamp())


def asked(address: str) -> Asked:
    search, _ = read(MultiDict(parse_qsl(address)))
    understanding = understand(search.q)
    return Asked(search, understanding.words, understanding.understood)


def covering(*codes: str) -> dict[str, Any]:
    covers = [cell for code in codes for cell in cells(Interval.parse(code))]
    return {"covers": covers, "covers_up": [up for cell in covers for up in ancestors(cell)]}


def a_document(id: int, **given: Any) -> dict[str, Any]:
    return {
        "id": id, "rev": 1, "title": "Coder", "slug": "coder", "employer": "Acme",
        "publish_at": SECOND - 60, "expires": SECOND + 60, "posted": SECOND - 60,
        **covering(), **given,
    }  # fmt: skip


def ids(engine: MemoryEngine, wanted: Asked) -> list[int]:
    return [hit["id"] for hit in engine.ask(plan(wanted, now=NOW).questions[0]).hits]


def an_engine(*documents: dict[str, Any]) -> MemoryEngine:
    engine = MemoryEngine()
    engine.put(documents)
    return engine


CODES = st.sampled_from(
    ["cpt:38204-38243", "cpt:38241", "cpt:38240-38243", "cpt:10004-69990", "cpt:38244", "cpt:0042T",
     "icd10cm:C91-C95", "icd10cm:C91.0", "icd10cm:C92", "hcpcs:J9035", "hcpcs:J9034",
     "msdrg:014-017"]
)  # fmt: skip


@given(st.lists(CODES, max_size=3), st.lists(CODES, min_size=1, max_size=2))
def test_code_filters_and_intervals_agree(covered, wanted):
    asks = [Interval.parse(one) for one in wanted]
    meets = any(a.overlaps(Interval.parse(code)) for a in asks for code in covered)
    assert holds(a_document(1, **covering(*covered)), touching(asks)) == meets


def test_a_code_never_reaches_the_text_search():
    for typed in ("38241", "coder 38241", "J9035", "MS-DRG 014"):
        question = plan(asked(f"q={typed}"), now=NOW).questions[0]
        assert not any(character.isdigit() for character in question.words)


def test_a_code_finds_what_covers_it_and_not_its_neighbor():
    engine = an_engine(
        a_document(1, **covering("cpt:38204-38243")),
        a_document(2, **covering("cpt:38240")),
        a_document(3, **covering("cpt:38241")),
        a_document(4, **covering("hcpcs:J9034")),
    )
    assert sorted(ids(engine, asked("q=38241"))) == [1, 3]
    assert sorted(ids(engine, asked("q=382xx"))) == [1, 2, 3]
    assert ids(engine, asked("q=J9035")) == []
    assert sorted(ids(engine, asked("family=cpt-38240-38243"))) == [1, 2, 3]


def test_two_codes_typed_ask_for_both_and_two_chosen_for_either():
    engine = an_engine(
        a_document(1, **covering("cpt:38204-38243")), a_document(2, **covering("cpt:38240"))
    )
    assert ids(engine, asked("q=38240 38241")) == [1]
    assert sorted(ids(engine, asked("code=38240&code=38241"))) == [1, 2]


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ({}, True),
        ({"publish_at": SECOND}, True),
        ({"publish_at": SECOND + 1}, False),
        ({"expires": SECOND + 1}, True),
        ({"expires": SECOND}, False),
    ],
)
def test_only_what_runs_now_is_found(dates, found):
    assert (ids(an_engine(a_document(1, **dates)), asked("")) == [1]) is found


def test_a_chosen_facet_is_counted_without_its_own_choice():
    engine = an_engine(
        a_document(1, level="entry", role="coding-auditor"),
        a_document(2, level="senior", role="coding-auditor"),
        a_document(3, level="senior", role="drg-validator"),
    )
    planned = plan(asked("level=entry&role=coding-auditor"), now=NOW)
    assert planned.recounted == ("role", "level")
    counts = planned.counts(engine.ask_many(planned.questions))
    assert counts["level"] == {"entry": 1, "senior": 1}
    assert counts["role"] == {"coding-auditor": 1}


def test_nothing_chosen_is_one_question_with_all_counts():
    planned = plan(asked("q=coder"), now=NOW)
    assert len(planned.questions) == 1
    assert set(planned.questions[0].facets) == set(FACETS.values())
    assert plan(asked("q=coder&level=entry"), now=NOW, facets=False).questions[0].facets == ()


@pytest.mark.parametrize(
    ("address", "sort"),
    [
        ("", ("posted:desc", "id:desc")),
        ("q=coder", ()),
        ("q=38241", ("posted:desc", "id:desc")),
        ("q=coder&sort=newest", ("posted:desc", "id:desc")),
        ("sort=pay", ("pay.hourly_max:desc", "posted:desc")),
        ("near=Nowhere&sort=near", ("posted:desc", "id:desc")),
    ],
)
def test_the_order_is_the_one_asked_for_or_the_usual(address, sort):
    assert plan(asked(address), now=NOW).questions[0].sort == sort


def test_pay_is_compared_with_the_upper_end_by_the_hour():
    conditions = plan(asked("pay_min=30"), now=NOW).questions[0].conditions
    assert Between("pay.hourly_max", low=30.0) in conditions


def test_days_are_counted_back_from_now():
    conditions = plan(asked("posted=7"), now=NOW).questions[0].conditions
    assert Between("posted", low=int((NOW - timedelta(days=7)).timestamp())) in conditions


def test_filter_values_come_from_the_vocabulary_only():
    conditions = plan(asked('state=TX&state=x" OR 1=1'), now=NOW).questions[0].conditions
    assert [one for one in conditions if isinstance(one, AnyOf)] == [AnyOf("works_from", ("TX",))]


def test_pages_do_not_overlap():
    engine = an_engine(*(a_document(n, posted=SECOND - n) for n in range(1, 51)))
    pages = [ids(engine, asked(f"page={n}")) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 10]
    assert all(before < after for before, after in pairwise(chain(*pages)))


def test_an_empty_search_has_only_the_dates():
    assert len(plan(Asked(Search()), now=NOW).questions[0].conditions) == 2
