"""The code reference: releases of code systems, their codes, and what our pages say of them.

A code belongs to a release, and several releases of a system may stand side by side. The texts of
a page belong to the code itself, so that they outlive a release.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.codes.intervals import SYSTEMS, Interval, display
from jobboard.db import Base, CodeKey


class Section(StrEnum):
    """The sections of a code's page, in the order in which they are drawn."""

    PLAIN = "plain"
    DIFFERENCES = "differences"
    CONTEXT = "context"
    SETTING = "setting"
    RECORD = "record"
    MODIFIERS = "modifiers"
    RELATED = "related"
    PAYERS = "payers"
    HISTORY = "history"


class Review(StrEnum):
    """Whether somebody qualified has read a text. The project's own texts begin unread."""

    NONE = "none"
    REVIEWED = "reviewed"


class CodeRelease(Base):
    """One edition of a system as it was loaded. `digest` tells whether its files have changed."""

    __tablename__ = "code_releases"
    __table_args__ = (UniqueConstraint("system", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(60))
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime]

    codes: Mapped[list["Code"]] = relationship(
        back_populates="release", cascade="all, delete-orphan", passive_deletes=True
    )


class Code(Base):
    """One code of a release. `code` is its normal form, `key` the form that sorts and nests."""

    __tablename__ = "codes"
    __table_args__ = (
        UniqueConstraint("release_id", "key"),
        Index("ix_codes_system_key", "system", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("code_releases.id", ondelete="CASCADE"))
    system: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(CodeKey)
    code: Mapped[str] = mapped_column(CodeKey)
    summary: Mapped[str] = mapped_column(Text)
    review: Mapped[Review] = mapped_column(String(12), default=Review.NONE)

    release: Mapped[CodeRelease] = relationship(back_populates="codes")

    @property
    def interval(self) -> Interval:
        return Interval.of(self.system, self.code)

    @property
    def shown(self) -> str:
        """As people write it: ICD-10-CM with its dot."""
        return display(self.system, self.code)

    @property
    def label(self) -> str:
        return f"{SYSTEMS[self.system].short} {self.shown}"

    @property
    def url(self) -> str:
        return f"/codes/{self.system}/{self.shown}"


class CodeText(Base):
    """What a page says in one section.

    `body` is a list of entries: `{"text"}` is a paragraph; with `code` it speaks of another code,
    with `term` (and `name`) it is a row of a table. `sources` are works that were opened, each
    `{"title", "url"?, "opened"}`. `origin` names the file of the project that it came from.
    """

    __tablename__ = "code_texts"
    __table_args__ = (UniqueConstraint("system", "key", "section"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(CodeKey)
    section: Mapped[Section] = mapped_column(String(20))
    body: Mapped[list[Any]]
    sources: Mapped[list[Any]] = mapped_column(default=list)
    review: Mapped[Review] = mapped_column(String(12), default=Review.NONE)
    reviewed_at: Mapped[datetime | None]
    origin: Mapped[str | None] = mapped_column(String(120))
    written_at: Mapped[datetime]
