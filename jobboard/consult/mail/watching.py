"""Whether mail can come in: the worker writes it down, and other processes tell it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, update

from jobboard.consult.mail.models import WayIn
from jobboard.db import db

NAME = "mail-in"
# Longer than a mailbox full of large mails takes, and several looks that went wrong.
SILENT_AFTER = timedelta(minutes=2)


@dataclass(frozen=True)
class State:
    """`silent` is how long ago mail could last come in; None where it never could."""

    silent: timedelta | None
    trouble: str | None

    @property
    def is_well(self) -> bool:
        return self.silent is not None and self.silent < SILENT_AFTER


def went_well(now: datetime) -> None:
    _write({"well_at": now, "trouble": None})


def went_wrong(trouble: str) -> None:
    _write({"trouble": trouble})


def state(now: datetime) -> State:
    way = db.session.get(WayIn, NAME)
    well_at = way.well_at if way else None
    return State(now - well_at if well_at else None, way.trouble if way else None)


def _write(values: dict[str, object]) -> None:
    with db.engine.begin() as connection:
        changed = connection.execute(update(WayIn).where(WayIn.name == NAME).values(values))
        if not changed.rowcount:
            connection.execute(insert(WayIn).values(name=NAME, **values))
