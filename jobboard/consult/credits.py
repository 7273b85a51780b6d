"""What asking a person costs: a credit, of so many a month, back when we miss our own target.

The ledger is kept by month of the site's calendar. What is returned counts in the month in which it
is returned, so that nobody loses by our being late at the end of one.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from jobboard.accounts.models import User
from jobboard.codes import metering
from jobboard.consult.credit_models import CreditEntry
from jobboard.consult.models import Question
from jobboard.db import db
from jobboard.errors import Conflict
from jobboard.settings import current_settings


class NoCreditLeft(Conflict):
    title = "No questions to a consultant left this month"

    def __init__(self, allowance: int) -> None:
        questions = "1 question" if allowance == 1 else f"{allowance} questions"
        super().__init__(
            f"You have used up the {questions} to a consultant that a month gives you. New ones "
            "come on the first of the month. CasePilot answers any time."
        )


def left(user: User | None, email: str, *, now: datetime) -> metering.Allowance:
    """How many people may still be asked this month; None is as many as they like."""
    allowance = allowance_of(user)
    return None if allowance is None else max(0, allowance + _sum(holder_of(user, email), now))


def allowance_of(user: User | None) -> metering.Allowance:
    settings = current_settings()
    if user is None:
        return metering.parse_allowance(settings.guest_consults)
    plans = metering.parse_plans(settings.plan_consults)
    base = metering.parse_allowance(settings.member_consults)
    return metering.allowance_of([role.name for role in user.roles], plans, base)


def charge(question: Question, *, now: datetime) -> None:
    """Takes a credit for this question; raises NoCreditLeft."""
    if left(question.user, question.email, now=now) == 0:
        raise NoCreditLeft(allowance_of(question.user) or 0)
    holder, month = holder_of(question.user, question.email), _month(now)
    charges = select(func.count()).where(
        CreditEntry.holder == holder, CreditEntry.month == month, CreditEntry.amount < 0
    )
    number = (db.session.scalar(charges) or 0) + 1
    try:
        with db.session.begin_nested():
            _add(question, -1, "asked a consultant", now=now, number=number)
    except IntegrityError:
        # The number, or the question, was charged at the same instant.
        raise Conflict("You asked twice at the same moment. Please look again.") from None


def give_back(question: Question, reason: str, *, now: datetime) -> bool:
    """Returns the credit of this question, once."""
    amounts = set(
        db.session.scalars(select(CreditEntry.amount).where(CreditEntry.question_id == question.id))
    )
    if amounts != {-1}:
        return False
    _add(question, 1, reason, now=now)
    return True


def holder_of(user: User | None, email: str) -> str:
    return f"person:{user.id}" if user else f"address:{email}"


def _sum(holder: str, now: datetime) -> int:
    of_month = (CreditEntry.holder == holder, CreditEntry.month == _month(now))
    return (
        db.session.scalar(select(func.coalesce(func.sum(CreditEntry.amount), 0)).where(*of_month))
        or 0
    )


def _add(
    question: Question, amount: int, reason: str, *, now: datetime, number: int | None = None
) -> None:
    db.session.add(
        CreditEntry(
            question_id=question.id,
            holder=holder_of(question.user, question.email),
            month=_month(now),
            amount=amount,
            number=number,
            reason=reason,
            at=now,
        )
    )
    db.session.flush()


def _month(now: datetime) -> str:
    return f"{now.astimezone(current_settings().zone):%Y-%m}"
