"""Which code pages people have opened: what the meter counts."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from jobboard.db import Base

LONGEST_NAME = 24


class CodeView(Base):
    """A member's opened code, as `cpt:38240`. One that a job's link opened is not counted."""

    __tablename__ = "code_views"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    counted: Mapped[bool]
    opened_at: Mapped[datetime]


class NetworkView(Base):
    """A code that guests of one network have opened. `network` is a keyed hash of its address, and
    the row goes when it expires: no address is kept."""

    __tablename__ = "network_code_views"

    network: Mapped[str] = mapped_column(String(64), primary_key=True)
    code: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class LicensedReader(Base):
    """Somebody who has seen licensed text in a month: an account or, for guests, a network, as a keyed
    hash. The license is paid by users, so they are counted and not named."""

    __tablename__ = "licensed_readers"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    reader: Mapped[str] = mapped_column(String(64), primary_key=True)
    is_guest: Mapped[bool]
    seen_at: Mapped[datetime]
