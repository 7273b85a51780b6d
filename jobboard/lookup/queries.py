"""What a person keeps of codes, with what the reference says of them today."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select

from jobboard.accounts.models import User
from jobboard.codes.models import Code
from jobboard.codes.queries import current_codes
from jobboard.db import db
from jobboard.lookup.models import CodeList, CodeMark

Keys = Iterable[tuple[str, str]]


def lists_of(user: User) -> Select[Any]:
    return select(CodeList).where(CodeList.user_id == user.id).order_by(CodeList.name)


def marks_of(user: User) -> Select[Any]:
    return select(CodeMark).where(CodeMark.user_id == user.id)


def favorites_of(user: User) -> Sequence[CodeMark]:
    query = marks_of(user).where(CodeMark.favorite_at.is_not(None))
    return db.session.scalars(query.order_by(CodeMark.favorite_at.desc())).all()


def recent_of(user: User, limit: int = 12) -> Sequence[CodeMark]:
    query = marks_of(user).where(CodeMark.seen_at.is_not(None))
    return db.session.scalars(query.order_by(CodeMark.seen_at.desc()).limit(limit)).all()


def noted_of(user: User) -> Sequence[CodeMark]:
    query = marks_of(user).where(CodeMark.note.is_not(None))
    return db.session.scalars(query.order_by(CodeMark.noted_at.desc())).all()


def mark_of(user: User, code: Code) -> CodeMark | None:
    return db.session.get(CodeMark, (user.id, code.system, code.key))


def kept_of(code: Code, user: User | None) -> dict[str, Any]:
    """For a code's page: what this person keeps of it, nothing for a visitor."""
    if user is None:
        return {}
    lists = db.session.scalars(lists_of(user)).all()
    return {"mine": mark_of(user, code), "my_lists": lists}


def summaries_of(keys: Keys) -> dict[tuple[str, str], str]:
    """What the reference says of each of these codes; codes that it has no more are left out."""
    wanted = set(keys)
    if not wanted:
        return {}
    # Not as pairs, for which SQLite reads all codes: see `linking`.
    systems, numbers = (sorted(set(column)) for column in zip(*wanted, strict=True))
    query = current_codes().with_only_columns(Code.system, Code.key, Code.summary)
    rows = db.session.execute(query.where(Code.system.in_(systems), Code.key.in_(numbers)))
    found = {(row.system, row.key): row.summary for row in rows}
    return {key: summary for key, summary in found.items() if key in wanted}
