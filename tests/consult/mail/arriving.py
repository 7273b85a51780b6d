"""Mails that arrive, and what has become of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from jobboard.clock import stopped_at
from jobboard.consult.mail.models import InboundMail
from jobboard.consult.mail.receiving import receive
from jobboard.consult.models import Question
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.gateways.mail import Letter
from jobboard.worker import settle
from tests.making import NOON


def arrive(*mails: bytes, now: datetime = NOON, **envelope: Any) -> list[InboundMail]:
    """Kept, and handled by the worker; all mails that there are, the oldest first."""
    with stopped_at(now):
        for mail in mails:
            receive(mail, now=now, **envelope)
        settle()
    return all_mails()


def all_mails() -> list[InboundMail]:
    db.session.rollback()
    return list(db.session.scalars(select(InboundMail).order_by(InboundMail.id)))


def questions() -> list[Question]:
    return list(db.session.scalars(select(Question).order_by(Question.id)))


def letters(to: str | None = None) -> list[Letter]:
    sent = gateways().mail.letters  # type: ignore[attr-defined]
    return [one for one in sent if to in (None, one.to)]
