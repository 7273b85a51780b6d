"""A page that is begun while the engine counts: drawn once, and only from what is true in the end."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from jobboard import worker
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.gateways.memory_engine import MemoryEngine
from jobboard.gateways.search_engine import Answer, Meanwhile, Question, nothing
from jobboard.postings import actions
from jobboard.postings.models import Posting
from jobboard.search.answering import answer
from jobboard.search.criteria import Search
from jobboard.search.page import Page
from tests.making import NOON, a_published_posting, owner_of


class NeverCounts(MemoryEngine):
    """An engine that dies while it counts: the jobs were there already."""

    def ask_many(
        self, questions: Sequence[Question], *, meanwhile: Meanwhile = nothing
    ) -> list[Answer]:
        super().ask_many(questions, meanwhile=meanwhile)
        raise SearchUnavailable("The search engine does not answer.")


class Drawn:
    """What was drawn, page after page."""

    def __init__(self) -> None:
        self.titles: list[list[str]] = []

    def __call__(self, page: Page) -> dict[str, Any]:
        self.titles.append([hit["title"] for hit in page.hits])
        return {"titles": self.titles[-1]}


@pytest.fixture
def jobs(app: Flask) -> list[Posting]:
    made = [a_published_posting(title=f"{name} Coder") for name in ("Red", "Blue")]
    db.session.commit()
    worker.settle()
    return made


def test_a_page_is_drawn_once(app: Flask, jobs: list[Posting]) -> None:
    drawn = Drawn()
    results = answer(Search(), engine=app.extensions["gateways"].search, now=NOON, draw=drawn)
    assert results.drawn == {"titles": ["Blue Coder", "Red Coder"]}
    assert len(drawn.titles) == 1


def test_a_job_that_is_not_public_any_more_is_not_drawn(app: Flask, jobs: list[Posting]) -> None:
    red, _ = jobs
    actions.pause(red, by=owner_of(red.employer), now=NOON)
    db.session.commit()
    drawn = Drawn()
    results = answer(Search(), engine=app.extensions["gateways"].search, now=NOON, draw=drawn)
    assert drawn.titles == [["Blue Coder"]]
    assert (len(results.hits), results.total) == (1, 1)


def test_where_the_engine_dies_while_it_counts_the_database_is_asked(
    app: Flask, jobs: list[Posting]
) -> None:
    dying, drawn = NeverCounts(), Drawn()
    dying.indexes = app.extensions["gateways"].search.indexes
    results = answer(Search(q="red"), engine=dying, now=NOON, draw=drawn)
    assert results.degraded
    assert results.drawn == {"titles": ["Red Coder"]}
    assert drawn.titles == [["Red Coder"], ["Red Coder"]]


def test_a_page_behind_the_last_is_drawn_as_the_last(app: Flask, jobs: list[Posting]) -> None:
    drawn = Drawn()
    engine = app.extensions["gateways"].search
    later = NOON + timedelta(minutes=1)
    results = answer(Search(page=9), engine=engine, now=later, draw=drawn)
    assert results.page == 1
    assert results.drawn == {"titles": ["Blue Coder", "Red Coder"]}
