"""Notes, in the same transaction, which postings the index may have to follow.

Whatever touches a posting, what it says, or the company it shows, leaves an outbox row that says
"posting 42 may have changed", and no more: the indexer reads what is true by then.
"""

from typing import Any

from flask import Flask
from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from jobboard.clock import clock
from jobboard.db import listen_once
from jobboard.employers.models import Employer
from jobboard.outbox import following
from jobboard.outbox.models import BULK, PEOPLE_FIRST
from jobboard.outbox.writing import note_for_later, note_found, note_keys
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording, WordingCode, WordingPlace, WordingTag

TOPIC = "search"
# In `session.info`: a bulk load sets it, so that its rows wait behind people's.
BULK_LOAD = "bulk"
PARTS = (WordingTag, WordingCode, WordingPlace)
# What a result card shows of a company, and whether its postings are shown at all.
SHOWN_OF_EMPLOYER = ("name", "slug", "suspended_at")
WATCHED = frozenset(model.__tablename__ for model in (Posting, Wording, Employer, *PARTS))


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
    note_found(TOPIC, which, urgency=BULK)


def _note_what_was_touched(session: Session, _context: UOWTransaction) -> None:
    touched = following.touched_in(session)
    new = following.new_in_transaction(session, TOPIC, _postings_of(session, touched))
    urgency = BULK if session.info.get(BULK_LOAD) else PEOPLE_FIRST
    note_keys(TOPIC, new, urgency=urgency)
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


def _note_scheduled(session: Session, touched: list[Any]) -> None:
    """A posting that is to appear later is looked at again in that very moment."""
    postings = [one for one in touched if isinstance(one, Posting) and one not in session.deleted]
    moments = {one.id: one.publish_at for one in postings if _appears_at_another_time(one)}
    now = clock()
    note_for_later(TOPIC, {key: at for key, at in moments.items() if at and at > now})


def _appears_at_another_time(posting: Posting) -> bool:
    return inspect(posting).attrs["publish_at"].history.has_changes()


def _refuse_what_is_not_noted(state: ORMExecuteState) -> None:
    following.refuse_unless_noted(state, WATCHED, how="search.listener.note_all")


def _forget(session: Session, *_: Any) -> None:
    following.forget_transaction(session, TOPIC)
