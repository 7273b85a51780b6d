"""What editors and readers do: write a section, review a page, say that something is wrong."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from jobboard.accounts.models import User
from jobboard.codes.models import Code, CodeText, Review, Section
from jobboard.db import db
from jobboard.editing import queries
from jobboard.editing.models import Problem, ProblemState, TextVersion
from jobboard.errors import Conflict
from jobboard.lookup.indexing import note_document


def report_problem(
    kind: str,
    key: str,
    words: str,
    *,
    label: str,
    by: User | None,
    now: datetime,
    url: str | None = None,
) -> Problem:
    """Puts something into the editors' queue. `kind` and `key` name the subject for machines,
    `label` for people; `by` is None for a visitor."""
    problem = Problem(
        kind=kind,
        key=key,
        label=label[:160],
        url=url,
        words=words,
        reporter_id=by.id if by else None,
        reported_at=now,
        state=ProblemState.OPEN,
    )
    db.session.add(problem)
    return problem


def answer(problem: Problem, state: ProblemState, *, words: str, by: User, now: datetime) -> None:
    if problem.state != ProblemState.OPEN:
        raise Conflict("Another editor has answered this already.")
    problem.state, problem.answer = state, words
    problem.decided_at, problem.decided_by_id = now, by.id


def write(
    code: Code,
    section: Section,
    *,
    body: list[Any],
    sources: list[Any],
    seen: str,
    by: User,
    now: datetime,
) -> None:
    """A new version of a section; it waits to be reviewed. `seen` is the fingerprint of what the
    editor began with."""
    text = queries.text_of(code, section)
    _refuse_stale(seen, [text] if text else [])
    text = text or _begun(code, section, now=now)
    if text.body and not queries.versions_of(code, section):
        _keep(text, author=None)
    text.body, text.sources, text.written_at, text.origin = body, sources, now, None
    text.review, text.reviewed_at = Review.NONE, None
    db.session.flush()
    _keep(text, author=by)
    if section is Section.LINE:
        code.summary = body[0]["text"]
        note_document("code", code.id)


def _begun(code: Code, section: Section, *, now: datetime) -> CodeText:
    """A section that nobody has written yet; a code has its one line from the files."""
    text = CodeText(system=code.system, key=code.key, section=section, body=[], written_at=now)
    if section is Section.LINE:
        text.body, text.origin = [{"text": code.summary}], code.release.source
        text.written_at = code.release.loaded_at
    text.sources = []
    db.session.add(text)
    db.session.flush()
    return text


def review(code: Code, texts: Sequence[CodeText], *, seen: str, by: User, now: datetime) -> None:
    """The editor has read the whole page, and finds it right."""
    _refuse_stale(seen, texts)
    code.review = Review.REVIEWED
    for text in texts:
        version = next(iter(queries.versions_of(code, Section(text.section))), None)
        version = version or _keep(text, author=None)
        text.review, text.reviewed_at = Review.REVIEWED, now
        version.reviewed_at, version.reviewer_id = now, by.id


def _refuse_stale(seen: str, texts: Sequence[CodeText]) -> None:
    if seen != queries.fingerprint(texts):
        raise Conflict("The text has changed while you were reading. Look at it again.")


def _keep(text: CodeText, *, author: User | None) -> TextVersion:
    of_text = (
        TextVersion.system == text.system,
        TextVersion.key == text.key,
        TextVersion.section == text.section,
    )
    last = db.session.scalar(select(func.max(TextVersion.number)).where(*of_text)) or 0
    version = TextVersion(
        system=text.system,
        key=text.key,
        section=text.section,
        number=last + 1,
        body=text.body,
        sources=text.sources,
        origin=text.origin,
        author_id=author.id if author else None,
        written_at=text.written_at,
    )
    db.session.add(version)
    db.session.flush()
    return version
