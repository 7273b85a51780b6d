"""Companies that post, and the people who act for them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.accounts.models import User
from jobboard.db import Base


class MemberRole(StrEnum):
    OWNER = "owner"
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring-manager"
    VIEWER = "viewer"


class Employer(Base):
    """A company. `claimed_at` is empty for one that only an import has named; `trusted_at` lets
    its unchanged wordings be renewed without a second reading."""

    __tablename__ = "employers"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str | None] = mapped_column(String(40))
    website: Mapped[str | None] = mapped_column(String(300))
    domain: Mapped[str | None] = mapped_column(String(120), index=True)
    about: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    trusted_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    suspended_reason: Mapped[str | None] = mapped_column(Text)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="employer", cascade="all, delete-orphan"
    )

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None


class Membership(Base):
    __tablename__ = "memberships"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    employer_id: Mapped[int] = mapped_column(
        ForeignKey("employers.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[MemberRole] = mapped_column(String(20), default=MemberRole.OWNER)
    since: Mapped[datetime]

    user: Mapped[User] = relationship()
    employer: Mapped[Employer] = relationship(back_populates="memberships")

    @property
    def may_post(self) -> bool:
        return self.role in (MemberRole.OWNER, MemberRole.RECRUITER)

    @property
    def may_decide(self) -> bool:
        """May move applications through the pipeline."""
        return self.role != MemberRole.VIEWER
