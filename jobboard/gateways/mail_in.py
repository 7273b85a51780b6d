"""How mail comes in: a mailbox that we look into, or a listener that a mail server hands mails to.

Both give each mail to `keep`, and tell the other side that they have it only after `keep` has
returned. If it raises, or if we are killed before, the mail comes again.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, runtime_checkable

from jobboard.settings import Settings

log = logging.getLogger(__name__)

# A mail that is longer is cut (by a mailbox) or sent back (by a listener).
LONGEST_MAIL = 10_000_000


@dataclass(frozen=True)
class Arrived:
    """A mail and, where a mail server handed it over, its envelope."""

    raw: bytes
    return_path: str | None = None
    recipients: tuple[str, ...] = ()


Mail = TypeVar("Mail")
Keep = Callable[[Arrived], object]
Knows = Callable[[str], bool]


@runtime_checkable
class Mailbox(Protocol):
    def take(self, keep: Keep) -> int:
        """Keeps what is new; how many were taken. Raises MailUnavailable."""
        ...


class Listener(Protocol):
    def start(self, keep: Keep, knows: Knows) -> None:
        """Until `stop`; raises MailUnavailable where it cannot. Mails to addresses that nobody
        `knows` are refused before they are sent."""
        ...

    def stop(self) -> None: ...


@dataclass
class Pile:
    """A mailbox in memory: for tests."""

    mails: list[bytes] = field(default_factory=list)

    def take(self, keep: Keep) -> int:
        return keep_each(list(self.mails), lambda raw: raw, keep, self.mails.remove)


def keep_each(
    mails: Sequence[Mail],
    fetch: Callable[[Mail], bytes | None],
    keep: Keep,
    done: Callable[[Mail], object],
) -> int:
    """What cannot be kept stays where it is, and holds up nobody behind it."""
    taken = 0
    for mail in mails:
        raw = fetch(mail)
        if raw is None:
            continue
        try:
            keep(Arrived(raw))
        except Exception as error:
            log.warning("mail could not be kept", extra={"reason": type(error).__name__})
            continue
        done(mail)
        taken += 1
    return taken


def way_in(settings: Settings) -> Mailbox | Listener | None:
    """The one that MAIL_IN_URL names; None where no mail comes in."""
    url = settings.mail_in_url
    if not url:
        return None
    if url.startswith("lmtp://"):
        from jobboard.gateways.lmtp_mail import lmtp_at

        return lmtp_at(url)
    from jobboard.gateways.imap_mail import imap_at

    return imap_at(url)
