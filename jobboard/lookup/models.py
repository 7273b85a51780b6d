"""What a signed-in person keeps of codes, privately: a mark with a note, the recent ones, lists.

Codes are named by their system and key, never by a row's id: an import makes new rows.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.codes.naming import NamesACode
from jobboard.db import Base, CodeKey


class CodeMark(NamesACode, Base):
    """A person's favorite, note and last visit of one code; the row goes when it says nothing."""

    __tablename__ = "code_marks"
    __table_args__ = (Index("ix_code_marks_seen", "user_id", "seen_at"),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    system: Mapped[str] = mapped_column(String(10), primary_key=True)
    key: Mapped[str] = mapped_column(CodeKey, primary_key=True)
    favorite_at: Mapped[datetime | None]
    note: Mapped[str | None] = mapped_column(Text)
    noted_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]

    @property
    def says_something(self) -> bool:
        return any((self.favorite_at, self.note, self.seen_at))


class CodeList(Base):
    """A named list of codes, its owner's alone."""

    __tablename__ = "code_lists"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    entries: Mapped[list["CodeListEntry"]] = relationship(
        back_populates="code_list",
        cascade="all, delete-orphan",
        order_by="CodeListEntry.position, CodeListEntry.id",
    )


class CodeListEntry(NamesACode, Base):
    """One code of a list, in its owner's order."""

    __tablename__ = "code_list_entries"
    __table_args__ = (UniqueConstraint("list_id", "system", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("code_lists.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger)
    system: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(CodeKey)

    code_list: Mapped[CodeList] = relationship(back_populates="entries")
