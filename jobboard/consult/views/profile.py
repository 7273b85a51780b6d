"""A consultant's own pages: what they answer, when they are away, and the templates of all."""

from datetime import datetime, time, timedelta
from typing import Any

from flask import flash, redirect, render_template
from flask_login import current_user

from jobboard import access, taxonomy
from jobboard.clock import clock
from jobboard.consult import consultants, queries
from jobboard.consult.consultant_models import Consultant
from jobboard.consult.desk_forms import ProfileForm, TemplateForm
from jobboard.consult.guarding import QuestionRefused, check_text
from jobboard.consult.views import bp
from jobboard.consult.views.loading import consultant_here, profile_here
from jobboard.db import db
from jobboard.settings import current_settings
from jobboard.web.filters import last_day
from jobboard.web.html import many_lines, one_line


@bp.get("/consultant/profile")
@access.consultant
def profile() -> Any:
    consultant = profile_here()
    form = ProfileForm(
        formdata=None,
        topics=consultant.topics,
        specialties=consultant.specialties,
        hours=consultant.hours,
        away_until=last_day(consultant.away_until),
    )
    return _profile(consultant, form)


@bp.post("/consultant/profile")
@access.consultant
def save_profile() -> Any:
    consultant, form = profile_here(), ProfileForm()
    if not form.validate_on_submit():
        return _profile(consultant, form), 422
    consultants.describe(
        consultant,
        topics=form.topics.data or [],
        specialties=form.specialties.data or [],
        hours=one_line(form.hours.data or ""),
        away_until=_end_of(form.away_until.data),
    )
    db.session.commit()
    flash("Your profile is saved.", "good")
    return redirect("/consultant/profile", 303)


@bp.get("/consultant/templates")
@access.consultant
def templates() -> Any:
    consultant_here()
    return _templates(TemplateForm(formdata=None))


@bp.post("/consultant/templates")
@access.consultant
def save_template() -> Any:
    consultant_here()
    form = TemplateForm()
    if not form.validate_on_submit():
        return _templates(form), 422
    try:
        text = check_text(many_lines(form.text.data), longest=8_000)
    except QuestionRefused as refused:
        form.text.errors = [refused.sentence]
        return _templates(form), 422
    consultants.write_template(one_line(form.name.data or ""), text, by=current_user, now=clock())
    db.session.commit()
    flash("The template is saved.", "good")
    return redirect("/consultant/templates", 303)


def _profile(consultant: Consultant, form: ProfileForm) -> str:
    return render_template(
        "consult/profile.html",
        consultant=consultant,
        form=form,
        credentials=taxonomy.CREDENTIALS,
        now=clock(),
    )


def _templates(form: TemplateForm) -> str:
    return render_template("consult/templates.html", form=form, templates=queries.templates())


def _end_of(day: Any) -> datetime | None:
    """The midnight after an absence's last day, in the site's zone."""
    if day is None:
        return None
    zone = current_settings().zone
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
