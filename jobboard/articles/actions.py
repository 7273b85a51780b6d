"""What people do with articles. The commit is the caller's."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from jobboard.accounts.models import User
from jobboard.articles import queries
from jobboard.articles.lifecycle import ArticleMoveRefused, Move, State, after
from jobboard.articles.models import OWN_DESK, Article, ArticleVersion
from jobboard.articles.subjects import Subject
from jobboard.articles.wording import ArticleText
from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.errors import Conflict

LONGEST_SLUG = 70


def draft(
    title: str,
    *,
    subject: Subject,
    summary: str,
    sections: Sequence[dict[str, str]],
    by: User | None,
    now: datetime,
    codes: Iterable[Interval] = (),
    sources: Sequence[dict[str, Any]] = (),
    origin: str,
) -> Article:
    """A new article that nobody sees until somebody else has reviewed it."""
    text = ArticleText(title, subject, summary, tuple(sections), tuple(sources), tuple(codes))
    return write(text, by=by, now=now, origin=origin)


def write(text: ArticleText, *, by: User | None, now: datetime, origin: str = OWN_DESK) -> Article:
    article = Article(
        slug=_free_slug(text.title),
        author_id=by.id if by else None,
        origin=origin,
        state=State.DRAFT,
        written_at=now,
        changed_at=now,
    )
    article.say(text)
    db.session.add(article)
    db.session.flush()
    article.number = _keep(article, text, author=by, now=now).number
    return article


def revise(article: Article, text: ArticleText, *, by: User, now: datetime) -> None:
    """A new version, which needs a review. A published article stays on show as it was meanwhile."""
    _keep_what_it_says(article)
    is_on_show = article.is_public
    _move(article, Move.REVISE, now=now)
    version = _keep(article, text, author=by, now=now)
    if is_on_show:
        article.waiting = version.number
        return
    article.say(text)
    article.number, article.author_id = version.number, by.id
    article.reviewer_id, article.reviewed_at = None, None


def review(article: Article, *, by: User, now: datetime) -> None:
    """Somebody qualified, and none of its authors, has read it. A version that waits beside a
    published text takes its place."""
    if by.id in queries.writers_of(article):
        raise ArticleMoveRefused("Somebody else than the author reviews an article.")
    _move(article, Move.REVIEW, now=now)
    _keep_what_it_says(article)
    version = queries.version(article, article.waiting or article.number)
    if article.waiting:
        article.say(version.said)
        article.number, article.author_id, article.waiting = version.number, version.author_id, None
    article.reviewer_id, article.reviewed_at = by.id, now
    version.reviewer_id, version.reviewed_at = by.id, now


def publish(article: Article, *, now: datetime) -> None:
    _move(article, Move.PUBLISH, now=now)
    article.published_at = now


def withdraw(article: Article, *, now: datetime) -> None:
    """No reader sees it any more, until somebody has read it again. What waits beside it is let go;
    it is kept as a version."""
    _move(article, Move.WITHDRAW, now=now)
    article.waiting, article.reviewer_id, article.reviewed_at = None, None, None


def let_go(article: Article, *, now: datetime) -> None:
    """The version that waits is not wanted; what is on show stays."""
    if not article.waiting:
        raise ArticleMoveRefused("No version of this article waits.")
    article.waiting, article.changed_at = None, now


def refuse_stale(article: Article, seen: str) -> None:
    """`seen` is the revision that the editor has read, as the form carried it."""
    if seen != str(article.revision):
        raise Conflict("The article has changed while you were reading. Look at it again.")


def _move(article: Article, move: Move, *, now: datetime) -> None:
    article.state = after(State(article.state), move)
    article.changed_at = now


def _keep_what_it_says(article: Article) -> None:
    """The project's own texts enter without a version."""
    if not article.number:
        version = _keep(article, article.text, author=None, now=article.written_at)
        article.number = version.number


def _keep(
    article: Article, text: ArticleText, *, author: User | None, now: datetime
) -> ArticleVersion:
    last = queries.last_number(article)
    version = ArticleVersion(
        article_id=article.id,
        number=last + 1,
        text=text.as_json(),
        # What a person writes over comes from the desk, wherever the article came from.
        origin=article.origin if not last else OWN_DESK,
        author_id=author.id if author else None,
        written_at=now,
    )
    db.session.add(version)
    db.session.flush()
    return version


def _free_slug(title: str) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_SLUG].strip("-")
    base = base or "article"
    taken = set(db.session.scalars(select(Article.slug).where(Article.slug.startswith(base))))
    numbered = (f"{base}-{number}" for number in range(2, 10_000))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
