"""Flask-Security on our models, with our forms, words and letters."""

from typing import Any

from flask import Flask, abort, redirect, render_template, request, session, url_for
from flask_login import current_user
from flask_login.utils import _user_context_processor
from flask_security import Security
from wtforms import Form

from jobboard import access
from jobboard.accounts import adapters, forms
from jobboard.accounts.configuration import configuration
from jobboard.accounts.models import Role, User
from jobboard.accounts.second_factor import Codes
from jobboard.db import db
from jobboard.settings import Settings

# Pages that Flask-Security brings, and who may open them. Those of the second factor are also for
# people who have given their password and are not signed in yet; to others they show the sign-in.
PAGES = {
    "login": "public",
    "logout": "public",
    "register": "public",
    "forgot_password": "public",
    "reset_password": "public",
    "send_confirmation": "public",
    "confirm_email": "public",
    "change_email_confirm": "public",
    "two_factor_setup": "public",
    "two_factor_token_validation": "public",
    "two_factor_rescue": "public",
    "tf_select": "public",
    "mf_recovery": "public",
    "two_factor_setup_validate": "signed_in",
    "mf_recovery_codes": "signed_in",
    "verify": "signed_in",
    "change_password": "signed_in",
    "change_email": "signed_in",
}
access.FOREIGN.update({f"security.{page}": who for page, who in PAGES.items()})


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    app.config.from_mapping(configuration(settings, str(app.secret_key)))
    security = Security(
        render_template=_shown,
        login_form=forms.SignInForm,
        register_form=forms.RegisterForm,
        reset_password_form=forms.NewPasswordForm,
        change_password_form=forms.OtherPasswordForm,
        change_email_form=forms.OtherEmailForm,
        verify_form=forms.PasswordAgainForm,
        two_factor_verify_code_form=forms.CodeForm,
        mf_recovery_form=forms.RecoveryCodeForm,
        mail_util_cls=adapters.Post,
        password_util_cls=adapters.Passwords,
        totp_cls=Codes,
    )
    json = app.json
    security.init_app(app, adapters.People(db, User, Role))
    app.json = json
    _only_what_we_use(app, security)
    app.before_request(_before_its_pages)


def _only_what_we_use(app: Flask, security: Security) -> None:
    """Flask-Security can do more than we ask of it; what is left on would cost or weaken us."""
    security.want_json(lambda request: False)
    security.unauthn_handler(_to_sign_in)
    # Tokens in addresses and headers would outlive a sign-out.
    security.login_manager.request_loader(lambda request: None)
    # Permissions by Flask-Principal would load the person on every request, static files too.
    security.principal.identity_loaders.clear()
    # Without remember cookies, looking for one would only open the session on every answer.
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)
    # Every page would look for its person once more; where a template asks, it still finds them.
    app.template_context_processors[None].remove(_user_context_processor)
    app.jinja_env.globals["current_user"] = current_user


def _before_its_pages() -> Any:
    endpoint = (request.endpoint or "").removeprefix("security.")
    if endpoint == request.endpoint:
        return None
    if request.is_json:
        abort(415)
    if endpoint == "two_factor_token_validation" and _nothing_to_check():
        return redirect(url_for("accounts.show"))
    return None


def _nothing_to_check() -> bool:
    """Flask-Security signs out whoever opens the page for codes while nothing is being set up."""
    return current_user.is_authenticated and session.get("tf_state") != "validating_profile"


def _shown(template: str, **values: Any) -> Any:
    """A form with something wrong in it is no success, and machines should see that, too."""
    asked = [value for value in values.values() if isinstance(value, Form)]
    for form in asked:
        if hasattr(form, "before_showing"):
            form.before_showing()
    page = render_template(template, **values)
    return (page, 422) if any(form.errors for form in asked) else page


def _to_sign_in(mechanisms: list[str] | None = None, headers: Any = None) -> Any:
    return access.to_sign_in()
