"""Notes, in the same transaction, which articles the index of passages may have to follow.

A row says "article 42 may have changed", and no more: the indexer reads what is true by then.
"""

from typing import Any

from flask import Flask
from sqlalchemy import Table, insert
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from jobboard.articles.models import Article
from jobboard.clock import clock
from jobboard.db import listen_once
from jobboard.outbox.models import PEOPLE_FIRST, OutboxRow
from jobboard.search.listener import NotNoted

TOPIC = "passages"
NOTED = "passages_noted"


def init_app(app: Flask) -> None:
    """Listens to the session; once, however many apps there are."""
    listen_once(
        after_flush=_note_what_was_touched,
        do_orm_execute=_refuse_what_is_not_noted,
        after_commit=_forget,
        after_soft_rollback=_forget,
    )


def _note_what_was_touched(session: Session, _context: UOWTransaction) -> None:
    changed = [one for one in session.dirty if session.is_modified(one)]
    touched = [*session.new, *session.deleted, *changed]
    noted: set[int] = session.info.setdefault(NOTED, set())
    ids = {one.id for one in touched if isinstance(one, Article)} - noted
    if ids:
        noted |= ids
        session.connection().execute(insert(OutboxRow), [_row(one) for one in sorted(ids)])


def _row(article_id: int) -> dict[str, Any]:
    now = clock()
    return {
        "topic": TOPIC,
        "key": article_id,
        "payload": {},
        "urgency": PEOPLE_FIRST,
        "noted_at": now,
        "not_before": now,
        "attempts": 0,
    }


def _refuse_what_is_not_noted(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = getattr(state.statement, "table", None)
    is_ours = isinstance(table, Table) and table.name == Article.__tablename__
    if is_ours and not state.execution_options.get("index_noted"):
        raise NotNoted(
            "This statement changes articles past the listener. Note a row of the topic "
            "“passages” and execute it with index_noted=True."
        )


def _forget(session: Session, *_: Any) -> None:
    """What was rolled back is noted again when it happens again."""
    session.info.pop(NOTED, None)
