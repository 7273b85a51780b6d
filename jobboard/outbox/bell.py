"""A bell from those who note something to the worker on the same machine, so that it need not look
all the time and still begins at once.

A ring says only "look now". One that is lost, or on another machine, costs nothing but the time
until the worker looks by itself. The bell is a socket without a file, named after the database, so
that two boards on a machine do not wake each other; where the system has none, the worker looks more
often instead.
"""

import socket
import sys
import threading
from collections.abc import Iterable
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


def init_app(app: Flask) -> None:
    """Rings after each commit of the session that has left a row in the outbox."""
    with app.app_context():
        if not event.contains(db.engine, "before_cursor_execute", _hear_of_a_row):
            event.listen(db.engine, "before_cursor_execute", _hear_of_a_row)
    listen_once(after_commit=_ring_if_noted, after_soft_rollback=_forget)


def ring() -> None:
    if sys.platform == "linux":
        # Nobody may be listening.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
            bell.setblocking(False)
            bell.sendto(b"!", _name())


class Listening:
    """Sets `woken` at each ring. `hears` is False where there is no bell, or another worker on this
    machine has taken it."""

    def __init__(self, woken: Iterable[threading.Event]) -> None:
        self._woken = list(woken)
        self._bell = _own_bell()
        self.hears = self._bell is not None

    def listen(self, stop: threading.Event) -> None:
        """Until `stop` is set, and then a second at most."""
        if self._bell is None:
            return
        with self._bell as bell:
            while not stop.is_set():
                with suppress(TimeoutError):
                    bell.recv(16)
                    for one in self._woken:
                        one.set()


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


def _hear_of_a_row(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    if statement.startswith(NOTES):
        _rows.noted = True


def _ring_if_noted(_session: Session) -> None:
    if getattr(_rows, "noted", False):
        _rows.noted = False
        ring()


def _forget(_session: Session, *_: Any) -> None:
    _rows.noted = False
