"""Mail from a mail server by LMTP (RFC 2033): the one file that knows aiosmtpd.

LMTP, unlike SMTP, has an answer for each recipient, and a server that hands mails over by it keeps
them until we say 250.
"""

import asyncio
import logging
from typing import Any
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, Session

from jobboard.errors import MailUnavailable
from jobboard.gateways.mail_in import LONGEST_MAIL, Arrived, Keep, Knows

log = logging.getLogger(__name__)
# The library tells its log who writes to whom.
logging.getLogger("mail.log").setLevel(logging.ERROR)

TIME_OUT = 60.0
MOST_RECIPIENTS = 50
LONGEST_LINE = 100_000


class Lmtp:
    def __init__(self, host: str, port: int, *, longest: int = LONGEST_MAIL) -> None:
        self.host, self.port, self._longest = host, port, longest
        self._controller: Controller | None = None

    def start(self, keep: Keep, knows: Knows) -> None:
        controller = _Controller(
            _Inside(keep, knows),
            hostname=self.host,
            port=self.port,
            data_size_limit=self._longest,
            timeout=TIME_OUT,
        )
        try:
            controller.start()
        except (OSError, TimeoutError) as error:
            if not controller.loop.is_running():
                controller.loop.close()
            raise MailUnavailable(
                f"Nobody can listen at {self.host}:{self.port} ({type(error).__name__})."
            ) from None
        self._controller = controller

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


def lmtp_at(address: str) -> Lmtp:
    """Reads `lmtp://host:port`; says ValueError."""
    url = urlsplit(address)
    if url.scheme != "lmtp" or not url.hostname or not url.port:
        raise ValueError("MAIL_IN_URL must look like lmtp://127.0.0.1:2400")
    return Lmtp(url.hostname, url.port)


class _Inside:
    """What happens with what a mail server says."""

    def __init__(self, keep: Keep, knows: Knows) -> None:
        self._keep, self._knows = keep, knows

    async def handle_RCPT(
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if not self._knows(address):
            return "550 5.1.1 There is no such address here"
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients at once"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Known"

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        arrived = Arrived(raw, _plain(envelope.mail_from), tuple(envelope.rcpt_tos))
        try:
            await asyncio.to_thread(self._keep, arrived)
        except Exception as error:
            log.warning("mail could not be kept", extra={"reason": type(error).__name__})
            return "451 4.3.0 It could not be kept, please send it again"
        return "250 2.0.0 Kept"


def _plain(mail_from: str | None) -> str:
    return "" if mail_from in (None, "<>") else mail_from


class _Controller(Controller):
    def factory(self) -> LMTP:
        return _OneAnswerEach(self.handler, **self.SMTP_kwargs)


class _OneAnswerEach(LMTP):
    """The library answers once after the text, whatever the number of recipients."""

    line_length_limit = LONGEST_LINE
    _answers = 1

    async def smtp_DATA(self, arg: str) -> None:
        self._recipients = len(self.envelope.rcpt_tos) if self.envelope else 0
        try:
            await super().smtp_DATA(arg)
        finally:
            self._answers = 1

    async def push(self, status: Any) -> None:
        for _ in range(self._answers):
            await super().push(status)
        if str(status).startswith("354"):
            self._answers = self._recipients
