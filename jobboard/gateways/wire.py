"""A connection that speaks HTTP/1.1: one question after the other, with as little of our processor's
time as it takes, because a page waits for it.

httptools reads the answers (the parser of Node.js, as uvicorn has it): the standard library's client
takes three times as long, mostly for headers that nobody looks at, and richer ones longer still.
"""

import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import SplitResult

from httptools import HttpParserError, HttpResponseParser

CONNECT_WITHIN = 0.5
AT_ONCE = 256 * 1024


class TooLong(Exception):
    """The answer is longer than anybody has use for."""


class Wire:
    """Open until it is closed. A question is asked, and then its answer read; meanwhile whoever asked
    may do something else. What goes wrong is an OSError, also an answer that is no HTTP or ends in
    the middle; of these a TimeoutError says that the answer was not there in time."""

    def __init__(self, to: SplitResult, *, secure: ssl.SSLContext | None, within: float) -> None:
        host = to.hostname or ""
        plain = socket.create_connection(
            (host, to.port or (443 if secure else 80)), timeout=CONNECT_WITHIN
        )
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = secure.wrap_socket(plain, server_hostname=host) if secure else plain
        self._host = to.netloc.rpartition("@")[2]
        self._within = within
        self._end = 0.0
        self.asked, self.may_be_kept = 0, False

    def ask(self, method: str, path: str, content: bytes, headers: Mapping[str, str]) -> None:
        self.asked, self.may_be_kept = self.asked + 1, False
        self._end = time.monotonic() + self._within
        self._socket.settimeout(self._within)
        self._socket.sendall(self._head(method, path, content, headers) + content)

    def answer(self, *, longest: int) -> tuple[int, bytes]:
        """The status and the body, which have to be there as a whole in time."""
        answer = _Answer()
        while True:
            answer.feed(self._socket.recv(AT_ONCE))
            if answer.size > longest:
                raise TooLong
            # What is there is taken, however long whoever asked was busy with something else.
            if answer.is_whole:
                break
            self._socket.settimeout(_left_until(self._end))
        self.may_be_kept = answer.leaves_open
        return answer.status, b"".join(answer.parts)

    def close(self) -> None:
        with suppress(OSError):
            self._socket.close()

    def _head(self, method: str, path: str, content: bytes, headers: Mapping[str, str]) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(content)}", "", ""]
        return "\r\n".join(lines).encode("latin-1")


class _Answer:
    """One answer, as it arrives. What comes behind its end belongs to no question of ours, and the
    connection is then good for no other."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size, self.status = 0, 0
        self.is_whole = self.leaves_open = False
        self._parser = HttpResponseParser(self)

    def feed(self, data: bytes) -> None:
        if not data:
            raise ConnectionError("The connection was closed in the middle of an answer.")
        try:
            self._parser.feed_data(data)
        except HttpParserError as error:
            raise ConnectionError(f"That is no HTTP: {error}") from None

    def on_message_begin(self) -> None:
        if self.is_whole:
            raise ValueError("A second answer to one question.")

    def on_body(self, part: bytes) -> None:
        self.parts.append(part)
        self.size += len(part)

    def on_message_complete(self) -> None:
        # Only here does the parser know both.
        self.status = self._parser.get_status_code()
        self.leaves_open = self._parser.should_keep_alive()
        self.is_whole = True


def _left_until(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
