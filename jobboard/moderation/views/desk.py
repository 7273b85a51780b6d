"""The moderators' desk: one queue, oldest first, and the decisions."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from jobboard import access, taxonomy
from jobboard.clock import clock
from jobboard.db import db
from jobboard.moderation import actions, queries
from jobboard.moderation.differences import Difference, differences
from jobboard.moderation.forms import (
    AnswerForm,
    ApproveForm,
    RejectForm,
    ReturnForm,
    TakeDownForm,
)
from jobboard.moderation.models import Report
from jobboard.postings import actions as postings
from jobboard.postings import queries as posting_queries
from jobboard.postings.actions import AsRead
from jobboard.postings.lifecycle import Who, WordingState
from jobboard.postings.models import Posting
from jobboard.postings.refusals import StaleDecision
from jobboard.postings.showing import source_label
from jobboard.postings.wording_models import Wording

bp = Blueprint("moderation", __name__, url_prefix="/moderation")


@bp.context_processor
def _counts() -> dict[str, Any]:
    return {
        "waiting_wordings": posting_queries.waiting_count,
        "waiting_reports": queries.open_report_count,
        "source_label": source_label,
        "report_label": lambda slug: taxonomy.REPORT_REASONS[slug].label,
    }


@bp.get("/")
@access.moderator
def queue() -> Any:
    wordings = db.session.scalars(posting_queries.review_queue().limit(100)).all()
    return render_template("moderation/queue.html", wordings=wordings, now=clock())


@bp.get("/reports")
@access.moderator
def reports() -> Any:
    found = db.session.scalars(queries.open_reports().limit(100)).all()
    return render_template("moderation/reports.html", reports=found, now=clock())


@bp.get("/decisions")
@access.moderator
def decisions() -> Any:
    found = db.session.scalars(queries.decided_lately()).all()
    return render_template("moderation/decisions.html", events=found)


@bp.get("/wordings/<int:wording_id>")
@access.moderator
def read(wording_id: int) -> Any:
    return _reading(_wording(wording_id))


@bp.post("/wordings/<int:wording_id>/approval")
@access.moderator
def approve(wording_id: int) -> Any:
    wording, form = _wording(wording_id), ApproveForm()
    if not form.validate_on_submit():
        return _reading(wording, approve_form=form), 400
    try:
        postings.approve(wording.posting, **_as_read(wording, form))
    except StaleDecision:
        return _stale(wording)
    return _decided(f"“{wording.title}” is approved and on the board.")


@bp.post("/wordings/<int:wording_id>/return")
@access.moderator
def request_changes(wording_id: int) -> Any:
    wording, form = _wording(wording_id), ReturnForm()
    if not form.validate_on_submit():
        return _reading(wording, return_form=form), 400
    said = {"reason": form.reason.data, "note": form.note.data}
    try:
        postings.request_changes(wording.posting, **said, **_as_read(wording, form))
    except StaleDecision:
        return _stale(wording, return_form=form)
    return _decided(f"“{wording.title}” went back to {wording.posting.employer.name}.")


@bp.post("/wordings/<int:wording_id>/rejection")
@access.moderator
def reject(wording_id: int) -> Any:
    wording, form = _wording(wording_id), RejectForm()
    if not form.validate_on_submit():
        return _reading(wording, reject_form=form), 400
    said = {"reason": form.reason.data, "note": form.note.data}
    try:
        postings.reject(wording.posting, **said, **_as_read(wording, form))
    except StaleDecision:
        return _stale(wording, reject_form=form)
    return _decided(f"“{wording.title}” is rejected, and its employer is told why.")


@bp.get("/reports/<int:report_id>")
@access.moderator
def read_report(report_id: int) -> Any:
    return _report_page(db.get_or_404(Report, report_id))


@bp.post("/reports/<int:report_id>/dismissal")
@access.moderator
def dismiss(report_id: int) -> Any:
    made, form = db.get_or_404(Report, report_id), AnswerForm()
    if not form.validate_on_submit():
        return _report_page(made, form), 400
    actions.dismiss(made, answer=form.answer.data or "", by=current_user, now=clock())
    return _decided("The report is dismissed; the job stays.", "moderation.reports")


@bp.post("/reports/<int:report_id>/upholding")
@access.moderator
def uphold(report_id: int) -> Any:
    made, form = db.get_or_404(Report, report_id), AnswerForm()
    if not form.validate_on_submit():
        return _report_page(made, form), 400
    actions.uphold(made, answer=form.answer.data or "", by=current_user, now=clock())
    return _decided("The job is taken down, and its employer is told why.", "moderation.reports")


@bp.get("/postings/<int:posting_id>")
@access.moderator
def posting(posting_id: int) -> Any:
    return _posting_page(_posting(posting_id), TakeDownForm())


@bp.post("/postings/<int:posting_id>/removal")
@access.moderator
def take_down(posting_id: int) -> Any:
    found, form = _posting(posting_id), TakeDownForm()
    if not form.validate_on_submit():
        return _posting_page(found, form), 400
    postings.take_down(found, note=form.note.data or "", by=current_user, now=clock())
    return _decided("The job is taken down, and its employer is told why.")


@bp.post("/postings/<int:posting_id>/restoration")
@access.moderator
def restore(posting_id: int) -> Any:
    found = _posting(posting_id)
    postings.restore(found, by=current_user, now=clock())
    return _decided(f"“{found.latest.title}” is on the board again.")


@bp.post("/postings/<int:posting_id>/overturning")
@access.moderator
def overturn(posting_id: int) -> Any:
    found = _posting(posting_id)
    postings.overturn(found, by=current_user, now=clock())
    return _decided(f"“{found.latest.title}” is published after all.")


def _wording(wording_id: int) -> Wording:
    return db.one_or_404(queries.wording_to_read(wording_id))


def _posting(posting_id: int) -> Posting:
    return db.one_or_404(
        db.select(Posting).where(Posting.id == posting_id, Posting.batch_id.is_(None))
    )


def _as_read(wording: Wording, form: ApproveForm | ReturnForm | RejectForm) -> dict[str, Any]:
    return {
        "read": AsRead(wording.id, form.revision.data or 0),
        "by": current_user,
        "now": clock(),
    }


def _decided(message: str, back_to: str = "moderation.queue") -> Any:
    db.session.commit()
    flash(message, "good")
    return redirect(url_for(back_to), 303)


def _stale(wording: Wording, **forms: Any) -> Any:
    """Shows the text as it stands now; what the moderator wrote is kept."""
    db.session.rollback()
    current = wording.posting.in_work or wording.posting.latest
    for form in forms.values():
        form.revision.data = current.posting.revision
    return _reading(current, stale=True, **forms), 409


def _reading(wording: Wording, *, stale: bool = False, **forms: Any) -> Any:
    found = wording.posting
    read = {"revision": found.revision}
    return render_template(
        "moderation/wording.html",
        wording=wording,
        posting=found,
        record=wording.says(),
        changes=_changes(wording),
        history=queries.history_of(found.employer),
        reports=db.session.scalars(queries.open_reports_on(found)).all(),
        stale=stale,
        can_decide=wording.state == WordingState.SUBMITTED,
        approve_form=forms.get("approve_form") or ApproveForm(formdata=None, data=read),
        return_form=forms.get("return_form") or ReturnForm(formdata=None, data=read),
        reject_form=forms.get("reject_form") or RejectForm(formdata=None, data=read),
        open_form=next(iter(forms), ""),
    )


def _changes(wording: Wording) -> list[Difference] | None:
    """Against what is on show; None for a first wording."""
    shown = wording.posting.shown
    if shown is None or shown.id == wording.id:
        return None
    return differences(shown.says(), wording.says())


def _report_page(made: Report, form: AnswerForm | None = None) -> Any:
    return render_template(
        "moderation/report.html",
        report=made,
        posting=made.posting,
        wording=made.posting.shown or made.posting.latest,
        form=form or AnswerForm(formdata=None),
    )


def _posting_page(found: Posting, form: TakeDownForm) -> Any:
    wording = found.shown or found.latest
    return render_template(
        "moderation/posting.html",
        posting=found,
        record=wording.says(),
        wording=wording,
        moves=[*found.moves_for(Who.MODERATOR), *found.moves_for(Who.ANOTHER_MODERATOR)],
        form=form,
    )
