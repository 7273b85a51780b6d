"""The database: `db`, the declarative base, naming convention, and how SQLite is set up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, MetaData, String, event
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


# Binary order on both databases: code intervals are compared as text, and a language's
# collation would sort "C9A" and "C91" by its own taste.
CodeKey = String(12).with_variant(String(12, collation="C"), "postgresql")

Json = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    # A registry of our own: Flask-SQLAlchemy copies this class, and a copy may not map types anew.
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: Instant(), dict[str, Any]: Json, list[Any]: Json},
    )


# Models derive from `Base`, which any tool reads; Flask-SQLAlchemy gives the session and the engine.
db = SQLAlchemy(metadata=Base.metadata)


def init_app(app: Flask) -> None:
    """Binds `db` to the app, with the engine options that each database wants."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", _engine_options(url))
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _set_up_sqlite)
            event.listen(db.engine, "begin", _begin_sqlite)


@contextmanager
def apart() -> Iterator[Connection]:
    """A short transaction beside the view's, for what must last even when the view fails.

    What the view has begun and not committed is given up first: SQLite lets one write at a time,
    and a request that waited for itself would wait for ever.
    """
    db.session.rollback()
    with db.engine.begin() as connection:
        yield connection


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 15}}
    return {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8}


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling would begin only before the first write, so that a
    # read and the write that follows from it could see two states: we begin ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")


__all__ = ["Base", "CodeKey", "Instant", "Json", "apart", "db", "init_app"]
