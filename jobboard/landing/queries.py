"""What the worker has found out about landing pages."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import bindparam, select, tuple_

from jobboard.db import db
from jobboard.landing import subjects
from jobboard.landing.models import LandingFigure
from jobboard.landing.pay import Spread

Key = tuple[str, str]

# A page with fewer jobs is for people who come by, and none for other search engines.
ENOUGH_FOR_ROBOTS = 3


PAY = select(LandingFigure.facet, LandingFigure.value, LandingFigure.pay).where(
    tuple_(LandingFigure.facet, LandingFigure.value).in_(bindparam("keys", expanding=True))
)


def pay_of(keys: Iterable[Key]) -> dict[Key, Spread]:
    """The posted pay of these pages, by facet and value; those without enough of it are left out."""
    wanted = list(keys)
    if not wanted:
        return {}
    # Of a connection, not of the session: a page of results asks the session for nothing else.
    with db.engine.connect() as connection:
        found = connection.execute(PAY, {"keys": wanted}).all()
    return {(facet, value): Spread.from_stored(pay) for facet, value, pay in found if pay}


def counts(facet: str) -> dict[str, int]:
    """How many jobs each page of a facet had when they were last counted."""
    query = select(LandingFigure.value, LandingFigure.jobs).where(
        LandingFigure.facet == facet, LandingFigure.jobs > 0
    )
    return {value: jobs for value, jobs in db.session.execute(query)}


def for_robots() -> Iterator[tuple[str, datetime]]:
    """The addresses of pages with enough jobs, each with its last change."""
    columns = (LandingFigure.facet, LandingFigure.value, LandingFigure.changed_at)
    query = select(*columns).where(LandingFigure.jobs >= ENOUGH_FOR_ROBOTS)
    for facet, value, changed in db.session.execute(query.order_by(*columns[:2])):
        if subject := subjects.of_value(facet, value):
            yield subject.url, changed
