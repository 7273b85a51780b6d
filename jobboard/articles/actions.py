"""What people do with articles. The commit is the caller's."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from jobboard.accounts.models import User
from jobboard.articles.lifecycle import ArticleMoveRefused, Move, State, after
from jobboard.articles.models import Article, ArticleCode, Subject
from jobboard.codes.intervals import Interval
from jobboard.db import db

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
    article = Article(
        slug=_free_slug(title),
        title=title,
        subject=subject,
        summary=summary,
        body=[dict(section) for section in sections],
        sources=[dict(source) for source in sources],
        codes=[ArticleCode.of(interval) for interval in codes],
        author_id=by.id if by else None,
        origin=origin,
        state=State.DRAFT,
        written_at=now,
        changed_at=now,
    )
    db.session.add(article)
    return article


def review(article: Article, *, by: User, now: datetime) -> None:
    """Somebody qualified, and not the author, has read it."""
    if by.id == article.author_id:
        raise ArticleMoveRefused("Somebody else than the author reviews an article.")
    _move(article, Move.REVIEW, now=now)
    article.reviewer_id, article.reviewed_at = by.id, now


def publish(article: Article, *, now: datetime) -> None:
    _move(article, Move.PUBLISH, now=now)
    article.published_at = now


def withdraw(article: Article, *, now: datetime) -> None:
    _move(article, Move.WITHDRAW, now=now)


def revise(
    article: Article, *, sections: Sequence[dict[str, str]], by: User, now: datetime
) -> None:
    """Back to a draft of this person's, with a new text that needs a new review."""
    _move(article, Move.REVISE, now=now)
    article.body = [dict(section) for section in sections]
    article.author_id, article.reviewer_id, article.reviewed_at = by.id, None, None


def _move(article: Article, move: Move, *, now: datetime) -> None:
    article.state = after(State(article.state), move)
    article.changed_at = now


def _free_slug(title: str) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_SLUG].strip("-")
    base = base or "article"
    taken = set(db.session.scalars(select(Article.slug).where(Article.slug.startswith(base))))
    numbered = (f"{base}-{number}" for number in range(2, 10_000))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
