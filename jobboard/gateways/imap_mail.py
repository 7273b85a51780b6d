"""Mail from a mailbox by IMAP: the one file that knows imaplib, its answers and its errors."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from jobboard.errors import MailUnavailable
from jobboard.gateways.mail_in import LONGEST_MAIL, Keep, keep_each
from jobboard.gateways.smtp_mail import ON_THIS_MACHINE

TIME_OUT = 20.0
PORTS = {"imap": 143, "imaps": 993}
AT_ONCE = 100
FOLDER = re.compile(r"[^\x00-\x1f\x7f\"\\]{1,100}")


@dataclass(frozen=True)
class Imap:
    """Without `move_to`, mails that were taken are marked as seen, and those that somebody has seen
    already are left alone; with it, everything in the folder is taken and moved there."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    move_to: str = ""
    tls: bool = True
    starttls: bool = False
    time_out: float = TIME_OUT

    def take(self, keep: Keep) -> int:
        with _in_our_words(), self._connection() as server:
            what = "UNDELETED" if self.move_to else "UNSEEN"
            found = _answer(server.uid("SEARCH", what))
            new = found[0].split()[:AT_ONCE] if found and found[0] else []
            return keep_each(
                new,
                lambda uid: _raw(server, uid),
                keep,
                lambda uid: self._mark(server, uid),
            )

    @contextmanager
    def _connection(self) -> Iterator[imaplib.IMAP4]:
        server = self._open()
        try:
            if self.starttls:
                server.starttls(ssl.create_default_context())
            server.login(self.user, self.password)
            _answer(server.select(f'"{self.folder}"'))
            yield server
            server.close()
        finally:
            server.logout()

    def _open(self) -> imaplib.IMAP4:
        if self.tls:
            context = ssl.create_default_context()
            return imaplib.IMAP4_SSL(
                self.host, self.port, ssl_context=context, timeout=self.time_out
            )
        return imaplib.IMAP4(self.host, self.port, timeout=self.time_out)

    def _mark(self, server: imaplib.IMAP4, uid: bytes) -> None:
        if not self.move_to:
            _answer(server.uid("STORE", uid.decode(), "+FLAGS", r"(\Seen)"))
            return
        target = f'"{self.move_to}"'
        if server.uid("COPY", uid.decode(), target)[0] != "OK":
            server.create(target)
            _answer(server.uid("COPY", uid.decode(), target))
        _answer(server.uid("STORE", uid.decode(), "+FLAGS", r"(\Seen \Deleted)"))
        server.expunge()


def imap_at(address: str) -> Imap:
    """Reads `imaps://user:password@host/INBOX?move=Done`; says ValueError."""
    url = urlsplit(address)
    if url.scheme not in PORTS or not url.hostname or not url.username:
        raise ValueError("MAIL_IN_URL must look like imaps://user:password@host/INBOX?move=Done")
    query = parse_qs(url.query)
    tls = url.scheme == "imaps"
    starttls = query.get("starttls", ["0"])[-1] in {"1", "true", "yes"} and not tls
    if not (tls or starttls or url.hostname in ON_THIS_MACHINE):
        raise ValueError("MAIL_IN_URL: a password needs imaps:// or ?starttls=1 to travel safely")
    folder, move_to = unquote(url.path.strip("/")) or "INBOX", query.get("move", [""])[-1]
    for name in filter(None, (folder, move_to)):
        if not FOLDER.fullmatch(name):
            raise ValueError("MAIL_IN_URL: that is no name of a folder")
    return Imap(
        host=url.hostname,
        port=url.port or PORTS[url.scheme],
        user=unquote(url.username),
        password=unquote(url.password or ""),
        folder=folder,
        move_to=move_to,
        tls=tls,
        starttls=starttls,
    )


def _raw(server: imaplib.IMAP4, uid: bytes) -> bytes | None:
    """No more than we read; None for a mail that has gone meanwhile. PEEK leaves it unseen."""
    found = _answer(server.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{LONGEST_MAIL}>)"))
    return next((part[1] for part in found if isinstance(part, tuple)), None)


def _answer(said: tuple[str, list[Any]]) -> list[Any]:
    status, found = said
    if status != "OK":
        raise MailUnavailable("The mailbox refused what we asked for.")
    return found


@contextmanager
def _in_our_words() -> Iterator[None]:
    """The other side's words may hold a person's address, so only the kind of error is repeated."""
    try:
        yield
    except (imaplib.IMAP4.error, OSError, EOFError) as error:
        raise MailUnavailable(f"The mailbox does not answer ({type(error).__name__}).") from None
