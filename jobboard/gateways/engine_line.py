"""A kept line to the engine for questions: idle connections, short time-outs, a breaker.

Nothing here knows what is asked. Compression is never asked for: a compressed answer on a kept
connection stalls some 40 ms, which is ten times a search.
"""

import ssl
import weakref
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import orjson

from jobboard.errors import SearchUnavailable
from jobboard.gateways.breaker import Breaker
from jobboard.gateways.search_engine import Nonsense
from jobboard.gateways.wire import TooLong, Wire

ANSWER_WITHIN, REST_AFTER_FAILURE = 2.0, 3.0
LONGEST_ANSWER = 32 * 1024 * 1024
AWAY = "The search engine does not answer."
PLAIN = {"Accept-Encoding": "identity", "Content-Type": "application/json"}

Open = Callable[[], Wire]
Request = tuple[str, str, bytes]
Full = tuple[str, str, bytes, Mapping[str, str]]
"""Method, path, content; and headers."""
Told = tuple[int, Any]
"""The status, and what the JSON says."""
Meanwhile = Callable[[list[Told]], object]


class Line:
    """`post` and `get` return what they are told or raise SearchUnavailable. Who may not
    know whether it is worth trying asks `may_try`, and then says how it went."""

    def __init__(self, url: str, *, within: float | None = None) -> None:
        self._open = opener(url, within=within) if url else None
        self._prefix = urlsplit(url).path.rstrip("/")
        # As many as there are threads that ask: each gives back what it took.
        self._idle: deque[Wire] = deque()
        weakref.finalize(self, _hang_up, self._idle)
        self._breaker = Breaker(REST_AFTER_FAILURE)

    def get(self, path: str, *, key: str) -> Told:
        return self._told([("GET", path, b"")], key)[0]

    def post(self, path: str, content: bytes, *, key: str) -> Told:
        return self._told([("POST", path, content)], key)[0]

    def post_all(
        self,
        requests: Sequence[tuple[str, bytes]],
        *,
        key: str,
        meanwhile: Meanwhile = lambda others: None,
    ) -> list[Told]:
        """All are sent before an answer is read: the engine works at them side by side. `meanwhile`
        is called with what the others are told, while the engine may still be at the first; and once
        more where all is asked anew."""
        return self._told([("POST", path, content) for path, content in requests], key, meanwhile)

    def may_try(self) -> bool:
        return self._open is not None and self._breaker.may_try()

    def worked(self) -> None:
        self._breaker.worked()

    def failed(self) -> None:
        self._breaker.failed()

    def _told(
        self, requests: Sequence[Request], key: str, meanwhile: Meanwhile = lambda others: None
    ) -> list[Told]:
        headers = {**PLAIN, "Authorization": f"Bearer {key}"} if key else PLAIN
        if self._open is None or not self._breaker.may_try():
            raise SearchUnavailable(AWAY)
        try:
            full = [
                (method, self._prefix + path, content, headers)
                for method, path, content in requests
            ]
            told = self._exchange(self._open, full, meanwhile)
        except SearchUnavailable:
            self._breaker.failed()
            raise
        if any(status >= 500 for status, _ in told):
            self._breaker.failed()
        else:
            self._breaker.worked()
        return told

    def _exchange(self, open: Open, requests: Sequence[Full], meanwhile: Meanwhile) -> list[Told]:
        """The engine closes idle connections within seconds, so a kept one that fails says nothing:
        what is asked is then asked once more, on new ones. All that goes over a line may be."""
        with suppress(_Stale):
            return self._tried(partial(self._kept_or_new, open), requests, meanwhile)
        return self._tried(open, requests, meanwhile)

    def _tried(self, take: Open, requests: Sequence[Full], meanwhile: Meanwhile) -> list[Told]:
        wires: list[Wire] = []
        try:
            for request in requests:
                wires.append(take())
                wires[-1].ask(*request)
            first, *rest = wires
            others = [_told_by(wire) for wire in rest]
            meanwhile(others)
            return [_told_by(first), *others]
        except TooLong:
            raise Nonsense from None
        except OSError as trouble:
            # Who has waited once does not wait again.
            if not isinstance(trouble, TimeoutError) and any(wire.asked > 1 for wire in wires):
                raise _Stale from None
            raise SearchUnavailable(AWAY) from None
        finally:
            self._give_back(wires)

    def _kept_or_new(self, open: Open) -> Wire:
        with suppress(IndexError):
            return self._idle.pop()
        return open()

    def _give_back(self, wires: Sequence[Wire]) -> None:
        for wire in wires:
            if wire.may_be_kept:
                self._idle.append(wire)
            else:
                wire.close()


class _Stale(Exception):
    """A kept connection did not work any more."""


def opener(url: str, *, within: float | None = None) -> Open:
    """Opens connections to the address; each waits so long for an answer, or as long as a page."""
    to = urlsplit(url)
    secure = ssl.create_default_context() if to.scheme == "https" else None
    return lambda: Wire(to, secure=secure, within=within or ANSWER_WITHIN)


def _hang_up(idle: deque[Wire]) -> None:
    for connection in idle:
        connection.close()


def _told_by(wire: Wire) -> Told:
    # Redirects are not followed: the engine never sends one, and our key must not travel.
    status, content = wire.answer(longest=LONGEST_ANSWER)
    try:
        return status, orjson.loads(content)
    except orjson.JSONDecodeError:
        raise Nonsense from None
