"""What has been asked: one's own list, sharing, deleting, and saying that an answer is wrong."""

from typing import Any

from flask import abort, flash, redirect, render_template

from jobboard import access
from jobboard.assistant import asker, conversing, feedback
from jobboard.assistant.forms import FeedbackForm
from jobboard.assistant.models import Conversation
from jobboard.assistant.views import bp
from jobboard.clock import clock
from jobboard.db import db
from jobboard.settings import current_settings
from jobboard.web.limits import limited


@bp.get("/assistant/history")
@access.public
def history() -> Any:
    return render_template(
        "assistant/history.html",
        conversations=conversing.of_asker(asker.asker()),
        days=current_settings().assistant_keep_days,
    )


@bp.post("/assistant/history/deletion")
@access.public
def delete_history() -> Any:
    conversing.delete_all(asker.asker())
    db.session.commit()
    flash("Your questions and answers are deleted.", "good")
    return redirect("/assistant", 303)


@bp.post("/assistant/<token>/deletion")
@access.public
def delete(token: str) -> Any:
    conversing.delete_conversation(_mine(token))
    db.session.commit()
    flash("The conversation is deleted.", "good")
    return redirect("/assistant", 303)


@bp.post("/assistant/<token>/sharing")
@access.public
def share(token: str) -> Any:
    conversation = _mine(token)
    conversing.share(conversation)
    db.session.commit()
    return redirect(conversation.url + "#sharing", 303)


@bp.post("/assistant/<token>/sharing/end")
@access.public
def stop_sharing(token: str) -> Any:
    conversation = _mine(token)
    conversing.stop_sharing(conversation)
    db.session.commit()
    flash("The link no longer works.", "good")
    return redirect(conversation.url + "#sharing", 303)


@bp.get("/assistant/shared/<share_token>")
@access.public
def shared(share_token: str) -> Any:
    conversation = conversing.find_shared(share_token) or abort(404)
    return render_template(
        "assistant/shared.html",
        conversation=conversation,
        exchanges=[(exchange, exchange.says()) for exchange in conversation.exchanges],
    )


@bp.post("/assistant/answers/<int:exchange_id>/feedback")
@access.public
@limited("assistant-feedback", by_address="20 per hour")
def give_feedback(exchange_id: int) -> Any:
    exchange = conversing.find_exchange(exchange_id, asker.asker()) or abort(404)
    form = FeedbackForm()
    address = f"{exchange.conversation.url}#answer-{exchange.id}"
    if not form.validate():
        flash("Choose whether the answer helped, and keep the words under 2,000.", "bad")
        return redirect(address, 303)
    feedback.give(exchange, form.verdict.data, form.words.data or "", by=asker.asker(), now=clock())
    db.session.commit()
    flash("Thank you. An editor reads what is wrong.", "good")
    return redirect(address, 303)


def _mine(token: str) -> Conversation:
    return conversing.find(token, asker.asker()) or abort(404)
