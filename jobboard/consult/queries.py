"""Which questions."""

from datetime import datetime

from sqlalchemy import func, select

from jobboard.consult.models import Kind, Message, Question
from jobboard.db import db


def by_token(token: str) -> Question | None:
    return db.session.scalar(select(Question).where(Question.token == token))


def asked_since(email: str, since: datetime) -> int:
    query = select(func.count()).where(Question.email == email, Question.asked_at > since)
    return db.session.scalar(query) or 0


def replies_since(question: Question, since: datetime) -> int:
    query = select(func.count()).where(
        Message.question_id == question.id, Message.kind == Kind.REPLY, Message.at > since
    )
    return db.session.scalar(query) or 0
