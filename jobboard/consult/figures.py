"""How the consultants' desk does: how long people wait, what is disputed, and where articles miss."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import String, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement

from jobboard.articles.lifecycle import State as ArticleState
from jobboard.articles.models import Article, ArticleCode
from jobboard.consult.credit_models import CreditEntry
from jobboard.consult.lifecycle import WITH_US, Move
from jobboard.consult.models import Question, QuestionCode, QuestionEvent
from jobboard.consult.topics import TOPICS, topic_of
from jobboard.db import db

# How long what waits has been waiting: up to so many days.
AGES = ((timedelta(days=1), "under a day"), (timedelta(days=3), "1 to 3 days"))
OLDEST = "more than 3 days"


@dataclass(frozen=True)
class Figures:
    """Of the questions that a person was asked for since a day. A time is None where nothing is
    to be measured yet."""

    asked: int
    to_first_answer: timedelta | None
    to_close: timedelta | None
    answered: int
    disputed: int
    returned: dict[str, int]
    waiting: dict[str, int]
    late: int

    @property
    def disputed_percent(self) -> int | None:
        return round(100 * self.disputed / self.answered) if self.answered else None


@dataclass(frozen=True)
class TopicNeed:
    """A topic's questions, and how many of them no public article speaks of."""

    label: str
    asked: int
    without_article: int


def since(begins: datetime, *, now: datetime) -> Figures:
    answered = _count(Question.human_at >= begins, Question.first_answer_at.is_not(None))
    return Figures(
        asked=_count(Question.human_at >= begins),
        to_first_answer=_median_until(Question.first_answer_at, begins),
        to_close=_median_until(Question.closed_at, begins),
        answered=answered,
        disputed=_count(Question.human_at >= begins, _was(Move.DISPUTE)),
        returned=_returned(begins),
        waiting=_waiting(now),
        late=_count(Question.state.in_(WITH_US), Question.due_at < now),
    )


def needs(begins: datetime) -> list[TopicNeed]:
    """By topic, those first that articles would help most."""
    asked = Question.human_at >= begins
    all_of = dict(_by_topic(asked))
    missing = dict(_by_topic(asked, ~_has_article()))
    rows = [
        TopicNeed(TOPICS[topic_of(topic)], count, missing.get(topic, 0))
        for topic, count in all_of.items()
    ]
    return sorted(rows, key=lambda row: (-row.without_article, row.label))


def _median_until(
    moment: InstrumentedAttribute[datetime | None], begins: datetime
) -> timedelta | None:
    query = select(Question.human_at, moment).where(
        Question.human_at >= begins, moment.is_not(None)
    )
    spans = [
        (end - asked).total_seconds() for asked, end in db.session.execute(query) if asked and end
    ]
    return timedelta(seconds=median(spans)) if spans else None


def _returned(begins: datetime) -> dict[str, int]:
    query = (
        select(CreditEntry.reason, func.count())
        .where(CreditEntry.amount > 0, CreditEntry.at >= begins)
        .group_by(CreditEntry.reason)
        .order_by(CreditEntry.reason)
    )
    return {reason: count for reason, count in db.session.execute(query)}


def _waiting(now: datetime) -> dict[str, int]:
    query = select(Question.human_at).where(Question.state.in_(WITH_US))
    ages = [now - asked for asked in db.session.scalars(query) if asked]
    counts = {label: 0 for _, label in AGES} | {OLDEST: 0}
    for age in ages:
        counts[_age(age)] += 1
    return counts


def _age(age: timedelta) -> str:
    return next((label for limit, label in AGES if age < limit), OLDEST)


def _by_topic(*wanted: ColumnElement[bool]) -> Iterable[tuple[str, int]]:
    query = select(Question.topic, func.count()).where(*wanted).group_by(Question.topic)
    return [(topic, count) for topic, count in db.session.execute(query)]


def _has_article() -> ColumnElement[bool]:
    """A public article speaks of one of its codes, or was made of it."""
    speaks = exists(QuestionCode.id).where(
        QuestionCode.question_id == Question.id,
        exists(ArticleCode.id).where(
            ArticleCode.article_id == Article.id,
            Article.state == ArticleState.PUBLISHED,
            and_(
                ArticleCode.system == QuestionCode.system,
                ArticleCode.low_key <= QuestionCode.high_key,
                ArticleCode.high_key >= QuestionCode.low_key,
            ),
        ),
    )
    made_of_it = exists(Article.id).where(
        Article.origin == literal("consult:") + cast(Question.id, String),
        Article.state == ArticleState.PUBLISHED,
    )
    return or_(speaks, made_of_it)


def _was(move: Move) -> ColumnElement[bool]:
    return exists(QuestionEvent.id).where(
        QuestionEvent.question_id == Question.id, QuestionEvent.move == move
    )


def _count(*wanted: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Question).where(*wanted)) or 0
