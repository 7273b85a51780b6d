"""The peer is a fair one: it narrows and sorts by what the engine does, and by no more."""

from jobboard.search.schema import FILTERABLE, SORTABLE
from tests.bench.peer import CORNERS, LISTS, NUMBERS, WORDS


def test_the_peer_has_a_column_for_each_field_that_the_engine_filters_or_sorts_by() -> None:
    columns = ["id", "apprentice", *LISTS, *CORNERS, *WORDS, *NUMBERS]
    fields = {field.removeprefix("pay.") for field in (*FILTERABLE, *SORTABLE)}
    assert sorted(columns) == sorted(fields)
