"""What a load would add, change and retire, found without holding either side in memory.

Both sides are written as (key, fingerprint) into a small database of their own on disk, which goes
away afterwards.
"""

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import select

from jobboard.codes import fact_models as facts
from jobboard.codes.imports.counts import Counts
from jobboard.codes.imports.tables import Made
from jobboard.codes.models import Code, CodeGroup, CodeRelease
from jobboard.db import db

# What makes a row of each table the same row in another release.
KEYS: dict[type[Any], tuple[str, ...]] = {
    Code: ("key",),
    CodeGroup: ("kind", "label"),
    facts.Fee: ("code", "modifier"),
    facts.Locality: ("contractor", "locality"),
    facts.PtpEdit: ("column1", "column2", "effective_from"),
    facts.UnitLimit: ("code",),
    facts.AddOn: ("addon", "primary_code", "effective_from"),
    facts.OutpatientRate: ("code",),
    facts.CodeMap: ("source", "target", "detail"),
    facts.CodeTerm: ("kind", "term"),
    facts.LicensedText: ("code", "kind"),
}
NOT_COMPARED = frozenset({"id", "release_id", "review", "replaced_by"})
AT_ONCE = 2_000
SORTED = json.JSONEncoder(sort_keys=True)


class Comparison:
    """`note` the rows of a file as they come, then `against` what is there."""

    def __enter__(self) -> "Comparison":
        self._folder = tempfile.TemporaryDirectory(prefix="codes-import-")
        self._file = sqlite3.connect(Path(self._folder.name) / "rows.db", isolation_level=None)
        for statement in (
            "PRAGMA journal_mode=OFF",
            "PRAGMA synchronous=OFF",
            "CREATE TABLE new (key TEXT PRIMARY KEY, print BLOB, line INTEGER) WITHOUT ROWID",
            "CREATE TABLE old (key TEXT PRIMARY KEY, print BLOB) WITHOUT ROWID",
            "BEGIN",
        ):
            self._file.execute(statement)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()
        self._folder.cleanup()

    def note(self, made: Made) -> int | None:
        """The line of an earlier row with the same key, if there is one."""
        key = _key(made.model, made.values)
        row = (key, _print(made.model, made.values), made.line)
        if self._file.execute("INSERT OR IGNORE INTO new VALUES (?, ?, ?)", row).rowcount:
            return None
        found = self._file.execute("SELECT line FROM new WHERE key = ?", (key,)).fetchone()
        return int(found[0])

    def against(self, release: CodeRelease | None, models: Iterable[type[Any]]) -> Counts:
        if release is None:
            return self._counts()
        for model in models:
            for part in _rows_of(model, release.id).partitions(AT_ONCE):
                rows = [(_key(model, row), _print(model, row)) for row in part]
                self._file.executemany("INSERT OR IGNORE INTO old VALUES (?, ?)", rows)
        return self._counts()

    def _counts(self) -> Counts:
        def count(query: str) -> int:
            return int(self._file.execute(f"SELECT count(*) FROM {query}").fetchone()[0])  # noqa: S608

        both = "new JOIN old ON new.key = old.key"
        same = count(f"{both} AND new.print = old.print")
        shared, new, old = count(both), count("new"), count("old")
        return Counts(new - shared, shared - same, old - shared, same)


def _rows_of(model: type[Any], release_id: int) -> Any:
    columns = [c for c in model.__table__.columns if c.name not in ("id", "release_id")]
    query = select(*columns).where(model.release_id == release_id)
    return db.session.execute(query, execution_options={"yield_per": AT_ONCE}).mappings()


def _key(model: type[Any], values: Any) -> str:
    return f"{model.__tablename__}\t" + "\t".join(_plain(values[name]) for name in KEYS[model])


def _print(model: type[Any], values: Any) -> bytes:
    names = [c.name for c in model.__table__.columns if c.name not in NOT_COMPARED]
    text = "\t".join(_plain(values[name]) for name in names)
    return hashlib.blake2b(text.encode(), digest_size=12).digest()


def _plain(value: Any) -> str:
    """One spelling for a value, whether it comes from a file or from either database."""
    if isinstance(value, str):  # the words of a StrEnum, too
        return str(value)
    if value is None:
        return ""
    if isinstance(value, dict):
        return SORTED.encode(value)
    if isinstance(value, bool):
        return str(int(value))
    assert isinstance(value, int | date | Decimal), value
    return str(value)
