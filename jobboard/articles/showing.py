"""What other features' pages show of the articles: those that speak of a code."""

from collections.abc import Sequence

from flask import Flask

from jobboard.articles import queries
from jobboard.articles.queries import ArticleLine
from jobboard.codes.intervals import Interval


def init_app(app: Flask) -> None:
    # A global, not a part of the context: imported macros see it too.
    app.jinja_env.globals["articles_about"] = articles_about


def articles_about(interval: Interval) -> Sequence[ArticleLine]:
    return queries.about(interval)
