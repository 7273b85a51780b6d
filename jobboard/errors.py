"""What can go wrong in our world, each as a sentence, and the one place where it becomes a page."""

import logging
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

log = logging.getLogger(__name__)


class JobboardError(Exception):
    """A refusal that a person can understand. `status` is the HTTP status of its page."""

    status = 400
    title = "That did not work"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(JobboardError):
    status = 403
    title = "This page is not for your account"


class Conflict(JobboardError):
    """Something changed between reading and deciding, or the move is not one of the legal ones."""

    status = 409
    title = "Something changed meanwhile"


class TooManyTries(JobboardError):
    """`retry_after` is in seconds."""

    status = 429
    title = "Too many tries"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class FileRefused(JobboardError):
    """An upload that is not what it should be; the sentence is shown beside the field."""

    title = "That file cannot be used"


class SearchUnavailable(JobboardError):
    """The engine is away, silent or answers rubbish; pages fall back to the database."""

    status = 503
    title = "Search is limited right now"


class MailUnavailable(JobboardError):
    status = 503
    title = "Email cannot be sent right now"


def init_app(app: Flask) -> None:
    app.register_error_handler(JobboardError, refused)
    app.register_error_handler(StaleDataError, _overtaken)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _broken)


def refused(error: JobboardError, *, back: str = "") -> tuple[Any, int, dict[str, str]]:
    """`back` is the page to look at again, where there is one."""
    headers = {}
    if isinstance(error, TooManyTries):
        headers["Retry-After"] = str(error.retry_after)
    if wants_json():
        return jsonify(error=error.message), error.status, headers
    page = render_template("errors/refused.html", error=error, back=back)
    return page, error.status, headers


def _overtaken(_error: StaleDataError) -> tuple[Any, int, dict[str, str]]:
    """Two people changed the same row at the same instant; this is the one who came second."""
    from jobboard.db import db

    db.session.rollback()
    return refused(Conflict("Somebody else changed this at the same moment. Please look again."))


def _http_error(error: HTTPException) -> Any:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    if wants_json():
        return jsonify(error=error.description), status
    template = f"errors/{status}.html" if status in PAGES else "errors/error.html"
    page = Response(render_template(template, error=error), status, mimetype="text/html")
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            page.headers[name] = value
    return page


def _broken(error: Exception) -> tuple[Any, int]:
    from jobboard.db import db

    log.exception("page failed")
    db.session.rollback()
    if wants_json():
        return jsonify(error="Something broke on our side."), 500
    return render_template("errors/500.html", error=error), 500


def wants_json() -> bool:
    return request.path.endswith(".json") or request.path.startswith("/api/")


PAGES = frozenset({400, 403, 404, 405, 409, 410, 413, 429, 500, 503})
