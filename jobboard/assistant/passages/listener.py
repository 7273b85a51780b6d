"""Notes, in the same transaction, which articles the index of passages may have to follow.

A row says "article 42 may have changed", and no more: the indexer reads what is true by then.
"""

from typing import Any

from flask import Flask
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from jobboard.articles.models import Article
from jobboard.db import listen_once
from jobboard.outbox import following
from jobboard.outbox.writing import note_keys

TOPIC = "passages"


def init_app(app: Flask) -> None:
    """Listens to the session; once, however many apps there are."""
    listen_once(
        after_flush=_note_what_was_touched,
        do_orm_execute=_refuse_what_is_not_noted,
        after_commit=_forget,
        after_soft_rollback=_forget,
    )


def _note_what_was_touched(session: Session, _context: UOWTransaction) -> None:
    touched = following.touched_in(session)
    ids = {one.id for one in touched if isinstance(one, Article)}
    note_keys(TOPIC, following.new_in_transaction(session, TOPIC, ids))


def _refuse_what_is_not_noted(state: ORMExecuteState) -> None:
    how = f"outbox.writing.note_keys, topic “{TOPIC}”"
    following.refuse_unless_noted(state, {Article.__tablename__}, how=how)


def _forget(session: Session, *_: Any) -> None:
    following.forget_transaction(session, TOPIC)
