"""Questions to a consultant: what was asked, said and decided."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.assistant.answers import Answer, Evidence
from jobboard.codes.naming import NamesAnInterval
from jobboard.consult import targets
from jobboard.consult.lifecycle import OPEN, WITH_US, Move, State, Who
from jobboard.consult.targets import Urgency
from jobboard.consult.topics import TOPICS, topic_of
from jobboard.db import Base


class Channel(StrEnum):
    FORM = "form"
    MAIL = "mail"


class Kind(StrEnum):
    """What a message is. Notes are seen by consultants only."""

    ASKED = "asked"
    REPLY = "reply"
    INFO_REQUEST = "info_request"
    ANSWER = "answer"
    NOTE = "note"


class Question(Base):
    """`token` is in the address of the asker's page. `letter_key` is only in the letter to the
    asker's address: who has it can read that address, and may put a person to work.

    The target runs to `due_at`; while only the asker can go on, `paused_at` says since when.
    """

    __tablename__ = "questions"
    __table_args__ = (
        Index("ix_questions_queue", "state", "due_at"),
        Index("ix_questions_email", "email", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    letter_key: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(120), default="")
    channel: Mapped[Channel] = mapped_column(String(6))
    topic: Mapped[str] = mapped_column(String(24), index=True)
    setting: Mapped[str] = mapped_column(String(40), default="")
    payer: Mapped[str] = mapped_column(String(80), default="")
    urgency: Mapped[Urgency] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    instant: Mapped[dict[str, Any]]
    state: Mapped[State] = mapped_column(String(12))
    revision: Mapped[int] = mapped_column()
    asked_at: Mapped[datetime]
    heard_at: Mapped[datetime]
    """When its asker wrote last: a consultant's form that was opened before is stale."""
    human_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    first_answer_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    moved_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    undeliverable_at: Mapped[datetime | None]
    claimed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    claim_until: Mapped[datetime | None]

    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    claimed_by: Mapped[User | None] = relationship(foreign_keys=[claimed_by_id])
    codes: Mapped[list["QuestionCode"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="QuestionCode.id"
    )
    messages: Mapped[list["Message"]] = relationship(
        back_populates="question",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Message.id",
    )
    events: Mapped[list["QuestionEvent"]] = relationship(
        back_populates="question",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="QuestionEvent.id",
    )
    draft: Mapped["DraftAnswer | None"] = relationship(
        back_populates="question", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": revision}

    @property
    def reference(self) -> str:
        """The number by which people speak of it, also in the subjects of letters."""
        return f"Q-{self.id}"

    @property
    def url(self) -> str:
        return f"/consult/{self.token}"

    @property
    def topic_label(self) -> str:
        return TOPICS[topic_of(self.topic)]

    @property
    def stage(self) -> State:
        return State(self.state)

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def answers(self) -> list["Message"]:
        return [message for message in self.messages if message.kind == Kind.ANSWER]

    @property
    def was_accepted(self) -> bool:
        return any(event.move == Move.ACCEPT for event in self.events)

    def is_late(self, now: datetime) -> bool:
        return self.stage in WITH_US and targets.is_late(self.due_at, self.paused_at, now)

    def time_left(self, now: datetime) -> str:
        """In words; empty where no clock runs."""
        if self.due_at is None or not self.is_open:
            return ""
        return targets.left_in_words(self.due_at, self.paused_at, now)

    def instant_answer(self) -> Answer:
        return Answer.from_json(self.instant)


class QuestionCode(NamesAnInterval):
    """The codes that a question is about."""

    __tablename__ = "question_codes"
    __table_args__ = (Index("ix_question_codes_interval", "system", "low_key", "high_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("questions.id", ondelete="CASCADE"), index=True
    )


class Message(Base):
    """What somebody wrote. An answer's `citations` are evidence rows, numbered as its text cites
    them. `author` is empty where the asker has no account. `sender` is who sent a mail, where that
    is not the asker's address. `mail_id` is unique: the same mail twice is one message."""

    __tablename__ = "question_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("questions.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[Kind] = mapped_column(String(12))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Text)
    citations: Mapped[list[Any]] = mapped_column(default=list)
    channel: Mapped[Channel] = mapped_column(String(6), default=Channel.FORM)
    mail_id: Mapped[str | None] = mapped_column(String(255), unique=True)
    sender: Mapped[str | None] = mapped_column(String(255))
    at: Mapped[datetime]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    question: Mapped[Question] = relationship(back_populates="messages")
    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    reviewed_by: Mapped[User | None] = relationship(foreign_keys=[reviewed_by_id])

    @property
    def evidence(self) -> list[Evidence]:
        return [Evidence(**one) for one in self.citations]


class QuestionEvent(Base):
    """A move that was made. Only ever added."""

    __tablename__ = "question_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("questions.id", ondelete="CASCADE"), index=True
    )
    move: Mapped[Move] = mapped_column(String(20))
    who: Mapped[Who] = mapped_column(String(20))
    state: Mapped[State] = mapped_column(String(12))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    question: Mapped[Question] = relationship(back_populates="events")
    actor: Mapped[User | None] = relationship()


class DraftAnswer(Base):
    """What a consultant is writing. Signing off makes a message of it."""

    __tablename__ = "question_drafts"

    question_id: Mapped[int] = mapped_column(
        ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Text, default="")
    citations: Mapped[list[Any]] = mapped_column(default=list)
    saved_at: Mapped[datetime]

    question: Mapped[Question] = relationship(back_populates="draft")
    author: Mapped[User | None] = relationship()

    @property
    def evidence(self) -> list[Evidence]:
        return [Evidence(**one) for one in self.citations]
