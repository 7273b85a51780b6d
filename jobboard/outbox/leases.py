"""Leases: who does what at the moment, across processes and machines.

A lease ends by itself when its time is over. One whose holder is a process of this very machine
that has died ends at once, so that after a kill nobody waits.
"""

import os
import secrets
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Row, Update, insert, select, update
from sqlalchemy.exc import IntegrityError

from jobboard.outbox.models import Lease


@dataclass(frozen=True)
class Held:
    """A lease of ours. What it does goes into the caller's transaction."""

    name: str
    holder: str

    def keep(self, connection: Connection, *, now: datetime, lasts: timedelta) -> bool:
        """Prolongs it; False when it has lapsed meanwhile, even if nobody else has taken it."""
        still_ours = update(Lease).where(
            Lease.name == self.name, Lease.holder == self.holder, Lease.until > now
        )
        return connection.execute(still_ours.values(until=now + lasts)).rowcount == 1

    def tell(self, connection: Connection, about: str) -> None:
        connection.execute(self._ours().values(about=about))

    def give_back(self, connection: Connection) -> None:
        connection.execute(self._ours().values(holder=None, about=None))

    def _ours(self) -> Update:
        return update(Lease).where(Lease.name == self.name, Lease.holder == self.holder)


def take(connection: Connection, name: str, *, now: datetime, lasts: timedelta) -> Held | None:
    """The lease, or None while somebody else holds it.

    The first statement is a write: SQLite then waits for its turn, instead of refusing a
    transaction that read before it wrote.
    """
    held = Held(name, f"{this_process()}#{secrets.token_hex(4)}")
    new = {"holder": held.holder, "until": now + lasts, "about": None}
    free = (Lease.holder.is_(None)) | (Lease.until <= now)
    lease = update(Lease).where(Lease.name == name)
    if connection.execute(lease.where(free).values(new)).rowcount:
        return held
    holder = connection.scalar(select(Lease.holder).where(Lease.name == name))
    if holder is None:
        return held if _first(connection, name, new) else None
    if (
        is_dead(holder)
        and connection.execute(lease.where(Lease.holder == holder).values(new)).rowcount
    ):
        return held
    return None


def is_held(connection: Connection, name: str, *, now: datetime) -> bool:
    """Whether somebody living holds the lease: a look before the write that `take` is."""
    return _living_holder(connection, name, now) is not None


def told(connection: Connection, name: str, *, now: datetime) -> str | None:
    """What the living holder of the lease says about it; None when nobody holds it."""
    lease = _living_holder(connection, name, now)
    return lease.about if lease else None


def is_dead(holder: str) -> bool:
    """True only where it is certain: a process of this machine that is there no more."""
    process = holder.partition("#")[0]
    machine, _, rest = process.rpartition("/")
    number, _, started = rest.partition("@")
    return machine == _this_machine() and _start_of(int(number)) != started


@lru_cache(maxsize=1)
def this_process() -> str:
    """`machine/number@start`: a number alone is given again to others after a while."""
    return f"{_this_machine()}/{os.getpid()}@{_start_of(os.getpid())}"


os.register_at_fork(after_in_child=this_process.cache_clear)


@lru_cache(maxsize=1)
def _this_machine() -> str:
    """Since its last start, and within its container: numbers mean nothing beyond."""
    boot, space = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")
    try:
        return f"{socket.gethostname()}/{boot.read_text().strip()[:13]}/{space.readlink().name}"
    except OSError:
        return f"{socket.gethostname()}/{Path.home()}"[:120]


def _start_of(number: int) -> str:
    """When the process started, in the kernel's count; empty when there is no such process."""
    try:
        stat = Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return _start_without_proc(number)
    state, *fields = stat.rpartition(")")[2].split()
    return "" if state == "Z" else fields[18]


def _start_without_proc(number: int) -> str:
    if Path("/proc/self/stat").exists():
        return ""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "unknown"


def _living_holder(
    connection: Connection, name: str, now: datetime
) -> Row[str | None, str | None] | None:
    lease = connection.execute(
        select(Lease.holder, Lease.about).where(
            Lease.name == name, Lease.holder.is_not(None), Lease.until > now
        )
    ).first()
    return None if lease is None or is_dead(lease.holder) else lease


def _first(connection: Connection, name: str, new: dict[str, object]) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(insert(Lease).values(name=name, **new))
    except IntegrityError:
        return False
    return True
