"""Mail by SMTP: the one file that knows smtplib, its time-outs and its errors."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from jobboard.clock import clock
from jobboard.errors import MailUnavailable
from jobboard.gateways.mail import Letter, LetterDelayed, LetterRefused, message

TIME_OUT = 15.0
PORTS = {"smtp": 25, "smtps": 465}
ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Smtp:
    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = False
    tls: bool = False
    time_out: float = TIME_OUT

    def send(self, letter: Letter) -> None:
        with _in_our_words():
            mail = message(letter, sender=self.sender, now=clock())
            with self._connection() as server:
                server.send_message(mail, from_addr=letter.bounces_to)

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        server = self._open()
        try:
            if self.starttls:
                # Raises where the server offers none: a letter never falls back to clear text.
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            yield server
            server.quit()
        finally:
            server.close()

    def _open(self) -> smtplib.SMTP:
        if self.tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.time_out, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=self.time_out)


def smtp_at(address: str, *, sender: str) -> Smtp:
    """Reads `smtp://user:password@host:port?starttls=1` or `smtps://…`; says ValueError."""
    url = urlsplit(address)
    if url.scheme not in PORTS or not url.hostname:
        raise ValueError("MAIL_URL must look like smtp://user:password@host:port?starttls=1")
    starttls = parse_qs(url.query).get("starttls", ["0"])[-1] in {"1", "true", "yes"}
    tls = url.scheme == "smtps"
    if url.password and not (tls or starttls or url.hostname in ON_THIS_MACHINE):
        raise ValueError("MAIL_URL: a password needs smtps:// or ?starttls=1 to travel safely")
    return Smtp(
        host=url.hostname,
        port=url.port or (587 if starttls else PORTS[url.scheme]),
        sender=sender,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        starttls=starttls and not tls,
        tls=tls,
    )


@contextmanager
def _in_our_words() -> Iterator[None]:
    """What passes with time is MailUnavailable or LetterDelayed; what never will, LetterRefused.
    The other side's words may hold the person's address, so only the code is repeated."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code = max((code for code, _ in error.recipients.values()), default=0)
        raise _refusal(code) from None
    except smtplib.SMTPDataError as error:
        raise _refusal(error.smtp_code) from None
    except smtplib.SMTPNotSupportedError as error:
        if "UTF8" in str(error).upper():
            raise LetterRefused("The mail server cannot take this address.") from None
        raise MailUnavailable(f"The mail server lacks something: {error}") from None
    except smtplib.SMTPResponseException as error:
        raise MailUnavailable(f"The mail server answered {error.smtp_code}.") from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailUnavailable(
            f"The mail server does not answer ({type(error).__name__})."
        ) from None


def _refusal(code: int) -> LetterRefused | LetterDelayed:
    if code >= 500:
        return LetterRefused(f"The mail server refused this letter for good ({code}).")
    return LetterDelayed(f"The mail server asks to try again later ({code}).")
