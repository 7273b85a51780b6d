"""Which articles: public ones, by subject, those that speak of a code, and what editors have to do."""

from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from jobboard.articles.lifecycle import State
from jobboard.articles.models import Article, ArticleCode, ArticleVersion
from jobboard.articles.subjects import Subject
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


class ArticleLine(NamedTuple):
    """An article as a list beside other things shows it."""

    slug: str
    title: str
    subject: Subject


def about(interval: Interval, limit: int = SPOKEN_OF_LIMIT) -> Sequence[ArticleLine]:
    """The articles that speak of all these codes, the narrowest range first."""
    these = {"system": interval.system, "low": interval.low_key, "high": interval.high_key}
    rows = db.session.execute(_with_all_of_a_range(), these)
    found = [
        (_breadth(interval.system, low, high), ArticleLine(slug, title, subject))
        for low, high, slug, title, subject in rows
    ]
    found.sort(key=itemgetter(0))
    return list(dict.fromkeys(line for _, line in found))[:limit]


@cache
def _with_all_of_a_range() -> Select[str, str, str, str, Subject]:
    """Made once: every code's page asks it."""
    line = Article.slug, Article.title, Article.subject
    return (
        public_articles()
        .join(Article.codes)
        .with_only_columns(ArticleCode.low_key, ArticleCode.high_key, *line)
        .where(
            ArticleCode.system == bindparam("system"),
            ArticleCode.low_key <= bindparam("low"),
            ArticleCode.high_key >= bindparam("high"),
        )
    )


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


def waiting() -> Select[Article]:
    """What somebody has written and nobody else has read, or has read and not published."""
    undecided = Article.state.in_((State.DRAFT, State.REVIEWED))
    return select(Article).where(or_(undecided, Article.waiting.is_not(None)))


def waiting_count() -> int:
    query = waiting().with_only_columns(func.count(Article.id))
    return db.session.scalar(query) or 0


def on_desk(state: State | None, shelf: Subject | None) -> Select[Article]:
    """Every article, the last changed first; of one state or shelf where it is named."""
    query = select(Article).options(joinedload(Article.author), joinedload(Article.reviewer))
    if state:
        query = query.where(Article.state == state)
    if shelf:
        query = query.where(Article.subject == shelf)
    return query.order_by(Article.changed_at.desc(), Article.id.desc())


def versions_of(article: Article) -> Sequence[ArticleVersion]:
    """Newest first."""
    query = select(ArticleVersion).where(ArticleVersion.article_id == article.id)
    people = (joinedload(ArticleVersion.author), joinedload(ArticleVersion.reviewer))
    return db.session.scalars(query.options(*people).order_by(ArticleVersion.number.desc())).all()


def last_number(article: Article) -> int:
    query = select(func.max(ArticleVersion.number))
    return db.session.scalar(query.where(ArticleVersion.article_id == article.id)) or 0


def version(article: Article, number: int) -> ArticleVersion:
    query = select(ArticleVersion).where(ArticleVersion.article_id == article.id)
    return db.session.scalars(query.where(ArticleVersion.number == number)).one()


def writers_of(article: Article) -> set[int]:
    """Whoever wrote what is to be reviewed, or wrote at it since the last review."""
    last = article.waiting or article.number
    written = [one for one in versions_of(article) if one.number <= last]
    unread = takewhile(lambda version: version.reviewed_at is None, written)
    return {one.author_id for one in (*written[:1], *unread) if one.author_id is not None}


def _breadth(system: str, low_key: str, high_key: str) -> int:
    return Interval.from_keys(system, low_key, high_key).breadth
