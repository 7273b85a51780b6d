"""What a person keeps of codes, with what the reference says of them today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from jobboard.accounts.models import User
from jobboard.codes import releases
from jobboard.codes.models import Code, CodeRelease, Stage
from jobboard.codes.queries import current_codes
from jobboard.db import db
from jobboard.lookup.models import CodeList, CodeMark

Keys = Iterable[tuple[str, str]]
SAID = Code.system, Code.key, Code.summary, Code.valid_to


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


@dataclass(frozen=True)
class Said:
    """What the reference says of a code: today or, of a retired one, when it was last in force."""

    summary: str
    is_retired: bool = False


def said_of(keys: Keys) -> dict[tuple[str, str], Said]:
    """Codes that no release has are left out."""
    wanted, today = set(keys), releases.today()
    query = current_codes().with_only_columns(*SAID)
    found = {
        (row.system, row.key): Said(row.summary, bool(row.valid_to and row.valid_to < today))
        for row in _of_these(query, wanted)
    }
    return found | _said_before(wanted - found.keys())


def _said_before(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], Said]:
    """Of the newest release that has it, which is the last to be read. A coming one retires nothing."""
    today = releases.today()
    query = (
        select(*SAID, CodeRelease.effective_from)
        .join(Code.release)
        .where(CodeRelease.stage == Stage.SHOWN)
    )
    oldest_first = CodeRelease.effective_from.asc().nulls_first(), CodeRelease.id
    rows = _of_these(query.order_by(*oldest_first), wanted)
    return {
        (row.system, row.key): Said(row.summary, (row.effective_from or today) <= today)
        for row in rows
    }


def _of_these(query: Any, wanted: set[tuple[str, str]]) -> list[Any]:
    if not wanted:
        return []
    # Not as pairs, for which SQLite reads all codes: see `linking`.
    systems, numbers = (sorted(set(column)) for column in zip(*wanted, strict=True))
    rows = db.session.execute(query.where(Code.system.in_(systems), Code.key.in_(numbers)))
    return [row for row in rows if (row.system, row.key) in wanted]
