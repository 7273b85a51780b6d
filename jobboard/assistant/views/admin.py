"""How the assistant does: the last evaluation, what is asked, what goes unanswered, what it costs."""

from datetime import timedelta
from typing import Any

from flask import render_template

from jobboard import access
from jobboard.assistant import figures
from jobboard.assistant.views import bp
from jobboard.clock import clock
from jobboard.gateways import gateways
from jobboard.settings import current_settings

LOOK_BACK = timedelta(days=30)


@bp.get("/admin/assistant")
@access.admin
def overview() -> Any:
    since = clock() - LOOK_BACK
    return render_template(
        "assistant/admin.html",
        run=figures.last_run(),
        topics=figures.by_topic(since),
        unanswered=figures.unanswered(since),
        wrong=figures.said_to_be_wrong(since),
        spending=figures.spending(since.date()),
        model=gateways().model,
        limit=current_settings().llm_tokens_per_day,
    )
