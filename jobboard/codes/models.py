"""The code reference: releases of code systems, their codes, and what our pages say of them.

A code belongs to a release, and several releases of a system may stand side by side. The texts of
a page belong to the code itself, so that they outlive a release. What official files say of codes
beside their names (fees, edits, crosswalks) stands in `fact_models`, and belongs to releases too.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.codes.naming import NamesACode, NamesAnInterval
from jobboard.db import Base, CodeKey


class Section(StrEnum):
    """The sections of a code's page, in the order in which they are drawn. The line is its head: a
    code's `summary` in our own words, where an editor has written it anew."""

    LINE = "line"
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


class Stage(StrEnum):
    """A release is loaded out of sight, shown at one stroke, and dropped when another took its
    place; what is dropped is cleared away in small steps."""

    LOADING = "loading"
    SHOWN = "shown"
    DROPPED = "dropped"


class CodeRelease(Base):
    """One edition of a data set as it was loaded: of a code system (`cpt`, `icd10cm`, …) or of facts
    about codes (`rvu`, `ptp`, …, see `datasets`).

    An *overlay* does not claim to have all codes of its system: what it has stands before the
    full edition's entry of the same code. `digest` tells whether the files have changed; `files`
    are `{"name", "sha256", "bytes", "rows"}`. `revision` counts the loads under one name.
    """

    __tablename__ = "code_releases"
    __table_args__ = (UniqueConstraint("system", "setting", "name", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(String(20))
    setting: Mapped[str] = mapped_column(String(20), default="")
    name: Mapped[str] = mapped_column(String(60))
    revision: Mapped[int] = mapped_column(default=1)
    stage: Mapped[Stage] = mapped_column(String(10), default=Stage.SHOWN)
    overlay: Mapped[bool] = mapped_column(default=False)
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    digest: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(200), default="")
    layout: Mapped[str] = mapped_column(String(60), default="")
    files: Mapped[list[Any]] = mapped_column(default=list)
    row_count: Mapped[int] = mapped_column(default=0)
    loaded_at: Mapped[datetime]
    beat_at: Mapped[datetime | None]

    codes: Mapped[list["Code"]] = relationship(
        back_populates="release", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def edition(self) -> str:
        """`CMS physician fee schedule, 2024 July`: to stand beside what came from it."""
        return f"{self.source}, {self.name}" if self.source else self.name


class Kind(StrEnum):
    """Whether a claim may carry a code, or it only heads those below it."""

    BILLABLE = "billable"
    HEADER = "header"


class Code(NamesACode, Base):
    """One code of a release. `code` is its normal form, `key` the form that sorts and nests.

    `notes` are those of ICD-10-CM: lists of sentences under `inclusion_terms`, `includes`,
    `excludes1`, `excludes2`, `code_first`, `use_additional`. `more` is what else the file says
    (`long`, `mdc`, `type`, `weight`, …). Both are only read where they are asked for.
    `valid_to` and `replaced_by` (codes of the same system) are set where the file tells them.
    """

    __tablename__ = "codes"
    __table_args__ = (
        UniqueConstraint("release_id", "key"),
        Index("ix_codes_system_key", "system", "key"),
        Index("ix_codes_parent", "release_id", "parent_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("code_releases.id", ondelete="CASCADE"))
    system: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(CodeKey)
    code: Mapped[str] = mapped_column(CodeKey)
    summary: Mapped[str] = mapped_column(Text)
    review: Mapped[Review] = mapped_column(String(12), default=Review.NONE)
    kind: Mapped[Kind] = mapped_column(String(10), default=Kind.BILLABLE)
    parent_key: Mapped[str | None] = mapped_column(CodeKey)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    replaced_by: Mapped[str | None] = mapped_column(String(120))
    notes: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    more: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)

    release: Mapped[CodeRelease] = relationship(back_populates="codes")


class CodeGroup(NamesAnInterval):
    """A named stretch of codes with notes of its own, as a file gives it: an ICD-10-CM chapter or
    block. The board's own families are `families.FAMILIES`; a group may lie under one of them."""

    __tablename__ = "code_groups"
    __table_args__ = (
        UniqueConstraint("release_id", "kind", "label"),
        Index("ix_code_groups_interval", "system", "low_key", "high_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("code_releases.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    notes: Mapped[dict[str, Any] | None]

    release: Mapped[CodeRelease] = relationship()


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
