"""What a candidate has sent, and where it stands."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from jobboard import access
from jobboard.applications import actions, following, queries
from jobboard.applications.answers import spoken
from jobboard.applications.models import Application
from jobboard.applications.pipeline import Stage, can_withdraw
from jobboard.clock import clock
from jobboard.db import db
from jobboard.postings.addresses import job_path
from jobboard.postings.lifecycle import State
from jobboard.web.paging import addresses, page_in

bp = Blueprint("applications_candidate", __name__, url_prefix="/candidate")

ON_A_PAGE = 25


@bp.get("/applications")
@access.candidate
def index() -> Any:
    found = db.paginate(
        queries.of_candidate(current_user),
        page=page_in(request.args),
        per_page=ON_A_PAGE,
        error_out=False,
    )
    return render_template(
        "applications/mine.html",
        found=found,
        following=following,
        url_for_page=addresses(request.path, request.args),
    )


@bp.get("/applications/<int:application_id>")
@access.candidate
def show(application_id: int) -> Any:
    application = _mine(application_id)
    return render_template(
        "applications/mine_one.html",
        application=application,
        following=following,
        spoken=spoken,
        can_withdraw=can_withdraw(Stage(application.stage)),
        job_url=_address_of_job(application),
    )


@bp.post("/applications/<int:application_id>/withdrawal")
@access.candidate
def withdraw(application_id: int) -> Any:
    application = _mine(application_id)
    actions.withdraw(application, by=current_user, now=clock())
    db.session.commit()
    flash("You have withdrawn this application.", "success")
    return redirect(url_for(".show", application_id=application_id), 303)


def _mine(application_id: int) -> Application:
    mine = queries.of_candidate(current_user).where(Application.id == application_id)
    found: Application = db.one_or_404(mine)
    return found


def _address_of_job(application: Application) -> str | None:
    """None for one that has no page any more."""
    if application.posting.state == State.REMOVED:
        return None
    return job_path(application.posting_id, application.wording.title)
