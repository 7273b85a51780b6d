"""A bell from those who note something to the worker on the same machine, so that it need not look
all the time and still begins at once.

A ring says only "look now", and at which topics: if all of the worker's threads woke for one
letter, the one that has work would wait for the others to find that they have none. A ring that is
lost, or on another machine, costs nothing but the time until the worker looks by itself. The bell is
a socket without a file, named after the database, so that two boards on a machine do not wake each
other; where the system has none, the worker looks more often instead.
"""

import socket
import sys
import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import blake2b
from typing import Any

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from jobboard.db import db, listen_once
from jobboard.outbox.models import OutboxRow

NOTES = f"INSERT INTO {OutboxRow.__tablename__} "
WAITS_FOR_RING = 1.0
EVERYBODY, LONGEST = "*", 1024


def init_app(app: Flask) -> None:
    """Rings after each commit of the session that has left a row in the outbox."""
    with app.app_context():
        if not event.contains(db.engine, "before_cursor_execute", _hear_of_a_row):
            event.listen(db.engine, "before_cursor_execute", _hear_of_a_row)
    listen_once(after_commit=_ring_if_noted, after_soft_rollback=_forget)


def ring(topics: Collection[str] = (EVERYBODY,)) -> None:
    said = EVERYBODY if EVERYBODY in topics else " ".join(sorted(topics))
    said = said if len(said) <= LONGEST else EVERYBODY
    if sys.platform == "linux":
        # Nobody may be listening.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
            bell.setblocking(False)
            bell.sendto(said.encode(), _name())


class Listening:
    """Sets what is `woken` for a topic when it rings for that. `hears` is False where there is no
    bell, or another worker on this machine has taken it."""

    def __init__(self, woken: Mapping[str, threading.Event]) -> None:
        self._woken = woken
        self._bell = _own_bell()
        self.hears = self._bell is not None

    def listen(self, stop: threading.Event) -> None:
        """Until `stop` is set, and then a second at most."""
        if self._bell is None:
            return
        with self._bell as bell:
            while not stop.is_set():
                with suppress(TimeoutError):
                    self._wake(bell.recv(LONGEST).decode())

    def _wake(self, said: str) -> None:
        topics = self._woken.keys() if said == EVERYBODY else said.split()
        for topic in topics:
            if topic in self._woken:
                self._woken[topic].set()


def _own_bell() -> socket.socket | None:
    if sys.platform != "linux":
        return None
    bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        bell.bind(_name())
    except OSError:
        bell.close()
        return None
    bell.settimeout(WAITS_FOR_RING)
    return bell


def _name() -> bytes:
    """In Linux's abstract namespace: it leaves nothing behind when its owner is killed."""
    database = str(current_app.config["SQLALCHEMY_DATABASE_URI"])
    return b"\0jobboard-" + blake2b(database.encode(), digest_size=12).hexdigest().encode()


_rows = threading.local()


def _hear_of_a_row(
    _connection: Connection, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool
) -> None:
    if statement.startswith(NOTES):
        # Rows that a SELECT brings have theirs in there.
        noted = {one.get("topic", EVERYBODY) for one in context.compiled_parameters}
        _rows.topics = getattr(_rows, "topics", frozenset()) | noted


def _ring_if_noted(_session: Session) -> None:
    if topics := getattr(_rows, "topics", None):
        _rows.topics = frozenset()
        ring(topics)


def _forget(_session: Session, *_: Any) -> None:
    _rows.topics = frozenset()
