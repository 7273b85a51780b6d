"""One text to read, and the three decisions about it."""

from collections.abc import Callable
from typing import Any

from flask import abort, render_template
from flask_login import current_user

from jobboard import access
from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import Conflict
from jobboard.moderation import queries
from jobboard.moderation.differences import Difference, differences
from jobboard.moderation.forms import ApproveForm, ReadForm, RejectForm, ReturnForm
from jobboard.moderation.views.desk.answering import bp, decided
from jobboard.postings import actions
from jobboard.postings.actions import AsRead
from jobboard.postings.lifecycle import WordingState
from jobboard.postings.refusals import StaleDecision
from jobboard.postings.wording_models import Wording

TAKEN_BACK = (
    "This text is back in its company’s hands: they withdrew it, or the job has ended. Nothing was "
    "decided. It comes to the queue again if they send it again."
)
# By the names that the page knows them by.
FORMS: dict[str, type[ReadForm]] = {
    "approve_form": ApproveForm,
    "return_form": ReturnForm,
    "reject_form": RejectForm,
}


@bp.get("/wordings/<int:wording_id>")
@access.moderator
def read(wording_id: int) -> Any:
    return _page(_wording(wording_id))


@bp.post("/wordings/<int:wording_id>/approval")
@access.moderator
def approve(wording_id: int) -> Any:
    said = "“{title}” is approved and on the board."
    return _decide(wording_id, "approve_form", actions.approve, said)


@bp.post("/wordings/<int:wording_id>/return")
@access.moderator
def request_changes(wording_id: int) -> Any:
    said = "“{title}” went back to {employer}."
    return _decide(wording_id, "return_form", actions.request_changes, said)


@bp.post("/wordings/<int:wording_id>/rejection")
@access.moderator
def reject(wording_id: int) -> Any:
    said = "“{title}” is rejected, and its employer is told why."
    return _decide(wording_id, "reject_form", actions.reject, said)


def _wording(wording_id: int) -> Wording:
    wording: Wording | None = db.session.scalar(queries.wording_to_read(wording_id))
    if wording is None:
        if db.session.scalar(queries.taken_back(wording_id)):
            raise Conflict(TAKEN_BACK)
        abort(404)
    return wording


def _decide(wording_id: int, name: str, action: Callable[..., None], said: str) -> Any:
    wording, form = _wording(wording_id), FORMS[name]()
    if not form.validate_on_submit():
        return _page(wording, **{name: form}), 400
    read = AsRead(wording.id, form.revision.data or 0)
    try:
        action(wording.posting, read=read, by=current_user, now=clock(), **form.grounds())
    except StaleDecision:
        return _stale(wording, name, form)
    return decided(said.format(title=wording.title, employer=wording.posting.employer.name))


def _stale(wording: Wording, name: str, form: ReadForm) -> Any:
    """Shows the text as it stands now; what the moderator wrote is kept."""
    db.session.rollback()
    current = wording.posting.in_work or wording.posting.latest
    form.revision.data = current.posting.revision
    written = {name: form} if form.grounds() else {}
    return _page(current, stale=True, **written), 409


def _page(wording: Wording, *, stale: bool = False, **written: ReadForm) -> Any:
    posting = wording.posting
    read = {"revision": posting.revision}
    forms = {name: form(formdata=None, data=read) for name, form in FORMS.items()}
    return render_template(
        "moderation/wording.html",
        wording=wording,
        posting=posting,
        record=wording.says(),
        changes=_changes(wording),
        history=queries.history_of(posting.employer),
        reports=db.session.scalars(queries.open_reports_on(posting)).all(),
        stale=stale,
        can_decide=wording.state == WordingState.SUBMITTED,
        open_form=next(iter(written), ""),
        **(forms | written),
    )


def _changes(wording: Wording) -> list[Difference] | None:
    """Against what is on show; None for a first wording."""
    shown = wording.posting.shown
    if shown is None or shown.id == wording.id:
        return None
    return differences(shown.says(), wording.says())
