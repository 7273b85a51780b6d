"""What waits for a decision, and what was decided lately."""

from typing import Any

from flask import render_template

from jobboard import access
from jobboard.clock import clock
from jobboard.db import db
from jobboard.moderation import queries
from jobboard.moderation.views.desk.answering import bp
from jobboard.postings import queries as postings

MOST = 100


@bp.get("/")
@access.moderator
def queue() -> Any:
    wordings = db.session.scalars(postings.review_queue().limit(MOST)).all()
    return render_template("moderation/queue.html", wordings=wordings, now=clock())


@bp.get("/reports")
@access.moderator
def reports() -> Any:
    found = db.session.scalars(queries.open_reports().limit(MOST)).all()
    return render_template("moderation/reports.html", reports=found, now=clock())


@bp.get("/decisions")
@access.moderator
def decisions() -> Any:
    found = db.session.scalars(queries.decided_lately()).all()
    return render_template("moderation/decisions.html", events=found)
