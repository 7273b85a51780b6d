"""Reference articles as people read them: the shelves, one article, and the table of modifiers."""

from typing import Any

from flask import Blueprint, abort, render_template

from jobboard import access
from jobboard.articles import queries
from jobboard.articles.models import Article
from jobboard.articles.text import MODIFIER_TABLE, parts_of
from jobboard.codes.linking import links_to
from jobboard.codes.modifiers import MODIFIERS
from jobboard.db import db
from jobboard.postings.structured import breadcrumbs
from jobboard.settings import current_settings

bp = Blueprint("articles", __name__)


@bp.get("/articles")
@access.public
def index() -> str:
    return render_template(
        "articles/index.html",
        shelves=queries.by_subject(),
        modifier_table=MODIFIER_TABLE,
        canonical=current_settings().site_url + "/articles",
    )


@bp.get(MODIFIER_TABLE)
@access.public
def modifier_table() -> str:
    return render_template(
        "articles/modifiers.html",
        modifiers=list(MODIFIERS.values()),
        **_for_machines("Table of modifiers", MODIFIER_TABLE),
    )


@bp.get("/articles/<slug>")
@access.public
def show(slug: str) -> Any:
    article = db.session.scalar(queries.public_articles().where(Article.slug == slug))
    if article is None:
        abort(404)
    return render_template(
        "articles/show.html",
        article=article,
        sections=parts_of(article.body),
        links=links_to([code.interval for code in article.codes]),
        **_for_machines(article.title, article.url),
    )


def _for_machines(title: str, path: str) -> dict[str, Any]:
    site = current_settings().site_url
    trail = [("Articles", "/articles"), (title, path)]
    return {
        "canonical": site + path,
        "trail": [trail[0], (title, None)],
        "structured": breadcrumbs([(name, site + url) for name, url in trail]),
    }
