"""Keeps one silent neighbor from making every page wait for its own time-out."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """After a failure, `may_try` says no for a while; then it lets one caller try for all.

    Shared by the threads of a process. A caller that was let in reports `worked` or `failed`.
    """

    def __init__(self, rest: float, *, timer: Callable[[], float] = time.monotonic) -> None:
        self._rest, self._timer = rest, timer
        self._lock = threading.Lock()
        self._closed_until: float | None = None

    def may_try(self) -> bool:
        with self._lock:
            if self._closed_until is None:
                return True
            if self._timer() < self._closed_until:
                return False
            # The others keep out until this one has reported, or for another rest if it never does.
            self._closed_until = self._timer() + self._rest
            return True

    def worked(self) -> None:
        with self._lock:
            self._closed_until = None

    def failed(self) -> None:
        with self._lock:
            self._closed_until = self._timer() + self._rest
