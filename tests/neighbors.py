"""Tiny servers on loopback that behave badly on purpose: silent ones, and ones that answer rubbish."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = Callable[[bytes], bytes | None]


class Neighbor:
    """`requests` is what it was sent. `answer` None keeps silent; empty bytes hang up."""

    def __init__(self, answer: Answer) -> None:
        self.requests: list[bytes] = []
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for one in self._open:
            one.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._open.append(connection)
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            while request := _whole_request(connection):
                self.requests.append(request)
                answer = self._answer(request)
                if answer is None:
                    continue
                if answer == b"":
                    return connection.close()
                connection.sendall(answer)
        except OSError:
            return None
        return None


def _whole_request(connection: socket.socket) -> bytes:
    """Head and body may come in pieces; empty when the other side has gone."""
    request = b""
    while part := connection.recv(1_000_000):
        request += part
        head, end, body = request.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
        if end and len(body) >= int(length[1] if length else 0):
            return request
    return b""


@contextmanager
def neighbor(answer: Answer) -> Iterator[Neighbor]:
    one = Neighbor(answer)
    try:
        yield one
    finally:
        one.close()


def silent(_request: bytes) -> None:
    return None


def hangs_up(_request: bytes) -> bytes:
    return b""


def says(body: bytes, status: str = "200 OK", kind: str = "application/json") -> Answer:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return lambda _request: head.encode() + body


def unused_address() -> str:
    """Where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return f"http://127.0.0.1:{probe.getsockname()[1]}"
