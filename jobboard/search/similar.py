"""Jobs like this one: of the same specialty or role, from the engine, else from the database."""

from datetime import datetime

from sqlalchemy import select

from jobboard import taxonomy
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import AnyOf, Between, Condition, Document, Not, Question
from jobboard.postings import queries
from jobboard.postings.models import Posting, Wording, WordingTag
from jobboard.postings.showing import JobLine, lines_of
from jobboard.search.answering import still_public

FIELDS = ("id", "title", "slug", "employer", "place", "arrangement", "pay")


def similar_to(
    posting_id: int, wording: Wording, *, now: datetime, limit: int = 4
) -> list[JobLine]:
    """At most `limit` live jobs; none where the posting states nothing to compare."""
    alike = _alike(wording)
    if alike is None:
        return []
    try:
        lines = _from_engine(posting_id, alike, now, limit)
    except SearchUnavailable:
        lines = _from_database(posting_id, wording, now, limit)
    return lines


def _alike(wording: Wording) -> Condition | None:
    specialties = tuple(tag.value for tag in wording.tags if tag.kind == "specialty")
    if specialties:
        return AnyOf("specialties", specialties)
    if wording.role:
        return AnyOf("role", (wording.role,))
    mentioned = tuple(tag.value for tag in wording.tags if tag.kind == "credential-mentioned")
    return AnyOf("credentials_found", mentioned) if mentioned else None


def _from_engine(posting_id: int, alike: Condition, now: datetime, limit: int) -> list[JobLine]:
    second = now.timestamp()
    question = Question(
        conditions=(
            alike,
            Not(AnyOf("id", (posting_id,))),
            Between("publish_at", high=second),
            Between("expires", low=second),
        ),
        sort=("posted:desc",),
        # A few more than are shown: some may have left the board a moment ago.
        limit=limit + 4,
        fields=FIELDS,
    )
    hits = gateways().search.ask(question).hits
    return [_line(hit) for hit in still_public(hits, now)][:limit]


def _from_database(posting_id: int, wording: Wording, now: datetime, limit: int) -> list[JobLine]:
    values = [tag.value for tag in wording.tags if tag.kind == "specialty"]
    tagged = select(WordingTag.wording_id).where(
        WordingTag.kind == "specialty", WordingTag.value.in_(values)
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
