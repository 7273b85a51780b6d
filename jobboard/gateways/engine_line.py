"""A kept line to the engine for questions: idle connections, short time-outs, a breaker.

Nothing here knows what is asked. Compression is never asked for: a compressed answer on a kept
connection stalls some 40 ms, which is ten times a search.
"""

import ssl
import weakref
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import orjson

from jobboard.errors import SearchUnavailable
from jobboard.gateways.breaker import Breaker
from jobboard.gateways.wire import TooLong, Wire

ANSWER_WITHIN, REST_AFTER_FAILURE = 2.0, 3.0
LONGEST_ANSWER = 32 * 1024 * 1024
AWAY = "The search engine does not answer."
NONSENSE = "The search engine's answer makes no sense."
PLAIN = {"Accept-Encoding": "identity", "Content-Type": "application/json"}

Open = Callable[[], Wire]


class Line:
    """`post` and `get` return (status, what the JSON says) or raise SearchUnavailable. Who may not
    know whether it is worth trying asks `may_try`, and then says how it went."""

    def __init__(self, url: str, *, within: float | None = None) -> None:
        self._open = opener(url, within=within) if url else None
        self._prefix = urlsplit(url).path.rstrip("/")
        # As many as there are threads that ask: each gives back what it took.
        self._idle: deque[Wire] = deque()
        weakref.finalize(self, _hang_up, self._idle)
        self._breaker = Breaker(REST_AFTER_FAILURE)

    def get(self, path: str, *, key: str) -> tuple[int, Any]:
        return self._told("GET", path, b"", key)

    def post(self, path: str, content: bytes, *, key: str) -> tuple[int, Any]:
        return self._told("POST", path, content, key)

    def may_try(self) -> bool:
        return self._open is not None and self._breaker.may_try()

    def worked(self) -> None:
        self._breaker.worked()

    def failed(self) -> None:
        self._breaker.failed()

    def _told(self, method: str, path: str, content: bytes, key: str) -> tuple[int, Any]:
        headers = {**PLAIN, "Authorization": f"Bearer {key}"} if key else PLAIN
        if self._open is None or not self._breaker.may_try():
            raise SearchUnavailable(AWAY)
        try:
            path = self._prefix + path
            status, answer = self._exchange(self._open, method, path, content, headers)
            raw = _parsed(answer)
        except SearchUnavailable:
            self._breaker.failed()
            raise
        if status >= 500:
            self._breaker.failed()
        else:
            self._breaker.worked()
        return status, raw

    def _exchange(self, open: Open, *request: Any) -> tuple[int, bytes]:
        """The engine closes idle connections within seconds, so a kept one that fails says nothing:
        the question is then asked once more, on a new one."""
        # A time-out has become SearchUnavailable by then: who has waited once does not wait again.
        with suppress(IndexError, OSError):
            return self._tried(self._idle.pop(), *request)
        try:
            return self._tried(open(), *request)
        except OSError:
            raise SearchUnavailable(AWAY) from None

    def _tried(self, wire: Wire, *request: Any) -> tuple[int, bytes]:
        try:
            # Redirects are not followed: the engine never sends one, and our key must not travel.
            return wire.exchange(*request, longest=LONGEST_ANSWER)
        except TimeoutError:
            raise SearchUnavailable(AWAY) from None
        except TooLong:
            raise SearchUnavailable(NONSENSE) from None
        finally:
            if wire.may_be_kept:
                self._idle.append(wire)
            else:
                wire.close()


def opener(url: str, *, within: float | None = None) -> Open:
    """Opens connections to the address; each waits so long for an answer, or as long as a page."""
    to = urlsplit(url)
    secure = ssl.create_default_context() if to.scheme == "https" else None
    return lambda: Wire(to, secure=secure, within=within or ANSWER_WITHIN)


def _hang_up(idle: deque[Wire]) -> None:
    for connection in idle:
        connection.close()


def _parsed(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        raise SearchUnavailable(NONSENSE) from None
