import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.lookup.spreadsheet import as_csv, harmless


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(cell):
    assert harmless(cell).startswith("'")


@pytest.mark.parametrize("cell", ["38240", "C91.0", "Giving donor cells", ""])
def test_what_is_no_formula_stays_as_it_is(cell):
    assert harmless(cell) == cell


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00")),
            min_size=2,
            max_size=2,
        )
    )
)
def test_what_is_written_can_be_read_again(rows):
    read = list(csv.reader(io.StringIO(as_csv(("a", "b"), rows).removeprefix("\ufeff"))))
    assert read[1:] == [[harmless(cell) for cell in row] for row in rows]
