"""How the index of passages follows the database: article by article, or built anew and swapped in.

There are a few hundred passages, so a check compares all of them and a rebuild takes a second. Only
one at a time writes (the topic's lease), so that no article passes a rebuild by.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, selectinload

from jobboard.articles.models import Article
from jobboard.articles.queries import public_articles
from jobboard.assistant import library
from jobboard.assistant.passages.documents import Document, documents_of
from jobboard.assistant.passages.listener import TOPIC
from jobboard.assistant.passages.schema import article_of, ids_of
from jobboard.db import db
from jobboard.errors import Conflict, SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import IndexMissing, SearchEngine
from jobboard.outbox import claiming, note
from jobboard.outbox.draining import Claim, Topic
from jobboard.outbox.patience import engine_is_away

log = logging.getLogger(__name__)

LASTS = timedelta(minutes=3)
# What belongs to no article: see `schema.ROOM`.
NO_ARTICLE = 0


class RebuildRunning(Conflict):
    title = "The index of passages is being written already"


@dataclass(frozen=True)
class Rebuilt:
    documents: int
    seconds: float


def follow(claims: Sequence[Claim]) -> None:
    """Does a batch of the topic; whoever calls it holds the topic's lease."""
    engine = gateways().passages
    keys = list(dict.fromkeys(claim.key for claim in claims if claim.key is not None))
    if any(claim.key is None for claim in claims):
        _build(engine)
        return
    try:
        _follow_articles(engine, keys)
    except IndexMissing:
        _build(engine)


def rebuild() -> Rebuilt:
    """For commands: refuses while a worker is writing."""
    began = time.monotonic()
    with claiming.in_its_drainers_place(TOPIC, lasts=LASTS) as is_ours:
        if not is_ours:
            raise RebuildRunning("The worker is writing the index of passages; let it finish.")
        count = _build(gateways().passages)
    return Rebuilt(count, round(time.monotonic() - began, 2))


def check(_now: datetime | None = None) -> int:
    """Notes what differs between index and database, in the session's transaction; how many."""
    engine = gateways().passages
    if not engine.set_up():
        note(TOPIC)
        return 1
    wanted = {(one["id"], one["rev"]) for one in _all_documents()}
    differing = {article_of(id_) for id_, _ in wanted ^ set(engine.revisions())}
    for article_id in sorted(differing):
        note(TOPIC, key=article_id)
    return len(differing)


PASSAGES_TOPIC = Topic(
    follow, batch=100, one_at_a_time=True, lasts=LASTS, patient_with=engine_is_away
)


def _follow_articles(engine: SearchEngine, ids: Sequence[int]) -> None:
    documents = _documents_of(ids)
    engine.put(documents)
    there = {one["id"] for one in documents}
    engine.remove(id_ for one in ids for id_ in ids_of(one) if id_ not in there)


def _build(engine: SearchEngine) -> int:
    engine.set_up()
    for dead in engine.fresh_ones():
        engine.drop(dead)
    documents = _all_documents()
    fresh = engine.start_fresh()
    try:
        engine.fill([documents], index=fresh)
        engine.swap_in(fresh)
    except BaseException:
        with suppress(SearchUnavailable):
            engine.drop(fresh)
        raise
    log.info("index of passages rebuilt", extra={"documents": len(documents)})
    return len(documents)


def _all_documents() -> list[Document]:
    with Session(db.engine) as session:
        articles = session.scalars(public_articles().options(selectinload(Article.codes))).all()
        return [*_own(), *(document for one in articles for document in _of_article(one))]


def _documents_of(ids: Sequence[int]) -> list[Document]:
    """Read in a short transaction of its own: what is public by now."""
    with Session(db.engine) as session:
        articles = session.scalars(public_articles().where(Article.id.in_(ids))).all()
        own = _own() if NO_ARTICLE in ids else ()
        return [*own, *(document for one in articles for document in _of_article(one))]


def _of_article(article: Article) -> list[Document]:
    return documents_of(article.id, library.passages_of(article))


def _own() -> Iterator[Document]:
    yield from documents_of(NO_ARTICLE, library.own_passages())
