"""One's own account, and the pages around signing in that are ours alone."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_security.utils import logout_user

from jobboard import access
from jobboard.accounts import actions, queries
from jobboard.accounts.forms import AskForLetterForm, NameForm
from jobboard.clock import clock
from jobboard.db import db

bp = Blueprint("accounts", __name__, url_prefix="/account")

# Where each kind of person finds their work, the most powerful first.
DESKS = (
    ("moderator", "/moderation/"),
    ("employer", "/employer/"),
    ("candidate", "/jobs"),
)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    # Flask-Security's own would do other work, and take other time, for people whom it knows.
    app.view_functions["security.forgot_password"] = forgot_password
    app.view_functions["security.send_confirmation"] = send_confirmation


@bp.get("/")
@access.signed_in
def show() -> Any:
    return _account_page(NameForm(name=current_user.name))


@bp.post("/name")
@access.signed_in
def rename() -> Any:
    form = NameForm()
    if not form.validate_on_submit():
        return _account_page(form), 422
    current_user.name = form.name.data
    db.session.commit()
    flash("Your name is changed.", "success")
    return redirect(url_for("accounts.show"))


@bp.post("/sessions/end")
@access.signed_in
def end_sessions() -> Any:
    actions.sign_out_everywhere(current_user)
    db.session.commit()
    logout_user()
    flash("You are signed out in every browser.", "success")
    return redirect(url_for("security.login"))


@bp.get("/arrived")
@access.signed_in
def arrived() -> Any:
    """After signing in, for those who were on their way to no page in particular."""
    for role, desk in DESKS:
        if current_user.has_role(role):
            return redirect(desk)
    return redirect(url_for("accounts.show"))


@bp.get("/second-factor-set")
@access.signed_in
def second_factor_set() -> Any:
    """The next step after the app is set up: codes for the day when the phone is lost."""
    if current_user.has_second_factor and not current_user.mf_recovery_codes:
        return redirect(url_for("security.mf_recovery_codes"))
    return redirect(url_for("accounts.show"))


@bp.get("/letter-sent")
@access.public
def letter_sent() -> Any:
    return render_template("accounts/letter_sent.html")


@bp.get("/logout")
@access.public
def leaving() -> Any:
    """Signing out is a POST; who comes by a link is asked."""
    return render_template("accounts/leaving.html")


def forgot_password() -> Any:
    form = AskForLetterForm()
    if form.validate_on_submit():
        return _letter_for(actions.ask_for_new_password, form)
    if request.method == "GET" and current_user.is_authenticated:
        form.email.data = current_user.email
    return _asked("security/forgot_password.html", form)


def send_confirmation() -> Any:
    form = AskForLetterForm()
    if form.validate_on_submit():
        return _letter_for(actions.ask_for_confirmation, form)
    return _asked("security/send_confirmation.html", form)


def _letter_for(action: Any, form: AskForLetterForm) -> Any:
    """The same words for everybody; the difference is in the letter."""
    action(form.email.data)
    db.session.commit()
    return redirect(url_for("accounts.letter_sent"))


def _asked(template: str, form: AskForLetterForm) -> Any:
    return render_template(template, form=form), 422 if form.errors else 200


def _account_page(form: NameForm) -> str:
    browsers = queries.open_sessions(current_user, now=clock())
    return render_template("accounts/show.html", form=form, browsers=browsers)
