"""Applying to a job on the board."""

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user

from jobboard import access
from jobboard.accounts.models import User
from jobboard.applications import actions, policy, queries
from jobboard.applications.forms import ApplyForm, apply_form
from jobboard.candidates import queries as candidates
from jobboard.candidates import uploads
from jobboard.candidates.models import Resume
from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import FileRefused
from jobboard.postings import queries as postings
from jobboard.postings.addresses import job_path
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording
from jobboard.web.limits import limited

COPY_IT = "What you wrote still stands below: copy what you want to keep."

bp = Blueprint("applying", __name__)
uploads.make_room(bp)


@bp.get("/jobs/<int:posting_id>/apply")
@access.candidate
def ask(posting_id: int) -> Any:
    now, person = clock(), current_user._get_current_object()
    posting, wording = _posting(posting_id)
    if first := queries.to_posting(person, posting):
        return redirect(_address_of(first.id))
    if not policy.takes_applications(posting, now):
        return redirect(job_path(posting.id, wording.title))
    policy.check_may_apply(posting, person, now)
    form = apply_form(wording)()
    _prefill(form, person, wording)
    return _page(posting, wording, form)


@bp.post("/jobs/<int:posting_id>/apply")
@access.candidate
@limited("apply", by_account="40 per hour", by_address="200 per hour")
def send(posting_id: int) -> Any:
    now, person = clock(), current_user._get_current_object()
    posting, wording = _posting(posting_id)
    if first := queries.to_posting(person, posting):
        return _already(first.id)
    form = apply_form(wording)()
    form.offer(db.session.scalars(candidates.resumes_of(person)).all())
    try:
        policy.check_may_apply(posting, person, now)
    except policy.TakesNoApplications as too_late:
        # It may have been paused while they wrote: their words are theirs.
        form.form_errors.append(f"{too_late.message} {COPY_IT}")
        return _page(posting, wording, form), 409
    is_valid = form.validate_on_submit()
    is_valid = form.has_read(wording) and is_valid
    resume = _resume(form, person, now)
    if not is_valid or resume is None:
        # A file that was accepted is kept and stays chosen, whatever else is still wrong.
        db.session.commit()
        return _page(posting, wording, form), 422
    try:
        application = actions.send(posting, form.filled(), resume=resume, by=person, now=now)
    except actions.AlreadyApplied as already:
        db.session.commit()
        return _already(already.first.id)
    db.session.commit()
    flash(f"Your application was sent to {posting.employer.name}.", "success")
    return redirect(_address_of(application.id), 303)


def _posting(posting_id: int) -> tuple[Posting, Wording]:
    posting: Posting | None = db.session.scalar(postings.ever_public(posting_id))
    if posting is None or posting.shown is None:
        abort(404)
    return posting, posting.shown


def _prefill(form: ApplyForm, person: User, wording: Wording) -> None:
    last = queries.last_sent(person)
    form.wording.data = str(wording.id)
    form.name.data = last.name if last else person.name
    form.phone.data = last.phone if last else ""
    form.offer(db.session.scalars(candidates.resumes_of(person)).all())
    if last and last.resume_id:
        form.resume.data = str(last.resume_id)
        form.offer(db.session.scalars(candidates.resumes_of(person)).all())


def _resume(form: ApplyForm, person: User, now: datetime) -> Resume | None:
    """The one that was sent along, else the one that was chosen; with neither, a sentence."""
    if uploads.was_sent(form.upload.data):
        return _uploaded(form, person, now)
    for resume in db.session.scalars(candidates.resumes_of(person)):
        if form.resume.data == str(resume.id):
            return resume
    form.refuse("upload", "Choose a résumé, or send one from your device.")
    return None


def _uploaded(form: ApplyForm, person: User, now: datetime) -> Resume | None:
    try:
        resume = uploads.keep(person, form.upload.data, now=now)
    except FileRefused as refused:
        form.refuse("upload", refused.message)
        return None
    form.resume.data = str(resume.id)
    form.offer(db.session.scalars(candidates.resumes_of(person)).all())
    return resume


def _page(posting: Posting, wording: Wording, form: ApplyForm) -> str:
    return render_template(
        "applications/apply.html",
        posting=posting,
        wording=wording,
        form=form,
        job_url=job_path(posting.id, wording.title),
    )


def _already(application_id: int) -> Any:
    flash("You have already applied to this job. This is what you sent.", "info")
    return redirect(_address_of(application_id), 303)


def _address_of(application_id: int) -> str:
    return url_for("applications_candidate.show", application_id=application_id)
