"""Asking: the page with the form, and the button that puts a person to work."""

from typing import Any

from flask import abort, redirect, render_template, request

from jobboard import access
from jobboard.accounts.context import person
from jobboard.assistant.forms import interval_of
from jobboard.clock import clock
from jobboard.consult import asking, credits, policy, queries, targets
from jobboard.consult.forms import GuestQuestionForm, HumanForm, QuestionForm
from jobboard.consult.guarding import LONGEST_TEXT, QuestionRefused
from jobboard.consult.lifecycle import State
from jobboard.consult.models import Question
from jobboard.consult.targets import Urgency
from jobboard.consult.views import bp
from jobboard.db import db
from jobboard.settings import current_settings
from jobboard.web.limits import limited


@bp.get("/consult")
@access.public
def home() -> Any:
    form = _form()(formdata=None)
    form.text.data = request.args.get("q", "").strip()[:LONGEST_TEXT]
    about = interval_of(request.args.get("about", "")[:40])
    form.codes.data = str(about) if about else ""
    return _page(form)


@bp.post("/consult")
@access.public
@limited("consult", by_account="20 per hour", by_address="20 per hour")
def ask() -> Any:
    form = _form()()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        question = asking.ask(form.asked(person()), now=clock())
    except QuestionRefused as refused:
        form.refuse(refused)
        return _page(form), 422
    db.session.commit()
    return redirect(question.url, 303)


@bp.get("/consult/<token>/human")
@access.public
def human(token: str) -> Any:
    """Mail scanners follow links, so the page has a button."""
    question = queries.by_token(token) or abort(404)
    return _human(question, request.args.get("key", "")[:64])


@bp.post("/consult/<token>/human")
@access.public
@limited("consult-human", by_address="30 per hour")
def ask_a_human(token: str) -> Any:
    question = queries.by_token(token) or abort(404)
    key = HumanForm().key.data or ""
    if not policy.may_put_a_person_to_work(question, person(), key):
        return _human(question, ""), 403
    if question.stage is State.INSTANT:
        try:
            read = policy.has_read_the_letter(question, key)
            asking.ask_a_human(question, now=clock(), has_read_letter=read)
        except credits.NoCreditLeft as refused:
            return _human(question, key, refused=refused.message), refused.status
        db.session.commit()
    return redirect(question.url, 303)


def _form() -> type[QuestionForm]:
    return QuestionForm if person() else GuestQuestionForm


def _page(form: QuestionForm) -> str:
    one = person()
    roles = [role.name for role in one.roles] if one else []
    table = current_settings().consult_targets
    return render_template(
        "consult/home.html",
        form=form,
        spans={
            str(urgency): targets.in_words(targets.target(urgency, roles, table))
            for urgency in Urgency
        },
        left=credits.left(one, one.email, now=clock()) if one else None,
        guest_allowance=credits.allowance_of(None),
        member_consults=current_settings().member_consults,
    )


def _human(question: Question, key: str, refused: str = "") -> str:
    roles = [role.name for role in question.user.roles] if question.user else []
    span = targets.target(Urgency(question.urgency), roles, current_settings().consult_targets)
    left = credits.left(question.user, question.email, now=clock())
    if left == 0 and question.stage is State.INSTANT:
        refused = credits.NoCreditLeft(credits.allowance_of(question.user) or 0).message
    return render_template(
        "consult/human.html",
        question=question,
        form=HumanForm(formdata=None, key=key),
        allowed=policy.may_put_a_person_to_work(question, person(), key),
        left=left,
        span=targets.in_words(span),
        refused=refused,
    )
