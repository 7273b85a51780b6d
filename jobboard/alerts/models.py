"""Alerts, what each has written about, and when each job came to the board."""

from datetime import datetime
from urllib.parse import parse_qsl

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from werkzeug.datastructures import MultiDict

from jobboard.accounts.models import User
from jobboard.alerts.rhythm import AlertState, Rhythm
from jobboard.db import Base
from jobboard.search.criteria import Search, read


class Alert(Base):
    """A search that somebody wants letters about: a person's with an account, or an address's
    whose owner has said yes by the link in a letter.

    `query` is the search as its canonical address has it, `digest` stands for it. Jobs that have
    come to the board after `looked_at` are still to be looked at. `mark` is drawn by lot, so that
    a link never opens a later alert that was given the same number.
    """

    __tablename__ = "alerts"
    __table_args__ = (
        UniqueConstraint("person_id", "digest"),
        UniqueConstraint("address", "digest", name="uq_alerts_address"),
        Index("ix_alerts_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    address: Mapped[str | None] = mapped_column(String(255))
    query: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    rhythm: Mapped[Rhythm] = mapped_column(String(8))
    state: Mapped[AlertState] = mapped_column(String(8))
    mark: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    looked_at: Mapped[datetime]
    due_at: Mapped[datetime]

    person: Mapped[User | None] = relationship()

    @property
    def search(self) -> Search:
        return read(MultiDict(parse_qsl(self.query)))[0]

    @property
    def recipient(self) -> str | None:
        """Where it writes to; None while the account is suspended."""
        if self.person is None:
            return self.address
        return self.person.email if self.person.active else None

    @property
    def is_on(self) -> bool:
        return self.state == AlertState.ON


class AlertJob(Base):
    """The alert has written about this job, and never will again. `letter` names the letter."""

    __tablename__ = "alert_jobs"

    alert_id: Mapped[int] = mapped_column(
        ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True
    )
    posting_id: Mapped[int] = mapped_column(
        ForeignKey("postings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    letter: Mapped[str] = mapped_column(String(32))
    sent_at: Mapped[datetime]


class AlertFeedback(Base):
    """Why a job in a letter was not what the person looks for; `reason` is a slug."""

    __tablename__ = "alert_feedback"

    alert_id: Mapped[int] = mapped_column(
        ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True
    )
    posting_id: Mapped[int] = mapped_column(
        ForeignKey("postings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    reason: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


class Arrival(Base):
    """When a job was first public and could be found. However it came (approved, imported,
    scheduled, put up again), it arrives once."""

    __tablename__ = "arrivals"

    posting_id: Mapped[int] = mapped_column(
        ForeignKey("postings.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime] = mapped_column(index=True)
