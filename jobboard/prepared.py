"""Statements that are put together once for each kind of database, and then only sent."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Select

Bind = Callable[[Any], Any]


class Prepared:
    """A narrow query that every page makes. To find a statement's text, to bind its parameters and
    to make rows of the answer costs SQLAlchemy several times what the database takes.

    Rows come as the driver gives them, so it is for numbers and texts; on SQLite a truth is 0 or 1.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._texts: dict[str, _Text] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """`values` are those of the statement's `bindparam`s, by name."""
        dialect = connection.dialect
        text = self._texts.get(dialect.name)
        if text is None:
            text = self._texts[dialect.name] = _text_of(self._statement, dialect)
        try:
            with closing(connection.connection.cursor()) as cursor:
                cursor.execute(text.sql, text.parameters(values))
                return cursor.fetchall()
        except dialect.loaded_dbapi.Error:
            # Tried again the long way, it works or fails in SQLAlchemy's words.
            return connection.execute(self._statement, dict(values)).all()


class _Text(NamedTuple):
    """What the driver is sent. `binds` make of a value what the driver wants, where it wants
    anything; `fixed` are the values that the statement itself brings; `order` names the parameters
    where the driver takes them by place."""

    sql: str
    binds: Mapping[str, Bind]
    fixed: Mapping[str, Any]
    order: Sequence[str] | None

    def parameters(self, values: Mapping[str, Any]) -> Any:
        bound = {**self.fixed, **values}
        for name, bind in self.binds.items():
            bound[name] = bind(bound[name])
        return tuple([bound[name] for name in self.order]) if self.order else bound


def _text_of(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> _Text:
    compiled = statement.compile(dialect=dialect)
    binds = {
        name: bind
        for parameter, name in compiled.bind_names.items()
        if (bind := parameter.type.dialect_impl(dialect).bind_processor(dialect))
    }
    given = {name for parameter, name in compiled.bind_names.items() if parameter.required}
    fixed = {name: value for name, value in compiled.params.items() if name not in given}
    return _Text(compiled.string, binds, fixed, compiled.positiontup)
