"""Rich text from people: what is left of it, and what it costs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.web import html

DEEP = ["<b>", "<div>", "<ul><li>", '<b title="</b>">', "<a <a <x>", "<!-- <b> -->"]


@pytest.mark.parametrize("nest", DEEP)
@pytest.mark.parametrize("way", [html.clean, html.plain])
def test_a_text_made_to_take_long_keeps_its_words_and_loses_its_tags(nest, way):
    handed = []
    real = html.nh3.clean

    def watched(text, **how):
        handed.append(len(html.NESTING.findall(text)))
        return real(text, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html.nh3, "clean", watched)
        said = way(nest * 30_000 + "Coder wanted")
    assert "Coder wanted" in said
    assert max(handed, default=0) <= html.MOST_NESTING


def test_as_many_tags_as_somebody_writes_stay():
    text = "<p><b>Coder</b> wanted.</p>" * 1_500
    assert html.clean(text) == text


PIECES = [
    "<p>", "</p>", "<b>", "</b>", "<br>", "<ul><li>", "<script>", "</script>", "<!-- ", " -->", "<st",
    '<a href="https://a?b>c&d">', "</a>", "<h2>", "</h2>", "&lt;b&gt;", "&nbsp;", "&copy", "<", ">",
    "&", '"', "Coder", " 2 < 3 ", "\n",
]  # fmt: skip
written = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(written, st.integers(0, 60))
def test_what_we_have_cleaned_says_the_same_however_it_is_read(text, cut):
    """Also where the end is missing, as of a text of which only the beginning is read."""
    cleaned = html.clean(text)[: cut or None]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "FOREIGN", re.compile(""))  # all of it is read as anybody's
        carefully = html.plain(cleaned)
    assert html.plain(cleaned) == carefully


@pytest.mark.parametrize("text", ["<script>a()</script>", "<style>a</style>", "<!-- a -->", "<a"])
def test_what_we_have_not_cleaned_says_no_more_than_it_shows(text):
    assert html.plain(f"<p>Coder{text}") == "Coder"
