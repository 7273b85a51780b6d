"""What may stand in an address: numbers that a database has room for, words without control
characters. Anything else is no page of ours (404), before a query could break on it."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

HIGHEST_ID = 2**31 - 1


class RowNumber(IntegerConverter):
    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **kwargs)
        self.max = HIGHEST_ID if self.max is None else self.max


class Word(UnicodeConverter):
    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **kwargs)
        self.regex = self.regex.replace("[^/]", r"[^/\x00-\x1f\x7f]")


def init_app(app: Flask) -> None:
    """Before any address is added."""
    app.url_map.converters.update(int=RowNumber, string=Word, default=Word)
