"""The forms of signing in and of one's own account, on top of Flask-Security's."""

from typing import Any

from flask import request
from flask_security import (
    ChangeEmailForm,
    ChangePasswordForm,
    LoginForm,
    MfRecoveryForm,
    RegisterFormV2,
    ResetPasswordForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
)
from flask_security.forms import EmailValidation, email_required, unique_user_email
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import EmailField, Field, PasswordField, RadioField, StringField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from jobboard.web.choosing import of_pairs
from jobboard.web.html import one_line

KINDS = (("candidate", "I am looking for coding work"), ("employer", "I am hiring coders"))
# Longer ones cannot have been set, and the check of a very long one would fail or take long.
LONGEST = 128
TOO_LONG = "A password has at most 128 characters."
UNCONFIRMED = Markup(
    "Please confirm your address first: follow the link in the email we sent you, or "
    '<a href="/account/confirm">ask for a new email</a>.'
)
SUSPENDED = Markup(
    'This account is suspended. <a href="/contact">Write to us</a> if you want to know why.'
)


def _email(label: str, *more: Any) -> EmailField:
    checks = [email_required, EmailValidation(verify=False), *more]
    return EmailField(label, validators=checks, render_kw={"autocomplete": "email"})


def _password_now(label: str, empty: str) -> PasswordField:
    checks = [DataRequired(empty), Length(max=LONGEST, message=TOO_LONG)]
    return PasswordField(label, checks, render_kw={"autocomplete": "current-password"})


def _new_password(label: str, empty: str) -> PasswordField:
    return PasswordField(label, [DataRequired(empty)], render_kw={"autocomplete": "new-password"})


class StaysHere:
    """For forms that carry `next`: an address that leaves the site is ignored, not discussed."""

    def validate_next(self, field: Field) -> None:
        from flask_security.utils import validate_redirect_url

        if field.data and not validate_redirect_url(field.data):
            field.data = ""


class SignInForm(StaysHere, LoginForm):
    email = _email("Email address")
    password = _password_now("Password", "Type your password.")
    remember = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""  # the page has the link to a new password in its own place
        self.shape_errors: dict[str, list[str]] = {}

    def validate(self, **given: Any) -> bool:
        right = bool(super().validate(**given))
        if self.ifield is None:
            # Nobody was looked for yet: what is wrong is the shape of what was typed.
            self.shape_errors = {field.name: list(field.errors) for field in self if field.errors}
        if not right and self.user_authenticated:
            # Whoever knows the password may hear what is missing.
            self.email.errors = []
            suspended = self.user is not None and not self.user.is_active
            self.form_errors.append(SUSPENDED if suspended else UNCONFIRMED)
        return right

    def before_showing(self) -> None:
        """Flask-Security takes every error for one that could tell whether there is an account.
        What is empty, or no address at all, is said beside its field."""
        if self.shape_errors:
            self.form_errors.clear()
            for name, errors in self.shape_errors.items():
                self[name].errors = errors


class RegisterForm(StaysHere, RegisterFormV2):
    kind = RadioField(
        "What brings you here?",
        choices=of_pairs(KINDS),
        validate_choice=False,
        validators=[AnyOf(list(dict(KINDS)), "Choose one of the two.")],
    )
    name = StringField(
        "Your name",
        [DataRequired("Type your name."), Length(max=120, message="Keep it under 120 characters.")],
        filters=[lambda text: one_line(text) if text else text],
        render_kw={"autocomplete": "name"},
    )
    company = StringField(
        "Your company’s name, if you are hiring",
        [Length(max=160, message="Keep the company’s name under 160 characters.")],
        filters=[lambda text: one_line(text) if text else text],
        render_kw={"autocomplete": "organization"},
    )
    email = _email("Email address", unique_user_email)
    password = _new_password("Password", "Type a password.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if request.method == "GET" and request.args.get("as") in dict(KINDS):
            self.kind.data = request.args["as"]

    def validate_company(self, field: Field) -> None:
        if self.kind.data == "employer" and not field.data:
            raise ValidationError("Type the name of the company that you hire for.")


class NewPasswordForm(ResetPasswordForm):
    password = _new_password("New password", "Type a new password.")
    password_confirm = None  # type: ignore[assignment]


class OtherPasswordForm(ChangePasswordForm):
    password = _password_now("Your password now", "Type the password you have now.")
    new_password = _new_password("New password", "Type a new password.")
    new_password_confirm = None  # type: ignore[assignment]


class OtherEmailForm(ChangeEmailForm):
    email = _email("New email address", unique_user_email)


class PasswordAgainForm(StaysHere, VerifyForm):
    password = _password_now("Password", "Type your password.")


class CodeForm(TwoFactorVerifyCodeForm):
    code = StringField(
        "Code from your app",
        [DataRequired("Type the six figures that your app shows.")],
        filters=[lambda text: text.replace(" ", "") if text else text],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class RecoveryCodeForm(MfRecoveryForm):
    code = StringField(
        "Recovery code",
        [DataRequired("Type one of your recovery codes.")],
        filters=[lambda text: _in_fours(text) if text else text],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class AskForLetterForm(FlaskForm):
    """An address that a letter is sent to, whether we know it or not."""

    email = _email("Email address")


class NameForm(FlaskForm):
    name = StringField(
        "Your name",
        [DataRequired("Type your name."), Length(max=120, message="Keep it under 120 characters.")],
        filters=[lambda text: one_line(text) if text else text],
        render_kw={"autocomplete": "name"},
    )


def _in_fours(text: str) -> str:
    """A recovery code as we write it, however it was typed: `1a2b-3c4d-5e6f`."""
    typed = "".join(sign for sign in text.lower() if sign.isalnum())
    return "-".join(typed[start : start + 4] for start in range(0, len(typed), 4))
