"""The outbox, the timetable and the leases: whatever a killed worker held is taken up again."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from jobboard.db import Base

PEOPLE_FIRST, BULK = 0, 9


class OutboxRow(Base):
    """One thing to do. `urgency` puts people's changes before bulk loads; a row whose `failed_at`
    is set has used up its attempts and waits for an admin."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_next", "topic", "failed_at", "urgency", "not_before", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(20))
    key: Mapped[int | None]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    urgency: Mapped[int] = mapped_column(default=PEOPLE_FIRST)
    noted_at: Mapped[datetime]
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str | None] = mapped_column(Text)
    failed_at: Mapped[datetime | None]


class Lease(Base):
    """Something that one process does at a time. `holder` is empty when nobody does;
    `about` is what others must know of it (the name of the index that a rebuild fills)."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    holder: Mapped[str | None] = mapped_column(String(200))
    until: Mapped[datetime]
    about: Mapped[str | None] = mapped_column(String(200))


class TimedTask(Base):
    """A task that the clock starts: expiry, index check, cleaning up."""

    __tablename__ = "timed_tasks"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    due_at: Mapped[datetime]
    last_ran_at: Mapped[datetime | None]
    last_trouble: Mapped[str | None] = mapped_column(Text)


class WorkerBeat(Base):
    """When each worker was last seen, for /readyz and the admin."""

    __tablename__ = "worker_beats"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    seen_at: Mapped[datetime]
