"""What every mailer keeps to: SMTP, the folder, and the tray that stands in for them."""

import re
import socket
import ssl
import stat
import threading
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from jobboard.errors import MailUnavailable
from jobboard.gateways.mail import Folder, Letter, LetterDelayed, LetterRefused, Outtray, mailer
from jobboard.gateways.smtp_mail import Smtp, smtp_at
from tests.conftest import the_settings
from tests.ports import free_port

LETTER = Letter(
    to="robin@example.com",
    subject="Your job is live – “Coder”",
    text="Hello Robin,\n\nit is live: http://localhost/jobs/1\n",
    html="<p>Hello Robin,</p>",
    reply_to="desk@example.com",
    headers={"Message-ID": "<one@example.com>"},
)


class Sink:
    """A mail server's inside: keeps what comes, or answers what it is told to."""

    def __init__(self):
        self.received, self.answers = [], {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.answers.get("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if answer := self.answers.get("DATA"):
            return answer
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def sink():
    return Sink()


@pytest.fixture
def server(sink):
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture(params=["smtp", "folder", "outtray"])
def post_office(request, tmp_path):
    """(mailer, what has arrived as (to, subject, text))."""
    if request.param == "smtp":
        server, sink = request.getfixturevalue("server"), request.getfixturevalue("sink")
        address = f"smtp://127.0.0.1:{server.port}"
        yield smtp_at(address, sender="Board <board@example.com>"), lambda: _read(sink.received)
    elif request.param == "folder":
        folder = Folder(tmp_path / "letters", sender="Board <board@example.com>")
        yield (
            folder,
            lambda: _read(
                message_from_bytes(folder.read(name), policy=policy.default)
                for name in folder.names()
            ),
        )
    else:
        tray = Outtray()
        yield tray, lambda: [(one.to, one.subject, one.text.strip()) for one in tray.letters]


def test_a_letter_arrives_as_it_was_written(post_office):
    mailer, arrived = post_office
    mailer.send(LETTER)
    assert arrived() == [(LETTER.to, LETTER.subject, LETTER.text.strip())]


def test_letters_to_addresses_in_any_script_arrive(post_office):
    mailer, arrived = post_office
    mailer.send(Letter(to="renée@example.com", subject="Grüße", text="Ça va"))
    assert arrived() == [("renée@example.com", "Grüße", "Ça va")]


def test_the_whole_letter_is_in_its_file(tmp_path):
    folder = Folder(tmp_path / "letters", sender="Board <board@example.com>")
    folder.send(LETTER)
    (file,) = (tmp_path / "letters").iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["From"] == "Board <board@example.com>"
    assert mail["Reply-To"] == "desk@example.com"
    assert mail["Message-ID"] == "<one@example.com>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_folder_reads_nothing_but_its_letters(tmp_path):
    (tmp_path / "secret.eml").write_text("no")
    folder = Folder(tmp_path / "letters")
    for name in ("../secret.eml", "secret.eml", "", ".x.eml"):
        with pytest.raises(FileNotFoundError):
            folder.read(name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "a@example.com\r\nBcc: b@example.com"},
        {"to": "a@example.com, b@example.com"},
        {"to": "Robin <a@example.com>"},
        {"to": ""},
        {"subject": "Hello\r\nBcc: b@example.com"},
        {"subject": "Hello\nworld"},
        {"reply_to": "a@example.com\nBcc: b@example.com"},
        {"headers": {"X-One": "a\r\nBcc: b@example.com"}},
        {"headers": {"X-One: a\r\nBcc": "b@example.com"}},
    ],
)
def test_no_value_becomes_a_second_header(wrong):
    with pytest.raises(ValueError, match=re.compile("plain address|one line")):
        Letter(**{"to": "a@example.com", "subject": "s", "text": "t", **wrong})


def test_a_server_that_is_away_is_tried_again_later():
    with pytest.raises(MailUnavailable):
        smtp_at(f"smtp://127.0.0.1:{free_port()}", sender="b@example.com").send(LETTER)


def test_a_silent_server_is_given_up_in_time():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        slow = Smtp("127.0.0.1", silent.getsockname()[1], sender="b@example.com", time_out=0.2)
        with pytest.raises(MailUnavailable):
            slow.send(LETTER)


def test_rubbish_instead_of_a_mail_server_is_tried_again_later():
    with socket.socket() as odd:
        odd.bind(("127.0.0.1", 0))
        odd.listen()

        def talk():
            line, _ = odd.accept()
            with line:
                line.sendall(b"\x00\xff HTTP/1.1 200 OK\r\n\r\n")

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        with pytest.raises(MailUnavailable):
            Smtp("127.0.0.1", odd.getsockname()[1], sender="b@example.com", time_out=2).send(LETTER)
        thread.join()


@pytest.mark.parametrize(
    ("stage", "answer", "error"),
    [
        ("RCPT", "550 no such person robin@example.com", LetterRefused),
        ("RCPT", "450 greylisted", LetterDelayed),
        ("DATA", "554 looks like spam", LetterRefused),
        ("DATA", "451 disk full", LetterDelayed),
    ],
)
def test_only_what_may_pass_with_time_is_tried_again(server, sink, stage, answer, error):
    sink.answers[stage] = answer
    with pytest.raises(error) as refused:
        smtp_at(f"smtp://127.0.0.1:{server.port}", sender="b@example.com").send(LETTER)
    assert "robin" not in refused.value.message


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_name_and_password_are_used_and_a_wrong_one_is_trouble(sink):
    def check(server, session, envelope, mechanism, data):
        known = (data.login, data.password) == (b"bo", b"p@ss/word")
        return AuthResult(success=known, handled=False)

    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=check,
        auth_required=True,
        auth_require_tls=False,
    )
    controller.start()
    try:
        at = f"127.0.0.1:{controller.port}"
        smtp_at(f"smtp://bo:p%40ss%2Fword@{at}", sender="b@example.com").send(LETTER)
        assert len(sink.received) == 1
        with pytest.raises(MailUnavailable):
            smtp_at(f"smtp://bo:wrong@{at}", sender="b@example.com").send(LETTER)
    finally:
        controller.stop()


def test_a_letter_never_falls_back_to_clear_text(server, sink):
    with pytest.raises(MailUnavailable):
        smtp_at(f"smtp://127.0.0.1:{server.port}?starttls=1", sender="b@example.com").send(LETTER)
    assert sink.received == []


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(sink, tmp_path):
    controller = Controller(
        sink, hostname="127.0.0.1", port=free_port(), tls_context=_own_context(tmp_path)
    )
    controller.start()
    try:
        with pytest.raises(MailUnavailable):
            smtp_at(f"smtp://127.0.0.1:{controller.port}?starttls=1", sender="b@example.com").send(
                LETTER
            )
        assert sink.received == []
    finally:
        controller.stop()


@pytest.mark.parametrize(
    ("address", "port", "starttls", "tls"),
    [
        ("smtp://mail.example.com", 25, False, False),
        ("smtp://mail.example.com?starttls=1", 587, True, False),
        ("smtp://u:p@mail.example.com:2525?starttls=1", 2525, True, False),
        ("smtps://u:p@mail.example.com", 465, False, True),
    ],
)
def test_the_address_says_how_to_connect(address, port, starttls, tls):
    smtp = smtp_at(address, sender="b@example.com")
    assert (smtp.port, smtp.starttls, smtp.tls) == (port, starttls, tls)
    assert "p'" not in repr(smtp)


@pytest.mark.parametrize(
    "address", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://u:p@example.com"]
)
def test_an_address_that_cannot_be_meant_is_said_at_once(address):
    with pytest.raises(ValueError, match="MAIL_URL"):
        smtp_at(address, sender="b@example.com")


def test_the_settings_choose_the_mailer(tmp_path):
    folder = mailer(the_settings("sqlite://", tmp_path, site_name="The Board"))
    assert folder == Folder(tmp_path / "letters", "The Board <operator@localhost>")
    smtp = mailer(the_settings("sqlite://", tmp_path, mail_url="smtp://mx.example.com"))
    assert isinstance(smtp, Smtp)


def _read(mails):
    return [(mail["To"], mail["Subject"], _text(mail)) for mail in mails]


def _text(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip()


def _own_context(folder):
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    both = certificate.public_bytes(pem) + key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "own.pem").write_bytes(both)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "own.pem")
    return context
