"""What people report, and what moderators answer. Decisions on wordings are `postings.actions`."""

from datetime import datetime

from jobboard import letters
from jobboard.accounts.models import User
from jobboard.db import db
from jobboard.errors import Conflict
from jobboard.moderation import queries
from jobboard.moderation.models import Report, ReportState
from jobboard.postings import actions as postings
from jobboard.postings.models import Posting


def report(
    posting: Posting,
    *,
    reason: str,
    words: str,
    by: User | None,
    email: str | None,
    now: datetime,
) -> Report:
    """`by` is None for a visitor, who may leave an address to hear the outcome."""
    made = Report(
        posting=posting,
        reason=reason,
        words=words,
        reporter_id=by.id if by else None,
        reporter_email=by.email if by else email,
        reported_at=now,
        state=ReportState.OPEN,
    )
    db.session.add(made)
    return made


def dismiss(made: Report, *, answer: str, by: User, now: datetime) -> None:
    """The posting stays as it is."""
    _decide(made, ReportState.DISMISSED, answer=answer, by=by, now=now)


def uphold(made: Report, *, answer: str, by: User, now: datetime) -> None:
    """Takes the posting down; other open reports on it are upheld with it."""
    posting = made.posting
    postings.take_down(posting, note=answer, by=by, now=now)
    for one in db.session.scalars(queries.open_reports_on(posting)).all():
        _decide(one, ReportState.UPHELD, answer=answer, by=by, now=now)


def _decide(made: Report, state: ReportState, *, answer: str, by: User, now: datetime) -> None:
    if made.state != ReportState.OPEN:
        raise Conflict("This report has been decided already.")
    made.state, made.answer = state, answer
    made.decided_at, made.decided_by_id = now, by.id
    if made.reporter_email:
        letters.write(
            to=made.reporter_email,
            template="report-answered",
            title=made.posting.latest.title,
            upheld=state is ReportState.UPHELD,
        )
