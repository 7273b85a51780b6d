"""What a posting says: one row a revision, and beside it what queries ask for."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Float, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.elements import BindParameter

from jobboard.accounts.models import User
from jobboard.codes.intervals import Interval
from jobboard.codes.naming import NamesAnInterval
from jobboard.db import Base
from jobboard.postings.lifecycle import EDITABLE, WordingState
from jobboard.postings.record import PostingRecord

if TYPE_CHECKING:
    from jobboard.postings.models import Posting

# A key, or its place in a statement that is made once and given it with each use.
Key = str | BindParameter[str]


class Wording(Base):
    """One revision of what a posting says.

    `record` is the truth; the columns and child rows beside it are derived from it by
    `derived.derive`, for queries, and never changed alone.
    """

    __tablename__ = "wordings"
    __table_args__ = (UniqueConstraint("posting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(
        ForeignKey("postings.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    state: Mapped[WordingState] = mapped_column(String(12), default=WordingState.DRAFT, index=True)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    written_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reason: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)

    # The import that wrote it; it is shown when that is complete.
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batches.id"), index=True)

    record: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(String(40))
    level: Mapped[str | None] = mapped_column(String(20))
    setting: Mapped[str | None] = mapped_column(String(40))
    arrangement: Mapped[str | None] = mapped_column(String(10))
    employment_type: Mapped[str | None] = mapped_column(String(24))
    accept_apprentice: Mapped[bool | None]
    hourly_min: Mapped[float | None] = mapped_column(Float)
    hourly_max: Mapped[float | None] = mapped_column(Float)

    posting: Mapped["Posting"] = relationship(back_populates="wordings", foreign_keys=[posting_id])
    written_by: Mapped[User | None] = relationship(foreign_keys=[written_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    tags: Mapped[list["WordingTag"]] = relationship(cascade="all, delete-orphan")
    codes: Mapped[list["WordingCode"]] = relationship(
        cascade="all, delete-orphan", order_by="WordingCode.position"
    )
    places: Mapped[list["WordingPlace"]] = relationship(
        cascade="all, delete-orphan", order_by="WordingPlace.position"
    )

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    def says(self) -> PostingRecord:
        """The record as a plain value, trusted: it was checked when it was written."""
        return PostingRecord.from_stored(self.record)


class WordingTag(Base):
    """A vocabulary value of a wording. Kinds: specialty, credential-any, credential-all,
    credential-preferred, credential-mentioned, state, benefit, software."""

    __tablename__ = "wording_tags"
    __table_args__ = (Index("ix_wording_tags_value", "kind", "value", "wording_id"),)

    wording_id: Mapped[int] = mapped_column(
        ForeignKey("wordings.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[str] = mapped_column(String(60), primary_key=True)


class WordingCode(NamesAnInterval):
    """Codes that the work covers: stated by the poster, or mentioned in the text."""

    __tablename__ = "wording_codes"
    # With all that a code's page asks of its jobs, so that thousands of rows need not be read.
    __table_args__ = (
        Index("ix_wording_codes_interval", "system", "low_key", "high_key", "stated", "wording_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wording_id: Mapped[int] = mapped_column(
        ForeignKey("wordings.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(SmallInteger)
    stated: Mapped[bool]

    @classmethod
    def meets(cls, interval: Interval) -> ColumnElement[bool]:
        """Rows that share at least one code with the interval."""
        return cls.meets_keys(interval.system, interval.low_key, interval.high_key)

    @classmethod
    def meets_keys(cls, system: Key, low: Key, high: Key) -> ColumnElement[bool]:
        return and_(cls.system == system, cls.low_key <= high, cls.high_key >= low)


class WordingPlace(Base):
    __tablename__ = "wording_places"

    id: Mapped[int] = mapped_column(primary_key=True)
    wording_id: Mapped[int] = mapped_column(
        ForeignKey("wordings.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(SmallInteger)
    city: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[str | None] = mapped_column(String(2), index=True)
    zip: Mapped[str | None] = mapped_column(String(10))
    lat: Mapped[float | None]
    lng: Mapped[float | None]
