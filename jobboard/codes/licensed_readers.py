"""Who has seen text that belongs to the AMA: distinct users for each month, as the license counts
them. A page that is opened notes its reader once a month, and nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request
from sqlalchemy import case, func, select

from jobboard.accounts.context import person as signed_in
from jobboard.codes.licensed import License
from jobboard.codes.reading import beside, hash_of, insert_if_new
from jobboard.codes.reading_models import LicensedReader
from jobboard.db import db
from jobboard.settings import current_settings
from jobboard.web.limits import network_of


@dataclass(frozen=True)
class MonthRead:
    """Accounts that have seen such text, and networks of people without one."""

    month: str
    members: int
    guests: int

    @property
    def users(self) -> int:
        return self.members + self.guests


def note_reader(*, now: datetime) -> None:
    """Whoever asks for the page that is being drawn sees licensed text on it."""
    person = signed_in()
    who = f"person {person.id}" if person else f"network {network_of(request.remote_addr)}"
    values = {
        "month": _month(now),
        "reader": hash_of(f"licensed text|{who}"),
        "is_guest": person is None,
        "seen_at": now,
    }
    there = LicensedReader.month == values["month"], LicensedReader.reader == values["reader"]
    if db.session.scalar(select(LicensedReader.reader).where(*there)) is None:
        with beside() as connection:
            connection.execute(insert_if_new(LicensedReader).values(values))


def by_month(first: str = "", last: str = "") -> Sequence[MonthRead]:
    """Each month from `first` to `last` (`2026-01`), both included."""
    guests = func.sum(case((LicensedReader.is_guest, 1), else_=0))
    query = select(LicensedReader.month, func.count() - guests, guests)
    return [MonthRead(*row) for row in db.session.execute(_within(query, first, last))]


def distinct_users(first: str = "", last: str = "") -> int:
    """Of all these months together: who reads in two of them is one user."""
    query = select(func.count(LicensedReader.reader.distinct()))
    return db.session.scalar(_months(query, first, last)) or 0


def in_words(total: int, record: License | None) -> str:
    """How many have read, beside how many the license is for."""
    said = f"{total} distinct users have seen licensed text"
    if record is None:
        return f"{said}."
    fewer = ", which is fewer" if record.users < total else ""
    return f"{said}; the license {record.id} is for {record.users}{fewer}."


def _within(query: Any, first: str, last: str) -> Any:
    return _months(query, first, last).group_by(LicensedReader.month).order_by(LicensedReader.month)


def _months(query: Any, first: str, last: str) -> Any:
    if first:
        query = query.where(LicensedReader.month >= first)
    return query.where(LicensedReader.month <= last) if last else query


def _month(now: datetime) -> str:
    return f"{now.astimezone(current_settings().zone):%Y-%m}"
