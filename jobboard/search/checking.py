"""Compares the index with the database, both ways, and has the differences put right."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobboard.clock import clock
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import SearchEngine
from jobboard.outbox import note
from jobboard.outbox.models import BULK
from jobboard.outbox.writing import note_keys
from jobboard.postings.models import Posting
from jobboard.postings.queries import public_postings
from jobboard.postings.wording_models import Wording
from jobboard.search.documents import fingerprint
from jobboard.search.listener import TOPIC

log = logging.getLogger(__name__)

# In the order of `documents.fingerprinted`.
FINGERPRINTED = (
    Wording.id,
    Wording.digest,
    Posting.published_at,
    Posting.publish_at,
    Posting.expires_at,
    Posting.source,
    Employer.name,
    Employer.slug,
)
# Above both, filling a fresh index is quicker than repairs, and the old one stays whole meanwhile.
REBUILD_ABOVE, REBUILD_ABOVE_SHARE = 1_000, 0.2


@dataclass(frozen=True)
class Differences:
    """Ids of public postings that the index lacks, of documents that no public posting has, and of
    those that are not what the database says; `public` counts the public postings."""

    public: int
    missing: frozenset[int] = frozenset()
    extra: frozenset[int] = frozenset()
    stale: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.ids)

    def __str__(self) -> str:
        return f"{len(self.missing)} missing, {len(self.extra)} extra, {len(self.stale)} stale"

    @property
    def ids(self) -> frozenset[int]:
        return self.missing | self.extra | self.stale

    @property
    def ask_for_a_rebuild(self) -> bool:
        return len(self.ids) > max(REBUILD_ABOVE, REBUILD_ABOVE_SHARE * self.public)


def compare(engine: SearchEngine, *, index: str | None = None) -> Differences:
    """What differs. Changes that the worker has yet to follow do too, of course."""
    indexed = dict(engine.revisions(index=index))
    public = dict(public_revisions(clock()))
    both = public.keys() & indexed.keys()
    return Differences(
        len(public),
        missing=frozenset(public.keys() - indexed.keys()),
        extra=frozenset(indexed.keys() - public.keys()),
        stale=frozenset(one for one in both if public[one] != indexed[one]),
    )


def check() -> Differences:
    """Compares, and notes what differs in the session's transaction: the worker puts it right, or
    rebuilds where the index has other settings or is another one altogether."""
    engine = gateways().search
    as_in_code = engine.set_up()
    found = compare(engine)
    if not as_in_code or found.ask_for_a_rebuild:
        note("rebuild")
    elif found:
        note_keys(TOPIC, found.ids, urgency=BULK)
    if found or not as_in_code:
        log.warning("index differs", extra={"differences": str(found), "settings": as_in_code})
    return found


def public_revisions(now: datetime) -> Iterator[tuple[int, int]]:
    """Every public posting's (id, rev), from one narrow query."""
    query: Any = (
        public_postings(now)
        .join(Wording, Posting.shown_id == Wording.id)
        .with_only_columns(Posting.id, *FINGERPRINTED)
        .execution_options(yield_per=2_000)
    )
    with db.engine.connect() as connection:
        for id_, *values in connection.execute(query):
            yield id_, fingerprint(*values)
