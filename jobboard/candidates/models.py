"""What a candidate keeps here, privately: résumés, a small profile, saved, hidden and seen jobs."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.db import Base
from jobboard.postings.models import Posting


class Resume(Base):
    """A file in the private store under `file_key`; `text` is what the limited child process read.

    `removed_at` is set when its owner has deleted it: it is on no list any more, and only the
    applications still in play that it went with keep it from being erased."""

    __tablename__ = "resumes"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    file_key: Mapped[str] = mapped_column(String(120), unique=True)
    text: Mapped[str | None] = mapped_column(Text)
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None] = mapped_column(index=True)

    candidate: Mapped[User] = relationship()


class Profile(Base):
    """What a candidate has said of themselves. The row is there once they have said anything, so
    that no credential held is an answer, too. No employer's page reads it."""

    __tablename__ = "candidate_profiles"

    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[str | None] = mapped_column(String(2))
    changed_at: Mapped[datetime]

    credentials: Mapped[list["HeldCredential"]] = relationship(
        cascade="all, delete-orphan", order_by="HeldCredential.credential"
    )


class HeldCredential(Base):
    """A credential that a candidate says they hold, a row each: its number, its dates and who has
    checked it will stand beside it."""

    __tablename__ = "held_credentials"

    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("candidate_profiles.candidate_id", ondelete="CASCADE"), primary_key=True
    )
    credential: Mapped[str] = mapped_column(String(20), primary_key=True)
    stated_at: Mapped[datetime]


class JobMark(Base):
    """What a candidate has done with a job, each with its moment; saved and hidden exclude each
    other."""

    __tablename__ = "job_marks"

    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    posting_id: Mapped[int] = mapped_column(
        ForeignKey("postings.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    saved_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]

    posting: Mapped[Posting] = relationship()
