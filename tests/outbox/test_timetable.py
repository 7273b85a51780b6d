"""Tasks that the clock starts."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.outbox import leases, note, timetable
from jobboard.outbox.models import OutboxRow, TimedTask
from jobboard.outbox.timetable import Timed
from tests.making import NOON

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Task:
    def __init__(self, *, fails: bool = False) -> None:
        self.ran: list[datetime] = []
        self.fails = fails

    def __call__(self, now: datetime) -> None:
        self.ran.append(now)
        note("mail", to="somebody")
        if self.fails:
            raise ValueError("no luck")


def run(tasks, now=NOON, at_once=frozenset()) -> list[str]:
    with stopped_at(now):
        timetable.set_up(tasks, now=now, at_once=at_once)
        return timetable.run_due(tasks)


def row(name: str) -> TimedTask:
    db.session.rollback()
    return db.session.get_one(TimedTask, name)


def test_a_task_runs_at_first_and_then_when_it_is_due(app: Flask) -> None:
    task = Task()
    tasks = {"tidy": Timed(HOUR, task)}
    assert run(tasks) == ["tidy"]
    assert run(tasks, NOON + HOUR - MINUTE) == []
    assert run(tasks, NOON + HOUR) == ["tidy"]
    assert task.ran == [NOON, NOON + HOUR]
    assert row("tidy").last_ran_at == NOON + HOUR


def test_what_it_did_is_committed(app: Flask) -> None:
    run({"tidy": Timed(HOUR, Task())})
    assert db.session.scalars(select(OutboxRow.topic)).all() == ["mail"]


def test_one_that_fails_leaves_its_trouble_and_nothing_else_and_is_tried_soon(app: Flask) -> None:
    tasks = {"tidy": Timed(HOUR, Task(fails=True)), "other": Timed(HOUR, Task())}
    assert run(tasks) == ["tidy", "other"]
    assert row("tidy").last_trouble == "ValueError: no luck"
    assert row("tidy").due_at == NOON + MINUTE
    assert len(db.session.scalars(select(OutboxRow)).all()) == 1


def test_one_that_somebody_else_runs_is_left_alone(app: Flask) -> None:
    tasks = {"tidy": Timed(HOUR, Task())}
    with db.engine.begin() as connection:
        leases.take(connection, "timed:tidy", now=NOON, lasts=MINUTE)
    assert run(tasks) == []
    assert run(tasks, NOON + MINUTE) == ["tidy"]


def test_some_are_due_at_every_start(app: Flask) -> None:
    tasks = {"check": Timed(HOUR, Task()), "tidy": Timed(HOUR, Task())}
    run(tasks)
    assert run(tasks, NOON + MINUTE, at_once=frozenset({"check"})) == ["check"]
