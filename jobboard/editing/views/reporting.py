"""Where a reader says that something of ours is wrong: a code's page or an article."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask_login import current_user

from jobboard import access
from jobboard.clock import clock
from jobboard.db import db
from jobboard.editing import actions
from jobboard.editing.forms import ProblemForm
from jobboard.editing.reported import Reported, reported
from jobboard.web.limits import limited

bp = Blueprint("reader_reports", __name__)


@bp.get("/codes/report")
@access.public
def ask() -> Any:
    return _page(_reported(), ProblemForm())


@bp.post("/codes/report")
@access.public
@limited("problem", by_account="20/hour", by_address="10/hour")
def report() -> Any:
    about, form = _reported(), ProblemForm()
    if not form.validate_on_submit():
        return _page(about, form), 422
    if not form.website.data:
        by = current_user._get_current_object() if current_user.is_authenticated else None
        actions.report_problem(
            about.kind, about.key, form.words.data or "",
            label=about.label, url=about.url, by=by, now=clock(),
        )  # fmt: skip
        db.session.commit()
    flash("Thank you. An editor will look at this page.", "good")
    return redirect(about.url, 303)


def _reported() -> Reported:
    return reported(request.args.get("about", "")) or abort(404)


def _page(about: Reported, form: ProblemForm) -> str:
    return render_template("editing/report.html", about=about, form=form)
