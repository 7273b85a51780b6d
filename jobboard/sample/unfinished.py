"""Work that lies on a company's desk: drafts, a job that waits for the moderators, and a new
wording of one that is on show."""

from dataclasses import replace
from datetime import date, datetime

from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.postings import actions, parsing, queries
from jobboard.postings.actors import System
from jobboard.postings.models import Posting
from jobboard.postings.record import PostingRecord
from jobboard.sample.material import Company
from jobboard.sample.records import compose

DRAFTS = 2
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
    composed = compose(DRAFTS + 1, seed + APART, today, companies=(company,))
    drafts = [
        actions.draft(employer, _of_today(parsing.read(one.record)), by=by, now=now)
        for one in composed
    ]
    db.session.flush()
    actions.submit(drafts[-1], by=by, now=now)
    _send_a_new_wording(employer, by=by, now=now)


def _of_today(record: PostingRecord) -> PostingRecord:
    """As somebody types it: without a reference or dates of a run."""
    return replace(record, ref=None, employer=None, posted_at=None, expires_at=None)


def _send_a_new_wording(employer: Employer, *, by: System, now: datetime) -> None:
    newest = queries.public_of_employer(employer, now).limit(1)
    posting: Posting | None = db.session.scalars(newest).first()
    if posting is None or posting.shown is None:
        return
    said = posting.shown.says()
    actions.write(posting, replace(said, description=said.description + MORE), by=by, now=now)
    actions.submit(posting, by=by, now=now)
