"""Work that lies on a company's desk: drafts, a job that waits for the moderators, a new wording of
one that is on show; and jobs that have had their days: one paused, one filled, one to be renewed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.postings import actions, parsing, queries
from jobboard.postings.actors import System
from jobboard.postings.models import Posting
from jobboard.postings.record import PostingRecord
from jobboard.sample.material import Company
from jobboard.sample.records import compose
from jobboard.settings import current_settings

DRAFTS, PAST = 2, 3
PAUSED_FOR, FILLED_SINCE, EXPIRED_SINCE = timedelta(days=4), timedelta(days=9), timedelta(days=5)
RAN_FOR = timedelta(days=16)
# Another seed than the sample's, so that none of these is on show already.
APART = 40_000
MORE = "<p>Since the first version of this listing we have added paid study time every month.</p>"


def leave(
    employer: Employer,
    company: Company,
    *,
    seed: int,
    today: date,
    by: System,
    now: datetime,
) -> None:
    """In the session; the caller commits."""
    composed = compose(DRAFTS + 1 + PAST, seed + APART, today, companies=(company,))
    read = [_of_today(parsing.read(one.record)) for one in composed]
    records, past = read[:-PAST], read[-PAST:]
    drafts = [actions.draft(employer, record, by=by, now=now) for record in records]
    db.session.flush()
    actions.submit(drafts[-1], by=by, now=now)
    _send_a_new_wording(employer, by=by, now=now)
    _leave_past(employer, past, by=by, now=now)


def _of_today(record: PostingRecord) -> PostingRecord:
    """As somebody types it: without a reference or dates of a run."""
    return replace(record, ref=None, employer=None, posted_at=None, expires_at=None)


def _leave_past(
    employer: Employer, records: list[PostingRecord], *, by: System, now: datetime
) -> None:
    to_pause, to_fill, to_expire = records
    paused, filled = now - PAUSED_FOR, now - FILLED_SINCE
    actions.pause(_run(employer, to_pause, since=paused - RAN_FOR, by=by), by=by, now=paused)
    running = _run(employer, to_fill, since=filled - RAN_FOR, by=by)
    actions.close(running, outcome="filled-here", by=by, now=filled)
    lasts = timedelta(days=current_settings().listing_days)
    _run(employer, to_expire, since=now - lasts - EXPIRED_SINCE, by=by)
    actions.expire_due(now)


def _run(employer: Employer, record: PostingRecord, *, since: datetime, by: System) -> Posting:
    """A job as it went up on that day."""
    posting = actions.draft(employer, record, by=by, now=since)
    db.session.flush()
    actions.submit(posting, by=by, now=since)
    actions.approve(posting, by=by, now=since)
    return posting


def _send_a_new_wording(employer: Employer, *, by: System, now: datetime) -> None:
    newest = queries.public_of_employer(employer, now).limit(1)
    posting: Posting | None = db.session.scalars(newest).first()
    if posting is None or posting.shown is None:
        return
    said = posting.shown.says()
    actions.write(posting, replace(said, description=said.description + MORE), by=by, now=now)
    actions.submit(posting, by=by, now=now)
