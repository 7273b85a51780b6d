"""A posting, what has happened to it, and the imports that brought some."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.elements import BindParameter

from jobboard.db import Base
from jobboard.employers.models import Employer
from jobboard.postings.lifecycle import (
    RUNNING,
    WRITABLE,
    Move,
    State,
    Who,
    WordingState,
    moves_from,
)
from jobboard.postings.wording_models import Wording

# A time or an id, or its place in a statement that is made once and given it with each use.
Moment = datetime | BindParameter[datetime]
Id = int | BindParameter[int]


class Posting(Base):
    """An advertised job. What it says is in its wordings; `shown` is the approved one.

    Hiding and scheduling are dates, not states. `batch_id` names an import that is not complete:
    until it is, the posting is not public. `state` is assigned in `actions.moving` and nowhere else.
    """

    __tablename__ = "postings"
    __table_args__ = (
        UniqueConstraint("origin", "ref"),
        Index("ix_postings_public", "state", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employers.id"), index=True)
    ref: Mapped[str | None] = mapped_column(String(120))
    # The source, or "employer:<id>": within one origin a reference is unique.
    origin: Mapped[str] = mapped_column(String(60))
    source: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[State] = mapped_column(String(12), default=State.DRAFT)
    revision: Mapped[int] = mapped_column()
    shown_id: Mapped[int | None] = mapped_column(
        ForeignKey(
            "wordings.id",
            use_alter=True,
            deferrable=True,
            initially="IMMEDIATE",
            name="fk_postings_shown_id_wordings",
        ),
        index=True,
    )
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    publish_at: Mapped[datetime | None]
    first_published_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str | None] = mapped_column(String(200))
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(40))
    relisted_from_id: Mapped[int | None] = mapped_column(ForeignKey("postings.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)

    employer: Mapped[Employer] = relationship()
    shown: Mapped[Wording | None] = relationship(foreign_keys=[shown_id], post_update=True)
    wordings: Mapped[list[Wording]] = relationship(
        back_populates="posting",
        foreign_keys="Wording.posting_id",
        order_by="Wording.number",
        cascade="all, delete-orphan",
    )
    events: Mapped[list["PostingEvent"]] = relationship(
        back_populates="posting", order_by="PostingEvent.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": revision}

    def is_public(self, now: datetime) -> bool:
        """The one meaning of public; `public_at` says the same in SQL."""
        return (
            self.state == State.PUBLISHED
            and self.publish_at is not None
            and self.publish_at <= now
            and self.expires_at is not None
            and now < self.expires_at
            and self.hidden_at is None
            and self.batch_id is None
            and not self.employer.is_suspended
        )

    @classmethod
    def public_at(cls, now: Moment) -> ColumnElement[bool]:
        """`is_public` for queries that join `Employer`."""
        return and_(
            cls.state == State.PUBLISHED,
            cls.publish_at <= now,
            cls.expires_at > now,
            cls.hidden_at.is_(None),
            cls.batch_id.is_(None),
            Employer.suspended_at.is_(None),
        )

    @property
    def latest(self) -> Wording:
        return self.wordings[-1]

    @property
    def in_work(self) -> Wording | None:
        """The wording that is being written or read, where it is not the one on show."""
        latest = self.latest
        return None if latest.state in (WordingState.APPROVED, WordingState.SUPERSEDED) else latest

    @property
    def takes_text(self) -> bool:
        """May what it says be changed now? A wording that moderators read is withdrawn first."""
        waiting = self.in_work is not None and self.in_work.state == WordingState.SUBMITTED
        return self.state in WRITABLE and not waiting

    @property
    def is_imported(self) -> bool:
        return self.source is not None

    def moves_for(self, who: Who) -> list[Move]:
        """What `who` may do now, for buttons: the table's moves, and those of a newer text."""
        moves = moves_from(State(self.state), who)
        if who is not Who.EMPLOYER:
            return moves
        at_once = self.in_work is None and self.employer.trusted_at is not None
        moves = [move for move in moves if move != (Move.RENEW if at_once else Move.RENEW_AT_ONCE)]
        return self._moves_of_newer_text() + moves

    def _moves_of_newer_text(self) -> list[Move]:
        if self.in_work is None or self.state not in RUNNING:
            return []
        if self.in_work.state == WordingState.SUBMITTED:
            return [Move.WITHDRAW]
        return [Move.SUBMIT] if self.in_work.is_editable else []


class PostingEvent(Base):
    """What happened to a posting. `actor_id` is empty for the system, which `actor` names."""

    __tablename__ = "posting_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(
        ForeignKey("postings.id", ondelete="CASCADE"), index=True
    )
    move: Mapped[str] = mapped_column(String(24))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    actor: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    wording_id: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Text)

    posting: Mapped[Posting] = relationship(back_populates="events")


class ImportBatch(Base):
    """One run of an import. What it wrote stays invisible until `completed_at` is set; `beat_at`
    tells a run that goes on from one that died."""

    __tablename__ = "import_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
