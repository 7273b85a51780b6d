"""Figures on the assistant for those who run it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select

from jobboard.assistant.answers import Outcome
from jobboard.assistant.feedback import WRONG
from jobboard.assistant.models import EvaluationRun, Exchange, ModelSpending
from jobboard.assistant.understanding import Topic
from jobboard.db import db

MOST_ROWS = 30


@dataclass(frozen=True)
class TopicFigures:
    label: str
    asked: int
    answered: int
    ms: int

    @property
    def share(self) -> int:
        return round(100 * self.answered / self.asked) if self.asked else 0


def last_run() -> EvaluationRun | None:
    return db.session.scalar(select(EvaluationRun).order_by(EvaluationRun.id.desc()).limit(1))


def by_topic(since: datetime) -> list[TopicFigures]:
    answered = func.sum(case((Exchange.outcome == Outcome.ANSWERED, 1), else_=0))
    query = (
        select(Exchange.topic, func.count(), answered, func.avg(Exchange.ms))
        .where(Exchange.asked_at >= since)
        .group_by(Exchange.topic)
        .order_by(func.count().desc())
    )
    return [
        TopicFigures(Topic(topic).label, count, right, round(ms))
        for topic, count, right, ms in db.session.execute(query)
    ]


def unanswered(since: datetime) -> Sequence[Exchange]:
    """Questions to which we had nothing: what articles and imports are missing."""
    wanted = Exchange.outcome.in_((Outcome.NOT_FOUND, Outcome.NOT_LOADED))
    return _latest(wanted, Exchange.asked_at >= since)


def said_to_be_wrong(since: datetime) -> Sequence[Exchange]:
    return _latest(Exchange.feedback == WRONG, Exchange.asked_at >= since)


def spending(since: date) -> Sequence[ModelSpending]:
    query = select(ModelSpending).where(ModelSpending.day >= since)
    return db.session.scalars(query.order_by(ModelSpending.day.desc())).all()


def _latest(*wanted: object) -> Sequence[Exchange]:
    query = select(Exchange).where(*wanted).order_by(Exchange.id.desc())  # type: ignore[arg-type]
    return db.session.scalars(query.limit(MOST_ROWS)).all()
