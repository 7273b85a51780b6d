"""Which alerts there are, by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from jobboard.accounts.models import User
from jobboard.alerts.models import Alert, AlertFeedback, AlertJob
from jobboard.alerts.rhythm import AlertState, Rhythm
from jobboard.db import db
from jobboard.postings.models import Posting
from jobboard.postings.queries import public_postings, with_shown


def same(owner: User | str, digest: str) -> Alert | None:
    """The alert that this person, or this address, has for this very search."""
    return db.session.scalar(select(Alert).where(_of(owner), Alert.digest == digest))


def live_count(owner: User | str) -> int:
    """How many alerts write, or may soon."""
    query = select(func.count()).where(_of(owner), Alert.state != AlertState.STOPPED)
    return db.session.scalar(query) or 0


def shown_to(person: User) -> Select[Alert]:
    """The person's own, and those of their address, which they have shown to be theirs."""
    theirs = or_(Alert.person_id == person.id, Alert.address == person.email)
    live = Alert.state.in_((AlertState.ON, AlertState.PAUSED))
    return select(Alert).where(theirs, live).order_by(Alert.asked_at.desc(), Alert.id.desc())


def due(now: datetime, *, latest: datetime | None, limit: int) -> Select[int]:
    """Those that look now, the longest due first. Without a new job, none of the quick ones does."""
    quick = Alert.rhythm == Rhythm.AT_ONCE
    news = Alert.looked_at < latest if latest is not None else Alert.id.is_(None)
    return (
        select(Alert.id)
        .where(Alert.state == AlertState.ON, Alert.due_at <= now, or_(~quick, and_(quick, news)))
        .order_by(Alert.due_at, Alert.id)
        .limit(limit)
    )


def already_sent(alert: Alert) -> Select[int]:
    return select(AlertJob.posting_id).where(AlertJob.alert_id == alert.id)


def still_open(alert: Alert, letter: str, now: datetime) -> Sequence[Posting]:
    """The letter's jobs that have not closed since, the newest first."""
    ids = already_sent(alert).where(AlertJob.letter == letter)
    query = with_shown(public_postings(now)).where(Posting.id.in_(ids))
    return db.session.scalars(query.order_by(Posting.published_at.desc(), Posting.id.desc())).all()


def sent_posting(alert: Alert, posting_id: int) -> Select[Posting]:
    """A job that the alert has written about."""
    ids = already_sent(alert).where(AlertJob.posting_id == posting_id)
    return with_shown(select(Posting).join(Posting.employer)).where(Posting.id.in_(ids))


def feedback_since(when: datetime) -> Select[AlertFeedback, Posting, Alert]:
    return (
        select(AlertFeedback, Posting, Alert)
        .join(Posting, Posting.id == AlertFeedback.posting_id)
        .join(Alert, Alert.id == AlertFeedback.alert_id)
        .where(AlertFeedback.at >= when)
        .order_by(AlertFeedback.at.desc(), AlertFeedback.posting_id)
    )


def _of(owner: User | str) -> ColumnElement[bool]:
    return Alert.address == owner if isinstance(owner, str) else Alert.person_id == owner.id
