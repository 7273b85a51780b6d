"""Anybody reports a job that looks wrong."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask_login import current_user

from jobboard import access
from jobboard.clock import clock
from jobboard.db import db
from jobboard.moderation import actions
from jobboard.moderation.forms import ReportForm
from jobboard.postings import queries
from jobboard.postings.addresses import job_path
from jobboard.postings.models import Posting
from jobboard.web.limits import limited

bp = Blueprint("reporting", __name__)


@bp.get("/jobs/<int:posting_id>/report")
@access.public
def ask(posting_id: int) -> Any:
    return _page(_live(posting_id), ReportForm())


@bp.post("/jobs/<int:posting_id>/report")
@access.public
@limited("report", by_address="10/hour")
def send(posting_id: int) -> Any:
    posting, form = _live(posting_id), ReportForm()
    if not form.validate_on_submit():
        return _page(posting, form), 400
    if not form.website.data:
        actions.report(
            posting,
            reason=form.reason.data,
            words=form.words.data or "",
            by=current_user._get_current_object() if current_user.is_authenticated else None,
            email=form.email.data or None,
            now=clock(),
        )
        db.session.commit()
    flash("Thank you. A moderator will look at this job.", "good")
    return redirect(job_path(posting.id, _title(posting)), 303)


def _live(posting_id: int) -> Posting:
    return db.one_or_404(queries.public_postings(clock()).where(Posting.id == posting_id))


def _page(posting: Posting, form: ReportForm) -> str:
    return render_template(
        "moderation/report_job.html",
        posting=posting,
        title=_title(posting),
        form=form,
        job_url=job_path(posting.id, _title(posting)),
    )


def _title(posting: Posting) -> str:
    return posting.shown.title if posting.shown else posting.latest.title
