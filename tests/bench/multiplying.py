"""A large board from a smaller one: every posting several times, copied by the database itself.

Composing and importing a hundred thousand sample postings takes half an hour; copying ten thousand
ten times takes a minute. The texts repeat, which the sample's do anyway: it draws them from pools.
"""

from typing import Any

from sqlalchemy import Connection, Table, func, insert, literal_column, null, select, update
from sqlalchemy.orm import aliased

from jobboard.db import db
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording, WordingCode, WordingPlace, WordingTag

DIFFERENT = 10_000
# Of each table, the columns that name a posting or a wording.
NAMING = {
    Posting: {"id": "posting"},
    Wording: {"id": "wording", "posting_id": "posting"},
    WordingTag: {"wording_id": "wording"},
    WordingCode: {"wording_id": "wording"},
    WordingPlace: {"wording_id": "wording"},
}


def multiply(times: int) -> None:
    """Afterwards there are `times` as many, unless an earlier run has done so already."""
    with db.engine.begin() as connection:
        last = {
            "posting": connection.scalar(select(func.max(Posting.id))) or 0,
            "wording": connection.scalar(select(func.max(Wording.id))) or 0,
        }
        if last["posting"] > DIFFERENT * 1.5:
            return
        for copy in range(1, times):
            for model, naming in NAMING.items():
                _copy(connection, model.__table__, naming, last, copy)
            _show(connection, last, copy)


def _copy(
    connection: Connection, table: Any, naming: dict[str, str], last: dict[str, int], copy: int
) -> None:
    chosen = [_copied(table, column.name, naming, last, copy) for column in table.c]
    own_key = "id" in table.c and "id" not in naming
    pairs = [
        (column.name, value)
        for column, value in zip(table.c, chosen, strict=True)
        if not (own_key and column.name == "id")
    ]
    [(name, what), *_] = naming.items()
    originals = select(*(value for _, value in pairs)).where(table.c[name] <= last[what])
    connection.execute(insert(table).from_select([name for name, _ in pairs], originals))


def _show(connection: Connection, last: dict[str, int], copy: int) -> None:
    """A copied posting shows its copied wording, which was not there when it was copied itself."""
    original = aliased(Posting)
    shift, wordings = last["posting"] * copy, last["wording"] * copy
    shown = (
        select(original.shown_id + wordings)
        .where(original.id == Posting.id - shift)
        .scalar_subquery()
    )
    copied = update(Posting).where(Posting.id > shift, Posting.id <= shift + last["posting"])
    connection.execute(copied.values(shown_id=shown))


def _copied(
    table: Table, column: str, naming: dict[str, str], last: dict[str, int], copy: int
) -> Any:
    if column in naming:
        return table.c[column] + last[naming[column]] * copy
    if column == "shown_id":
        return null()
    if column == "ref":
        return table.c.ref + literal_column(f"'-copy-{copy}'")
    return table.c[column]
