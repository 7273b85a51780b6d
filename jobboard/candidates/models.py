"""What a candidate keeps here: résumés, privately."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.db import Base


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
