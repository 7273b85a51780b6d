"""What people do with codes for themselves: mark, note, remember, list."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from jobboard.accounts.models import User
from jobboard.codes.models import Code
from jobboard.codes.reading import insert_if_new
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
    mark = _marked(system, key, by)
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
    return _marked(code.system, code.key, by)


def _marked(system: str, key: str, by: User) -> CodeMark:
    """The mark, made where there is none. Two tabs may open a code at once: the second finds what the
    first has made."""
    names = {"user_id": by.id, "system": system, "key": key}
    if found := db.session.get(CodeMark, names):
        return found
    db.session.execute(insert_if_new(CodeMark).values(names))
    return db.session.get_one(CodeMark, names)


def _forget_if_empty(mark: CodeMark) -> None:
    if not mark.says_something:
        db.session.delete(mark)


def _must_be_free(name: str, by: User) -> None:
    taken = select(CodeList.id).where(CodeList.user_id == by.id, CodeList.name == name)
    if db.session.scalar(taken) is not None:
        raise ListRefused(f"You have a list named “{name}” already.")


def _count(by: User) -> int:
    return db.session.scalar(select(func.count(CodeList.id)).where(CodeList.user_id == by.id)) or 0
