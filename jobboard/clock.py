"""The one clock. Views and commands read it once and hand the time on as `now`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def clock() -> datetime:
    """The present moment, aware and in UTC."""
    return _stopped.get() or datetime.now(UTC)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Inside the block, the clock shows `moment`: for tests and samples."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)
