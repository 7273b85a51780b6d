"""Reference articles: what our own pages say about coding, with their sources, their state, and what
they said before."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.articles.lifecycle import State
from jobboard.articles.subjects import Subject
from jobboard.articles.wording import ArticleText
from jobboard.codes.naming import NamesAnInterval
from jobboard.db import Base

# The origin of what the project's own files say.
OWN_FILES = "articles/"
OWN_DESK = "desk"


class Article(Base):
    """`body` is a list of sections, each `{"heading", "text", "words"?}`; paragraphs of a text are
    parted by a blank line. `sources` are works that were opened, each `{"title", "url"?, "opened"?}`.
    `origin` says where it comes from: a file of the project, `consult:<id>`, or the editors' desk.
    `number` is that of the version that it says (0 while none is kept), `waiting` that of the version
    that waits to be read while this one stays on show."""

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
    number: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)

    codes: Mapped[list["ArticleCode"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ArticleCode.id"
    )
    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewer_id])

    # Of two editors who decide at the same instant one is told to look again.
    __mapper_args__ = {"version_id_col": revision}

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

    @property
    def text(self) -> ArticleText:
        """What it says, as a plain value."""
        return ArticleText(
            title=self.title,
            subject=self.shelf,
            summary=self.summary,
            sections=tuple(dict(section) for section in self.body),
            sources=tuple(dict(source) for source in self.sources),
            codes=tuple(code.interval for code in self.codes),
            words=self.words,
        )

    def say(self, text: ArticleText) -> None:
        self.title, self.subject = text.title, text.subject
        self.summary, self.words = text.summary, text.words
        self.body = [dict(section) for section in text.sections]
        self.sources = [dict(source) for source in text.sources]
        self.codes = [ArticleCode.of(interval) for interval in text.codes]


class ArticleCode(NamesAnInterval):
    """The codes that an article speaks of: its link from their pages."""

    __tablename__ = "article_codes"
    __table_args__ = (Index("ix_article_codes_interval", "system", "low_key", "high_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )


class ArticleVersion(Base):
    """One text that an article had, has, or may have: `text` is an `ArticleText` as JSON. The first
    may be the project's own, which no person wrote here."""

    __tablename__ = "article_versions"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[dict[str, Any]]
    origin: Mapped[str] = mapped_column(String(120))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    written_at: Mapped[datetime]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reviewed_at: Mapped[datetime | None]

    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewer_id])

    @property
    def said(self) -> ArticleText:
        return ArticleText.from_json(self.text)
