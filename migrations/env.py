"""How migrations run: inside the app, on its engine, against the metadata of all models."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import JSON, String

from jobboard.db import Base, CodeKey, Exact, Instant

migrate = current_app.extensions["migrate"]
engine = migrate.db.engine


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our own types by their names: a variant written out would freeze today's spelling of it."""
    if kind != "type":
        return False
    if isinstance(item, Instant):
        return "Instant()"
    if isinstance(item, Exact):
        return "Exact()"
    if type(item).__name__ == "AsaList":  # Flask-Security's list of words, kept as text
        return "sa.Text()"
    if type(item) is JSON:
        return "Json"
    if type(item) is String and item.length == CodeKey.length and item._variant_mapping:
        return "CodeKey"
    return False


def run() -> None:
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            **migrate.configure_args,
        )
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # To change a table, SQLite makes another, copies and drops the first: with its keys
            # watched, dropping would take every row with it that refers to the table.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run()
