"""Saved, hidden and recently seen jobs: marking one, and the lists."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from jobboard import access
from jobboard.candidates import beside, marks, queries
from jobboard.clock import clock
from jobboard.db import db
from jobboard.postings.models import Posting
from jobboard.postings.queries import ever_public
from jobboard.web import htmx
from jobboard.web.limits import limited
from jobboard.web.local import is_ours
from jobboard.web.paging import addresses, paging

bp = Blueprint("candidate_jobs", __name__, url_prefix="/candidate")

PAGE = 20
SAID = {
    "save": "The job is among your saved jobs.",
    "unsave": "The job is no longer saved.",
    "hide": "The job is hidden: it leaves your search results.",
    "unhide": "The job is in your search results again.",
    "forget": "The job is no longer on your list.",
}


@bp.get("/saved", defaults={"kind": "saved"})
@bp.get("/hidden", defaults={"kind": "hidden"})
@bp.get("/seen", defaults={"kind": "seen"})
@access.candidate
def index(kind: str) -> Any:
    total = queries.mark_count(current_user, kind)
    shown = paging(request.args, total=total, size=PAGE)
    page = queries.marks_of(current_user, kind).offset(shown.offset).limit(PAGE)
    return render_template(
        "candidates/jobs.html",
        kind=kind,
        marks=db.session.scalars(page).all(),
        shown=shown,
        now=clock(),
        url_for_page=addresses(request.path, request.args),
    )


@bp.post("/jobs/<int:posting_id>/mark")
@access.candidate
@limited("mark", by_account="600 per hour")
def mark(posting_id: int) -> Any:
    """`as` says what is done; `back` is the page that the button was on."""
    posting = db.one_or_404(ever_public(posting_id))
    act = request.form.get("as", "")
    if act not in marks.ACTS:
        abort(400)
    marks.ACTS[act](marks.mark_of(current_user, posting_id), clock())
    db.session.commit()
    if htmx.wants_fragment():
        return _fragment(posting)
    flash(SAID[act], "success")
    return redirect(_back(), 303)


@bp.post("/seen/clearing")
@access.candidate
@limited("mark", by_account="600 per hour")
def clear() -> Any:
    marks.forget_all_seen(current_user)
    db.session.commit()
    flash("The list of jobs you have looked at is empty.", "success")
    return redirect(url_for(".index", kind="seen"), 303)


def _fragment(posting: Posting) -> str:
    mine = beside.mine()
    if mine is None or posting.shown is None:
        abort(404)
    one = beside.posting(posting, mine)
    return render_template("candidates/mark.html", one=one, back=_back())


def _back() -> str:
    asked = request.form.get("back", "")
    return asked if is_ours(asked) else url_for(".index", kind="saved")
