"""What all pages of the desk have, and how each decision is answered."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for

from jobboard import taxonomy
from jobboard.db import db
from jobboard.moderation import queries
from jobboard.postings import queries as postings
from jobboard.postings.showing import source_label

bp = Blueprint("moderation", __name__, url_prefix="/moderation")


@bp.context_processor
def _counts() -> dict[str, Any]:
    return {
        "waiting_wordings": postings.waiting_count,
        "waiting_reports": queries.open_report_count,
        "source_label": source_label,
        "report_label": lambda slug: taxonomy.REPORT_REASONS[slug].label,
    }


def decided(message: str, back_to: str = "moderation.queue") -> Any:
    db.session.commit()
    flash(message, "good")
    return redirect(url_for(back_to), 303)
