"""Rich text typed without the editor, and shown to be typed on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobboard.web.html import clean, plain
from jobboard.web.typed import to_html, to_typed

PAIRS = [
    ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    ("One\r\ntwo.", "<p>One<br>two.</p>"),
    ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
    ("Duties:\n- a\n- b", "<p>Duties:</p><ul><li>a</li><li>b</li></ul>"),
    ("## Duties\nYou code.", "<h2>Duties</h2><p>You code.</p>"),
    ("### Small", "<h3>Small</h3>"),
    ("**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>"),
    ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
    ("5*6*7", "<p>5*6*7</p>"),
    ("Ask for <name>.\n\n- a", "<p>Ask for &lt;name&gt;.</p><ul><li>a</li></ul>"),
    ("pay < $40 & more", "<p>pay &lt; $40 &amp; more</p>"),
    (
        "[us](https://example.com/?a=1&b=2)",
        '<p><a href="https://example.com/?a=1&amp;b=2" rel="nofollow noopener ugc">us</a></p>',
    ),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ("<p>pasted <b>tags</b></p>", "<p>pasted <b>tags</b></p>"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "html"), PAIRS)
def test_typed_text_becomes_html(typed: str, html: str) -> None:
    assert to_html(typed) == html


@pytest.mark.parametrize("html", [html for _, html in PAIRS if "javascript" not in html])
def test_html_comes_back_as_one_would_type_it(html: str) -> None:
    assert plain(to_html(to_typed(html))) == plain(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>One</p><h2>Two</h2><ul><li>a</li><li>b</li></ul><p>Three<br>four</p>",
        "<ol><li>a <strong>b</strong></li><li>c</li></ol>",
        "<h3>Small</h3><p><em>soft</em> words</p>",
    ],
)
def test_what_can_be_typed_loses_nothing_on_the_way(html: str) -> None:
    assert to_html(to_typed(html)) == html


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_typed_text_is_always_clean_and_settles(typed: str) -> None:
    once = to_html(typed)
    assert clean(once) == once
    assert plain(to_html(to_typed(once))).split() == plain(once).split() or "*" in typed


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<div>One.<br><br>Two<br>lines.<br></div>", "<p>One.</p><p>Two<br>lines.</p>"),
        (
            "<div><strong>a<br><br>b</strong></div>",
            "<p><strong>a</strong></p><p><strong>b</strong></p>",
        ),
        ("<ul><li>a<br><br>b</li></ul>", "<ul><li>a<br><br>b</li></ul>"),
    ],
)
def test_blank_lines_of_the_editor_are_paragraphs(written: str, kept: str) -> None:
    assert clean(written) == kept
