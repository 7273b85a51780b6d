"""What may stand in an address: numbers that a database has room for, words without control
characters. Anything else is no page of ours (404), before a query could break on it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HIGHEST_ID = 2**31 - 1


class RowNumber(IntegerConverter):
    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **kwargs)
        self.max = HIGHEST_ID if self.max is None else self.max


class Word(UnicodeConverter):
    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **kwargs)
        self.regex = self.regex.replace("[^/]", r"[^/\x00-\x1f\x7f]")


class AnyCaseHost:
    """Host names mean the same in capitals (RFC 9110, 4.2.3); the list of trusted ones is in small
    letters and compared as it stands."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if "HTTP_HOST" in environ:
            environ["HTTP_HOST"] = environ["HTTP_HOST"].lower()
        return self.app(environ, start_response)


def init_app(app: Flask) -> None:
    """Before any address is added."""
    app.url_map.converters.update(int=RowNumber, string=Word, default=Word)
