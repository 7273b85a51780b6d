"""What is worked out ahead about each landing page."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from jobboard.db import Base


class LandingFigure(Base):
    """What is true of the jobs of one landing page, as the worker last found it.

    `facet` and `value` are those of the search (`specialty`, `cardiology`), and `remote` with a
    state. `jobs` are public, `pay` is a stored `pay.Spread` or empty; `digest` is of both, and
    `changed_at` is when it last became another one.
    """

    __tablename__ = "landing_figures"

    facet: Mapped[str] = mapped_column(String(12), primary_key=True)
    value: Mapped[str] = mapped_column(String(80), primary_key=True)
    jobs: Mapped[int]
    pay: Mapped[dict[str, Any] | None]
    digest: Mapped[int] = mapped_column(BigInteger)
    changed_at: Mapped[datetime]
