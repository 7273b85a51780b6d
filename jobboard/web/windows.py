"""Counters of tries in the database: the part that `limits` asks for, over our own table."""

from datetime import datetime, timedelta
from typing import Any

from limits.storage import Storage
from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from jobboard.accounts.models import RateWindow
from jobboard.clock import clock
from jobboard.db import apart, db

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Windows(Storage):
    """Each count is one statement in a transaction of its own: two processes never count past each
    other, and a view that fails has still been counted."""

    STORAGE_SCHEME = None

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = clock()
        with apart() as connection:
            count = connection.execute(_counting(key, amount, now, expiry)).scalar_one()
        return int(count)

    def get(self, key: str) -> int:
        return self._read(RateWindow.count, key) or 0

    def get_expiry(self, key: str) -> float:
        ends = self._read(RateWindow.expires_at, key) or clock()
        return float(ends.timestamp())

    def check(self) -> bool:
        with apart() as connection:
            return connection.execute(select(1)).scalar_one() == 1

    def reset(self) -> int | None:
        with apart() as connection:
            return connection.execute(delete(RateWindow)).rowcount

    def clear(self, key: str) -> None:
        with apart() as connection:
            connection.execute(delete(RateWindow).where(RateWindow.key == key))

    def _read(self, column: Any, key: str) -> Any:
        query = select(column).where(RateWindow.key == key, RateWindow.expires_at > clock())
        with apart() as connection:
            return connection.execute(query).scalar_one_or_none()


def _counting(key: str, amount: int, now: datetime, seconds: int) -> Any:
    """Counts on in a window that lasts, or begins a new one in its place."""
    ends = now + timedelta(seconds=seconds)
    insert = INSERTS[db.engine.dialect.name](RateWindow)
    over = RateWindow.expires_at <= now
    return (
        insert.values(key=key, count=max(amount, 0), expires_at=ends)
        .on_conflict_do_update(
            index_elements=[RateWindow.key],
            set_={
                "count": case((over, max(amount, 0)), else_=RateWindow.count + amount),
                "expires_at": case((over, ends), else_=RateWindow.expires_at),
            },
        )
        .returning(RateWindow.count)
    )
