"""Ring by ring: the order of the hits, and how little is asked for it."""

from collections.abc import Sequence

import pytest

from jobboard.gateways.memory_engine import MemoryEngine
from jobboard.gateways.search_engine import (
    Answer,
    AnyOf,
    Condition,
    Document,
    Either,
    Meanwhile,
    Question,
    nothing,
)
from jobboard.search.asking import PAGE, Plan, rings_of
from jobboard.search.rings import ring_by_ring
from jobboard.search.understanding import understand

INNER = AnyOf("plainly", ("coder",))
MIDDLE = Either(((INNER,), (AnyOf("plainly", ("auditor",)),)))
EVERYTHING = Question(sort=("id:asc",), limit=PAGE, facets=("level",))
RECOUNTED = Question(limit=0, facets=("role",))


class Counting(MemoryEngine):
    """An engine that notes how many questions each round trip brings."""

    def __init__(self) -> None:
        super().__init__()
        self.trips: list[int] = []

    def ask_many(
        self, questions: Sequence[Question], *, meanwhile: Meanwhile = nothing
    ) -> list[Answer]:
        self.trips.append(len(questions))
        return super().ask_many(questions, meanwhile=meanwhile)


def an_engine(*, plainly: int, beside: int, others: int) -> Counting:
    """So many jobs in each ring. The ids stand the other way round, so that the order is not theirs."""
    tags = ["coder"] * plainly + ["auditor"] * beside + ["nurse"] * others
    engine = Counting()
    engine.put([{"id": 1000 - at, "plainly": [tag], "level": tag} for at, tag in enumerate(tags)])
    return engine


def page_of(engine: Counting, number: int = 1) -> Answer:
    asked = Question(**{**vars(EVERYTHING), "offset": (number - 1) * PAGE})
    first, *rest = ring_by_ring(Plan((asked, RECOUNTED), ("role",), (INNER, MIDDLE)), engine=engine)
    assert len(rest) == 1
    return first


def tags(engine: Counting, answer: Answer) -> list[str]:
    documents = engine.indexes["live"]
    return [documents[hit["id"]]["level"] for hit in answer.hits]


def test_a_ring_that_fills_the_page_is_the_only_one_asked() -> None:
    engine = an_engine(plainly=PAGE, beside=5, others=5)
    assert tags(engine, page_of(engine)) == ["coder"] * PAGE
    assert engine.trips == [3]  # the counts, the ring, and the facet that is counted apart


def test_where_all_are_in_the_first_ring_nothing_more_is_asked() -> None:
    engine = an_engine(plainly=3, beside=0, others=0)
    assert tags(engine, page_of(engine)) == ["coder"] * 3
    assert engine.trips == [3]


@pytest.mark.parametrize("plainly", [0, 1, PAGE - 1])
def test_what_the_first_ring_leaves_open_the_others_fill(plainly: int) -> None:
    engine = an_engine(plainly=plainly, beside=2, others=40)
    expected = ["coder"] * plainly + ["auditor"] * 2 + ["nurse"] * 40
    assert tags(engine, page_of(engine)) == expected[:PAGE]
    assert engine.trips == [3, 2]


def test_the_pages_together_show_every_job_once_ring_after_ring() -> None:
    engine = an_engine(plainly=25, beside=7, others=30)
    pages = [page_of(engine, number) for number in (1, 2, 3, 4)]
    shown = [tag for one in pages for tag in tags(engine, one)]
    assert shown == ["coder"] * 25 + ["auditor"] * 7 + ["nurse"] * 30
    assert len({hit["id"] for one in pages for hit in one.hits}) == 62


def test_the_total_and_the_counts_are_of_all_rings() -> None:
    engine = an_engine(plainly=30, beside=5, others=5)
    answer = page_of(engine)
    assert answer.total == 40
    assert answer.facets["level"] == {"coder": 30, "auditor": 5, "nurse": 5}


@pytest.mark.parametrize(
    ("rings", "plainly", "number"),
    [
        pytest.param((INNER, MIDDLE), PAGE, 1, id="the first ring fills the page"),
        pytest.param((), 3, 1, id="no rings"),
        pytest.param((), PAGE, 2, id="no rings, a page behind the first"),
    ],
)
def test_a_page_is_begun_while_the_engine_counts(
    rings: tuple[Condition, ...], plainly: int, number: int
) -> None:
    answer, begun = begun_by(an_engine(plainly=plainly, beside=3, others=3), rings, number)
    assert begun == [answer.hits]


@pytest.mark.parametrize(
    ("plainly", "number"),
    [
        pytest.param(PAGE - 1, 1, id="other rings have the rest of the page"),
        pytest.param(PAGE + 1, 2, id="where the page begins depends on the rings"),
    ],
)
def test_a_page_whose_hits_are_known_last_is_not_begun_sooner(plainly: int, number: int) -> None:
    answer, begun = begun_by(
        an_engine(plainly=plainly, beside=3, others=3), (INNER, MIDDLE), number
    )
    assert begun == []
    assert len(answer.hits) == (PAGE if number == 1 else 7)


def begun_by(
    engine: Counting, rings: tuple[Condition, ...], number: int
) -> tuple[Answer, list[Sequence[Document]]]:
    begun: list[Sequence[Document]] = []
    asked = Question(**{**vars(EVERYTHING), "offset": (number - 1) * PAGE})
    [answer] = ring_by_ring(Plan((asked,), (), rings), engine=engine, begin=begun.append)
    return answer, begun


def test_of_a_specialty_those_come_first_whose_title_names_it() -> None:
    cardiology = understand("cardiology coder")
    first, second = rings_of(cardiology.understood, cardiology.words)
    named = AnyOf("plainly", ("titled:specialty:cardiology",))
    assert first == Either(((named, AnyOf("plainly", ("coder",))),))
    assert second == AnyOf("plainly", ("specialty:cardiology",))


def test_what_the_work_is_says_more_than_what_its_title_names() -> None:
    typed = understand("cardiology profee").understood
    assert not any("titled:" in repr(ring) for ring in rings_of(typed))
