"""Tasks that the clock starts. Each runs in one process at a time, and again when it is due."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from jobboard.clock import clock
from jobboard.db import db
from jobboard.outbox.leases import take
from jobboard.outbox.models import TimedTask

log = logging.getLogger(__name__)

LASTS = timedelta(minutes=30)
AGAIN_AFTER_TROUBLE = timedelta(minutes=1)


@dataclass(frozen=True)
class Timed:
    """`run(now)` works in the session; what it leaves there is committed after it."""

    every: timedelta
    run: Callable[[datetime], object]


def set_up(tasks: Mapping[str, Timed], *, now: datetime, at_once: frozenset[str]) -> None:
    """Every task has its row; those of `at_once` are due whenever they ran last."""
    for name in tasks:
        try:
            with db.engine.begin() as connection:
                connection.execute(insert(TimedTask).values(name=name, due_at=now))
        except IntegrityError:
            continue
    with db.engine.begin() as connection:
        connection.execute(update(TimedTask).where(TimedTask.name.in_(at_once)).values(due_at=now))


def run_due(tasks: Mapping[str, Timed]) -> list[str]:
    """Runs what is due and nobody else runs; the names of what was run, well or not."""
    query = select(TimedTask.name).where(TimedTask.due_at <= clock(), TimedTask.name.in_(tasks))
    with db.engine.connect() as connection:
        due = list(connection.scalars(query))
    return [name for name in tasks if name in due and _run(name, tasks[name])]


def _run(name: str, task: Timed) -> bool:
    now = clock()
    with db.engine.begin() as connection:
        held = take(connection, f"timed:{name}", now=now, lasts=LASTS)
        still_due = select(TimedTask.due_at).where(TimedTask.name == name, TimedTask.due_at <= now)
        if held is None:
            return False
        if connection.scalar(still_due) is None:
            held.give_back(connection)
            return False
    trouble = _trouble_of(name, task, now)
    pause = min(task.every, AGAIN_AFTER_TROUBLE) if trouble else task.every
    with db.engine.begin() as connection:
        connection.execute(
            update(TimedTask)
            .where(TimedTask.name == name)
            .values(due_at=clock() + pause, last_ran_at=now, last_trouble=trouble)
        )
        held.give_back(connection)
    return True


def _trouble_of(name: str, task: Timed, now: datetime) -> str | None:
    try:
        task.run(now)
        db.session.commit()
        return None
    except Exception as error:
        db.session.rollback()
        log.exception("timed task failed", extra={"task": name})
        return f"{type(error).__name__}: {error}"[:1000]
