"""Alerts made the way people make them, and a worker that is moved through time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from jobboard import worker
from jobboard.accounts.models import User
from jobboard.alerts import actions
from jobboard.alerts.models import Alert
from jobboard.alerts.rhythm import Rhythm
from jobboard.alerts.saving import own_of, wanted
from jobboard.alerts.sweeping import sweep
from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.gateways.mail import Letter
from jobboard.postings.models import Posting
from jobboard.search.criteria import read
from tests.making import NOON, a_candidate, a_published_posting, an_employer

ADDRESS = "casey@example.com"


def a_wanted(query: str = "", person: User | None = None, now: datetime = NOON) -> Any:
    search, _ = read(MultiDict(pair.split("=") for pair in query.split("&") if pair))
    return wanted(search, own=own_of(person), now=now)


def an_alert(
    query: str = "q=coder",
    rhythm: Rhythm = Rhythm.AT_ONCE,
    *,
    person: User | None = None,
    now: datetime = NOON,
) -> Alert:
    """Of somebody with an account, on since `now`."""
    person = person or a_candidate()
    with stopped_at(now):
        alert = actions.save(person, a_wanted(query, person, now), rhythm, now=now)
        db.session.commit()
    return alert


def an_address_alert(query: str = "q=coder", *, now: datetime = NOON) -> Alert:
    """Asked for by a visitor, and confirmed."""
    with stopped_at(now):
        actions.ask(ADDRESS, a_wanted(query, now=now), Rhythm.AT_ONCE, now=now)
        db.session.commit()
        alert = db.session.scalars(select(Alert).where(Alert.address == ADDRESS)).one()
        actions.confirm(alert, now=now)
        db.session.commit()
    return alert


def a_job(now: datetime, title: str = "Inpatient Coder", **wording: Any) -> Posting:
    with stopped_at(now):
        employer = wording.pop("employer", None) or an_employer()
        return a_published_posting(now=now, title=title, employer=employer, **wording)


def work(now: datetime) -> int:
    """What the worker does at this moment: the index follows, alerts decide, letters leave."""
    with stopped_at(now):
        worker.settle()
        wrote = sweep(now)
        worker.settle()
    return wrote


def alert_letters() -> list[Letter]:
    return [one for one in gateways().mail.letters if "List-Unsubscribe" in one.headers]  # type: ignore[attr-defined]


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)
