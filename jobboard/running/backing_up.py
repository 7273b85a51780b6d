"""Backups: every row and every private file in one archive, readable on either database.

Rows are JSON lines, a file a table, so that a backup made on SQLite can be restored on PostgreSQL.
The search index is derived and not in it; a restore notes its rebuild.
"""

import base64
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Date, LargeBinary, Table, insert, select, text

from jobboard.clock import clock
from jobboard.db import Base, Instant, db, see_one_state
from jobboard.errors import JobboardError
from jobboard.gateways import gateways

FORMAT = 1
BATCH = 500
# Sessions and counters end with the board that they belong to; leases and what it has seen of the
# mailbox with the worker. What waited
# in the outbox was done by the board that went on after the backup: a letter must not go out twice,
# with links that have run out, and the index is built anew.
LEFT_OUT = frozenset(
    {
        "sessions",
        "rate_windows",
        "worker_beats",
        "timed_tasks",
        "leases",
        "outbox",
        "mail_ways_in",
    }
)


class BackupRefused(JobboardError):
    """The archive is not a backup of this board's version."""


def back_up(target: Path) -> tuple[int, int]:
    """Writes the archive, whole or not at all; how many rows and files are in it."""
    unfinished = target.with_name(target.name + ".part")
    rows = 0
    see_one_state()
    try:
        with tarfile.open(unfinished, "w:gz", compresslevel=3) as archive:
            _add(archive, "about.json", json.dumps(_about()).encode())
            for table in _tables():
                content, count = _rows_of(table)
                _add(archive, f"rows/{table.name}.jsonl", content)
                rows += count
            keys = gateways().files.keys()
            for key in keys:
                _add(archive, f"files/{key}", gateways().files.get(key))
        unfinished.chmod(0o600)
        unfinished.replace(target)
    finally:
        db.session.rollback()
        unfinished.unlink(missing_ok=True)
    return rows, len(keys)


def restore_from(source: Path) -> tuple[int, int]:
    """Replaces everything by what the archive holds, in one transaction; the caller's app must be
    on the version that made it."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            _must_fit(json.loads(_read(archive, "about.json")))
            rows = _restore_rows(archive)
            files = _restore_files(archive)
    except (tarfile.TarError, KeyError, ValueError, EOFError, OSError) as error:
        db.session.rollback()
        raise BackupRefused(f"{source.name} is not a whole backup: {error}.") from None
    _note_rebuild()
    db.session.commit()
    return rows, files


def _about() -> dict[str, Any]:
    return {"format": FORMAT, "schema": _schema(), "made_at": clock().isoformat()}


def _schema() -> str | None:
    return MigrationContext.configure(db.session.connection()).get_current_revision()


def _must_fit(about: dict[str, Any]) -> None:
    if about.get("format") != FORMAT or about.get("schema") != _schema():
        raise BackupRefused(
            f"The backup is of schema {about.get('schema')}, this board of {_schema()}: "
            "restore it with the version that made it, then upgrade."
        )


def _tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def _rows_of(table: Table) -> tuple[bytes, int]:
    out = io.BytesIO()
    count = 0
    for row in db.session.execute(select(table)).mappings():
        plain = {name: _plain(value) for name, value in row.items()}
        out.write(json.dumps(plain).encode() + b"\n")
        count += 1
    return out.getvalue(), count


def _restore_rows(archive: tarfile.TarFile) -> int:
    _loosen_references()
    for table in reversed(Base.metadata.sorted_tables):
        db.session.execute(table.delete(), execution_options={"index_noted": True})
    rows = 0
    for table in _tables():
        for batch in _batches(_read(archive, f"rows/{table.name}.jsonl"), table):
            db.session.execute(insert(table), batch, execution_options={"index_noted": True})
            rows += len(batch)
        _set_counter(table)
    return rows


def _restore_files(archive: tarfile.TarFile) -> int:
    names = [name for name in archive.getnames() if name.startswith("files/")]
    for name in names:
        gateways().files.put(name.removeprefix("files/"), _read(archive, name))
    kept = {name.removeprefix("files/") for name in names}
    for key in set(gateways().files.keys()) - kept:
        gateways().files.remove(key)
    return len(names)


def _note_rebuild() -> None:
    from jobboard.outbox import note

    note("rebuild")


def _batches(content: bytes, table: Table) -> Iterator[list[dict[str, Any]]]:
    lines = content.splitlines()
    for start in range(0, len(lines), BATCH):
        yield [_revived(json.loads(line), table) for line in lines[start : start + BATCH]]


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _revived(row: dict[str, Any], table: Table) -> dict[str, Any]:
    for name, value in row.items():
        revive = next((how for kind, how in REVIVERS if isinstance(table.c[name].type, kind)), None)
        if revive is not None and value is not None:
            row[name] = revive(value)
    return row


REVIVERS: tuple[tuple[type, Callable[[str], Any]], ...] = (
    (Instant, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (LargeBinary, base64.b64decode),
)


def _loosen_references() -> None:
    """Postings and wordings point at each other: references are looked at when all is in."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA defer_foreign_keys=ON"))
    else:
        db.session.execute(text("SET CONSTRAINTS ALL DEFERRED"))


def _set_counter(table: Table) -> None:
    """PostgreSQL counts apart from the rows: go on after the highest."""
    counted = table.autoincrement_column  # None where the key is another table's
    if db.engine.dialect.name == "postgresql" and counted is not None:
        key = counted.name
        db.session.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key}'), "  # noqa: S608
                f"coalesce(max({key}), 1), max({key}) IS NOT NULL) FROM {table.name}"
            )
        )


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = len(content), int(clock().timestamp()), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(f"there is no {name} in it")
    return member.read()
