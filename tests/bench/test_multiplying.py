"""A multiplied board is one that the board itself could have had."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from jobboard.clock import clock, stopped_at
from jobboard.db import db
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording, WordingCode
from jobboard.search import indexer, rebuild
from tests.bench import multiplying
from tests.making import NOON, a_published_posting


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiplying, "DIFFERENT", 2)


def test_every_posting_is_there_as_often_as_was_asked(app: Flask) -> None:
    with stopped_at(NOON):
        for name in ("Red", "Blue"):
            a_published_posting(title=f"{name} Coder", codes=["cpt:38204-38243"])
        db.session.commit()
        multiplying.multiply(3)
        ids = rebuild._ids_after(0)
        titles = [one["title"] for one in indexer.documents_of(ids, now=clock())]
    assert sorted(titles) == ["Blue Coder"] * 3 + ["Red Coder"] * 3
    assert db.session.scalar(select(func.count()).select_from(WordingCode)) == 6
    own = select(func.count(Posting.id)).join(Wording, Wording.id == Posting.shown_id)
    assert db.session.scalar(own.where(Wording.posting_id == Posting.id)) == 6


def test_a_board_is_multiplied_once(app: Flask) -> None:
    for name in ("Red", "Blue"):
        a_published_posting(title=f"{name} Coder")
    db.session.commit()
    for _ in range(2):
        multiplying.multiply(2)
    assert db.session.scalar(select(func.count()).select_from(Posting)) == 4
