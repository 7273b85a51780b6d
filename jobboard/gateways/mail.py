"""Letters to people: what a letter is, who carries it, and the stand-ins that keep it instead."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from jobboard.clock import clock
from jobboard.errors import JobboardError, MailUnavailable
from jobboard.settings import Settings

# One plain address: no display name, no list, nothing that could end the line of a header.
PLAIN_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]\\\x00-\x1f\x7f]+@[^\s<>,;:\"()\[\]\\\x00-\x1f\x7f]+")
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


class LetterRefused(JobboardError):
    """The other side will never take this letter; trying again is of no use."""

    status = 502
    title = "The letter was refused"


class LetterDelayed(MailUnavailable):
    """The other side wants this one letter later; others may pass meanwhile."""


@dataclass(frozen=True)
class Letter:
    """Says ValueError when a value could become more than the one header it is meant for.
    `bounces_to` is who hears when it cannot be delivered; the sender, where nobody is named."""

    to: str
    subject: str
    text: str
    html: str | None = None
    reply_to: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    bounces_to: str | None = None

    def __post_init__(self) -> None:
        for address in (self.to, self.reply_to, self.bounces_to):
            if address is not None and not PLAIN_ADDRESS.fullmatch(address):
                raise ValueError("A letter goes to one plain address.")
        for name, value in {"Subject": self.subject, **self.headers}.items():
            if not HEADER_NAME.fullmatch(name) or re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value):
                raise ValueError(f"{name[:40]!r} does not fit into one line of a letter's head.")


class Mailer(Protocol):
    def send(self, letter: Letter) -> None:
        """Hands the letter over; raises MailUnavailable (or LetterDelayed), in which case it is
        tried again later, or LetterRefused, in which case it is not."""
        ...


@dataclass
class Outtray:
    """Keeps letters in memory: for tests."""

    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)


@dataclass
class Folder:
    """Keeps letters as files that any mail program opens: for laptops and the demo."""

    path: Path
    sender: str = "board@localhost"

    def send(self, letter: Letter) -> None:
        now = clock()
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{now:%Y%m%dT%H%M%S%f}-{uuid4().hex[:8]}.eml"
        unfinished = self.path / f".{name}"
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(message(letter, sender=self.sender, now=now).as_bytes())
        unfinished.rename(self.path / name)

    def names(self) -> list[str]:
        """The letters' file names, newest first."""
        return sorted((file.name for file in self.path.glob("[0-9]*.eml")), reverse=True)

    def read(self, name: str) -> bytes:
        """One letter's file; raises FileNotFoundError."""
        if name not in self.names():
            raise FileNotFoundError(name)
        return (self.path / name).read_bytes()


def mailer(settings: Settings) -> Mailer:
    """The one that MAIL_URL names (`smtp://…` or `smtps://…`), or by default the folder `letters`
    among the board's data."""
    sender = named_sender(settings)
    if settings.mail_url:
        from jobboard.gateways.smtp_mail import smtp_at

        return smtp_at(settings.mail_url, sender=sender)
    return Folder(settings.data / "letters", sender=sender)


def named_sender(settings: Settings) -> str:
    """MAIL_FROM as it stands when it carries a name, else the site's name before it."""
    name, address = parseaddr(settings.sender)
    return str(Address(display_name=name or settings.site_name, addr_spec=address))


def message(letter: Letter, *, sender: str, now: datetime) -> EmailMessage:
    """The letter in the form that mail programs read."""
    mail = EmailMessage(policy=policy.SMTP)  # this policy, too, refuses line breaks in headers
    mail["From"] = sender
    mail["To"] = letter.to
    mail["Subject"] = letter.subject
    if letter.reply_to:
        mail["Reply-To"] = letter.reply_to
    for name, value in _headers(letter, sender, now).items():
        mail[name] = value
    mail.set_content(letter.text)
    if letter.html:
        mail.add_alternative(letter.html, subtype="html")
    return mail


def _headers(letter: Letter, sender: str, now: datetime) -> dict[str, str]:
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    usual = {
        "Date": format_datetime(now),
        "Message-ID": make_msgid(domain=domain),
        # Keeps vacation notices from answering us.
        "Auto-Submitted": "auto-generated",
    }
    return {**usual, **letter.headers}
