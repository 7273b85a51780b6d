"""For listeners of the session that note, in its transaction, which rows an index has to follow.

Statements that change many rows at once pass by the session's objects: they are refused unless they
say that their rows are noted (`execution_options={"index_noted": True}`).
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import ORMExecuteState, Session


class NotNoted(Exception):
    """A statement changes many rows of what an index shows, and nobody has noted which."""


def touched_in(session: Session) -> list[Any]:
    """What the session has just written. A part that was taken out of a collection is not among the
    deleted; what it was part of is modified."""
    changed = [one for one in session.dirty if session.is_modified(one)]
    return [*session.new, *session.deleted, *changed]


def new_in_transaction(session: Session, topic: str, keys: set[int]) -> set[int]:
    """Those that were not asked about before: one row for each is enough."""
    noted: set[int] = session.info.setdefault(_noted(topic), set())
    new = keys - noted
    noted |= new
    return new


def forget_transaction(session: Session, topic: str) -> None:
    """What was rolled back, also to a savepoint, is noted again when it happens again."""
    session.info.pop(_noted(topic), None)


def refuse_unless_noted(state: ORMExecuteState, tables: Collection[str], *, how: str) -> None:
    """`how` tells whoever wrote the statement what to call first."""
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = getattr(state.statement, "table", None)
    if not isinstance(table, Table) or table.name not in tables:
        return
    if not state.execution_options.get("index_noted"):
        raise NotNoted(
            f"This statement changes {table.name} past the listener. Note what it touches ({how}) "
            "and execute it with index_noted=True."
        )


def _noted(topic: str) -> str:
    """The name in `session.info`."""
    return f"{topic}_noted"
