"""Writing into the outbox, in the transaction of what happened."""

from datetime import datetime
from typing import Any

from jobboard.clock import clock
from jobboard.db import db
from jobboard.outbox.models import PEOPLE_FIRST, OutboxRow


def note(
    topic: str,
    *,
    key: int | None = None,
    urgency: int = PEOPLE_FIRST,
    not_before: datetime | None = None,
    **payload: Any,
) -> OutboxRow:
    """Adds a row that the worker will act on after the commit, or never if there is none."""
    now = clock()
    row = OutboxRow(
        topic=topic,
        key=key,
        payload=payload,
        urgency=urgency,
        noted_at=now,
        not_before=not_before or now,
        attempts=0,
    )
    db.session.add(row)
    return row
