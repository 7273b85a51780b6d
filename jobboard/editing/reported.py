"""What a report is about, as its address names it: `cpt:38240`, or `article:ncci-pairs`."""

from dataclasses import dataclass

from jobboard.articles.models import Article
from jobboard.articles.queries import public_articles
from jobboard.codes import placing
from jobboard.codes.intervals import Interval
from jobboard.db import db

ARTICLE = "article:"


@dataclass(frozen=True)
class Reported:
    """`kind` and `key` as in `Problem`; `named` is how an address names it."""

    kind: str
    key: str
    named: str
    label: str
    line: str
    url: str


def reported(named: str) -> Reported | None:
    """None where people see nothing of that name."""
    if named.startswith(ARTICLE):
        return _article(named.removeprefix(ARTICLE))
    return _code(named)


def _article(slug: str) -> Reported | None:
    found = db.session.scalar(public_articles().where(Article.slug == slug))
    if found is None:
        return None
    return Reported("article", slug, ARTICLE + slug, found.title, found.summary, found.url)


def _code(named: str) -> Reported | None:
    try:
        interval = Interval.parse(named)
    except ValueError:
        return None
    code = placing.code_get(interval.system, interval.low)
    if code is None:
        return None
    about = str(code.interval)
    return Reported("code", about, about, code.label, code.summary, code.url)
