"""The judged set: enough queries of every kind, and each with jobs that are worth finding."""

from collections import Counter

import pytest

from tests.bench.judging import Query, judge, means, queries

KINDS = {"code", "jargon", "typo", "facet", "place", "pay", "plain"}
JOB = {
    "ref": "a", "title": "Inpatient Coder", "description": "<p>Stem cell transplant</p>",
    "arrangement": "remote", "eligible_states": ["TX"], "codes": ["cpt:38204-38243"],
    "credentials": {"any_of": ["CCS"], "accept_apprentice": True},
    "pay": {"min": 50_000, "max": 72_800, "unit": "year"},
    "places": [{"city": "Galveston", "state": "TX", "zip": "77550"}],
}  # fmt: skip


@pytest.mark.parametrize("name", ["sample", "federal"])
def test_there_are_forty_queries_and_every_kind_of_them(name):
    kinds = Counter(query.kind for query in queries(name))
    assert kinds.total() >= 40
    assert kinds.keys() == KINDS


@pytest.mark.parametrize(
    ("tests", "met"),
    [
        ({"title": "inpatient", "text": "stem.cell"}, True),
        ({"title": "stem"}, False),
        ({"covers": "cpt:38241", "credentials": ["CIC", "CCS"]}, True),
        ({"covers": "cpt:38299"}, False),
        ({"pays": 35}, True),
        ({"pays": 36}, False),
        ({"state": "TX", "accept_apprentice": True}, True),
        ({"state": "OH"}, False),
        ({"near": ["Houston, TX", 60]}, True),
        ({"near": ["Houston, TX", 20]}, False),
        ({"arrangement": ["remote", "hybrid"], "software": "epic"}, False),
    ],
)
def test_a_grade_is_read_from_the_record(tests, met):
    assert Query("q", "plain", {2: (tests,)}).grade(JOB) == (2 if met else 0)


def test_the_best_order_is_worth_one_and_what_is_missing_costs():
    records = {
        ref: {**JOB, "ref": ref, "role": role} for ref, role in zip("abc", "xyz", strict=True)
    }
    query = Query("q", "plain", {3: ({"role": "x"},), 2: ({"role": "y"},)})
    best = judge(query, ["a", "b", "c"], records)
    assert (best.ndcg, best.recall, best.nothing) == (1.0, 1.0, False)
    turned = judge(query, ["c", "b"], records)
    assert 0 < turned.ndcg < 0.5
    assert turned.recall == 0.5
    assert judge(query, [], records).nothing
    assert means([best, turned], "recall") == {"all": 0.75, "plain": 0.75}
