"""The editors' desk: what readers report, the pages of ours, writing a section, reviewing a page."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user

from jobboard import access
from jobboard.clock import clock
from jobboard.codes import placing
from jobboard.codes.models import Code, Section
from jobboard.codes.page import HEADINGS
from jobboard.codes.queries import texts_of
from jobboard.db import db
from jobboard.editing import actions, entries, queries
from jobboard.editing.forms import AnswerForm, SeenForm, WriteForm
from jobboard.editing.models import Problem, ProblemState
from jobboard.editing.showing import desk_counts
from jobboard.errors import Conflict

bp = Blueprint("editing", __name__)
bp.context_processor(desk_counts)


@bp.get("/editor/")
@access.editor
def queue() -> Any:
    found = db.session.scalars(queries.open_problems().limit(100)).all()
    return render_template("editing/queue.html", problems=found)


@bp.get("/editor/pages")
@access.editor
def pages() -> Any:
    return render_template("editing/pages.html", pages=queries.pages_of_ours())


@bp.get("/editor/codes/<system>/<code>")
@access.editor
def page(system: str, code: str) -> Any:
    return _page(_code(system, code))


@bp.post("/editor/codes/<system>/<code>/review")
@access.editor
def review(system: str, code: str) -> Any:
    found, form = _code(system, code), SeenForm()
    if not form.validate_on_submit():
        return _page(found), 400
    texts = list(texts_of(found).values())
    try:
        actions.review(found, texts, seen=form.seen.data or "", by=current_user, now=clock())
    except Conflict:
        db.session.rollback()
        return _page(found, stale=True), 409
    db.session.commit()
    flash(f"{found.label} is marked as reviewed by you.", "good")
    return redirect(_address(found), 303)


@bp.get("/editor/codes/<system>/<code>/<section>")
@access.editor
def section(system: str, code: str, section: str) -> Any:
    found = _code(system, code)
    known = _section(found, section)
    return _section_page(found, known, _filled(found, known))


@bp.post("/editor/codes/<system>/<code>/<section>")
@access.editor
def write(system: str, code: str, section: str) -> Any:
    found, form = _code(system, code), WriteForm()
    known = _section(found, section)
    if not form.validate_on_submit() or not (given := _read(form, known, found)):
        return _section_page(found, known, form), 422
    body, sources = given
    try:
        actions.write(
            found, known, body=body, sources=sources,
            seen=form.seen.data or "", by=current_user, now=clock(),
        )  # fmt: skip
    except Conflict:
        db.session.rollback()
        form.seen.data = _filled(found, known).seen.data
        return _section_page(found, known, form, stale=True), 409
    db.session.commit()
    flash(f"“{HEADINGS[known]}” is saved. It waits to be reviewed.", "good")
    return redirect(_address(found), 303)


@bp.get("/editor/problems/<int:problem_id>")
@access.editor
def problem(problem_id: int) -> Any:
    return _problem_page(db.get_or_404(Problem, problem_id), AnswerForm())


@bp.post("/editor/problems/<int:problem_id>/answer")
@access.editor
def answer(problem_id: int) -> Any:
    found, form = db.get_or_404(Problem, problem_id), AnswerForm()
    if not form.validate_on_submit():
        return _problem_page(found, form), 422
    state, words = ProblemState(form.state.data), form.words.data or ""
    actions.answer(found, state, words=words, by=current_user, now=clock())
    db.session.commit()
    flash("Answered. It has left the queue.", "good")
    return redirect(url_for("editing.queue"), 303)


def _code(system: str, code: str) -> Code:
    try:
        return placing.code_get(system, code) or abort(404)
    except (ValueError, KeyError):
        abort(404)


def _section(code: Code, name: str) -> Section:
    return next((one for one in queries.sections_of(code) if one == name), None) or abort(404)


def _address(code: Code) -> str:
    return url_for("editing.page", system=code.system, code=code.shown)


def _page(code: Code, *, stale: bool = False) -> str:
    texts = texts_of(code)
    return render_template(
        "editing/page.html",
        code=code,
        texts=texts,
        sections=queries.sections_of(code),
        versions=queries.versions_of(code),
        problems=db.session.scalars(queries.problems_about("code", str(code.interval))).all(),
        form=SeenForm(formdata=None, data={"seen": queries.fingerprint(texts.values())}),
        stale=stale,
    )


def _filled(code: Code, section: Section) -> WriteForm:
    text = queries.text_of(code, section)
    data = {
        "seen": queries.fingerprint([text] if text else []),
        "body": entries.as_lines(text.body) if text else _unwritten(code, section),
        "sources": entries.sources_as_lines(text.sources) if text else "",
    }
    return WriteForm(formdata=None, data=data)


def _unwritten(code: Code, section: Section) -> str:
    return code.summary if section is Section.LINE else ""


def _read(form: WriteForm, section: Section, code: Code) -> tuple[list[Any], list[Any]] | None:
    """The entries and sources; None when a line is not right, which the form then says."""
    try:
        body = entries.from_lines(section, code.system, form.body.data or "")
    except ValueError as trouble:
        form.body.errors = [str(trouble)]
        return None
    try:
        return body, entries.sources_from_lines(form.sources.data or "")
    except ValueError as trouble:
        form.sources.errors = [str(trouble)]
        return None


def _section_page(code: Code, section: Section, form: WriteForm, *, stale: bool = False) -> str:
    return render_template(
        "editing/section.html",
        code=code,
        section=section,
        form=form,
        stale=stale,
        text=queries.text_of(code, section),
        versions=queries.versions_of(code, section),
        as_lines=entries.as_lines,
        in_codes=section in entries.CODES,
        in_terms=section in entries.TERMS,
        longest=entries.LONGEST_LINE if section is Section.LINE else None,
    )


def _problem_page(problem: Problem, form: AnswerForm) -> str:
    return render_template("editing/problem.html", problem=problem, form=form)
