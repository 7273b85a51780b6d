"""One connection, and answers as servers really send them: in pieces, in chunks, too late, too much."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from jobboard.gateways.wire import TooLong, Wire
from tests.neighbors import neighbor, says

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"
CLOSING = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def wire_to(url: str, *, within: float = 5.0) -> Iterator[Wire]:
    wire = Wire(urlsplit(url), secure=None, within=within)
    yield wire
    wire.close()


def ask(wire: Wire, *, longest: int = 1000) -> tuple[int, bytes]:
    wire.ask("POST", "/search", b"{}", {"Accept": "*/*"})
    return wire.answer(longest=longest)


@contextmanager
def dripping(pieces: Sequence[bytes], *, every: float) -> Iterator[str]:
    """A server that sends piece after piece, whatever it is asked; its address."""

    def serve(listening: socket.socket) -> None:
        try:
            connection, _ = listening.accept()
            with connection:
                # To close with something unread would take the answer back as well.
                connection.recv(65_536)
                for piece in pieces:
                    connection.sendall(piece)
                    time.sleep(every)
        except OSError:
            return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    thread.join(5)


@pytest.mark.parametrize("answer", [WHOLE, CHUNKED])
def test_a_kept_wire_takes_question_after_question(answer: bytes) -> None:
    with neighbor(lambda _: answer) as one, wire_to(one.url) as wire:
        for _ in range(3):
            assert ask(wire) == (200, b"{}")
            assert wire.may_be_kept
        assert len(one.requests) == 3


def test_a_question_says_who_is_asked_and_how_long_it_is() -> None:
    with neighbor(lambda _: WHOLE) as one, wire_to(one.url) as wire:
        wire.ask("POST", "/a?b", "é".encode(), {"Authorization": "Bearer k"})
        wire.answer(longest=10)
        (request,), host = one.requests, one.url.removeprefix("http://")
    head, _, body = request.decode().partition("\r\n\r\n")
    assert head.split("\r\n") == [
        "POST /a?b HTTP/1.1",
        f"Host: {host}",
        "Authorization: Bearer k",
        "Content-Length: 2",
    ]
    assert body == "é"


def test_an_answer_may_come_byte_by_byte() -> None:
    pieces = [WHOLE[at : at + 1] for at in range(len(WHOLE))]
    with dripping(pieces, every=0.001) as url, wire_to(url) as wire:
        assert ask(wire) == (200, b"{}")


def test_an_answer_that_drips_for_ever_is_too_late() -> None:
    """Each piece comes in time; the whole does not."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
    pieces = [head, *[b"x"] * 100]
    with (
        dripping(pieces, every=0.05) as url,
        wire_to(url, within=0.3) as wire,
        pytest.raises(TimeoutError),
    ):
        ask(wire)


def test_an_answer_that_came_in_time_is_taken_later() -> None:
    """Whoever asks may be busy with something else for longer than an answer may take."""
    with neighbor(lambda _: WHOLE) as one, wire_to(one.url, within=0.2) as wire:
        wire.ask("POST", "/search", b"{}", {})
        time.sleep(0.3)
        assert wire.answer(longest=10) == (200, b"{}")
        assert ask(wire) == (200, b"{}")


@pytest.mark.parametrize(
    "answer",
    [CLOSING, b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}"],
    ids=["it says so", "of old"],
)
def test_a_wire_that_the_server_will_close_is_not_kept(answer: bytes) -> None:
    with neighbor(lambda _: answer) as one, wire_to(one.url) as wire:
        assert ask(wire) == (200, b"{}")
        assert not wire.may_be_kept


Broken = Callable[[bytes], bytes | None]
BROKEN: dict[str, Broken] = {
    "two answers to one question": lambda _: WHOLE + WHOLE,
    "something behind the end": lambda _: WHOLE + b"{}",
    "no HTTP": lambda _: b"SSH-2.0-OpenSSH_9.6\r\n",
    "nothing": lambda _: b"",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_refused_and_the_wire_is_not_kept(name: str) -> None:
    with neighbor(BROKEN[name]) as one, wire_to(one.url) as wire:
        with pytest.raises(OSError):
            ask(wire)
        assert not wire.may_be_kept


def test_an_answer_that_is_too_long_is_not_read_to_its_end() -> None:
    with neighbor(says(b"x" * 100_000)) as one, wire_to(one.url) as wire:
        with pytest.raises(TooLong):
            ask(wire, longest=1000)
        assert not wire.may_be_kept
