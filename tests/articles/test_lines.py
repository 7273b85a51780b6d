"""An article as lines: what an editor typed comes back as it was, and what is not right is said."""

import pytest

from jobboard.articles import lines
from jobboard.articles.files import read_articles

LONG = "The donor decides between the two codes of each pair, and the record says who it was."


@pytest.mark.parametrize("article", read_articles(), ids=lambda one: one.slug)
def test_our_own_articles_come_back_as_they_were(article):
    sections = tuple({k: v for k, v in vars(one).items() if v} for one in article.sections)
    stripped = tuple({**one, "text": one["text"].strip()} for one in sections)
    assert lines.sections_from_lines(lines.sections_as_lines(sections)) == stripped
    assert lines.codes_from_line(lines.codes_as_line(article.codes)) == article.codes
    assert lines.sources_from_lines(lines.sources_as_lines(article.sources)) == article.sources


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", "at least one section"),
        (LONG, "Line 1: begin with a heading"),
        ("## A\nshort", "“A” says too little"),
        ("##\n" + LONG, "A heading has"),
        (f"## A\n{LONG}\n## a!\n{LONG}", "Two sections are called"),
        (f"## A\nIt is rare for . {LONG}", "a hole that was never filled"),
        ("\n".join(f"## {n}\n{LONG}" for n in range(41)), "40 sections"),
    ],
)
def test_what_is_wrong_with_the_sections_is_said(text, trouble):
    with pytest.raises(ValueError, match=trouble):
        lines.sections_from_lines(text)


@pytest.mark.parametrize(
    "line",
    ["A title alone", "| https://example.org", "A | example.org | 2026-11-01", "A | 2026-13-01",
     "A | https://example.org", "A | https://example.org | 2026-11-01 | more"],
)  # fmt: skip
def test_a_source_says_when_it_was_opened(line):
    with pytest.raises(ValueError, match="Source 1"):
        lines.sources_from_lines(line)


def test_a_page_of_ours_needs_no_day():
    assert lines.sources_from_lines("CPT 38240 | /codes/cpt/38240") == (
        {"title": "CPT 38240", "url": "/codes/cpt/38240"},
    )


def test_a_code_that_is_none_is_named():
    with pytest.raises(ValueError, match="runs backwards"):
        lines.codes_from_line("cpt:38243-38240")
