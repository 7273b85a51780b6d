"""Which questions."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from jobboard.accounts.models import User
from jobboard.consult.consultant_models import AnswerTemplate, Consultant
from jobboard.consult.lifecycle import State
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


class View(StrEnum):
    """The lists of the consultants' desk."""

    WAITING = "waiting"
    MINE = "mine"
    REVIEW = "review"
    WITH_OTHERS = "others"
    DONE = "done"

    @property
    def label(self) -> str:
        return VIEW_LABELS[self]

    @classmethod
    def of(cls, text: str) -> "View":
        return cls(text) if text in list(cls) else cls.WAITING


VIEW_LABELS = {
    View.WAITING: "Waiting",
    View.MINE: "Mine",
    View.REVIEW: "To review",
    View.WITH_OTHERS: "With others",
    View.DONE: "Done",
}
HELD = (State.CLAIMED, State.NEEDS_INFO, State.IN_REVIEW)
ANSWERED = (State.ANSWERED, State.ACCEPTED, State.CLOSED)


def at_desk() -> Select[Question]:
    """Those that a person was asked for."""
    return select(Question).where(Question.human_at.is_not(None))


def in_queue(view: View, person: User, topics: Collection[str] = ()) -> Select[Question]:
    """What is due first comes first, and so what is late comes before all."""
    query = at_desk().where(*_of_view(view, person))
    if topics:
        query = query.where(Question.topic.in_(topics))
    if view is View.DONE:
        return query.order_by(Question.moved_at.desc(), Question.id.desc())
    return query.order_by(Question.paused_at.is_not(None), Question.due_at, Question.id)


def counts_of_views(person: User) -> dict[View, int]:
    """How many wait in each list; the done are not counted."""
    return {
        view: db.session.scalar(
            select(func.count()).select_from(in_queue(view, person).order_by(None).subquery())
        )
        or 0
        for view in View
        if view is not View.DONE
    }


def consultant_of(person: User) -> Select[Consultant]:
    return select(Consultant).where(Consultant.user_id == person.id)


def consultants() -> Sequence[Consultant]:
    query = select(Consultant).order_by(Consultant.ended_at.is_not(None), Consultant.id)
    return db.session.scalars(query).all()


def held() -> Sequence[Question]:
    """What consultants hold, for the admin who takes something back."""
    query = select(Question).where(Question.state.in_(HELD)).order_by(Question.due_at)
    return db.session.scalars(query.limit(MOST_SHOWN)).all()


def templates() -> Sequence[AnswerTemplate]:
    return db.session.scalars(select(AnswerTemplate).order_by(AnswerTemplate.name)).all()


def _of_view(view: View, person: User) -> tuple[ColumnElement[bool], ...]:
    mine = Question.claimed_by_id == person.id
    others = or_(Question.claimed_by_id != person.id, Question.claimed_by_id.is_(None))
    return {
        View.WAITING: (Question.state.in_((State.NEW, State.TRIAGED, State.DISPUTED)),),
        View.MINE: (Question.state.in_(HELD), mine),
        View.REVIEW: (Question.state == State.IN_REVIEW, others),
        View.WITH_OTHERS: (Question.state.in_(HELD), others),
        View.DONE: (Question.state.in_(ANSWERED),),
    }[view]
