"""What waits for the editors, and what they wrote before."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from jobboard.codes.models import Code, CodeText, Review, Section
from jobboard.codes.queries import current_codes
from jobboard.db import db
from jobboard.editing.models import Problem, ProblemState, TextVersion


def open_problems() -> Select[Problem]:
    """Oldest first."""
    return (
        select(Problem)
        .where(Problem.state == ProblemState.OPEN)
        .order_by(Problem.reported_at, Problem.id)
    )


def open_problem_count() -> int:
    query = select(func.count()).select_from(Problem).where(Problem.state == ProblemState.OPEN)
    return db.session.scalar(query) or 0


def problems_about(kind: str, key: str) -> Select[Problem]:
    return open_problems().where(Problem.kind == kind, Problem.key == key)


def pages_of_ours() -> list[tuple[Code, bool]]:
    """The codes with words of ours, and whether everything on their page has been reviewed."""
    unread = {
        (system, key)
        for system, key in db.session.execute(
            select(CodeText.system, CodeText.key).where(CodeText.review != Review.REVIEWED)
        )
    }
    with_text = select(CodeText.key).where(CodeText.system == Code.system).distinct()
    codes = db.session.scalars(
        current_codes().where(Code.key.in_(with_text)).order_by(Code.system, Code.key)
    )
    return [
        (code, code.review == Review.REVIEWED and (code.system, code.key) not in unread)
        for code in codes
    ]


def sections_of(code: Code) -> list[Section]:
    """What may be written of a code. Its one line is ours to write only where it is ours, and not an
    official file's."""
    return [one for one in Section if one is not Section.LINE or code.release.overlay]


def text_of(code: Code, section: Section) -> CodeText | None:
    query = select(CodeText).where(CodeText.system == code.system, CodeText.key == code.key)
    return db.session.scalar(query.where(CodeText.section == section))


def versions_of(code: Code, section: Section | None = None) -> Sequence[TextVersion]:
    """Newest first."""
    query = (
        select(TextVersion)
        .where(TextVersion.system == code.system, TextVersion.key == code.key)
        .options(joinedload(TextVersion.author), joinedload(TextVersion.reviewer))
        .order_by(TextVersion.id.desc())
    )
    return db.session.scalars(
        query.where(TextVersion.section == section) if section else query
    ).all()


def fingerprint(texts: Iterable[CodeText]) -> str:
    """What an editor has read, so that nobody decides on words that have changed meanwhile."""
    said = [[str(text.section), text.body, text.sources] for text in texts]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]
