"""Which articles: public ones, by subject, and those that speak of a code."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from jobboard.articles.lifecycle import State
from jobboard.articles.models import Article, ArticleCode, Subject
from jobboard.codes.intervals import Interval
from jobboard.db import db

SPOKEN_OF_LIMIT = 6


def public_articles() -> Select[Article]:
    return select(Article).where(Article.state == State.PUBLISHED)


def by_subject() -> dict[Subject, list[Article]]:
    """The public articles on their shelves; empty shelves are left out."""
    found = list(db.session.scalars(public_articles().order_by(Article.title)))
    shelves = {subject: [a for a in found if a.subject == subject] for subject in Subject}
    return {subject: articles for subject, articles in shelves.items() if articles}


def about(interval: Interval, limit: int = SPOKEN_OF_LIMIT) -> Sequence[Article]:
    """The articles that speak of all these codes, the narrowest range first."""
    query = (
        public_articles()
        .join(Article.codes)
        .where(
            ArticleCode.system == interval.system,
            ArticleCode.low_key <= interval.low_key,
            ArticleCode.high_key >= interval.high_key,
        )
    )
    rows = db.session.execute(query.add_columns(ArticleCode.low_key, ArticleCode.high_key)).all()
    ranked = sorted(rows, key=lambda row: _breadth(interval.system, row[1], row[2]))
    return list(dict.fromkeys(row[0] for row in ranked))[:limit]


def stamp() -> tuple[int, str]:
    """Changes with every change to what is public."""
    count, newest = db.session.execute(
        select(func.count(Article.id), func.max(Article.changed_at)).where(
            Article.state == State.PUBLISHED
        )
    ).one()
    return count, str(newest)


def with_codes() -> Sequence[Article]:
    query = public_articles().options(selectinload(Article.codes)).order_by(Article.id)
    return db.session.scalars(query).all()


def _breadth(system: str, low_key: str, high_key: str) -> int:
    return Interval.from_keys(system, low_key, high_key).breadth
