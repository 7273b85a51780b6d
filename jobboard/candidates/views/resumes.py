"""A candidate's résumés: keep, look at, let go."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from jobboard import access
from jobboard.applications.queries import uses_of
from jobboard.candidates import downloads, queries, resumes, uploads
from jobboard.candidates.forms import UploadForm
from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import FileRefused
from jobboard.web.limits import limited

bp = Blueprint("candidates", __name__, url_prefix="/candidate")
uploads.make_room(bp)


@bp.get("/")
@access.candidate
def home() -> Any:
    return redirect(url_for("applications_candidate.index"))


@bp.get("/resumes")
@access.candidate
def index() -> Any:
    return _page(UploadForm())


@bp.post("/resumes")
@access.candidate
def upload() -> Any:
    form = UploadForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        resume = uploads.keep(current_user, form.upload.data, now=clock())
    except FileRefused as refused:
        form.upload.errors = [refused.message]
        return _page(form), 422
    db.session.commit()
    flash(f"“{resume.name}” is kept.", "success")
    return redirect(url_for(".index"), 303)


@bp.get("/resumes/<int:resume_id>/file")
@access.candidate
def download(resume_id: int) -> Any:
    resume = db.one_or_404(queries.resume_of(current_user, resume_id))
    return downloads.answer(resumes.content_of(resume), resume.kind, resume.name)


@bp.post("/resumes/<int:resume_id>/deletion")
@access.candidate
@limited("resume-deletion", by_account="60 per hour")
def delete(resume_id: int) -> Any:
    resume = db.one_or_404(queries.resume_of(current_user, resume_id))
    in_use = uses_of([resume]).get(resume.id, 0)
    resumes.forget(resume, now=clock())
    erasable = resumes.let_go()
    db.session.commit()
    resumes.erase(erasable)
    flash(_said(in_use), "success")
    return redirect(url_for(".index"), 303)


def _page(form: UploadForm) -> str:
    kept = db.session.scalars(queries.resumes_of(current_user)).all()
    return render_template(
        "candidates/resumes.html",
        form=form,
        resumes=kept,
        uses=uses_of(list(kept)),
        most=resumes.MOST_KEPT,
    )


def _said(in_use: int) -> str:
    if not in_use:
        return "The résumé is deleted, and its file is erased."
    those = "the application" if in_use == 1 else f"the {in_use} applications"
    return f"The résumé is deleted. Its file is erased when {those} that it went with has ended."
