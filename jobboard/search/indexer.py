"""Makes the index say of some postings what the database says of them now.

It is told which postings may have changed, and decides by what it reads: public ones are put, all
others removed. So order, duplicates and replays do not matter.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session, joinedload, selectinload

from jobboard.clock import clock
from jobboard.db import db
from jobboard.garbage import collecting_once
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import IndexMissing, SearchEngine
from jobboard.outbox import leases, note
from jobboard.outbox.draining import Claim, Topic
from jobboard.outbox.patience import engine_is_away
from jobboard.postings.models import Posting
from jobboard.postings.queries import public_postings
from jobboard.postings.wording_models import Wording, WordingTag
from jobboard.search.documents import document

REBUILD = "search:rebuild"
BATCH = 250
# Of the tags only those that a document is made of: a third of all rows that a rebuild would read.
EAGER = (
    joinedload(Posting.employer),
    joinedload(Posting.shown).options(
        selectinload(Wording.tags.and_(WordingTag.kind.startswith("credential-"))),
        selectinload(Wording.codes),
        selectinload(Wording.places),
    ),
)


def follow(claims: Sequence[Claim]) -> None:
    """Does a batch of the outbox's topic "search"; raises unless the index has followed."""
    ids = list(dict.fromkeys(claim.key for claim in claims if claim.key is not None))
    beside = index_being_filled(clock())
    # Read after that: a rebuild that begins later reads these rows later still.
    documents = documents_of(ids, now=clock())
    engine = gateways().search
    try:
        write(engine, ids, documents)
    except IndexMissing:
        _make_again(engine)
        raise
    if beside is not None:
        _write_beside(engine, beside, ids, documents)


def documents_of(ids: Sequence[int], *, now: datetime) -> list[dict[str, Any]]:
    """The documents of those that are public, read in a short transaction of its own."""
    query: Any = public_postings(now).where(Posting.id.in_(ids)).options(*EAGER)
    with collecting_once(), Session(db.engine) as session:
        return [
            document(posting, posting.shown, posting.employer)
            for posting in session.scalars(query)
            if posting.shown is not None
        ]


def write(
    engine: SearchEngine,
    ids: Iterable[int],
    documents: Sequence[dict[str, Any]],
    *,
    index: str | None = None,
) -> None:
    engine.put(documents, index=index)
    engine.remove(set(ids) - {one["id"] for one in documents}, index=index)


def index_being_filled(now: datetime) -> str | None:
    """The index that a rebuild, here or elsewhere, is filling at this moment."""
    with db.engine.connect() as connection:
        return leases.told(connection, REBUILD, now=now)


SEARCH = Topic(
    follow,
    batch=BATCH,
    one_at_a_time=True,
    first_pause=timedelta(milliseconds=500),
    patient_with=engine_is_away,
)


def _write_beside(
    engine: SearchEngine, fresh: str, ids: list[int], documents: list[dict[str, Any]]
) -> None:
    """A change that reached only the live index would be lost when the fresh one is swapped in."""
    try:
        write(engine, ids, documents, index=fresh)
    except IndexMissing:
        if index_being_filled(clock()) == fresh:
            raise


def _make_again(engine: SearchEngine) -> None:
    """The engine lost its index: an empty one with our settings, and everything into it again."""
    engine.set_up()
    note("rebuild")
    db.session.commit()
