"""What editors keep: earlier versions of our own texts, and what readers say is wrong."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.codes.models import Section
from jobboard.db import Base, CodeKey


class TextVersion(Base):
    """One version of a section of a code's page. The newest is what the page shows; the first may be
    the project's own, which no person wrote here (`origin`)."""

    __tablename__ = "code_text_versions"
    __table_args__ = (UniqueConstraint("system", "key", "section", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(CodeKey)
    section: Mapped[Section] = mapped_column(String(20))
    number: Mapped[int]
    body: Mapped[list[Any]]
    sources: Mapped[list[Any]]
    origin: Mapped[str | None] = mapped_column(String(120))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    written_at: Mapped[datetime]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reviewed_at: Mapped[datetime | None]

    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewer_id])


class ProblemState(StrEnum):
    OPEN = "open"
    MENDED = "mended"
    NOTHING_WRONG = "nothing-wrong"


class Problem(Base):
    """Somebody says that something of ours is wrong. `kind` and `key` say what: (`code`,
    `cpt:38240`), (`answer`, an id), (`article`, a slug); `url` is where it can be seen."""

    __tablename__ = "problems"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(80))
    label: Mapped[str] = mapped_column(String(160))
    url: Mapped[str | None] = mapped_column(String(300))
    words: Mapped[str] = mapped_column(Text)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reported_at: Mapped[datetime]
    state: Mapped[ProblemState] = mapped_column(String(16), default=ProblemState.OPEN, index=True)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    answer: Mapped[str] = mapped_column(Text, default="")

    reporter: Mapped[User | None] = relationship(foreign_keys=[reporter_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
