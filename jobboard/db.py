"""The database: `db`, the declarative base, naming convention, and how SQLite is set up."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, MetaData, String, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. SQLite stores no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A moment without a time zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal number exactly as it was given. SQLite would make a binary fraction of it."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


# Binary order on both databases: code intervals are compared as text, and a language's
# collation would sort "C9A" and "C91" by its own taste.
CodeKey = String(12).with_variant(String(12, collation="C"), "postgresql")

Json = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    # A registry of our own: Flask-SQLAlchemy copies this class, and a copy may not map types anew.
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Instant(),
            Decimal: Exact(),
            dict[str, Any]: Json,
            list[Any]: Json,
        },
    )


# Models derive from `Base`, which any tool reads; Flask-SQLAlchemy gives the session and the engine.
db = SQLAlchemy(metadata=Base.metadata)


def listen_once(**listeners: Callable[..., object]) -> None:
    """Listens to the session's events, each by its name; once, however many apps there are."""
    for name, listener in listeners.items():
        if not event.contains(db.session, name, listener):
            event.listen(db.session, name, listener)


def init_app(app: Flask) -> None:
    """Binds `db` to the app, with the engine options that each database wants."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", _engine_options(url))
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _set_up_sqlite)
            event.listen(db.engine, "before_cursor_execute", _begin_sqlite)


@contextmanager
def apart() -> Iterator[Connection]:
    """A short transaction beside the view's, for what must last even when the view fails.

    What the view has begun and not committed is given up first: SQLite lets one write at a time,
    and a request that waited for itself would wait for ever.
    """
    db.session.rollback()
    with db.engine.begin() as connection:
        yield connection


def gather_statistics() -> None:
    """Tells SQLite's planner what the tables hold; without, it takes an index that is fifty times
    slower for "is it still public". PostgreSQL does this by itself."""
    if db.engine.dialect.name == "sqlite":
        # All tables that lack statistics, each with a bounded look at its rows.
        db.session.execute(text("PRAGMA optimize=0x10002"))


# The values of a statement that failed are people's names, notes and tokens.
NEVER_LOGGED = {"hide_parameters": True}


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 15}, **NEVER_LOGGED}
    return {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8, **NEVER_LOGGED}


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # We begin ourselves (`_begin_sqlite`): the driver does not know all that begins a transaction.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        # Of each connection, and there is one for each thread: what SQLite does not keep itself,
        # the system hands over from its own cache in no more time.
        "cache_size=-2000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


# What only reads; a WITH may lead to either.
READS = re.compile(
    r"\s*(?:SELECT|VALUES|EXPLAIN|BEGIN|PRAGMA(?! defer_)"
    r"|WITH\b(?!.*\b(?:INSERT|UPDATE|DELETE)\b))",
    re.IGNORECASE | re.DOTALL,
)


def _begin_sqlite(
    _connection: Any, cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
) -> None:
    """Begins a transaction with the first write and waits there for its turn. One that begins with
    a read is refused at its first write ("database is locked", at once) when anybody has written
    meanwhile. As on PostgreSQL, each read before it sees what is committed by then."""
    if not cursor.connection.in_transaction and not READS.match(statement):
        cursor.connection.execute("BEGIN IMMEDIATE")


def see_one_state() -> None:
    """All that this session reads until its next commit or rollback is of one moment: for backups.
    What it has not committed is given up."""
    db.session.rollback()
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


__all__ = [
    "Base",
    "CodeKey",
    "Exact",
    "Instant",
    "Json",
    "apart",
    "db",
    "gather_statistics",
    "init_app",
    "see_one_state",
]
