"""How templates are looked after: Jinja as Flask sets it up, made for pages that are drawn often."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment


class FlatEnvironment(Environment):
    """Keeps what every template sees in one plain dict. Jinja's own map of two layers is copied and
    compared key by key, in Python, for each template, part and import of a page: a tenth of a page
    of results."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def set_up(app: Flask) -> None:
    """Before anything touches the app's templates."""
    app.jinja_environment = FlatEnvironment
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
