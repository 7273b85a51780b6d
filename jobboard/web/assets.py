"""Addresses of static files that change with their content, so that browsers may keep them."""

import hashlib
from pathlib import Path

from flask import Flask, Response, request
from jinja2 import pass_context
from jinja2.runtime import Context

YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    """Gives templates `'css/tokens.css'|asset`, and lets what it names be cached for a year."""
    assets = Assets(app)

    @pass_context
    def looked_up(_: Context, name: str) -> str:
        return assets.address(name)

    # Jinja writes what a filter makes of a constant into the compiled template, once and for all;
    # not while the files are worked on, so then it is told that the page matters.
    app.jinja_env.filters["asset"] = looked_up if app.debug else assets.address
    app.after_request(_keep_versioned)


class Assets:
    """Remembers each file's address; in debug mode a changed file gets its new one at once."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._folder = Path(app.static_folder or "static")
        self._known: dict[str, tuple[float, str]] = {}

    def address(self, name: str) -> str:
        known = self._known.get(name)
        if known and not self._app.debug:
            return known[1]
        return self._look(name, known)

    def _look(self, name: str, known: tuple[float, str] | None) -> str:
        plain = f"{self._app.static_url_path}/{name}"
        try:
            changed_at = (self._folder / name).stat().st_mtime
            if known and known[0] == changed_at:
                return known[1]
            digest = hashlib.sha256((self._folder / name).read_bytes()).hexdigest()[:12]
        except OSError:
            # A file that the set-up has not copied yet: the page works without it.
            return plain
        self._known[name] = (changed_at, f"{plain}?v={digest}")
        return self._known[name][1]


def _keep_versioned(answer: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and answer.status_code in (200, 304):
        answer.cache_control.no_cache = None
        answer.cache_control.public = True
        answer.cache_control.max_age = YEAR
        answer.cache_control.immutable = True
    return answer
