"""Notes, in the same transaction, which postings the index may have to follow.

Whatever touches a posting, what it says, or the company it shows, leaves an outbox row that says
"posting 42 may have changed", and no more: the indexer reads what is true by then. Statements that
change many rows at once pass by the session's objects; they are refused unless they say that their
rows are noted (`execution_options={"index_noted": True}`), for which `note_all` is there.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import Select, Table, insert, inspect, literal, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from jobboard.clock import clock
from jobboard.db import Instant, Json, db, listen_once
from jobboard.employers.models import Employer
from jobboard.outbox.models import BULK, PEOPLE_FIRST, OutboxRow
from jobboard.postings.models import Posting, Wording, WordingCode, WordingPlace, WordingTag

TOPIC = "search"
# In `session.info`: a bulk load sets it, so that its rows wait behind people's.
BULK_LOAD = "bulk"
NOTED = "search_noted"
PARTS = (WordingTag, WordingCode, WordingPlace)
# What a result card shows of a company, and whether its postings are shown at all.
SHOWN_OF_EMPLOYER = ("name", "slug", "suspended_at")
WATCHED = frozenset(model.__tablename__ for model in (Posting, Wording, Employer, *PARTS))
COLUMNS = ("topic", "key", "payload", "urgency", "noted_at", "not_before", "attempts")


class NotNoted(Exception):
    """A statement changes many rows of what the index shows, and nobody has noted which."""


def init_app(app: Flask) -> None:
    """Listens to the session; once, however many apps there are."""
    listen_once(
        after_flush=_note_what_was_touched,
        do_orm_execute=_refuse_what_is_not_noted,
        after_commit=_forget,
        after_soft_rollback=_forget,
    )


def note_all(which: Select[int]) -> None:
    """Notes every posting whose id the query gives, in the session's transaction."""
    now = literal(clock(), Instant())
    ids = which.subquery()
    found = select(
        literal(TOPIC),
        ids.c[0],
        literal({}, Json),
        literal(BULK),
        now,
        now,
        literal(0),
    ).distinct()
    db.session.connection().execute(insert(OutboxRow).from_select(COLUMNS, found))


def _note_what_was_touched(session: Session, _context: UOWTransaction) -> None:
    # A part that was taken out of a collection is not among the deleted; what it was part of is
    # modified.
    changed = [one for one in session.dirty if session.is_modified(one)]
    touched = [*session.new, *session.deleted, *changed]
    noted: set[int] = session.info.setdefault(NOTED, set())
    ids = _postings_of(session, touched) - noted
    if ids:
        noted |= ids
        _write(session, ids, now=clock())
    _note_scheduled(session, touched)


def _postings_of(session: Session, touched: list[Any]) -> set[int]:
    found = {one.id for one in touched if isinstance(one, Posting)}
    found |= {one.posting_id for one in touched if isinstance(one, Wording)}
    wordings = {one.wording_id for one in touched if isinstance(one, PARTS)}
    found |= _ids(session, select(Wording.posting_id).where(Wording.id.in_(wordings)), wordings)
    employers = {one.id for one in touched if isinstance(one, Employer) and _shows_else(one)}
    found |= _ids(session, select(Posting.id).where(Posting.employer_id.in_(employers)), employers)
    return found - {None}


def _shows_else(employer: Employer) -> bool:
    history = inspect(employer).attrs
    return any(history[name].history.has_changes() for name in SHOWN_OF_EMPLOYER)


def _ids(session: Session, query: Select[int], among: set[int]) -> set[int]:
    """Past the session, which is in the midst of writing."""
    return set(session.connection().scalars(query)) if among else set()


def _write(session: Session, ids: Iterable[int], *, now: datetime) -> None:
    urgency = BULK if session.info.get(BULK_LOAD) else PEOPLE_FIRST
    session.connection().execute(
        insert(OutboxRow), [_row(one, urgency, now) for one in sorted(ids)]
    )


def _note_scheduled(session: Session, touched: list[Any]) -> None:
    """A posting that is to appear later is looked at again in that very moment."""
    now = clock()
    later = [
        _row(one.id, PEOPLE_FIRST, one.publish_at)
        for one in touched
        if isinstance(one, Posting)
        and one not in session.deleted
        and one.publish_at is not None
        and one.publish_at > now
        and inspect(one).attrs["publish_at"].history.has_changes()
    ]
    if later:
        session.connection().execute(insert(OutboxRow), later)


def _row(posting_id: int, urgency: int, moment: datetime) -> dict[str, Any]:
    return dict(zip(COLUMNS, (TOPIC, posting_id, {}, urgency, moment, moment, 0), strict=True))


def _refuse_what_is_not_noted(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = getattr(state.statement, "table", None)
    if not isinstance(table, Table) or table.name not in WATCHED:
        return
    if not state.execution_options.get("index_noted"):
        raise NotNoted(
            f"This statement changes {table.name} past the listener. Note what it touches "
            "(search.listener.note_all) and execute it with index_noted=True."
        )


def _forget(session: Session, *_: Any) -> None:
    """What was rolled back, also to a savepoint, is noted again when it happens again."""
    session.info.pop(NOTED, None)
