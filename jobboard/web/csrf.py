"""Forms that other sites cannot send in a person's name, and a page that helps when one is stale.

Every POST of the site carries a token that is bound to the session. Machines that sign their
requests in another way are let off by `protect.exempt(blueprint)`.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, jsonify, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from jobboard.errors import wants_json

# Never written into a page, not even to help: they are typed again.
SECRETS = frozenset({"password", "new_password", "code", "csrf_token"})

protect = CSRFProtect()


def init_app(app: Flask) -> None:
    # The token lasts as long as the session that it is bound to: a long description takes hours.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    protect.init_app(app)
    app.register_error_handler(CSRFError, _stale)


def _stale(error: CSRFError) -> Any:
    """Offers what was typed to be sent again, with one more click by the person.

    Only for forms of our own pages. To another site's form we say nothing more and start no
    session, so that it can neither speak through this page nor sign anybody out.
    """
    if wants_json():
        return jsonify(error="The request carries no valid token."), 400
    if not _from_our_pages():
        return render_template("errors/400.html", error=error), 400
    page = render_template(
        "accounts/stale.html",
        kept=[pair for pair in request.form.items(multi=True) if pair[0] not in SECRETS],
        had_files=any(file.filename for file in request.files.values()),
    )
    return page, 400


def _from_our_pages() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    came_from = request.headers.get("Origin") or request.headers.get("Referer")
    return came_from is not None and urlsplit(came_from).netloc == request.host


__all__ = ["init_app", "protect"]
