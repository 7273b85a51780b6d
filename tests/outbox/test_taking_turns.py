"""Web pages, commands and the worker write at the same time, on one SQLite file or one server."""

import threading

from flask import Flask
from sqlalchemy import insert, select, text, update

from jobboard.db import db, see_one_state
from jobboard.outbox.models import WorkerBeat
from tests.making import NOON

beats = WorkerBeat.__table__


def test_who_reads_first_and_writes_later_is_not_refused_when_others_wrote(app: Flask) -> None:
    with db.engine.connect() as ours, db.engine.connect() as theirs:
        ours.execute(select(beats)).all()
        theirs.execute(insert(beats).values(name="theirs", seen_at=NOON))
        theirs.commit()
        ours.execute(insert(beats).values(name="ours", seen_at=NOON))
        ours.commit()
        assert len(ours.execute(select(beats)).all()) == 2


def test_who_writes_while_another_does_waits_for_its_turn(app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(insert(beats).values(name="both", seen_at=NOON))
    first, second = db.engine.connect(), db.engine.connect()
    first.execute(update(beats).values(name="first"))
    waiting = threading.Thread(
        target=lambda: (second.execute(update(beats).values(seen_at=NOON)), second.commit())
    )
    waiting.start()
    first.commit()
    waiting.join(10)
    assert not waiting.is_alive()
    first.close()
    second.close()


def test_a_transaction_that_fails_leaves_nothing(app: Flask) -> None:
    with db.engine.connect() as connection:
        connection.execute(insert(beats).values(name="lost", seen_at=NOON))
        with connection.begin_nested() as savepoint:
            connection.execute(insert(beats).values(name="lost too", seen_at=NOON))
            savepoint.rollback()
        connection.rollback()
        assert connection.execute(select(beats)).all() == []


def test_a_released_savepoint_is_not_a_commit(app: Flask) -> None:
    with db.engine.connect() as connection:
        with connection.begin_nested():
            connection.execute(insert(beats).values(name="lost", seen_at=NOON))
        connection.rollback()
        assert connection.execute(select(beats)).all() == []


def test_a_backup_sees_one_state(app: Flask) -> None:
    see_one_state()
    assert db.session.execute(select(beats)).all() == []
    with db.engine.begin() as connection:
        connection.execute(insert(beats).values(name="later", seen_at=NOON))
    assert db.session.execute(text("SELECT 1 FROM worker_beats")).all() == []
    db.session.rollback()
    assert len(db.session.execute(select(beats)).all()) == 1
