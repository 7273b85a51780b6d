"""Reference articles: what our own pages say about coding, with their sources and their state."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.articles.lifecycle import State
from jobboard.codes.intervals import Interval
from jobboard.db import Base, CodeKey


class Subject(StrEnum):
    """The shelves of the article list, in its order."""

    CODES = "cpt-codes"
    GUIDELINES = "guidelines"
    MODIFIERS = "modifiers"
    CROSSWALKS = "crosswalks"
    EDITS = "ncci-edits"
    COMPLIANCE = "compliance"
    COVERAGE = "medicare-coverage"
    INPATIENT = "inpatient"
    RISK = "risk-adjustment"
    CAREERS = "careers"

    @property
    def label(self) -> str:
        return SUBJECT_LABELS[self]


SUBJECT_LABELS = {
    Subject.CODES: "Code sets and codes",
    Subject.GUIDELINES: "Guidelines",
    Subject.MODIFIERS: "Modifiers",
    Subject.CROSSWALKS: "Crosswalks",
    Subject.EDITS: "NCCI edits",
    Subject.COMPLIANCE: "Compliance",
    Subject.COVERAGE: "Medicare coverage and payment",
    Subject.INPATIENT: "Inpatient coding and MS-DRGs",
    Subject.RISK: "Risk adjustment",
    Subject.CAREERS: "Careers and pay",
}


class Article(Base):
    """`body` is a list of sections, each `{"heading", "text", "words"?}`; paragraphs of a text are
    parted by a blank line. `sources` are works that were opened, each `{"title", "url"?, "opened"?}`.
    `origin` says where it comes from: a file of the project, or `consult:<id>`."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(160))
    subject: Mapped[Subject] = mapped_column(String(24))
    summary: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[list[Any]]
    sources: Mapped[list[Any]] = mapped_column(default=list)
    state: Mapped[State] = mapped_column(String(12), default=State.DRAFT, index=True)
    origin: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(64), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    reviewed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    codes: Mapped[list["ArticleCode"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ArticleCode.id"
    )
    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewer_id])

    @property
    def url(self) -> str:
        return f"/articles/{self.slug}"

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_at is not None

    @property
    def shelf(self) -> Subject:
        return Subject(self.subject)


class ArticleCode(Base):
    """The codes that an article speaks of: its link from their pages."""

    __tablename__ = "article_codes"
    __table_args__ = (Index("ix_article_codes_interval", "system", "low_key", "high_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )
    system: Mapped[str] = mapped_column(String(10))
    low_key: Mapped[str] = mapped_column(CodeKey)
    high_key: Mapped[str] = mapped_column(CodeKey)

    @classmethod
    def of(cls, interval: Interval) -> "ArticleCode":
        return cls(system=interval.system, low_key=interval.low_key, high_key=interval.high_key)

    @property
    def interval(self) -> Interval:
        return Interval.from_keys(self.system, self.low_key, self.high_key)
