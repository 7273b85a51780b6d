from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from jobboard.web.paging import addresses, paging


@given(st.text(max_size=12), st.integers(0, 10_000), st.integers(1, 50))
def test_any_page_asked_for_is_one_that_there_is(text, total, size):
    asked = paging(MultiDict({"page": text}), total=total, size=size)
    assert 1 <= asked.page <= asked.pages
    assert asked.offset <= max(0, total - 1)


def test_beyond_the_end_is_the_last_page():
    assert paging(MultiDict({"page": "9"}), total=41, size=20).page == 3


def test_other_parameters_are_kept_and_page_one_needs_none():
    url_for_page = addresses("/x", MultiDict([("a", "1"), ("a", "2"), ("page", "7")]))
    assert url_for_page(3) == "/x?a=1&a=2&page=3"
    assert url_for_page(1) == "/x?a=1&a=2"
    assert addresses("/x", MultiDict())(1) == "/x"
