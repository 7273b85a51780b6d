"""Keeping what was costly to make: bounded in number and, where asked for, in age.

Only for what is the same for everybody who asks with the same key. What belongs to a person never
goes in.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from flask import current_app

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def kept_by_app() -> dict[str, Any]:
    """What the running app keeps, by name. Each app of a process has its own."""
    kept: dict[str, Any] = current_app.extensions.setdefault("kept", {})
    return kept


class Kept(Generic[Key, Value]):
    """At most `most` values, the longest unused going first; none older than `lasts` seconds."""

    def __init__(
        self,
        most: int,
        *,
        lasts: float = float("inf"),
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._lasts, self._ticks = most, lasts, ticks
        self._values: OrderedDict[Key, tuple[float, Value]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    @property
    def keeps_anything(self) -> bool:
        return self._most > 0

    def get(self, key: Key) -> Value | None:
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            if self._ticks() >= found[0]:
                del self._values[key]
                return None
            self._values.move_to_end(key)
            return found[1]

    def put(self, key: Key, value: Value) -> None:
        with self._lock:
            self._values[key] = (self._ticks() + self._lasts, value)
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)

    def drop(self, key: Key) -> None:
        with self._lock:
            self._values.pop(key, None)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
