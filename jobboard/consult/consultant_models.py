"""Who answers, what lets them, and the words that they use often."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.db import Base


class Consultant(Base):
    """Somebody who was invited to answer. `topics` are those of their choice; an empty list is all.
    `away_until` is the end of an absence that they have announced."""

    __tablename__ = "consultants"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    topics: Mapped[list[Any]] = mapped_column(default=list)
    specialties: Mapped[list[Any]] = mapped_column(default=list)
    hours: Mapped[str] = mapped_column(String(200), default="")
    away_until: Mapped[datetime | None]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    invited_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    invited_by: Mapped[User | None] = relationship(foreign_keys=[invited_by_id])
    credentials: Mapped[list["ConsultantCredential"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ConsultantCredential.id"
    )

    @property
    def is_checked(self) -> bool:
        return any(one.checked_at is not None for one in self.credentials)

    def may_answer(self, now: datetime) -> bool:
        return self.ended_at is None and self.is_checked and not self.is_away(now)

    def is_away(self, now: datetime) -> bool:
        return self.away_until is not None and self.away_until > now


class ConsultantCredential(Base):
    """A credential that a consultant says to hold, and who has checked it with its issuer."""

    __tablename__ = "consultant_credentials"
    __table_args__ = (UniqueConstraint("consultant_id", "credential"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultant_id: Mapped[int] = mapped_column(ForeignKey("consultants.id", ondelete="CASCADE"))
    credential: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40), default="")
    checked_at: Mapped[datetime | None]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    checked_by: Mapped[User | None] = relationship()


class AnswerTemplate(Base):
    """Words that consultants use often. A template cites nothing: its evidence is added each time."""

    __tablename__ = "answer_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    text: Mapped[str] = mapped_column(Text)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime]

    changed_by: Mapped[User | None] = relationship()
