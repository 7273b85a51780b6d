"""The documents of the codes that are current today: see `indexing.Source`."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from jobboard.codes import releases
from jobboard.codes.models import Code, CodeText, Section
from jobboard.codes.queries import current_codes
from jobboard.db import db
from jobboard.lookup.documents import Document, code_document

KIND = "code"
# Small documents: with fewer at once the engine writes the same parts of its file more often.
PAGE = 4_000
COLUMNS = (Code.id, Code.system, Code.key, Code.summary, Code.notes, Code.more)


def pages() -> Iterator[list[Document]]:
    """By their ids, each page in a short transaction of its own."""
    query, last = _columns(), 0
    db.session.rollback()  # the releases were only looked up: no transaction stays open meanwhile
    while True:
        with Session(db.engine) as session:
            rows = session.execute(query.where(Code.id > last).order_by(Code.id).limit(PAGE)).all()
            documents = _documents(session, rows)
        if not rows:
            return
        yield documents
        last = rows[-1].id


def documents_of(ids: Sequence[int]) -> list[Document]:
    with Session(db.engine) as session:
        return _documents(session, session.execute(_columns().where(Code.id.in_(ids))).all())


def stamp() -> str:
    """The releases that answer today, each as it was loaded."""
    today = releases.of_codes(on=releases.today())
    return ",".join(f"{one.id}.{one.revision}.{one.digest[:8]}" for one in today)


def _columns() -> Any:
    return current_codes().with_only_columns(*COLUMNS)


def _documents(session: Session, rows: Sequence[Any]) -> list[Document]:
    said = _said(session, [(row.system, row.key) for row in rows])
    return [
        code_document(
            row_id=row.id,
            system=row.system,
            key=row.key,
            summary=row.summary,
            notes=row.notes,
            more=row.more,
            said=said.get((row.system, row.key), ()),
        )
        for row in rows
    ]


def _said(session: Session, keys: list[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """What our pages say openly of these codes, in plain words."""
    query = select(CodeText.system, CodeText.key, CodeText.body).where(
        CodeText.section == Section.PLAIN, tuple_(CodeText.system, CodeText.key).in_(keys)
    )
    found = session.execute(query).all() if keys else []
    return {(row.system, row.key): [one.get("text", "") for one in row.body] for row in found}
