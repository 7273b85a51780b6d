"""One question at the consultants' desk: reading, looking up, writing, signing, reviewing."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from jobboard import access, taxonomy
from jobboard.articles.text import paragraphs
from jobboard.assistant.answering import answer
from jobboard.assistant.answers import Answer
from jobboard.clock import clock
from jobboard.consult import composing, following, policy, queries, working
from jobboard.consult.desk_forms import ComposerForm, RevisionForm, TriageForm
from jobboard.consult.forms import TextForm
from jobboard.consult.guarding import QuestionRefused
from jobboard.consult.lifecycle import Move, Who, moves_from
from jobboard.consult.models import Question
from jobboard.consult.views import bp
from jobboard.consult.views.loading import consultant_here, question_at_desk
from jobboard.consult.working import AnswerRefused
from jobboard.db import db
from jobboard.settings import current_settings
from jobboard.web.choosing import of_pairs


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
    question, form = question_at_desk(question_id), _composer()
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


def page_of(
    question: Question,
    *,
    composer: ComposerForm | None = None,
    triage: TriageForm | None = None,
    troubles: tuple[str, ...] = (),
    **written: TextForm,
) -> str:
    part, now = policy.part_of(question, current_user), clock()
    asked = (composer.asked.data if composer else None) or request.args.get("ask", "")[:1_000]
    evidence = question.draft.evidence if question.draft else []
    return render_template(
        "consult/composer.html",
        question=question,
        said=question.instant_answer(),
        steps=following.for_consultants(question),
        pieces=following.pieces,
        paragraphs=paragraphs,
        setting=taxonomy.SETTINGS[question.setting].label
        if question.setting in taxonomy.SETTINGS
        else "",
        part=part,
        Move=Move,
        moves={*moves_from(question.stage, part), *_moves_of_any(question, part)},
        composer=composer or _composer(question, asked),
        triage=triage or _triage(question),
        forms_of={
            name: written.get(name) or TextForm(formdata=None, prefix=name)
            for name in ("information", "note", "back", "decline")
        },
        revision=RevisionForm(formdata=None, revision=question.revision),
        evidence=evidence,
        cited_evidence=composing.used(question.draft.text, evidence) if question.draft else [],
        cited=composing.cited_in(
            composer.words if composer else question.draft.text if question.draft else ""
        ),
        asked=asked,
        found=_found(question, asked) if asked else None,
        troubles=troubles,
        needs_review=policy.needs_review(question, current_settings().reviewed_topics),
        now=now,
    )


def _moves_of_any(question: Question, part: Who) -> list[Move]:
    """Who has claimed it is a consultant too."""
    return moves_from(question.stage, Who.CONSULTANT) if part is not Who.SECOND else []


def _composer(question: Question | None = None, asked: str = "") -> ComposerForm:
    if question is None:
        form = ComposerForm()
    else:
        text = question.draft.text if question.draft else ""
        form = ComposerForm(
            formdata=None, revision=question.revision, text=text, asked=asked, ask=asked
        )
    names = [(str(one.id), one.name) for one in queries.templates()]
    form.template.choices = of_pairs(names, "Choose…")
    return form


def _triage(question: Question) -> TriageForm:
    return TriageForm(
        formdata=None,
        revision=question.revision,
        topic=question.topic,
        urgency=str(question.urgency),
    )


def _found(question: Question, asked: str) -> Answer:
    about = question.codes[0].interval if question.codes else None
    return answer(asked, now=clock(), about=about)


def _put_in(question: Question, form: ComposerForm) -> bool:
    """What the button adds to the draft or takes from it; False when something is missing."""
    draft, (what, _, number) = question.draft, form.meant.partition("-")
    if draft is None:
        return True
    evidence = draft.evidence
    if what == "cite":
        wanted = [
            one
            for one in _found(question, form.asked.data or "").evidence
            if str(one.number) == number
        ]
        for one in wanted:
            evidence = composing.with_source(evidence, one)
    elif what == "uncite" and number.isdecimal():
        evidence = composing.without_source(evidence, int(number))
    elif what == "own":
        own = form.own_source()
        if own is None:
            return False
        evidence = composing.with_source(evidence, own)
    elif what == "template" and form.template.data:
        chosen = next(one for one in queries.templates() if str(one.id) == form.template.data)
        draft.text = f"{draft.text}\n\n{chosen.text}".strip()
    working.save_draft(
        question, draft.text, evidence[: composing.MOST_CITATIONS], by=current_user, now=clock()
    )
    return True


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
    db.session.commit()
    said = "Signed. The answer is on its way."
    if question.stage.value == "in_review":
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
