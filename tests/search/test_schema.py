"""The index's settings, and what they do in the real engine."""

from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from jobboard import taxonomy
from jobboard.candidates.eligibility import Standing
from jobboard.gateways.index_shape import equal
from jobboard.gateways.meilisearch import Meilisearch
from jobboard.gateways.search_engine import Question
from jobboard.search import near, schema
from jobboard.search.asking import Around, Asked, plan
from jobboard.search.criteria import read
from jobboard.search.own import Own
from jobboard.search.parameters import CHOICES
from jobboard.search.rings import ring_by_ring
from jobboard.search.understanding import understand
from tests.making import NOON


def found(engine: Meilisearch, words: str) -> list[int]:
    return [hit["id"] for hit in engine.ask(Question(words, matching="all")).hits]


def test_other_settings_are_noticed() -> None:
    assert equal(schema.SETTINGS, schema.SETTINGS)
    for name in schema.SETTINGS:
        assert not equal(schema.SETTINGS, {**schema.SETTINGS, name: None})
    more = {**schema.SETTINGS["synonyms"], "tumor": ["cancer"]}
    assert not equal(schema.SETTINGS, {**schema.SETTINGS, "synonyms": more})


def test_the_order_counts_only_where_it_means_something() -> None:
    turned = {**schema.SETTINGS, "filterableAttributes": list(reversed(schema.FILTERABLE))}
    assert equal(schema.SETTINGS, turned)
    turned = {**schema.SETTINGS, "searchableAttributes": list(reversed(schema.SEARCHABLE))}
    assert not equal(schema.SETTINGS, turned)


def test_synonyms_lead_in_both_directions() -> None:
    synonyms = schema.SETTINGS["synonyms"]
    assert "chargemaster" in synonyms["cdm"]
    assert "cdm" in synonyms["chargemaster"]
    for name, others in synonyms.items():
        assert name not in others


def test_an_engine_with_other_settings_says_so(meili: Meilisearch) -> None:
    assert meili.set_up()
    with meili._client() as client:
        task = client.index(meili.index).update_stop_words(["the"])
    meili._wait(task.task_uid)
    assert not meili.set_up()
    with meili._client() as client:
        task = client.index(meili.index).reset_stop_words()
    meili._wait(task.task_uid)


def test_the_engine_takes_whatever_a_search_asks_by(meili: Meilisearch) -> None:
    own = Own(Standing(frozenset({"CPC"}), "TX"), hidden=frozenset({1}), only=frozenset({2}))
    houston = (Around("Houston, TX", "Houston, TX", (29.76, -95.37), 50),)
    spots = near.spots_around(houston, engine=meili, now=NOON) | {"29.7600,-95.3700": 0.0}
    for address in (
        "q=38241 remote cardiology Texas $30/hour&qualify=1",
        "q=coder&sort=newest&posted=7&pay_min=30&apprentice=1&employer=acme",
        "sort=pay&family=cpt-38204-38243&code=cpt:38241&state=TX",
        *(f"{name}={next(iter(vocabulary))}" for name, (vocabulary, _) in CHOICES.items()),
    ):
        search, notes = read(MultiDict(parse_qsl(address)))
        words = understand(search.q)
        asked = Asked(search, words.words, words.understood, houston, spots, own)
        planned = plan(asked, now=NOON)
        assert (notes, ring_by_ring(planned, engine=meili)[0].total) == ((), 0)
        assert near.nearest_first(asked, planned, engine=meili)[0].total == 0


def test_each_synonym_finds_what_says_the_others(meili: Meilisearch) -> None:
    pairs = [(word, said) for word, others in schema.synonyms().items() for said in others]
    meili.put([{"id": at, "rev": 1, "title": f"Job {said}"} for at, (_, said) in enumerate(pairs)])
    missed = [
        (word, said)
        for at, (word, said) in enumerate(pairs)
        if at not in [hit["id"] for hit in meili.ask(Question(word, limit=200)).hits]
    ]
    assert missed == []


def test_a_misspelled_word_is_found_and_a_misspelled_credential_is_another(
    meili: Meilisearch,
) -> None:
    long = next(slug for slug in taxonomy.CREDENTIALS if len(slug) >= 5 and slug.isalpha())
    meili.put(
        [
            {"id": 1, "rev": 1, "title": "Oncology coder"},
            {"id": 2, "rev": 1, "title": f"Holder of {long}"},
            {"id": 3, "rev": 1, "description": "Knows J9035 and 38240"},
        ]
    )
    assert found(meili, "oncolgy") == [1]
    assert found(meili, long) == [2]
    assert found(meili, "38241") == []
