"""From an accepted answer to a draft for the editors."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from jobboard import access
from jobboard.articles.lines import codes_as_line, sections_as_lines, sections_from_lines
from jobboard.articles.subjects import Subject
from jobboard.articles.wording import ArticleText
from jobboard.clock import clock
from jobboard.consult import composing, writing_up
from jobboard.consult.desk_forms import ArticleForm
from jobboard.consult.guarding import QuestionRefused, check_text
from jobboard.consult.models import Question
from jobboard.consult.views import bp
from jobboard.consult.views.loading import consultant_here, question_at_desk
from jobboard.db import db
from jobboard.web.html import one_line


@bp.get("/consultant/questions/<int:question_id>/article")
@access.consultant
def article(question_id: int) -> Any:
    consultant_here()
    question = question_at_desk(question_id)
    begun = writing_up.begun(question)
    form = ArticleForm(
        formdata=None,
        title=begun.title,
        subject=str(begun.subject),
        body=sections_as_lines(begun.sections),
        codes=codes_as_line(begun.codes),
    )
    return _page(question, form)


@bp.post("/consultant/questions/<int:question_id>/article")
@access.consultant
def write_article(question_id: int) -> Any:
    consultant_here()
    question, form = question_at_desk(question_id), ArticleForm()
    text = _text(question, form) if form.validate_on_submit() else None
    if text is None:
        return _page(question, form), 422
    writing_up.draft(question, text, by=current_user, now=clock())
    db.session.commit()
    flash("The draft is with the editors. Somebody else than you reviews it.", "good")
    return redirect(url_for("consult.read", question_id=question.id), 303)


def _text(question: Question, form: ArticleForm) -> ArticleText | None:
    """The article, or None with sentences beside the fields: it is checked again for patient data,
    and every code in it must stand in a source of the answer."""
    for field in (form.title, form.summary, form.body):
        try:
            check_text(field.data or "", longest=composing.LONGEST_ANSWER)
        except QuestionRefused as refused:
            form.refuse(field.name, refused.sentence, instead=refused.redacted)
    try:
        sections = sections_from_lines(form.body.data or "")
    except ValueError as wrong:
        form.refuse("body", str(wrong))
        sections = ()
    evidence = writing_up.accepted_answer(question).evidence
    if uncovered := composing.uncovered_codes(form.body.data or "", evidence):
        form.refuse("body", f"No source of the answer names {', '.join(uncovered)}.")
    if form.errors:
        return None
    return ArticleText(
        title=one_line(form.title.data or ""),
        subject=Subject(form.subject.data),
        summary=one_line(form.summary.data or ""),
        sections=sections,
        codes=tuple(form.codes.intervals),
    )


def _page(question: Question, form: ArticleForm) -> str:
    answer = writing_up.accepted_answer(question)
    return render_template(
        "consult/article.html",
        question=question,
        form=form,
        sources=writing_up.sources_of(answer),
        article=writing_up.article_of(question),
    )
