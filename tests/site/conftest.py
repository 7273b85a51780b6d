"""The board of the test served to a real Chromium: quicker than a whole demo, and enough for looks."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.site.looking import Visit


class _Silent(WSGIRequestHandler):
    def log(self, *args: Any, **kwargs: Any) -> None: ...


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The board on a free port of the loopback, with the database of the test."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=5)
    server.server_close()


@pytest.fixture
def browse(chromium: Browser, served: str) -> Callable[..., Any]:
    """`with browse(width=360, color_scheme="dark") as visit:` for a browser of a certain kind."""

    @contextmanager
    def opened(*, width: int = 1280, height: int = 900, **kind: Any) -> Iterator[Visit]:
        viewport = {"width": width, "height": height}
        context = chromium.new_context(viewport=viewport, **kind)
        context.set_default_timeout(10_000)
        try:
            yield Visit(context, served)
        finally:
            context.close()

    return opened


@pytest.fixture
def visit(browse: Callable[..., Any]) -> Iterator[Visit]:
    with browse() as visit:
        yield visit
