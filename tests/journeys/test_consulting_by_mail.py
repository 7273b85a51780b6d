"""A question that comes by mail, through real mail servers and a worker that is a process of its own:
in by IMAP or LMTP, out by SMTP."""

import smtplib
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import func, select, update

from jobboard.consult.mail.models import InboundMail, MailState
from jobboard.consult.models import Message, Question
from jobboard.db import db
from jobboard.outbox.models import OutboxRow
from tests import board_process
from tests.assistant.boards import a_reference
from tests.consult.mail.mails import ASKER, BOARD, WORDS, raw
from tests.dovecot import a_mail_server
from tests.ports import free_port
from tests.waiting import eventually


class Sink:
    """The mail server of the world outside."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.envelopes: list[tuple[str, str]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos[0]))
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, str]]:
    inside = Sink()
    controller = Controller(inside, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield inside, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


class Board:
    """The test's board with workers that take mail in."""

    def __init__(self, database_url: str, folder: Path, mail_url: str) -> None:
        self._folder = folder
        self._environment = board_process.environment(
            database_url, folder, MAIL_URL=mail_url, MAIL_IN_ADDRESS=BOARD
        )

    @contextmanager
    def worker(self, mail_in_url: str) -> Iterator[Any]:
        env = {**self._environment, "MAIL_IN_URL": mail_in_url}
        log = self._folder / "worker.log"
        with board_process.process("-m", "jobboard.cli", "worker", env=env, log=log) as one:
            yield one


@pytest.fixture
def board(app: Flask, database_url: str, tmp_path: Path, sink: tuple[Sink, str]) -> Board:
    a_reference()
    db.session.commit()
    return Board(database_url, tmp_path, sink[1])


def test_a_question_by_mail_is_answered_and_its_reply_finds_it_by_imap(
    board: Board, sink: tuple[Sink, str]
) -> None:
    world, _ = sink
    with a_mail_server() as mailbox:
        mailbox.deliver(raw(), "question.mail")
        with board.worker(mailbox.url):
            eventually(lambda: len(world.letters) == 1)
            answer, envelope = world.letters[0], world.envelopes[0]
            address = answer["Reply-To"].addresses[0].addr_spec
            assert envelope == (address, ASKER)
            assert answer["Subject"].endswith("an instant answer from CasePilot")
            assert mailbox.names("S") == ["question.mail"]
            lines = answer.get_body(("plain",)).get_content().splitlines()
            quoted = "\n".join(f"> {line}" for line in lines)
            reply = raw(f"It is related.\n\nOn Monday 2 Board wrote:\n{quoted}", to=address)
            mailbox.deliver(reply, "reply.mail")
            eventually(lambda: messages() == ["It is related."])


def test_nothing_is_lost_or_answered_twice_when_the_worker_is_killed_by_lmtp(
    board: Board, sink: tuple[Sink, str]
) -> None:
    """A mail server sends again whatever it has heard no 250 for."""
    world, _ = sink
    port = free_port()
    queue = {f"<{number}@example.com>": a_mail(number) for number in range(120)}
    for _ in range(3):
        with board.worker(f"lmtp://127.0.0.1:{port}") as worker:
            eventually(lambda: is_listening(port))
            hand_over(queue, port, most=50)
            worker.kill()
    assert queue == {}
    end_the_leases()
    with board.worker(f"lmtp://127.0.0.1:{port}"):
        eventually(lambda: states() == {MailState.DONE: 120})
        eventually(lambda: len({letter["To"] for letter in world.letters}) == 12)
    asked = db.session.scalar(select(func.count()).select_from(Question))
    assert asked == 12
    # A letter whose 250 was lost goes out again, as itself.
    once = {letter["Message-ID"]: str(letter["To"]) for letter in world.letters}
    assert Counter(once.values()) == Counter(
        f"coder{number}@example.com" for number in range(0, 120, 10)
    )


def a_mail(number: int) -> bytes:
    """Every tenth is a person's."""
    return raw(
        WORDS,
        message_id=f"<{number}@example.com>",
        auto_submitted="no" if number % 10 == 0 else "auto-replied",
        **{"from": f"coder{number}@example.com"},
    )


def hand_over(queue: dict[str, bytes], port: int, *, most: int) -> None:
    """Some of it. The next one is sent, too, and its answer never heard."""
    sender = smtplib.LMTP("127.0.0.1", port, timeout=60)
    sender.ehlo()
    for name in list(queue)[:most]:
        sender.sendmail(ASKER, [BOARD], queue[name])
        del queue[name]
    for mail in list(queue.values())[:1]:
        sender.mail(ASKER)
        sender.rcpt(BOARD)
        sender.putcmd("DATA")
        sender.getreply()
        sender.send(mail + b"\r\n.\r\n")
    sender.close()


def end_the_leases() -> None:
    """What a killed worker held is taken up when its time is over; this is that time."""
    db.session.rollback()
    db.session.connection().execute(update(OutboxRow).values(lease_until=None))
    db.session.commit()


def messages() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Message.text).where(Message.kind == "reply")))


def states() -> dict[str, int]:
    db.session.rollback()
    query = select(InboundMail.state, func.count()).group_by(InboundMail.state)
    return {state: number for state, number in db.session.execute(query)}


def is_listening(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
