"""Prepared statements say what SQLAlchemy's own way says, and fail in its words."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Integer, bindparam, select, text
from sqlalchemy.exc import SQLAlchemyError

from jobboard.db import Instant, db
from jobboard.postings.models import Posting
from jobboard.prepared import Prepared
from tests.making import NOON, a_published_posting

BY_ID = select(Posting.id, Posting.revision).where(
    Posting.id == bindparam("id", type_=Integer()),
    Posting.expires_at > bindparam("now", type_=Instant()),
    Posting.state == "published",
)


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=400)])
def test_the_rows_are_those_of_the_statement(app: Flask, after: timedelta) -> None:
    posting = a_published_posting()
    db.session.commit()
    values = {"id": posting.id, "now": NOON + after}
    expected = [tuple(row) for row in db.session.execute(BY_ID, values)]
    prepared = Prepared(BY_ID)
    with db.engine.connect() as connection:
        for _ in ("compiled", "known"):
            assert [tuple(row) for row in prepared.rows(connection, values)] == expected
    assert bool(expected) is not bool(after)


def test_the_type_of_a_parameter_still_has_its_say(app: Flask) -> None:
    naive = datetime(2026, 11, 2)
    with (
        db.engine.connect() as connection,
        pytest.raises(ValueError, match="without a time zone"),
    ):
        Prepared(BY_ID).rows(connection, {"id": 1, "now": naive})


def test_what_goes_wrong_is_told_in_sqlalchemys_words(app: Flask) -> None:
    nowhere = Prepared(select(text("1")).select_from(text("no_such_table")))
    with db.engine.connect() as connection, pytest.raises(SQLAlchemyError):
        nowhere.rows(connection, {})
    with db.engine.connect() as connection:
        assert Prepared(BY_ID).rows(connection, {"id": 1, "now": datetime.now(UTC)}) == []
