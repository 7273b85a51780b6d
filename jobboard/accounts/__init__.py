"""Signing in, and who a person is."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Sessions first: the forms of everything else are bound to them."""
    from jobboard.accounts import (
        confirming,
        context,
        following,
        security,
        sessions,
        tries,
        views,
    )
    from jobboard.web import csrf

    sessions.init_app(app)
    csrf.init_app(app)
    security.init_app(app)
    for part in (tries, confirming, following, context):
        part.init_app(app)
    views.init_app(app)
