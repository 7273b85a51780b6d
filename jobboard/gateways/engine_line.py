"""A kept line to the engine for questions: a pool of connections, short time-outs, a breaker.

Nothing here knows what is asked. Compression is never asked for: a compressed answer on a kept
connection stalls some 40 ms, which is ten times a search.
"""

from typing import Any

import orjson
import urllib3

from jobboard.errors import SearchUnavailable
from jobboard.gateways.breaker import Breaker

CONNECT_WITHIN, ANSWER_WITHIN, REST_AFTER_FAILURE = 0.5, 2.0, 3.0
CONNECTIONS = 16
LONGEST_ANSWER = 32 * 1024 * 1024
AWAY = "The search engine does not answer."
NONSENSE = "The search engine's answer makes no sense."
PLAIN = {"Accept-Encoding": "identity", "Content-Type": "application/json"}


class Line:
    """`post` returns (status, what the JSON says) or raises SearchUnavailable. Who may not know
    whether it is worth trying asks `may_try`, and then says how it went."""

    def __init__(self, url: str) -> None:
        self._pool = _pool(url) if url else None
        self._breaker = Breaker(REST_AFTER_FAILURE)

    def post(self, path: str, content: bytes, *, key: str) -> tuple[int, Any]:
        headers = {**PLAIN, "Authorization": f"Bearer {key}"} if key else PLAIN
        if self._pool is None or not self._breaker.may_try():
            raise SearchUnavailable(AWAY)
        try:
            answer = _once_more_if_stale(self._pool, path, content, headers)
            raw = _read(answer)
        except SearchUnavailable:
            self._breaker.failed()
            raise
        if answer.status >= 500:
            self._breaker.failed()
        else:
            self._breaker.worked()
        return answer.status, raw

    def may_try(self) -> bool:
        return self._pool is not None and self._breaker.may_try()

    def worked(self) -> None:
        self._breaker.worked()

    def failed(self) -> None:
        self._breaker.failed()


def _pool(url: str) -> urllib3.HTTPConnectionPool:
    return urllib3.connection_from_url(
        url,
        maxsize=CONNECTIONS,
        block=False,
        retries=False,
        timeout=urllib3.Timeout(connect=CONNECT_WITHIN, read=ANSWER_WITHIN),
    )


def _once_more_if_stale(
    pool: urllib3.HTTPConnectionPool, path: str, content: bytes, headers: dict[str, str]
) -> urllib3.BaseHTTPResponse:
    """The engine closes idle connections within seconds, and may do so while we are writing."""
    connections = pool.num_connections
    try:
        return _request(pool, path, content, headers)
    except urllib3.exceptions.ProtocolError:
        if pool.num_connections != connections:  # it was a new one: nobody had let it go stale
            raise SearchUnavailable(AWAY) from None
    except urllib3.exceptions.HTTPError:
        raise SearchUnavailable(AWAY) from None
    try:
        return _request(pool, path, content, headers)
    except urllib3.exceptions.HTTPError:
        raise SearchUnavailable(AWAY) from None


def _request(
    pool: urllib3.HTTPConnectionPool, path: str, content: bytes, headers: dict[str, str]
) -> urllib3.BaseHTTPResponse:
    # Redirects are not followed: the engine never sends one, and our key must not travel.
    return pool.request(
        "POST", path, body=content, headers=headers, redirect=False, preload_content=False
    )


def _read(answer: urllib3.BaseHTTPResponse) -> Any:
    try:
        content = answer.read(LONGEST_ANSWER + 1)
        if len(content) > LONGEST_ANSWER:
            answer.close()
            raise SearchUnavailable(NONSENSE)
        answer.release_conn()
        return orjson.loads(content)
    except urllib3.exceptions.HTTPError:
        answer.close()
        raise SearchUnavailable(AWAY) from None
    except orjson.JSONDecodeError:
        raise SearchUnavailable(NONSENSE) from None
