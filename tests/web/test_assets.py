"""Addresses of static files that change with their content."""

import os
from pathlib import Path

from flask import Flask, render_template_string

from jobboard.web import assets


def test_an_address_changes_with_the_file_and_is_kept_for_ever(tmp_path: Path) -> None:
    app = _app(tmp_path, debug=True)
    (tmp_path / "a.css").write_text("one")
    first = _address(app, "a.css")
    (tmp_path / "a.css").write_text("two")
    os.utime(tmp_path / "a.css", (1, 1))
    second = _address(app, "a.css")
    assert first.startswith("/static/a.css?v=")
    assert first != second
    with app.test_client().get(second, buffered=True) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_that_is_not_there_yet_keeps_its_plain_address(tmp_path: Path) -> None:
    assert _address(_app(tmp_path), "vendor/none.js") == "/static/vendor/none.js"


def test_outside_debugging_a_file_is_read_once(tmp_path: Path) -> None:
    app = _app(tmp_path)
    (tmp_path / "a.css").write_text("one")
    first = _address(app, "a.css")
    (tmp_path / "a.css").unlink()
    assert _address(app, "a.css") == first


def _app(folder: Path, *, debug: bool = False) -> Flask:
    app = Flask(__name__, static_folder=str(folder), static_url_path="/static")
    app.debug = debug
    assets.init_app(app)
    return app


def _address(app: Flask, name: str) -> str:
    with app.test_request_context("/"):
        return render_template_string("{{ name|asset }}", name=name)
