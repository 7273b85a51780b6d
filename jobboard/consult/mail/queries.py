"""Which mails."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from jobboard.consult.mail.models import InboundMail, MailState
from jobboard.db import db

MOST_A_DAY = 10
FILES_TOLD_FOR = timedelta(days=7)


def is_bounded(address: str, now: datetime) -> bool:
    """Whether this address has got as many letters for its mails as it can get within a day."""
    since = now - timedelta(days=1)
    query = select(func.count()).where(
        InboundMail.answered_to == address.lower(), InboundMail.done_at > since
    )
    return (db.session.scalar(query) or 0) >= MOST_A_DAY


def knows_of_files(address: str, now: datetime) -> bool:
    query = select(InboundMail.id).where(
        InboundMail.answered_to == address.lower(),
        InboundMail.told_of_files,
        InboundMail.done_at > now - FILES_TOLD_FOR,
    )
    return db.session.scalar(query.limit(1)) is not None


def dead_letters() -> Select[Any]:
    return (
        select(InboundMail)
        .where(InboundMail.state == MailState.DEAD)
        .order_by(InboundMail.received_at.desc(), InboundMail.id.desc())
    )


def counted_since(since: datetime) -> list[tuple[str, int]]:
    """How many mails of each kind have come in."""
    query = (
        select(InboundMail.kind, func.count())
        .where(InboundMail.received_at > since)
        .group_by(InboundMail.kind)
        .order_by(InboundMail.kind)
    )
    return [(kind, number) for kind, number in db.session.execute(query)]


def waiting() -> int:
    query = select(func.count()).where(InboundMail.state == MailState.WAITING)
    return db.session.scalar(query) or 0
