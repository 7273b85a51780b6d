"""Jobs like this one: of the same specialty or role, from the engine, else from the database."""

from collections.abc import Sequence
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy import select

from jobboard import taxonomy
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import AnyOf, Document, Question
from jobboard.postings import queries
from jobboard.postings.models import Posting
from jobboard.postings.record import PostingRecord
from jobboard.postings.showing import JobLine, lines_of
from jobboard.postings.wording_models import Wording, WordingTag
from jobboard.search.asking import public_at
from jobboard.search.page import still_public
from jobboard.settings import Settings
from jobboard.web.keeping import Kept

FIELDS = ("id", "title", "slug", "employer", "place", "arrangement", "pay")
# Looked for anew after a minute: a new job may wait so long to stand beside others. One that has
# closed does not: whatever was kept is only shown while it is public.
ALIKE_KEPT, KEPT_SECONDS = 512, 60
# Some may have left the board a moment ago, and one may be the job itself.
SPARE = 5


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    most = ALIKE_KEPT if settings.shared_answers_seconds else 0
    app.extensions["similar_jobs"] = Kept(most, lasts=KEPT_SECONDS)


def similar_to(
    posting_id: int, wording: Wording, record: PostingRecord, *, now: datetime, limit: int = 4
) -> list[JobLine]:
    """At most `limit` live jobs; none where the posting states nothing to compare. `record` is
    what the wording says, which its page has read already."""
    alike = _alike(wording, record)
    if alike is None:
        return []
    try:
        hits = [hit for hit in _newest(alike, now, limit + SPARE) if hit["id"] != posting_id]
        return [_line(hit) for hit in still_public(hits, now)][:limit]
    except SearchUnavailable:
        return _from_database(posting_id, record, now, limit)


def _alike(wording: Wording, record: PostingRecord) -> AnyOf | None:
    if record.specialties:
        return AnyOf("specialties", tuple(sorted(record.specialties)))
    if record.role:
        return AnyOf("role", (record.role,))
    mentioned = tuple(tag.value for tag in wording.tags if tag.kind == "credential-mentioned")
    return AnyOf("credentials_found", tuple(sorted(mentioned))) if mentioned else None


def _newest(alike: AnyOf, now: datetime, limit: int) -> Sequence[Document]:
    kept: Kept[tuple[AnyOf, int], Sequence[Document]] = current_app.extensions["similar_jobs"]
    found = kept.get((alike, limit))
    if found is None:
        question = Question(
            conditions=(alike, *public_at(now)),
            sort=("posted:desc",),
            limit=limit,
            fields=FIELDS,
        )
        found = gateways().search.ask(question).hits
        kept.put((alike, limit), found)
    return found


def _from_database(
    posting_id: int, record: PostingRecord, now: datetime, limit: int
) -> list[JobLine]:
    tagged = select(WordingTag.wording_id).where(
        WordingTag.kind == "specialty", WordingTag.value.in_(record.specialties)
    )
    query = queries.newest(now, limit).where(Posting.id != posting_id, Posting.shown_id.in_(tagged))
    return lines_of(db.session.scalars(query))


def _line(hit: Document) -> JobLine:
    pay = hit.get("pay")
    return JobLine(
        title=str(hit["title"]),
        url=f"/jobs/{hit['id']}/{hit['slug']}",
        employer=str(hit["employer"]),
        place=hit.get("place"),
        arrangement_label=_arrangement(hit.get("arrangement")),
        pay_text=pay["text"] if pay else None,
    )


def _arrangement(slug: str | None) -> str:
    found = taxonomy.ARRANGEMENTS.get(slug or "")
    return found.label if found else ""
