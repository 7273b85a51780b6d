"""The small profile: what a candidate says, so that the board can say where they qualify."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from jobboard import access
from jobboard.candidates import profile
from jobboard.candidates.forms import ProfileForm
from jobboard.candidates.models import Profile
from jobboard.clock import clock
from jobboard.db import db
from jobboard.web.limits import limited

bp = Blueprint("candidate_profile", __name__, url_prefix="/candidate/profile")


@bp.get("")
@access.candidate
def show() -> Any:
    return _page(ProfileForm(_known()))


@bp.post("")
@access.candidate
@limited("profile", by_account="60 per hour")
def save() -> Any:
    form = ProfileForm(_known())
    if not form.validate_on_submit():
        return _page(form), 422
    held, state = form.credentials.data or [], form.state.data or None
    profile.say(current_user, credentials=held, state=state, now=clock())
    db.session.commit()
    flash("Your profile is saved. Jobs now say whether you qualify.", "success")
    return redirect(url_for(".show"), 303)


@bp.post("/deletion")
@access.candidate
@limited("profile", by_account="60 per hour")
def delete() -> Any:
    profile.forget(current_user)
    db.session.commit()
    flash("Your profile is deleted.", "success")
    return redirect(url_for(".show"), 303)


def _known() -> Profile | None:
    return db.session.get(Profile, current_user.id)


def _page(form: ProfileForm) -> str:
    return render_template("candidates/profile.html", form=form, known=_known())
