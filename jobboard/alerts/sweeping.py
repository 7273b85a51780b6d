"""The timed task that decides which alert writes about which jobs.

What is decided and the letter that follows from it are committed together, after the search and in
one short transaction that begins by moving the alert on. So a worker that is killed at any moment,
or two that work at once, write nothing twice and leave nothing out.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import insert, update

from jobboard.alerts import arrivals, queries
from jobboard.alerts.models import Alert, AlertJob
from jobboard.alerts.rhythm import AlertState, Rhythm, next_due
from jobboard.alerts.saving import own_of
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.outbox import note
from jobboard.search.answering import Results, answer
from jobboard.settings import current_settings

log = logging.getLogger(__name__)

AT_ONCE = 500
# The plain search finds less: while the engine is away for a short time, alerts wait for it.
PATIENCE = timedelta(hours=1)
AFTER_TROUBLE = timedelta(hours=1)


def sweep(now: datetime) -> int:
    """Looks for all alerts that are due; how many have written. Commits by itself."""
    arrivals.note(now)
    db.session.commit()
    due = queries.due(now, latest=arrivals.latest(), limit=AT_ONCE)
    return sum(_look_safely(alert_id, now) for alert_id in db.session.scalars(due).all())


def _look_safely(alert_id: int, now: datetime) -> bool:
    """One alert's trouble is not the others'."""
    try:
        return look(db.session.get_one(Alert, alert_id), now)
    except Exception:
        db.session.rollback()
        log.exception("an alert could not look", extra={"alert": alert_id})
        later = update(Alert).where(Alert.id == alert_id).values(due_at=now + AFTER_TROUBLE)
        db.session.execute(later)
        db.session.commit()
        return False


def look(alert: Alert, now: datetime) -> bool:
    """Whether it has something to write about: decided, kept and noted for the post at once."""
    before, rhythm, owner = alert.looked_at, Rhythm(alert.rhythm), alert.id
    results = _found(alert, now)
    if results and results.degraded and now - alert.due_at < PATIENCE:
        db.session.rollback()
        return False
    ids = [hit["id"] for hit in results.hits] if results else []
    due = next_due(rhythm, after=now, zone=current_settings().zone, told=bool(ids))
    db.session.rollback()  # the transaction of the reading ends; the one that writes begins
    moved = update(Alert).where(
        Alert.id == owner, Alert.looked_at == before, Alert.state == AlertState.ON
    )
    connection = db.session.connection()
    if not connection.execute(moved.values(looked_at=now, due_at=due)).rowcount:
        db.session.rollback()  # stopped, or somebody else's by now
        return False
    if ids and results:
        _write(owner, ids, more=results.total - len(ids), now=now)
    db.session.commit()
    return bool(ids)


def _found(alert: Alert, now: datetime) -> Results | None:
    """Of the jobs that are new since the last look, those that match; None where none is new."""
    new = arrivals.between(alert.looked_at, now)
    new -= set(db.session.scalars(queries.already_sent(alert)))
    if not new:
        return None
    own = replace(own_of(alert.person), only=new)
    search = alert.search.sorted_by("newest")
    return answer(search, engine=gateways().search, now=now, facets=False, own=own)


def _write(alert_id: int, posting_ids: list[int], *, more: int, now: datetime) -> None:
    letter = uuid4().hex
    rows = [
        {"alert_id": alert_id, "posting_id": one, "letter": letter, "sent_at": now}
        for one in posting_ids
    ]
    db.session.execute(insert(AlertJob), rows)
    note("alerts", key=alert_id, letter=letter, more=more)
