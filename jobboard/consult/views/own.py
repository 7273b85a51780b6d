"""The asker's page: what has happened, and what only the asker can do. The address is the key."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template
from flask_login import current_user

from jobboard import access
from jobboard.accounts.context import person
from jobboard.articles.text import paragraphs
from jobboard.clock import clock
from jobboard.consult import asking, following, policy, queries
from jobboard.consult.forms import TextForm
from jobboard.consult.guarding import QuestionRefused
from jobboard.consult.lifecycle import Move, Who, moves_from
from jobboard.consult.models import Question
from jobboard.consult.views import bp
from jobboard.db import db
from jobboard.web.limits import limited


@bp.get("/consult/mine")
@access.signed_in
def mine() -> Any:
    return render_template("consult/mine.html", questions=queries.of_person(current_user))


@bp.get("/consult/<token>")
@access.public
def show(token: str) -> Any:
    return _page(_question(token))


@bp.post("/consult/<token>/replies")
@access.public
@limited("consult-reply", by_address="30 per hour")
def reply(token: str) -> Any:
    question, form = _question(token), TextForm()
    return _written(question, form, asking.asker_writes, said="Your message has reached us.")


@bp.post("/consult/<token>/dispute")
@access.public
@limited("consult-reply", by_address="30 per hour")
def dispute(token: str) -> Any:
    question, form = _question(token), TextForm(prefix="dispute")
    said = "Another consultant will look at it."
    return _written(question, form, asking.dispute, said=said, disputes=True)


@bp.post("/consult/<token>/acceptance")
@access.public
def accept(token: str) -> Any:
    return _done(token, asking.accept, "Thank you. The consultant hears that it helped.")


@bp.post("/consult/<token>/settlement")
@access.public
def settle(token: str) -> Any:
    return _done(token, asking.settle, "Good to hear. The question is closed.")


@bp.post("/consult/<token>/withdrawal")
@access.public
def withdraw(token: str) -> Any:
    return _done(token, asking.withdraw, "The question is withdrawn.")


def _question(token: str) -> Question:
    return queries.by_token(token) or abort(404)


def _written(
    question: Question,
    form: TextForm,
    act: Callable[..., Any],
    *,
    said: str,
    disputes: bool = False,
) -> Any:
    forms = {"dispute": form} if disputes else {"reply": form}
    if not form.validate_on_submit():
        return _page(question, **forms), 422
    try:
        act(question, form.words, now=clock())
    except QuestionRefused as refused:
        form.refuse(refused)
        return _page(question, **forms), 422
    db.session.commit()
    flash(said, "good")
    return redirect(question.url, 303)


def _done(token: str, act: Callable[..., None], said: str) -> Any:
    question = _question(token)
    act(question, now=clock())
    db.session.commit()
    flash(said, "good")
    return redirect(question.url, 303)


def _page(
    question: Question, reply: TextForm | None = None, dispute: TextForm | None = None
) -> str:
    moves = moves_from(question.stage, Who.ASKER)
    return render_template(
        "consult/question.html",
        question=question,
        said=question.instant_answer(),
        steps=following.for_asker(question),
        answer=following.standing_answer(question),
        pieces=following.pieces,
        paragraphs=paragraphs,
        moves=moves,
        Move=Move,
        may_ask_here=policy.may_put_a_person_to_work(question, person(), ""),
        reply=reply or TextForm(formdata=None),
        dispute=dispute or TextForm(formdata=None, prefix="dispute"),
        now=clock(),
    )
