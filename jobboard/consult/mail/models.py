"""Mails that have come in: kept until they are done, and known again when they come twice."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from jobboard.db import Base


class MailState(StrEnum):
    """A dead letter is one that nobody but an admin can decide about."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"
    DISCARDED = "discarded"


class InboundMail(Base):
    """`raw` goes as soon as the mail is done. `return_path` and `recipients` are the envelope's,
    where there was one. `let_in` means that an admin vouches for it. `answered_to` is whom a letter
    about this very mail was written to: it bounds how many anybody gets."""

    __tablename__ = "inbound_mails"
    __table_args__ = (
        Index("ix_inbound_mails_state", "state", "received_at"),
        Index("ix_inbound_mails_answered", "answered_to", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    raw: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    size: Mapped[int]
    return_path: Mapped[str | None] = mapped_column(String(320))
    recipients: Mapped[list[Any]] = mapped_column(default=list)
    received_at: Mapped[datetime]
    state: Mapped[MailState] = mapped_column(String(10))
    let_in: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    sender: Mapped[str] = mapped_column(String(320), default="")
    question_id: Mapped[int | None] = mapped_column(
        ForeignKey("questions.id", ondelete="SET NULL"), index=True
    )
    answered_to: Mapped[str | None] = mapped_column(String(320))
    told_of_files: Mapped[bool] = mapped_column(default=False)
    done_at: Mapped[datetime | None]


class WayIn(Base):
    """How the worker last found the way that MAIL_IN_URL names: when it was well, and what was the
    matter since."""

    __tablename__ = "mail_ways_in"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    well_at: Mapped[datetime | None]
    trouble: Mapped[str | None] = mapped_column(Text)
