"""Which questions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from jobboard.accounts.models import User
from jobboard.consult.models import Kind, Message, Question
from jobboard.db import db

MOST_SHOWN = 100


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


def of_person(person: User) -> Sequence[Question]:
    query = select(Question).where(Question.user_id == person.id).order_by(Question.id.desc())
    return db.session.scalars(query.limit(MOST_SHOWN)).all()
