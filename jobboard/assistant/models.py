"""Conversations with the assistant, what people say was wrong, what models have cost, and how the
last evaluation went."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.assistant.answers import Answer
from jobboard.db import Base


class Conversation(Base):
    """One person's questions in a row. A guest's is known by the hash of a name in their session.
    `share_token` is empty unless its owner shares it."""

    __tablename__ = "conversations"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    guest: Mapped[str | None] = mapped_column(String(64), index=True)
    about: Mapped[str | None] = mapped_column(String(40))
    share_token: Mapped[str | None] = mapped_column(String(32), unique=True)
    started_at: Mapped[datetime]
    last_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    user: Mapped[User | None] = relationship()
    exchanges: Mapped[list["Exchange"]] = relationship(
        back_populates="conversation",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Exchange.id",
    )

    @property
    def title(self) -> str:
        return self.exchanges[0].question if self.exchanges else "New conversation"

    @property
    def url(self) -> str:
        return f"/assistant/{self.token}"


class Exchange(Base):
    """A question and its answer as they were. A refused question with patient data is kept without
    its text."""

    __tablename__ = "exchanges"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    question: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(24), index=True)
    outcome: Mapped[str] = mapped_column(String(16), index=True)
    answer: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    ms: Mapped[int]
    feedback: Mapped[str | None] = mapped_column(String(12))
    feedback_words: Mapped[str] = mapped_column(Text, default="")
    feedback_at: Mapped[datetime | None]

    conversation: Mapped[Conversation] = relationship(back_populates="exchanges")

    def says(self) -> Answer:
        return Answer.from_json(self.answer)


class ModelSpending(Base):
    """Tokens that the language model has used on a day."""

    __tablename__ = "model_spending"

    day: Mapped[date] = mapped_column(primary_key=True)
    tokens: Mapped[int]
    calls: Mapped[int]
    shown: Mapped[int]


class EvaluationRun(Base):
    """One run of `jobboard assistant evaluate`: the figures, and the questions that went wrong."""

    __tablename__ = "evaluation_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    ran_at: Mapped[datetime]
    file: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    questions: Mapped[int]
    figures: Mapped[dict[str, Any]]
    misses: Mapped[list[Any]]
