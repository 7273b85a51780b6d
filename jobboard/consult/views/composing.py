"""One question at the consultants' desk: looking up, writing, signing, reviewing."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for
from flask_login import current_user

from jobboard import access
from jobboard.assistant.answers import Evidence
from jobboard.clock import clock
from jobboard.consult import composing, queries, working
from jobboard.consult.desk_forms import ComposerForm, RevisionForm
from jobboard.consult.forms import TextForm
from jobboard.consult.guarding import QuestionRefused
from jobboard.consult.lifecycle import State
from jobboard.consult.models import Question
from jobboard.consult.moving import StaleQuestion
from jobboard.consult.views import bp
from jobboard.consult.views.loading import consultant_here, question_at_desk
from jobboard.consult.views.question_page import found_for, page_of, with_templates
from jobboard.consult.working import AnswerRefused
from jobboard.db import db

MEANWHILE = (
    "The asker has written while you did. Your draft is kept: read what is new, then sign again."
)


@bp.get("/consultant/questions/<int:question_id>")
@access.consultant
def read(question_id: int) -> Any:
    consultant_here()
    return page_of(question_at_desk(question_id))


@bp.post("/consultant/questions/<int:question_id>/draft")
@access.consultant
def compose(question_id: int) -> Any:
    """Whatever button was pressed, the draft is kept first."""
    consultant_here()
    question, form = question_at_desk(question_id), with_templates(ComposerForm())
    if not form.validate_on_submit():
        return page_of(question, composer=form), 422
    evidence = question.draft.evidence if question.draft else []
    working.save_draft(question, form.words, evidence, by=current_user, now=clock())
    db.session.commit()
    meant = form.meant
    if meant == "sign":
        return _sign(question, form)
    if not _put_in(question, form):
        return page_of(question, composer=form), 422
    db.session.commit()
    asked = form.ask.data if meant == "search" else form.asked.data
    if form.has_own_source and meant != "own":
        return _with_what_is_half_typed(question, form, asked or "")
    anchor = "evidence" if meant != "save" else "composer"
    back = url_for("consult.read", question_id=question.id, ask=asked or None, _anchor=anchor)
    return redirect(back, 303)


@bp.post("/consultant/questions/<int:question_id>/information")
@access.consultant
def ask_for_information(question_id: int) -> Any:
    said = "The asker has a letter. Our clock stands until they answer."
    return _written(question_id, "information", working.ask_for_information, said)


@bp.post("/consultant/questions/<int:question_id>/notes")
@access.consultant
def add_note(question_id: int) -> Any:
    return _written(question_id, "note", working.add_note, "The note is kept.")


@bp.post("/consultant/questions/<int:question_id>/return")
@access.consultant
def send_back(question_id: int) -> Any:
    return _written(question_id, "back", working.send_back, "It is with its consultant again.")


@bp.post("/consultant/questions/<int:question_id>/approval")
@access.consultant
def approve(question_id: int) -> Any:
    consultant_here()
    question, form = question_at_desk(question_id), RevisionForm()
    if not form.validate_on_submit():
        return page_of(question), 422
    working.approve(question, by=current_user, now=clock(), revision=form.revision.data or 0)
    db.session.commit()
    flash("Approved. The answer is on its way.", "good")
    return redirect(url_for("consult.read", question_id=question.id), 303)


def _put_in(question: Question, form: ComposerForm) -> bool:
    """What the button adds to the draft or takes from it; False when something is missing."""
    draft = question.draft
    if draft is None:
        return True
    sources = _sources_after(question, form, draft.evidence)
    if sources is None:
        return False
    text = _with_template(draft.text, form) if form.meant == "template" else draft.text
    sources = sources[: composing.MOST_CITATIONS]
    working.save_draft(question, text, sources, by=current_user, now=clock())
    return True


def _sources_after(
    question: Question, form: ComposerForm, sources: list[Evidence]
) -> list[Evidence] | None:
    """The draft's sources after this button; None when a source of one's own lacks something."""
    what, _, number = form.meant.partition("-")
    if what == "cite":
        found = found_for(question, form.asked.data or "").evidence
        wanted = next((one for one in found if str(one.number) == number), None)
        return composing.with_source(sources, wanted) if wanted else sources
    if what == "uncite" and number.isdecimal():
        return composing.without_source(sources, int(number))
    if what == "own":
        own = form.own_source()
        return composing.with_source(sources, own) if own else None
    return sources


def _with_template(text: str, form: ComposerForm) -> str:
    chosen = [one for one in queries.templates() if str(one.id) == form.template.data]
    return "\n\n".join([text, *(one.text for one in chosen)]).strip()


def _with_what_is_half_typed(question: Question, form: ComposerForm, asked: str) -> str:
    """A source that is not finished is not in the draft: its fields come back as they are."""
    form.asked.data = asked
    form.text.data = question.draft.text if question.draft else ""
    return page_of(question, composer=form)


def _sign(question: Question, form: ComposerForm) -> Any:
    try:
        working.sign_off(question, by=current_user, now=clock(), revision=form.revision.data or 0)
    except AnswerRefused as refused:
        return page_of(question, composer=form, troubles=tuple(refused.troubles)), refused.status
    except StaleQuestion as refused:
        # What was sent would be shown again; the words stay, the revision is the one of now.
        form.revision.data, form.revision.raw_data = question.revision, None
        return page_of(question, composer=form, troubles=(MEANWHILE,)), refused.status
    db.session.commit()
    said = "Signed. The answer is on its way."
    if question.stage is State.IN_REVIEW:
        said = "Signed. A second consultant reads it before it goes out."
    flash(said, "good")
    return redirect(url_for("consult.read", question_id=question.id), 303)


def _written(question_id: int, name: str, act: Callable[..., Any], said: str) -> Any:
    consultant_here()
    question, form = question_at_desk(question_id), TextForm(prefix=name)
    if not form.validate_on_submit():
        return page_of(question, **{name: form}), 422
    try:
        act(question, form.words, by=current_user, now=clock())
    except QuestionRefused as refused:
        form.refuse(refused)
        return page_of(question, **{name: form}), 422
    db.session.commit()
    flash(said, "good")
    return redirect(url_for("consult.read", question_id=question.id), 303)
