"""From the hits of a search to a page of jobs: what their documents say, without those that are no
longer public, drawn.

Counting takes the engine longer than finding twenty jobs, so the page is begun as soon as its hits
are there. That costs nobody time, and it spares some: a page that has only waited finds the
processor's caches filled by others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection, Integer, bindparam, select

from jobboard.db import Instant, db
from jobboard.employers.models import Employer
from jobboard.gateways.search_engine import Document, SearchEngine
from jobboard.postings.models import Posting
from jobboard.prepared import Prepared
from jobboard.search import telling
from jobboard.search.asking import PAGE, Asked

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Page:
    """What is known of a search before all is counted: its jobs, each of them public, and what was
    drawn of them."""

    asked: Asked
    hits: Sequence[Document]
    drawn: Mapping[str, Any] = field(default_factory=dict)


Draw = Callable[[Page], Mapping[str, Any]]


class Making:
    """Makes a page of one search, and only once of the same hits."""

    def __init__(self, engine: SearchEngine, now: datetime, draw: Draw) -> None:
        self._engine, self._now, self._draw = engine, now, draw
        self._begun: tuple[Asked, Sequence[Document], Page] | None = None

    def begin(self, asked: Asked, found: Sequence[Document]) -> None:
        self._begun = asked, found, self._told(asked, found)

    def page(self, asked: Asked, found: Sequence[Document]) -> Page:
        """Of what the engine found: it is asked what the documents say that nobody knows yet."""
        if self._begun and self._begun[:2] == (asked, found):
            return self._begun[2]
        return self._told(asked, found)

    def of(self, asked: Asked, documents: Sequence[Document]) -> Page:
        """Of whole documents, whoever found them."""
        page = Page(asked, still_public(documents, self._now))
        return Page(asked, page.hits, self._draw(page))

    def _told(self, asked: Asked, found: Sequence[Document]) -> Page:
        return self.of(asked, telling.told(found, engine=self._engine))


# The rule stands among the columns, not in the WHERE: there it would tempt SQLite to walk the index
# of all public postings instead of looking up twenty. A page's worth of parameters, used or not:
# one statement that is never put together again.
ID_PARAMETERS = [f"id_{at}" for at in range(PAGE)]
WHICH_ARE_PUBLIC = Prepared(
    select(Posting.id, Posting.public_at(bindparam("now", type_=Instant())))
    .join(Employer, Employer.id == Posting.employer_id)
    .where(Posting.id.in_([bindparam(name, type_=Integer()) for name in ID_PARAMETERS]))
)
NOBODYS = dict.fromkeys(ID_PARAMETERS, -1)


def public_among(ids: Sequence[int], now: datetime, connection: Connection) -> set[int]:
    """Those that are public at this very moment: a narrow query for at most a page of postings."""
    if not ids:
        return set()
    asked = dict(zip(ID_PARAMETERS, ids, strict=False))
    rows = WHICH_ARE_PUBLIC.rows(connection, {**NOBODYS, **asked, "now": now})
    return {posting_id for posting_id, is_public in rows if is_public}


def still_public(hits: Sequence[Document], now: datetime) -> list[Document]:
    with db.engine.connect() as connection:
        public = public_among([hit["id"] for hit in hits], now, connection)
    if len(public) < len(hits):
        log.info("stale hits dropped", count=len(hits) - len(public))
    return [hit for hit in hits if hit["id"] in public]
