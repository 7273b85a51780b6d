"""One report, and its answer."""

from collections.abc import Callable
from typing import Any

from flask import render_template
from flask_login import current_user

from jobboard import access
from jobboard.clock import clock
from jobboard.db import db
from jobboard.moderation import actions
from jobboard.moderation.forms import AnswerForm
from jobboard.moderation.models import Report
from jobboard.moderation.views.desk.answering import bp, decided


@bp.get("/reports/<int:report_id>")
@access.moderator
def read_report(report_id: int) -> Any:
    return _page(db.get_or_404(Report, report_id), AnswerForm())


@bp.post("/reports/<int:report_id>/dismissal")
@access.moderator
def dismiss(report_id: int) -> Any:
    return _answer(report_id, actions.dismiss, "The report is dismissed; the job stays.")


@bp.post("/reports/<int:report_id>/upholding")
@access.moderator
def uphold(report_id: int) -> Any:
    said = "The job is taken down, and its employer is told why."
    return _answer(report_id, actions.uphold, said)


def _answer(report_id: int, action: Callable[..., None], said: str) -> Any:
    report, form = db.get_or_404(Report, report_id), AnswerForm()
    if not form.validate_on_submit():
        return _page(report, form), 400
    action(report, answer=form.answer.data or "", by=current_user, now=clock())
    return decided(said, back_to="moderation.reports")


def _page(report: Report, form: AnswerForm) -> Any:
    posting = report.posting
    return render_template(
        "moderation/report.html",
        report=report,
        posting=posting,
        wording=posting.shown or posting.latest,
        form=form,
    )
