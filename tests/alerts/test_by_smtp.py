"""Alerts through a real mail server: what arrives carries what mail programs need for one click."""

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from jobboard.gateways import gateways
from jobboard.gateways.smtp_mail import smtp_at
from tests.alerts.making import ADDRESS, a_job, an_address_alert, minutes, work
from tests.making import NOON


class Sink:
    """Keeps what comes, and refuses while it is told to."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:
        if self.answer.startswith("250"):
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


@pytest.fixture
def sink(app: Flask) -> Iterator[Sink]:
    sink = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    gateways().mail = smtp_at(f"smtp://127.0.0.1:{port}", sender="Board <board@example.com>")
    yield sink
    controller.stop()


def alerts(sink: Sink) -> list[Any]:
    return [one for one in sink.received if one["List-Unsubscribe"]]


def test_a_letter_arrives_with_one_click_in_its_head(app: Flask, sink: Sink) -> None:
    an_address_alert("q=coder&arrangement=remote&specialty=transplant-cellular")
    a_job(NOON, "Job Coder")
    work(NOON + minutes(1))
    [letter] = alerts(sink)
    assert letter["To"] == ADDRESS
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<(http://localhost/alerts/\S+/stop)>", str(letter["List-Unsubscribe"]))
    assert address
    assert address[1] in letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "Job Coder" in letter.get_body(("html",)).get_content()
    program = app.test_client(use_cookies=False)
    path = address[1].removeprefix("http://localhost")
    assert program.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    a_job(NOON + minutes(30), "Job Later Coder")
    work(NOON + minutes(31))
    assert len(alerts(sink)) == 1


def test_a_letter_that_the_server_wants_later_comes_once_under_one_name(
    app: Flask, sink: Sink
) -> None:
    an_address_alert()
    a_job(NOON, "Job Coder")
    sink.answer = "451 not now"
    for minute in (1, 2, 3):
        work(NOON + minutes(minute))
    assert alerts(sink) == []
    sink.answer = "250 OK"
    for minute in (30, 31, 120):
        work(NOON + minutes(minute))
    assert [one["To"] for one in alerts(sink)] == [ADDRESS]


def test_a_letter_that_is_refused_for_good_is_not_tried_for_ever(app: Flask, sink: Sink) -> None:
    an_address_alert()
    a_job(NOON, "Job Coder")
    sink.answer = "550 no such person"
    work(NOON + minutes(1))
    sink.answer = "250 OK"
    work(NOON + minutes(60 * 24))
    assert alerts(sink) == []
