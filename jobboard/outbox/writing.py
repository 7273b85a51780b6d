"""Writing into the outbox, in the transaction of what happened."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, literal, select

from jobboard.clock import clock
from jobboard.db import db
from jobboard.outbox.models import PEOPLE_FIRST, OutboxRow


def note(
    topic: str, *, key: int | None = None, urgency: int = PEOPLE_FIRST, **payload: Any
) -> OutboxRow:
    """Adds a row that the worker will act on after the commit, or never if there is none."""
    row = OutboxRow(**untried(topic, key, payload, urgency=urgency, at=clock()))
    db.session.add(row)
    return row


def note_keys(topic: str, keys: Iterable[int], *, urgency: int = PEOPLE_FIRST) -> None:
    """A row for each key, past the session's objects: also while it is writing them."""
    now = clock()
    _insert([untried(topic, key, {}, urgency=urgency, at=now) for key in sorted(keys)])


def note_for_later(topic: str, due: Mapping[int, datetime]) -> None:
    """The same for keys that are due at a moment of their own."""
    _insert([untried(topic, key, {}, urgency=PEOPLE_FIRST, at=at) for key, at in due.items()])


def note_found(topic: str, keys: Select[int], *, urgency: int) -> None:
    """A row for each key that the query gives, made by the database itself."""
    found = keys.subquery()
    row = untried(topic, None, {}, urgency=urgency, at=clock())
    columns = {
        name: literal(value, OutboxRow.__table__.c[name].type) for name, value in row.items()
    }
    rows = select(*(columns | {"key": found.c[0]}).values()).distinct()
    db.session.connection().execute(insert(OutboxRow).from_select(list(row), rows))


def untried(
    topic: str, key: int | None, payload: dict[str, Any], *, urgency: int, at: datetime
) -> dict[str, Any]:
    """The columns of a row that nobody has claimed yet."""
    return {
        "topic": topic,
        "key": key,
        "payload": payload,
        "urgency": urgency,
        "noted_at": at,
        "not_before": at,
        "attempts": 0,
    }


def _insert(rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.connection().execute(insert(OutboxRow), rows)
