"""Asking: a page that answers an address, and a form that keeps what was asked."""

from typing import Any

from flask import abort, redirect, render_template, request
from flask_login import current_user

from jobboard import access
from jobboard.assistant import asker, conversing, rephrasing
from jobboard.assistant.answering import answer
from jobboard.assistant.answers import Answer
from jobboard.assistant.forms import FeedbackForm, QuestionForm, interval_of
from jobboard.assistant.guarding import LONGEST_LOOKED_AT
from jobboard.assistant.models import Conversation
from jobboard.assistant.samples import SAMPLES
from jobboard.assistant.views import bp
from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import TooManyTries
from jobboard.gateways import gateways
from jobboard.settings import current_settings
from jobboard.web.limits import limited


@bp.get("/assistant")
@access.public
def home() -> Any:
    """Answers `?q=`, as a code page's box asks, without keeping anything."""
    typed = request.args.get("q", "").strip()[: LONGEST_LOOKED_AT + 1]
    about = interval_of(request.args.get("about", "")[:40])
    if not typed:
        return _page(about=about)
    try:
        asker.count_question()
    except TooManyTries as trouble:
        return _page(about=about, typed=typed, refused=trouble), 429
    said = answer(typed, now=clock(), about=about)
    return _page(about=about, typed=said.notes[0] if said.notes else "", said=said)


@bp.post("/assistant/questions")
@access.public
def ask() -> Any:
    form = QuestionForm()
    if not form.validate():
        return _page(about=form.interval, typed=(form.q.data or "")[:LONGEST_LOOKED_AT]), 422
    return _asked(form, None)


@bp.post("/assistant/<token>/questions")
@access.public
def go_on(token: str) -> Any:
    conversation = _mine(token)
    form = QuestionForm()
    if not form.validate():
        return redirect(conversation.url, 303)
    # A conversation that has become too long begins anew.
    return _asked(form, None if conversing.is_full(conversation) else conversation)


@bp.get("/assistant/<token>")
@access.public
def show(token: str) -> Any:
    return _conversation(_mine(token))


@bp.post("/assistant/answers/<int:exchange_id>/wording")
@access.public
@limited("assistant-wording", by_address="30 per hour")
def put_into_words(exchange_id: int) -> Any:
    """Asks the model, if there is one. The page shows the template's answer until this is done."""
    exchange = conversing.find_exchange(exchange_id, asker.asker()) or abort(404)
    said = rephrasing.rephrased(
        exchange.says(),
        model=gateways().model,
        limit=current_settings().llm_tokens_per_day,
        now=clock(),
    )
    exchange.answer = said.as_json()
    db.session.commit()
    if request.headers.get("HX-Request"):
        return render_template("assistant/_short.html", said=said, exchange=exchange)
    return redirect(f"{exchange.conversation.url}#answer-{exchange.id}", 303)


def _asked(form: QuestionForm, conversation: Conversation | None) -> Any:
    try:
        asker.count_question()
    except TooManyTries as trouble:
        page = _conversation(conversation, refused=trouble) if conversation else _page(
            about=form.interval, typed=form.q.data or "", refused=trouble
        )  # fmt: skip
        return page, 429
    by, now = asker.remembered_asker(), clock()
    if conversation is None and form.first.data:
        first = conversing.ask(form.first.data, by=by, now=now, about=form.interval)
        conversation = first.conversation
    exchange = conversing.ask(
        form.q.data or "", by=by, now=now, conversation=conversation, about=form.interval
    )
    db.session.commit()
    return redirect(f"{exchange.conversation.url}#answer-{exchange.id}", 303)


def _mine(token: str) -> Conversation:
    return conversing.find(token, asker.asker()) or abort(404)


def _page(
    *,
    about: Any = None,
    typed: str = "",
    said: Answer | None = None,
    refused: TooManyTries | None = None,
) -> str:
    mine = conversing.of_asker(asker.asker()) if current_user.is_authenticated else ()
    return render_template(
        "assistant/index.html",
        form=QuestionForm(q=typed, about=str(about) if about else ""),
        about=about,
        said=said,
        refused=refused,
        samples=SAMPLES,
        conversations=mine[:8],
        allowance=asker.allowance_now(),
        member_questions=current_settings().member_questions,
    )


def _conversation(conversation: Conversation, refused: TooManyTries | None = None) -> str:
    return render_template(
        "assistant/conversation.html",
        conversation=conversation,
        exchanges=[(exchange, exchange.says()) for exchange in conversation.exchanges],
        form=QuestionForm(),
        feedback=FeedbackForm(),
        refused=refused,
        model_is_there=gateways().model.is_there,
    )
