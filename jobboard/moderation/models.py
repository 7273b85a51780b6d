"""What reaches the moderators beside wordings: reports."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.db import Base
from jobboard.postings.models import Posting


class ReportState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Report(Base):
    """Somebody says that something is wrong with a posting; `reporter_id` is empty for a visitor."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(
        ForeignKey("postings.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text, default="")
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reporter_email: Mapped[str | None] = mapped_column(String(255))
    reported_at: Mapped[datetime]
    state: Mapped[ReportState] = mapped_column(String(12), default=ReportState.OPEN, index=True)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    answer: Mapped[str | None] = mapped_column(Text)

    posting: Mapped[Posting] = relationship()
    reporter: Mapped[User | None] = relationship(foreign_keys=[reporter_id])
