"""A second index in a shape of its own: the same expectations for both search engines."""

from typing import Any

import pytest

from jobboard.gateways.memory_engine import MemoryEngine
from jobboard.gateways.search_engine import AnyOf, Question, SearchEngine
from jobboard.lookup.schema import REFERENCE, document_id


def a_code(row: int, code: str, title: str, system: str = "icd10cm", **said: Any) -> dict[str, Any]:
    return {
        "id": document_id("code", row),
        "rev": 1,
        "kind": "code",
        "system": system,
        "code": code,
        "title": title,
        "depth": len(code),
        **said,
    }


LEUKEMIA = a_code(1, "C92.0", "Acute myeloblastic leukemia")
REMISSION = a_code(2, "C92.01", "Acute myeloblastic leukemia, in remission")
BIOPSY = a_code(3, "38221", "Taking a solid core of marrow", "cpt", names=["bone marrow biopsy"])
ARTICLE = {
    "id": document_id("article", 1),
    "rev": 1,
    "kind": "article",
    "title": "Leukemia and its codes",
    "text": "How remission is coded.",
}


@pytest.fixture(params=["memory", "meilisearch"])
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    if request.param == "memory":
        engine: SearchEngine = MemoryEngine(REFERENCE)
    else:
        engine = request.getfixturevalue("reference_meili")
    engine.put([REMISSION, LEUKEMIA, BIOPSY, ARTICLE])
    return engine


def titles(engine: SearchEngine, words: str, *conditions: Any, **asked: Any) -> list[str]:
    hits = engine.ask(Question(words, tuple(conditions), matching="all", **asked)).hits
    return [hit["title"] for hit in hits]


def test_the_more_general_of_two_equal_matches_comes_first(engine: SearchEngine) -> None:
    codes = AnyOf("kind", ("code",))
    assert titles(engine, "acute leukemia", codes) == [LEUKEMIA["title"], REMISSION["title"]]


def test_a_code_is_found_by_its_other_names(engine: SearchEngine) -> None:
    assert titles(engine, "marrow biopsy") == [BIOPSY["title"]]


def test_kinds_and_systems_are_asked_for_apart(engine: SearchEngine) -> None:
    assert titles(engine, "remission", AnyOf("kind", ("article",))) == [ARTICLE["title"]]
    assert titles(engine, "", AnyOf("system", ("cpt",))) == [BIOPSY["title"]]


def test_ids_of_different_kinds_never_meet(engine: SearchEngine) -> None:
    assert sorted(id for id, _ in engine.revisions()) == [8, 9, 16, 24]


def test_an_index_in_this_shape_says_so(engine: SearchEngine) -> None:
    assert engine.set_up()
    assert engine.is_well()


def test_a_fresh_one_takes_its_place(engine: SearchEngine) -> None:
    fresh = engine.start_fresh()
    engine.fill([[BIOPSY]], index=fresh)
    engine.swap_in(fresh)
    assert titles(engine, "") == [BIOPSY["title"]]
