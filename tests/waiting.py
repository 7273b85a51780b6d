"""Waiting for what another process or thread will have done soon."""

import threading
import time
from collections.abc import Callable


def eventually(holds: Callable[[], bool], *, within: float = 90.0) -> None:
    """Looks again and again, for as long as a slow machine may need."""
    moment, end = threading.Event(), time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, "it never came to pass"
        moment.wait(0.05)
