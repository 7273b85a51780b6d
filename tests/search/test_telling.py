"""Documents of hits: read once for each revision, and never of a former one."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from jobboard.errors import SearchUnavailable
from jobboard.gateways.memory_engine import MemoryEngine
from jobboard.gateways.search_engine import Answer, Document, Question
from jobboard.search import telling


class Counting(MemoryEngine):
    """An engine that counts how often it is asked."""

    asked = 0

    def ask(self, question: Question, *, index: str | None = None) -> Answer:
        self.asked += 1
        return super().ask(question, index=index)


@pytest.fixture
def engine() -> Iterator[Counting]:
    telling.forget_documents()
    engine = Counting()
    engine.put([a_document(1), a_document(2)])
    yield engine
    telling.forget_documents()


def a_document(id_: int, rev: int = 1, **said: Any) -> Document:
    return {
        "id": id_,
        "rev": rev,
        "title": f"Coder {id_}",
        "slug": "coder",
        "employer": "Acme",
        "codes": ["cpt:38240"],
    } | said


def hits(*pairs: tuple[int, int]) -> Sequence[Document]:
    return [{"id": id_, "rev": rev} for id_, rev in pairs]


def titles(told: Sequence[Document]) -> list[str]:
    return [document["title"] for document in told]


def test_the_documents_come_in_the_order_of_the_hits(engine: Counting) -> None:
    assert titles(telling.told(hits((2, 1), (1, 1)), engine=engine)) == ["Coder 2", "Coder 1"]


def test_what_is_known_is_not_asked_for_again(engine: Counting) -> None:
    first = telling.told(hits((1, 1), (2, 1)), engine=engine)
    assert telling.told(hits((1, 1), (2, 1)), engine=engine) == first
    assert engine.asked == 1


def test_no_hits_ask_nothing(engine: Counting) -> None:
    assert telling.told([], engine=engine) == []
    assert engine.asked == 0


def test_a_new_revision_is_read_anew(engine: Counting) -> None:
    telling.told(hits((1, 1)), engine=engine)
    engine.put([a_document(1, rev=2, title="Senior coder")])
    assert titles(telling.told(hits((1, 2)), engine=engine)) == ["Senior coder"]


def test_a_document_written_since_it_was_found_says_what_it_says_now(engine: Counting) -> None:
    engine.put([a_document(1, rev=2, title="Senior coder")])
    assert titles(telling.told(hits((1, 1)), engine=engine)) == ["Senior coder"]


def test_a_document_that_has_left_the_index_is_left_out(engine: Counting) -> None:
    engine.remove([1])
    assert titles(telling.told(hits((1, 1), (2, 1)), engine=engine)) == ["Coder 2"]


def test_marks_belong_to_one_search_only(engine: Counting) -> None:
    marked = {"id": 1, "rev": 1, "_formatted": {"title": "marked"}}
    assert telling.told([marked], engine=engine)[0]["_formatted"] == {"title": "marked"}
    assert "_formatted" not in telling.told(hits((1, 1)), engine=engine)[0]


def test_equal_texts_of_many_documents_are_held_once(engine: Counting) -> None:
    one, other = telling.told(hits((1, 1), (2, 1)), engine=engine)
    assert one["codes"][0] is other["codes"][0]


@pytest.mark.parametrize("lacking", ["rev", "title", "slug", "employer"])
def test_a_document_that_is_none_of_ours_is_an_engine_that_is_away(
    engine: Counting, lacking: str
) -> None:
    document = {name: value for name, value in a_document(1).items() if name != lacking}
    engine.put([document])
    with pytest.raises(SearchUnavailable, match="makes no sense"):
        telling.told([{"id": 1}], engine=engine)
