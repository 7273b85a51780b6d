"""One set of expectations for both search engines."""

from typing import Any

import pytest

from jobboard.gateways.memory_engine import MemoryEngine
from jobboard.gateways.search_engine import (
    HIGHLIGHT_POST,
    HIGHLIGHT_PRE,
    Answer,
    AnyOf,
    Between,
    Either,
    IndexMissing,
    Not,
    Question,
    SearchEngine,
)


def a_document(id: int, **fields: Any) -> dict[str, Any]:
    return {"id": id, "rev": 1, "title": "Inpatient coder", "posted": 1000 + id, **fields}


INPATIENT = a_document(
    1,
    employer_slug="acme",
    specialties=["transplant-cellular", "oncology"],
    pay={"text": "$30–$40 an hour", "hourly_min": 30.0, "hourly_max": 40.0},
    apprentice=True,
    expires=5000,
)
OUTPATIENT = a_document(
    2,
    title="Outpatient coder",
    employer_slug="acme",
    specialties=["cardiology"],
    pay={"text": "from $25.5 an hour", "hourly_min": 25.5, "hourly_max": 25.5},
    apprentice=False,
    expires=6000,
)
AUDITOR = a_document(
    3,
    title="Chart auditor",
    summary="Reviews inpatient records.",
    employer_slug="big-health",
    specialties=["oncology"],
    pay=None,
    apprentice=None,
    expires=7000,
)


@pytest.fixture(params=["memory", "meilisearch"])
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    if request.param == "memory":
        return MemoryEngine()
    return request.getfixturevalue("meili")


@pytest.fixture
def filled(engine: SearchEngine) -> SearchEngine:
    engine.put([INPATIENT, OUTPATIENT, AUDITOR])
    return engine


def ids(engine: SearchEngine, words: str = "", *conditions: Any, **asked: Any) -> list[int]:
    question = Question(words, tuple(conditions), **asked)
    return [hit["id"] for hit in engine.ask(question).hits]


def test_no_words_find_everything_newest_first(filled: SearchEngine) -> None:
    assert ids(filled) == [3, 2, 1]


def test_a_word_finds_what_begins_with_it(filled: SearchEngine) -> None:
    assert ids(filled, "outpa") == [2]


def test_a_word_in_the_title_counts_for_more_than_one_below(filled: SearchEngine) -> None:
    assert ids(filled, "inpatient") == [1, 3]


def test_all_words_must_match_where_that_is_asked_for(filled: SearchEngine) -> None:
    assert ids(filled, "coder zebra", matching="all") == []
    assert ids(filled, "coder zebra", matching="last") == [2, 1]


def test_words_are_looked_for_only_where_the_question_says(filled: SearchEngine) -> None:
    assert ids(filled, "inpatient", words_in=("title",)) == [1]


def test_any_of_a_list_of_values(filled: SearchEngine) -> None:
    assert ids(filled, "", AnyOf("specialties", ("oncology", "nothing"))) == [3, 1]
    assert ids(filled, "", AnyOf("id", (2, 3))) == [3, 2]
    assert ids(filled, "", AnyOf("apprentice", (True,))) == [1]


def test_any_of_no_values_finds_nothing(filled: SearchEngine) -> None:
    assert ids(filled, "", AnyOf("specialties", ())) == []


def test_between_takes_both_ends_and_leaves_out_what_has_no_value(filled: SearchEngine) -> None:
    assert ids(filled, "", Between("pay.hourly_max", low=25.5)) == [2, 1]
    assert ids(filled, "", Between("pay.hourly_max", high=39.99)) == [2]
    assert ids(filled, "", Between("pay.hourly_max", low=40, high=40)) == [1]
    assert ids(filled, "", Between("pay.hourly_max")) == [2, 1]


def test_either_way_is_enough_and_each_holds_as_a_whole(filled: SearchEngine) -> None:
    acme, big = AnyOf("employer_slug", ("acme",)), AnyOf("employer_slug", ("big-health",))
    old = Between("expires", high=5500)
    assert ids(filled, "", Either(((acme, old), (big,)))) == [3, 1]
    assert ids(filled, "", Either(())) == []
    assert ids(filled, "", Either(((),))) == [3, 2, 1]


def test_not_turns_a_condition_round(filled: SearchEngine) -> None:
    assert ids(filled, "", Not(AnyOf("specialties", ("oncology",)))) == [2]
    assert ids(filled, "", Not(Either(((AnyOf("id", (1,)),), (AnyOf("id", (2,)),))))) == [3]


def test_conditions_hold_together(filled: SearchEngine) -> None:
    both = (AnyOf("employer_slug", ("acme",)), Not(AnyOf("id", (1,))))
    assert ids(filled, "coder", *both) == [2]


@pytest.mark.parametrize(
    "hostile",
    [
        '"',
        '\\"',
        "a\\",
        '") OR id > 0 OR ("',
        "'",
        "x' OR '1'='1",
        "\n",
        "\x00",
        "𝔘 — ☃",
        "a" * 5000,
    ],
)
def test_a_value_is_never_syntax(filled: SearchEngine, hostile: str) -> None:
    assert ids(filled, "", AnyOf("employer_slug", (hostile,))) == []
    assert ids(filled, hostile, AnyOf("employer_slug", (hostile,))) == []


def test_a_quotation_mark_in_a_value_is_found_again(engine: SearchEngine) -> None:
    engine.put([a_document(1, employer_slug='the "best"')])
    assert ids(engine, "", AnyOf("employer_slug", ('the "best"',))) == [1]


def test_a_lone_surrogate_in_the_words_is_only_a_word(filled: SearchEngine) -> None:
    assert ids(filled, "coder \ud800") == [2, 1]


def test_facets_count_all_that_was_found(filled: SearchEngine) -> None:
    answer = filled.ask(Question(facets=("specialties", "apprentice", "setting"), limit=1))
    assert answer.facets == {
        "specialties": {"oncology": 2, "cardiology": 1, "transplant-cellular": 1},
        "apprentice": {"true": 1, "false": 1},
        "setting": {},
    }


def test_a_page_knows_the_exact_total(engine: SearchEngine) -> None:
    engine.put([a_document(id) for id in range(1, 1201)])
    answer = engine.ask(Question("coder", limit=2, offset=1190))
    assert answer.total == 1200
    assert len(answer.hits) == 2


def test_a_sort_that_is_asked_for_comes_before_the_words(filled: SearchEngine) -> None:
    assert ids(filled, "inpatient", sort=("posted:desc",)) == [3, 1]
    assert ids(filled, "", sort=("posted:asc",)) == [1, 2, 3]


def test_what_has_no_value_comes_last_in_both_directions(filled: SearchEngine) -> None:
    assert ids(filled, "", sort=("pay.hourly_max:desc", "posted:desc")) == [1, 2, 3]
    assert ids(filled, "", sort=("pay.hourly_max:asc", "posted:desc")) == [2, 1, 3]


def test_hits_carry_the_fields_that_were_asked_for(filled: SearchEngine) -> None:
    answer = filled.ask(Question(fields=("title",), conditions=(AnyOf("id", (2,)),)))
    assert list(answer.hits) == [{"id": 2, "title": "Outpatient coder"}]


def test_highlighting_marks_the_words_in_the_fields_asked_for(filled: SearchEngine) -> None:
    question = Question("outpatient", fields=("title", "summary"), highlight=("title",))
    [hit] = filled.ask(question).hits
    assert hit["title"] == "Outpatient coder"
    assert hit["_formatted"] == {"title": f"{HIGHLIGHT_PRE}Outpatient{HIGHLIGHT_POST} coder"}


def test_many_questions_are_answered_in_their_order(filled: SearchEngine) -> None:
    answers = filled.ask_many([Question("auditor"), Question(limit=0), Question("outpatient")])
    assert [answer.total for answer in answers] == [1, 3, 1]
    assert filled.ask_many([]) == []


def test_meanwhile_the_answers_to_all_but_the_first_are_there(filled: SearchEngine) -> None:
    told: list[list[Answer]] = []
    questions = [Question(facets=("level",)), Question("auditor"), Question("outpatient")]
    answers = filled.ask_many(questions, meanwhile=told.append)
    assert told == [answers[1:]]
    assert [answer.total for answer in answers[1:]] == [1, 1]


def test_put_takes_the_place_of_the_whole_document(filled: SearchEngine) -> None:
    filled.put([a_document(1, title="Tumor registrar")])
    assert ids(filled, "registrar") == [1]
    assert ids(filled, "", AnyOf("specialties", ("transplant-cellular",))) == []


def test_what_is_removed_is_gone_and_what_was_not_there_does_no_harm(filled: SearchEngine) -> None:
    filled.remove([1, 3, 99])
    filled.remove([])
    assert ids(filled) == [2]


def test_revisions_are_those_of_the_documents(filled: SearchEngine) -> None:
    filled.put([{**INPATIENT, "rev": 7}])
    assert sorted(filled.revisions()) == [(1, 7), (2, 1), (3, 1)]


def test_a_fresh_index_takes_the_place_of_the_live_one(filled: SearchEngine) -> None:
    fresh = filled.start_fresh()
    filled.fill(iter([[a_document(8)], [], [a_document(9)]]), index=fresh)
    assert ids(filled) == [3, 2, 1]
    assert sorted(filled.revisions(index=fresh)) == [(8, 1), (9, 1)]
    filled.swap_in(fresh)
    assert ids(filled) == [9, 8]
    assert filled.fresh_ones() == []


def test_a_dropped_index_is_missing(filled: SearchEngine) -> None:
    fresh = filled.start_fresh()
    assert filled.fresh_ones() == [fresh]
    filled.drop(fresh)
    filled.drop(fresh)
    for use in (
        lambda: filled.put([INPATIENT], index=fresh),
        lambda: filled.remove([1], index=fresh),
        lambda: filled.ask(Question(), index=fresh),
        lambda: list(filled.revisions(index=fresh)),
        lambda: filled.swap_in(fresh),
    ):
        with pytest.raises(IndexMissing):
            use()
    assert filled.fresh_ones() == []


def test_an_index_that_was_set_up_has_the_codes_settings(engine: SearchEngine) -> None:
    assert engine.set_up()
    assert engine.set_up()
    assert engine.is_well()
