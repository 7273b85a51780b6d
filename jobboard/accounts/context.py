"""Who is looking at the page."""

from flask import Flask, current_app, has_request_context, request
from flask_login import current_user

from jobboard.accounts.models import User


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"person": person()})


def person() -> User | None:
    """The signed-in person; None for visitors, whom it costs no query."""
    if not has_request_context():
        return None
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return None
    if not current_user.is_authenticated:
        return None
    found: User = current_user._get_current_object()
    return found
