"""The page of one job, for everybody."""

from datetime import datetime
from textwrap import shorten
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, render_template, url_for

from jobboard import access
from jobboard.applications import queries as applications
from jobboard.applications.policy import takes_applications
from jobboard.candidates import beside, marks
from jobboard.candidates.beside import Mine
from jobboard.clock import clock
from jobboard.postings import queries, structured
from jobboard.postings.addresses import job_path, slug_of
from jobboard.postings.lifecycle import State
from jobboard.postings.models import Posting
from jobboard.postings.policy import is_gone
from jobboard.postings.record import PostingRecord
from jobboard.postings.showing import links_of, source_label
from jobboard.postings.wording_models import Wording
from jobboard.search.similar import similar_to
from jobboard.settings import current_settings
from jobboard.web.html import prose

bp = Blueprint("postings", __name__)

SUMMARY, SUMMARY_FROM = 150, 1_200


@bp.get("/jobs/<int:posting_id>", defaults={"slug": ""})
@bp.get("/jobs/<int:posting_id>/<slug>")
@access.public
def show(posting_id: int, slug: str) -> Any:
    """A live job; a job that ended, with a banner; 410 for one that is long over or taken down."""
    now = clock()
    posting = queries.find_ever_public(posting_id)
    if posting is None or posting.shown is None or not _may_be_seen(posting, now):
        abort(404)
    if posting.state == State.REMOVED or is_gone(posting.ended_at or posting.expires_at, now):
        abort(410)
    if slug != slug_of(posting.shown.title):
        return redirect(job_path(posting.id, posting.shown.title), 301)
    if mine := beside.mine():
        marks.saw(mine.person, posting.id, now=now)
    return _page(posting, posting.shown, now, mine)


def _may_be_seen(posting: Posting, now: datetime) -> bool:
    """Hidden, suspended, scheduled and unfinished ones are nobody's business yet."""
    return (
        posting.hidden_at is None
        and posting.batch_id is None
        and not posting.employer.is_suspended
        and posting.publish_at is not None
        and posting.publish_at <= now
    )


def _page(posting: Posting, wording: Wording, now: datetime, mine: Mine | None) -> Any:
    record = wording.says()
    is_live = posting.is_public(now)
    # As much as the summary needs: a whole text takes a tenth of the page's time.
    words = prose(record.description[:SUMMARY_FROM])[: 2 * SUMMARY]
    return render_template(
        "postings/show.html",
        posting=posting,
        wording=wording,
        record=record,
        place="; ".join(map(str, record.places)) or record.place_text,
        codes=links_of(queries.codes_of(wording.id), of_job=posting.id),
        mentioned=queries.credentials_mentioned(wording.id),
        source_label=source_label(posting.source),
        summary=shorten(words, SUMMARY, placeholder="…"),
        apply_host=urlsplit(record.apply.url or "").hostname,
        is_live=is_live,
        takes_applications=takes_applications(posting, now),
        applied=mine and applications.to_posting(mine.person, posting),
        ending=None if is_live else _ending(posting),
        similar=similar_to(posting.id, wording, record, now=now),
        canonical=current_settings().site_url + job_path(posting.id, wording.title),
        structured=_structured(posting, wording, record) if is_live else [],
        mine=mine,
        beside=mine and beside.posting(posting, mine),
    )


def _ending(posting: Posting) -> str:
    if posting.state == State.PAUSED:
        return "This job is paused: it takes no applications just now."
    if posting.state == State.CLOSED:
        return "This job is closed and takes no more applications."
    return "This job's last day is over. It takes no more applications."


def _structured(posting: Posting, wording: Wording, record: PostingRecord) -> list[dict[str, Any]]:
    site = current_settings().site_url
    address = site + job_path(posting.id, wording.title)
    trail = [("Jobs", site + url_for("search.jobs")), (wording.title, address)]
    if not structured.says_where(record):
        return [structured.breadcrumbs(trail)]
    assert posting.expires_at and posting.first_published_at
    job = structured.job_posting(
        record,
        address=address,
        identifier=posting.ref or str(posting.id),
        employer=posting.employer.name,
        employer_site=posting.employer.website,
        posted=posting.first_published_at,
        expires=posting.expires_at,
    )
    return [job, structured.breadcrumbs(trail)]
