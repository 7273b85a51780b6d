"""What people do with codes for themselves: mark, note, remember, list."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from jobboard.accounts.models import User
from jobboard.codes.models import Code
from jobboard.db import db
from jobboard.errors import JobboardError
from jobboard.lookup.models import CodeList, CodeListEntry, CodeMark

LONGEST_NOTE, LONGEST_NAME = 2_000, 80
# Opening a page again within this time is the same visit.
ONE_VISIT = timedelta(minutes=1)
MOST_RECENT, MOST_LISTS, MOST_ENTRIES = 30, 50, 500


class ListRefused(JobboardError):
    """A list cannot be so: the sentence says why."""

    status = 409
    title = "The list cannot be so"


def mark_favorite(code: Code, *, by: User, now: datetime) -> None:
    _mark(code, by).favorite_at = now


def unmark_favorite(code: Code, *, by: User) -> None:
    mark = _mark(code, by)
    mark.favorite_at = None
    _forget_if_empty(mark)


def write_note(code: Code, text: str, *, by: User, now: datetime) -> None:
    """An empty note is no note."""
    mark = _mark(code, by)
    mark.note = text.strip()[:LONGEST_NOTE] or None
    mark.noted_at = now if mark.note else None
    _forget_if_empty(mark)


def remember(system: str, key: str, *, by: User, now: datetime) -> None:
    """Notes that its page was opened; only the latest are kept."""
    mark = db.session.get(CodeMark, (by.id, system, key)) or _new(by.id, system, key)
    if mark.seen_at and now - mark.seen_at < ONE_VISIT:
        return
    mark.seen_at = now
    db.session.flush()
    recent = (
        select(CodeMark)
        .where(CodeMark.user_id == by.id, CodeMark.seen_at.is_not(None))
        .order_by(CodeMark.seen_at.desc())
        .offset(MOST_RECENT)
    )
    for old in db.session.scalars(recent).all():
        old.seen_at = None
        _forget_if_empty(old)


def forget_recent(*, by: User) -> None:
    for mark in db.session.scalars(select(CodeMark).where(CodeMark.user_id == by.id)).all():
        mark.seen_at = None
        _forget_if_empty(mark)


def make_list(name: str, *, by: User, now: datetime) -> CodeList:
    _must_be_free(name, by)
    if _count(by) >= MOST_LISTS:
        raise ListRefused(f"You have {MOST_LISTS} lists already. Delete one to make another.")
    made = CodeList(user_id=by.id, name=name, made_at=now, changed_at=now)
    db.session.add(made)
    db.session.flush()
    return made


def rename_list(code_list: CodeList, name: str, *, by: User, now: datetime) -> None:
    if name != code_list.name:
        _must_be_free(name, by)
        code_list.name, code_list.changed_at = name, now


def add_to_list(code_list: CodeList, code: Code, *, now: datetime) -> bool:
    """At the end; False when it is in the list already."""
    if any((entry.system, entry.key) == (code.system, code.key) for entry in code_list.entries):
        return False
    if len(code_list.entries) >= MOST_ENTRIES:
        raise ListRefused(f"A list holds at most {MOST_ENTRIES} codes.")
    last = max((entry.position for entry in code_list.entries), default=0)
    code_list.entries.append(CodeListEntry(system=code.system, key=code.key, position=last + 1))
    code_list.changed_at = now
    return True


def take_off_list(code_list: CodeList, system: str, key: str, *, now: datetime) -> None:
    code_list.entries = [e for e in code_list.entries if (e.system, e.key) != (system, key)]
    code_list.changed_at = now


def delete_list(code_list: CodeList) -> None:
    db.session.delete(code_list)


def _mark(code: Code, by: User) -> CodeMark:
    found = db.session.get(CodeMark, (by.id, code.system, code.key))
    return found or _new(by.id, code.system, code.key)


def _new(user_id: int, system: str, key: str) -> CodeMark:
    mark = CodeMark(user_id=user_id, system=system, key=key)
    db.session.add(mark)
    return mark


def _forget_if_empty(mark: CodeMark) -> None:
    if mark.says_something:
        return
    if mark in db.session.new:
        db.session.expunge(mark)
    else:
        db.session.delete(mark)


def _must_be_free(name: str, by: User) -> None:
    taken = select(CodeList.id).where(CodeList.user_id == by.id, CodeList.name == name)
    if db.session.scalar(taken) is not None:
        raise ListRefused(f"You have a list named “{name}” already.")


def _count(by: User) -> int:
    return db.session.scalar(select(func.count(CodeList.id)).where(CodeList.user_id == by.id)) or 0
