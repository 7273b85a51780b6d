"""A kept line to the engine for questions: idle connections, short time-outs, a breaker.

Nothing here knows what is asked. It is the standard library's own client, because a page waits for
it: a richer one takes half a millisecond more of our processor's time for each question. Compression
is never asked for: a compressed answer on a kept connection stalls some 40 ms, which is ten times a
search.
"""

import ssl
import weakref
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

import orjson

from jobboard.errors import SearchUnavailable
from jobboard.gateways.breaker import Breaker

CONNECT_WITHIN, ANSWER_WITHIN, REST_AFTER_FAILURE = 0.5, 2.0, 3.0
LONGEST_ANSWER = 32 * 1024 * 1024
AWAY = "The search engine does not answer."
NONSENSE = "The search engine's answer makes no sense."
PLAIN = {"Accept-Encoding": "identity", "Content-Type": "application/json"}


Open = Callable[[], HTTPConnection]
# A time-out has become SearchUnavailable by then: who has waited once does not wait again.
BROKE = (OSError, HTTPException)


class Line:
    """`post` and `get` return (status, what the JSON says) or raise SearchUnavailable. Who may not
    know whether it is worth trying asks `may_try`, and then says how it went."""

    def __init__(self, url: str, *, within: float | None = None) -> None:
        self._open = opener(url, within=within) if url else None
        self._prefix = urlsplit(url).path.rstrip("/")
        # As many as there are threads that ask: each gives back what it took.
        self._idle: deque[HTTPConnection] = deque()
        weakref.finalize(self, _hang_up, self._idle)
        self._breaker = Breaker(REST_AFTER_FAILURE)

    def get(self, path: str, *, key: str) -> tuple[int, Any]:
        return self._told("GET", path, None, key)

    def post(self, path: str, content: bytes, *, key: str) -> tuple[int, Any]:
        return self._told("POST", path, content, key)

    def may_try(self) -> bool:
        return self._open is not None and self._breaker.may_try()

    def worked(self) -> None:
        self._breaker.worked()

    def failed(self) -> None:
        self._breaker.failed()

    def _told(self, method: str, path: str, content: bytes | None, key: str) -> tuple[int, Any]:
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
        with suppress(IndexError, *BROKE):
            return self._tried(self._idle.pop(), *request)
        try:
            return self._tried(open(), *request)
        except BROKE:
            raise SearchUnavailable(AWAY) from None

    def _tried(
        self,
        connection: HTTPConnection,
        method: str,
        path: str,
        content: bytes | None,
        headers: dict[str, str],
    ) -> tuple[int, bytes]:
        answer: HTTPResponse | None = None
        try:
            # Redirects are not followed: the engine never sends one, and our key must not travel.
            connection.request(method, path, content, headers)
            answer = connection.getresponse()
            told = answer.read(LONGEST_ANSWER + 1)
        except TimeoutError:
            raise SearchUnavailable(AWAY) from None
        finally:
            if answer is None or answer.will_close or not answer.isclosed():
                connection.close()
            else:
                self._idle.append(connection)
        return answer.status, told


def opener(url: str, *, within: float | None = None) -> Open:
    """Opens connections to the address; each waits so long for an answer, or as long as a page."""
    parts = urlsplit(url)
    secure = ssl.create_default_context() if parts.scheme == "https" else None

    def open() -> HTTPConnection:
        to = (parts.hostname or "", parts.port)
        connection = (
            HTTPSConnection(*to, timeout=CONNECT_WITHIN, context=secure)
            if secure
            else HTTPConnection(*to, timeout=CONNECT_WITHIN)
        )
        connection.connect()
        connection.sock.settimeout(within or ANSWER_WITHIN)
        return connection

    return open


def _hang_up(idle: deque[HTTPConnection]) -> None:
    for connection in idle:
        connection.close()


def _parsed(content: bytes) -> Any:
    if len(content) > LONGEST_ANSWER:
        raise SearchUnavailable(NONSENSE)
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        raise SearchUnavailable(NONSENSE) from None
