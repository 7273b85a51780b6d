"""What time does: claims lapse, missed targets return credits, what nobody disputes is closed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.sql.elements import ColumnElement

from jobboard.consult import letters, moving
from jobboard.consult.lifecycle import CLOSES_AFTER, WITH_US, Move, State, Who
from jobboard.consult.models import Question
from jobboard.db import db
from jobboard.settings import current_settings

AT_ONCE = 200
REMIND_AFTER = timedelta(days=3)
WHY_CLOSED = {
    State.INSTANT: "No consultant was asked for.",
    State.NEEDS_INFO: "The information that was asked for did not come.",
    State.ANSWERED: "Nobody has disputed the answer.",
    State.ACCEPTED: "The answer was accepted.",
}


def keep_up(now: datetime) -> None:
    """Commits after each kind. One that fails does not hold up the others; it is told at the end."""
    troubles = []
    for step in STEPS:
        try:
            step(now)
            db.session.commit()
        except Exception as trouble:
            db.session.rollback()
            troubles.append(trouble)
    if troubles:
        raise ExceptionGroup("Some of the upkeep failed", troubles)


def lapse_claims(now: datetime) -> None:
    for question in _questions(Question.state == State.CLAIMED, Question.claim_until <= now):
        holder = question.claimed_by
        moving.move(question, Move.LAPSE, who=Who.TIME, by=None, now=now)
        if holder is not None:
            letters.claim_lapsed(question, holder)


def note_missed_targets(now: datetime) -> None:
    late = (Question.state.in_(WITH_US), Question.due_at < now, Question.missed_at.is_(None))
    for question in _questions(*late):
        if moving.note_if_missed(question, now):
            letters.target_missed(question)


def remind_askers(now: datetime) -> None:
    """Once for each time that information was asked for."""
    waiting = (
        Question.state == State.NEEDS_INFO,
        Question.moved_at <= now - REMIND_AFTER,
        Question.reminded_at.is_(None),
    )
    for question in _questions(*waiting):
        question.reminded_at = now
        letters.reminded(question, question.moved_at + CLOSES_AFTER[State.NEEDS_INFO])


def close_what_is_done(now: datetime) -> None:
    for state, after in CLOSES_AFTER.items():
        for question in _questions(Question.state == state, Question.moved_at <= now - after):
            note = WHY_CLOSED[state]
            moving.move(question, Move.CLOSE, who=Who.TIME, by=None, now=now, note=note)


def forget_what_went_to_nobody(now: datetime) -> None:
    """Closed questions that only the program has answered are kept no longer than its conversations."""
    kept = timedelta(days=current_settings().assistant_keep_days)
    unasked = (Question.state == State.CLOSED, Question.human_at.is_(None))
    for question in _questions(*unasked, Question.closed_at <= now - kept):
        db.session.delete(question)


STEPS = (
    lapse_claims,
    note_missed_targets,
    remind_askers,
    close_what_is_done,
    forget_what_went_to_nobody,
)


def _questions(*wanted: ColumnElement[bool]) -> Iterable[Question]:
    query = select(Question).where(*wanted).order_by(Question.id).limit(AT_ONCE)
    return db.session.scalars(query).all()
