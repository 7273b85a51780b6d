"""Cards are drawn once, and then only filled with what a search has marked in them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup

from jobboard.search import drawing
from jobboard.search.drawing import CardKey, card

FACTS = {
    "id": 7, "url": "/jobs/7/coder", "title": "Coder <b>&", "summary": "Codes & audits",
    "employer": "Acme <Health>", "employer_url": None, "place": "Houston, TX",
    "arrangement_label": None, "pay_text": "$30", "posted_label": "Posted today", "is_new": True,
    "specialties": [], "credentials": [], "codes": [], "source_label": None,
    "apply_elsewhere": False,
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_kept(app: Flask) -> Iterator[None]:
    drawing.forget_cards()
    with app.app_context():
        yield


def drawn(facts: dict[str, Any] = FACTS, *, rev: int = 1, **told: Any) -> str:
    why = told.pop("why", ())
    key = CardKey(7, rev, date(2026, 11, 2), "UTC", 2, bool(why))
    return str(card(key, marked=told.get("marked"), why=why, shown=lambda: facts))


def test_a_card_is_drawn_once_for_each_revision() -> None:
    assert "Acme &lt;Health&gt;" in drawn()
    renamed = {**FACTS, "employer": "Bolt"}
    assert "Acme" in drawn(renamed)
    assert "Bolt" in drawn(renamed, rev=2)


def test_what_one_search_has_marked_is_not_on_the_card_of_the_next() -> None:
    marked = (Markup("<mark>Coder</mark> &lt;b&gt;&amp;"), Markup("Codes &amp; audits"))
    assert "<mark>Coder</mark> &lt;b&gt;&amp;</a>" in drawn(marked=marked)
    assert "<mark>" not in drawn()
    assert "Coder &lt;b&gt;&amp;</a>" in drawn()


def test_why_a_job_is_here_is_each_searchs_own() -> None:
    assert "covers 38240 · open to &lt;TX&gt;" in drawn(why=["covers 38240", "open to <TX>"])
    assert "open to OH" in drawn(why=["open to OH"])
    assert "Why this job" not in drawn()


def test_a_card_without_a_summary_has_no_empty_line() -> None:
    assert "job-card-summary" not in drawn({**FACTS, "summary": ""})
    assert "Codes &amp; audits" in drawn(rev=2)
