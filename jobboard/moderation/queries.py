"""What waits for the moderators, and what they need beside it."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.moderation.models import Report, ReportState
from jobboard.postings import naming
from jobboard.postings.lifecycle import DECISIONS, WordingState
from jobboard.postings.models import Posting, PostingEvent
from jobboard.postings.wording_models import Wording


def open_reports() -> Select[Report]:
    """Oldest first."""
    return (
        select(Report)
        .where(Report.state == ReportState.OPEN)
        .options(joinedload(Report.posting).joinedload(Posting.employer))
        .order_by(Report.reported_at, Report.id)
    )


def open_reports_on(posting: Posting) -> Select[Report]:
    return open_reports().where(Report.posting_id == posting.id)


def open_report_count() -> int:
    query = select(func.count(Report.id)).where(Report.state == ReportState.OPEN)
    return db.session.scalar(query) or 0


def wording_to_read(wording_id: int) -> Select[Wording]:
    return (
        select(Wording)
        .join(Wording.posting)
        .where(Wording.id == wording_id, Posting.batch_id.is_(None))
        .where(Wording.state != WordingState.DRAFT)
        .options(joinedload(Wording.posting).joinedload(Posting.employer))
    )


def taken_back(wording_id: int) -> Select[int]:
    """The id again, where the text was handed in once and is being written on now."""
    return select(Wording.id).where(
        Wording.id == wording_id,
        Wording.state == WordingState.DRAFT,
        Wording.submitted_at.is_not(None),
    )


def decided_lately(limit: int = 50) -> Select[PostingEvent]:
    """What moderators did last, newest first."""
    return (
        select(PostingEvent)
        .where(PostingEvent.move.in_(DECISIONS), PostingEvent.actor_id.is_not(None))
        .options(joinedload(PostingEvent.posting).joinedload(Posting.employer))
        .order_by(PostingEvent.id.desc())
        .limit(limit)
    )


def history_of(employer: Employer) -> dict[str, int]:
    """How many postings of a company are in each state."""
    rows = db.session.execute(
        select(Posting.state, func.count())
        .where(Posting.employer_id == employer.id)
        .group_by(Posting.state)
    )
    return {naming.state(state): count for state, count in rows}
