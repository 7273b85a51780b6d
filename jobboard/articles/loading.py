"""The project's own articles, from their files into the table. The same again changes nothing; what
people have reviewed or rewritten since is theirs and stays."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from jobboard.articles.files import ArticleGiven, read_articles
from jobboard.articles.lifecycle import State
from jobboard.articles.models import OWN_FILES, Article, ArticleCode

AnySession = Session | scoped_session[Session]


def load_articles(session: AnySession, *, now: datetime) -> int:
    """Brings the table to what the files say; returns how many articles the files have."""
    there = {article.slug: article for article in session.scalars(select(Article))}
    given = read_articles()
    for one in given:
        article = there.get(one.slug)
        if article is None:
            session.add(_article(one, now=now))
        elif _is_still_ours(article) and article.digest != one.digest:
            _rewrite(article, one, now=now)
    for slug in set(there) - {one.slug for one in given}:
        if _is_still_ours(there[slug]):
            session.delete(there[slug])
    session.flush()
    return len(given)


def _is_still_ours(article: Article) -> bool:
    untouched = article.author_id is None and article.reviewed_at is None and not article.waiting
    return article.origin.startswith(OWN_FILES) and untouched


def _article(given: ArticleGiven, *, now: datetime) -> Article:
    article = Article(slug=given.slug, written_at=now, published_at=now, state=State.PUBLISHED)
    _rewrite(article, given, now=now)
    return article


def _rewrite(article: Article, given: ArticleGiven, *, now: datetime) -> None:
    article.title, article.subject = given.title, given.subject  # type: ignore[assignment]
    article.summary, article.words = given.summary, given.words
    article.body = [vars(section) for section in given.sections]
    article.sources = [dict(source) for source in given.sources]
    article.codes = [ArticleCode.of(interval) for interval in given.codes]
    article.origin, article.digest = given.origin, given.digest
    article.changed_at = now
