"""What questions to a person cost and give back."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jobboard.consult.models import Question
from jobboard.db import Base


class CreditEntry(Base):
    """The ledger of credits; rows are only added. A question is charged once and returned once.

    `number` counts a holder's charges of a month: two charges at the same instant would take the
    same number, so one of them fails instead of exceeding the allowance.
    """

    __tablename__ = "consult_credits"
    __table_args__ = (
        UniqueConstraint("question_id", "amount"),
        UniqueConstraint("holder", "month", "number", name="uq_consult_credits_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    holder: Mapped[str] = mapped_column(String(270))
    month: Mapped[str] = mapped_column(String(7))
    amount: Mapped[int]
    number: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]

    question: Mapped[Question] = relationship()
