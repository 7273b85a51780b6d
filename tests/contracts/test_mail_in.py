"""What every mailbox keeps to, over a real IMAP server and over the pile that stands in for it; and
what the listener says to a mail server."""

import smtplib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobboard.errors import MailUnavailable
from jobboard.gateways.imap_mail import Imap, imap_at
from jobboard.gateways.lmtp_mail import Lmtp, lmtp_at
from jobboard.gateways.mail_in import LONGEST_MAIL, Arrived, Pile, way_in
from tests.conftest import the_settings
from tests.dovecot import MailServer, a_mail_server

MAILS = [f"From: a@b.example\r\nSubject: {n}\r\n\r\nGrüße {n}\r\n".encode() for n in range(3)]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with a_mail_server() as one:
        yield one


class Kept(list[bytes]):
    """A `keep` that remembers, and fails while it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.fails_at = ""

    def __call__(self, arrived: Arrived) -> None:
        if self.fails_at and self.fails_at.encode() in arrived.raw:
            raise RuntimeError
        self.append(arrived.raw)


@pytest.fixture(params=["imap", "imap, moved", "pile"])
def mailbox(request: pytest.FixtureRequest):
    """With three mails in it."""
    if request.param == "pile":
        return Pile(list(MAILS))
    server = request.getfixturevalue("server")
    for number, mail in enumerate(MAILS):
        server.deliver(mail, f"{number}.mail")
    return imap_at(server.url + ("?move=Taken" if "moved" in request.param else ""))


def test_each_mail_is_taken_once_as_it_is(mailbox) -> None:
    kept = Kept()
    assert mailbox.take(kept) == 3
    assert sorted(kept) == MAILS
    assert mailbox.take(kept) == 0


def test_what_could_not_be_kept_comes_again_and_holds_nothing_up(mailbox) -> None:
    kept = Kept()
    kept.fails_at = "Subject: 1"
    assert mailbox.take(kept) == 2
    kept.fails_at = ""
    assert mailbox.take(kept) == 1
    assert sorted(kept) == MAILS


def test_a_mail_is_marked_only_after_it_was_kept(server: MailServer) -> None:
    server.deliver(MAILS[0], "0.mail")
    seen_meanwhile: list[list[str]] = []
    imap_at(server.url).take(lambda _: seen_meanwhile.append(server.names("S")))
    assert seen_meanwhile == [[]]
    assert server.names("S") == ["0.mail"]


def test_what_was_taken_is_moved_where_the_operator_wants_it(server: MailServer) -> None:
    server.deliver(MAILS[0], "0.mail")
    imap_at(server.url + "?move=Done").take(Kept())
    assert server.names() == []
    assert len(server.names(folder=".Done")) == 1


def test_a_very_long_mail_is_cut_and_no_more_of_it_read(server: MailServer) -> None:
    server.deliver(MAILS[0] + b"x" * 77 * (LONGEST_MAIL // 70), "long.mail")
    kept = Kept()
    imap_at(server.url).take(kept)
    assert len(kept[0]) == LONGEST_MAIL


@pytest.mark.parametrize("change", [("p%40ss", "wrong"), ("/INBOX", "/Nowhere")])
def test_a_mailbox_that_refuses_is_said_to_be_away(server: MailServer, change) -> None:
    with pytest.raises(MailUnavailable) as trouble:
        imap_at(server.url.replace(*change)).take(Kept())
    assert "board" not in trouble.value.message


def test_a_silent_mailbox_is_given_up_in_time() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        slow = Imap("127.0.0.1", port, user="u", password="p", tls=False, time_out=0.2)
        with pytest.raises(MailUnavailable):
            slow.take(Kept())


def test_rubbish_instead_of_a_mailbox_is_said_to_be_away() -> None:
    with socket.socket() as odd:
        odd.bind(("127.0.0.1", 0))
        odd.listen()

        def talk() -> None:
            line, _ = odd.accept()
            with line:
                line.sendall(b"\x00\xff HTTP/1.1 200 OK\r\n\r\n")

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        port = odd.getsockname()[1]
        with pytest.raises(MailUnavailable):
            Imap("127.0.0.1", port, user="u", password="p", tls=False, time_out=2).take(Kept())
        thread.join()


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def listener(kept: Kept) -> Iterator[Lmtp]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    one = Lmtp("127.0.0.1", port, longest=100_000)
    one.start(kept, lambda address: address.endswith("@board.example"))
    yield one
    one.stop()


@pytest.fixture
def sender(listener: Lmtp) -> Iterator[smtplib.LMTP]:
    with smtplib.LMTP(listener.host, listener.port) as one:
        one.ehlo()
        yield one


def answers(sender: smtplib.LMTP, mail: bytes, count: int) -> list[int]:
    """Of DATA: the codes, one for each recipient."""
    sender.putcmd("DATA")
    assert sender.getreply()[0] == 354
    dotted = mail.replace(b"\r\n.", b"\r\n..")
    sender.send(dotted + b"\r\n.\r\n")
    return [sender.getreply()[0] for _ in range(count)]


def test_a_mail_server_hears_250_for_each_recipient_after_it_is_kept(sender, kept) -> None:
    assert sender.mail("robin@example.com")[0] == 250
    for local in ("ask", "ask+q1.x"):
        assert sender.rcpt(f"{local}@board.example")[0] == 250
    assert answers(sender, MAILS[0] + b"\r\n.dot\r\n", 2) == [250, 250]
    assert kept == [MAILS[0] + b"\r\n.dot\r\n\r\n"]
    assert sender.noop()[0] == 250


def test_nobody_of_ours_is_no_recipient(sender, kept) -> None:
    sender.mail("robin@example.com")
    assert sender.rcpt("ask@elsewhere.example")[0] == 550


def test_what_could_not_be_kept_is_to_be_sent_again(sender, kept) -> None:
    kept.fails_at = "Subject"
    sender.mail("robin@example.com")
    sender.rcpt("ask@board.example")
    sender.rcpt("you@board.example")
    assert answers(sender, MAILS[0], 2) == [451, 451]


def test_too_much_is_refused_for_each_recipient_and_the_line_goes_on(sender, kept) -> None:
    assert sender.mail("robin@example.com", ["SIZE=26214400"])[0] == 552
    sender.mail("robin@example.com")
    sender.rcpt("ask@board.example")
    sender.rcpt("you@board.example")
    assert answers(sender, b"x" * 70 + (b"\r\n" + b"x" * 70) * 2_000, 2) == [552, 552]
    assert kept == []
    sender.mail("robin@example.com")
    sender.rcpt("ask@board.example")
    assert answers(sender, MAILS[0], 1) == [250]


def test_the_empty_sender_of_a_bounce_is_taken(listener) -> None:
    seen: list[Arrived] = []
    listener._controller.handler._keep = seen.append
    with smtplib.LMTP(listener.host, listener.port) as sender:
        sender.ehlo()
        assert sender.mail("")[0] == 250
        assert sender.rcpt("ask@board.example")[0] == 250
        assert answers(sender, MAILS[0], 1) == [250]
    assert seen[0].return_path == ""


def test_where_somebody_else_listens_nobody_can(listener) -> None:
    with pytest.raises(MailUnavailable):
        Lmtp(listener.host, listener.port).start(Kept(), lambda _: True)


@pytest.mark.parametrize(
    "address",
    [
        "imap://u:p@mail.example.com/INBOX",
        "imaps://mail.example.com/INBOX",
        "imaps://u:p@mail.example.com/IN%22BOX",
        "imaps://",
    ],
)
def test_an_address_of_a_mailbox_that_cannot_be_meant_is_said_at_once(address) -> None:
    with pytest.raises(ValueError, match="MAIL_IN_URL"):
        imap_at(address)


def test_the_settings_choose_the_way_in(tmp_path: Path) -> None:
    def chosen(url: str):
        given = {"mail_in_url": url, "mail_in_address": "ask@board.example"}
        return way_in(the_settings("sqlite://", tmp_path, **given))

    assert chosen("") is None
    imap = chosen("imaps://ask%40board.example:p%2Fw@mx.example/INBOX?move=Done")
    assert (imap.user, imap.password, imap.port, imap.move_to) == (
        "ask@board.example",
        "p/w",
        993,
        "Done",
    )
    assert "p/w" not in repr(imap)
    assert chosen("imap://u:p@mx.example?starttls=1").starttls
    assert chosen("lmtp://127.0.0.1:2400").port == 2400
    with pytest.raises(ValueError, match="MAIL_IN_URL"):
        lmtp_at("lmtp://127.0.0.1")
