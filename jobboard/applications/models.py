"""A candidate's application to one posting, and what happened to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.applications.pipeline import IN_PLAY, Happening, Stage
from jobboard.candidates.models import Resume
from jobboard.db import Base
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording


class Application(Base):
    """Keeps the wording that it answered. `answers` is a list of
    `{"question": text, "kind": slug, "answer": value}`: the question's words stay with it."""

    __tablename__ = "applications"
    __table_args__ = (UniqueConstraint("posting_id", "candidate_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(ForeignKey("postings.id"), index=True)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"))
    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    resume_id: Mapped[int | None] = mapped_column(ForeignKey("resumes.id", ondelete="SET NULL"))
    stage: Mapped[Stage] = mapped_column(String(14), default=Stage.NEW)
    revision: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[list[Any]] = mapped_column(default=list)
    sent_at: Mapped[datetime]
    first_viewed_at: Mapped[datetime | None]

    posting: Mapped[Posting] = relationship()
    wording: Mapped[Wording] = relationship()
    candidate: Mapped[User] = relationship()
    resume: Mapped[Resume | None] = relationship()
    events: Mapped[list["ApplicationEvent"]] = relationship(
        back_populates="application", order_by="ApplicationEvent.id", cascade="all, delete-orphan"
    )
    reads: Mapped[list["ResumeRead"]] = relationship(
        order_by="ResumeRead.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": revision}

    @property
    def is_in_play(self) -> bool:
        return self.stage in IN_PLAY


class ApplicationEvent(Base):
    """What happened. `stage` is where it left the application; `note` are words that the candidate
    reads too; `told` says whether a letter went out about it."""

    __tablename__ = "application_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[Happening] = mapped_column(String(12))
    stage: Mapped[Stage] = mapped_column(String(14))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    note: Mapped[str | None] = mapped_column(Text)
    told: Mapped[bool] = mapped_column(default=False)

    application: Mapped[Application] = relationship(back_populates="events")
    actor: Mapped[User | None] = relationship()


class ResumeRead(Base):
    """Every time that an employer's person opened a résumé; the candidate sees it."""

    __tablename__ = "resume_reads"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE"), index=True
    )
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]

    reader: Mapped[User | None] = relationship()
