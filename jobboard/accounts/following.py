"""What follows from what Flask-Security has done, in the same transaction."""

from typing import Any

from flask import Flask
from flask_login import current_user, login_user
from flask_security import (
    change_email_confirmed,
    password_changed,
    password_reset,
    tf_disabled,
    tf_profile_changed,
    user_registered,
)

from jobboard import letters
from jobboard.accounts import actions, sessions
from jobboard.accounts.models import User
from jobboard.clock import clock


def init_app(app: Flask) -> None:
    for signal, receiver in (
        (user_registered, _registered),
        (password_changed, _password_changed),
        (password_reset, _password_reset),
        (change_email_confirmed, _email_changed),
        (tf_profile_changed, _second_factor_on),
        (tf_disabled, _second_factor_off),
    ):
        signal.connect(receiver, app)


def _registered(_app: Flask, user: User, form_data: dict[str, Any], **_: Any) -> None:
    actions.join(user, kind=form_data["kind"], company=form_data["company"] or "", now=clock())


def _password_changed(_app: Flask, user: User, **_: Any) -> None:
    sessions.end_sessions(user)


def _password_reset(_app: Flask, user: User, **_: Any) -> None:
    # Whoever follows the link in the letter has shown that the address is theirs.
    user.confirmed_at = user.confirmed_at or clock()
    sessions.end_sessions(user)


def _email_changed(_app: Flask, user: User, old_email: str, **_: Any) -> None:
    # Links in the old mailbox, such as one to choose a new password, open nothing from now on.
    here = current_user == user
    actions.sign_out_everywhere(user)
    if here:
        login_user(user)
    letters.write(to=old_email, template="account-email-changed")


def _second_factor_on(_app: Flask, user: User, **_: Any) -> None:
    letters.write(to=user.email, template="account-two-factor", on=True)


def _second_factor_off(_app: Flask, user: User, **_: Any) -> None:
    user.tf_last_step = None
    user.mf_recovery_codes = None
    letters.write(to=user.email, template="account-two-factor", on=False)
