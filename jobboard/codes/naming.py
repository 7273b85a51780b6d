"""How a code is called, and where its page is. Whoever names one tells it from system and key alone:
the reference need not be asked, and need not have it."""

from typing import Any, Self

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from jobboard.codes.intervals import Interval
from jobboard.codes.systems import SYSTEMS, code_of, display
from jobboard.db import Base, CodeKey


def code_path(system: str, code: str) -> str:
    """The address of the page of a code in its normal form."""
    return f"/codes/{system}/{display(system, code)}"


class NamesACode:
    """For rows and plain values."""

    # Text, or a column of it.
    system: Any
    key: Any

    @property
    def interval(self) -> Interval:
        return Interval.from_keys(self.system, self.key, self.key)

    @property
    def shown(self) -> str:
        """As people write it: ICD-10-CM with its dot."""
        return display(self.system, code_of(self.system, self.key))

    @property
    def label(self) -> str:
        return f"{SYSTEMS[self.system].short} {self.shown}"

    @property
    def url(self) -> str:
        return code_path(self.system, code_of(self.system, self.key))


class NamesAnInterval(Base):
    """For rows. With the keys of an `Interval`, `low_key <= key <= high_key` is the whole rule, so
    the database can tell what shares a code with what."""

    __abstract__ = True

    system: Mapped[str] = mapped_column(String(10))
    low_key: Mapped[str] = mapped_column(CodeKey)
    high_key: Mapped[str] = mapped_column(CodeKey)

    @classmethod
    def of(cls, interval: Interval, **others: Any) -> Self:
        """A row that names this interval; `others` are its other columns."""
        ends = {"low_key": interval.low_key, "high_key": interval.high_key}
        return cls(system=interval.system, **ends, **others)

    @property
    def interval(self) -> Interval:
        return Interval.from_keys(self.system, self.low_key, self.high_key)
