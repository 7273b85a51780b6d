"""From the bytes of a mail to what it says. Pure; no bytes make it raise anything but Unreadable."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message

from jobboard.consult.mail import markup
from jobboard.consult.mail.decoding import header_words, part_words
from jobboard.consult.mail.parts import (
    Unreadable,
    addresses_in,
    is_attached,
    kind_of,
    leaves,
    parsed,
)
from jobboard.consult.mail.reports import Failure, failures

__all__ = ["Failure", "Incoming", "Unreadable", "lightened", "read"]

MOST_BYTES = 1_000_000
LONGEST_TEXT, LONGEST_MARKUP = 200_000, 600_000
LONGEST_VALUE = 500
# A part of so many lines of base64 (some 230 kB) is a file, not somebody's words.
LONG_BASE64 = re.compile(rb"(?:^[A-Za-z0-9+/]{60,78}={0,2}[ \t]*\r?\n){4000,}", re.MULTILINE)
ADDRESSED_IN = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")


@dataclass(frozen=True)
class Incoming:
    """A mail in plain values. `text` is all of it, quotations and signature too; `head` has each
    header's first value by its name in lower case."""

    sender: str = ""
    name: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    attachments: int = 0
    head: Mapping[str, str] = field(default_factory=dict)
    hops: int = 0
    kind: str = "text/plain"
    failures: tuple[Failure, ...] = ()

    @property
    def answers_something(self) -> bool:
        return "in-reply-to" in self.head or "references" in self.head


def lightened(raw: bytes) -> bytes:
    """Without long files, and no longer than what we read: all of a mail that is worth keeping."""
    return LONG_BASE64.sub(b"", raw)[:MOST_BYTES]


def read(raw: bytes) -> Incoming:
    message = parsed(lightened(raw))
    head = _head(message)
    name, sender = next(addresses_in(message, ("from",)), ("", ""))
    parts = list(leaves(message))
    return Incoming(
        sender=sender,
        name=name,
        recipients=tuple(address for _, address in addresses_in(message, ADDRESSED_IN)),
        subject=head.get("subject", ""),
        text=_text(parts)[:LONGEST_TEXT],
        attachments=sum(1 for part in parts if is_attached(part)),
        head=head,
        hops=sum(1 for header, _ in message.raw_items() if header.lower() == "received"),
        kind=kind_of(message),
        failures=tuple(failures(message)),
    )


def _head(message: Message) -> dict[str, str]:
    head: dict[str, str] = {}
    for name, value in message.raw_items():
        known = name.lower()[:LONGEST_VALUE]
        if known not in head:
            head[known] = header_words(value)[:LONGEST_VALUE]
    return head


def _text(parts: Sequence[Message]) -> str:
    """The plain words where there are any: programs that write both write the same in both."""
    written = [part for part in parts if not is_attached(part)]
    plain = [part_words(part) for part in written if kind_of(part) == "text/plain"]
    if any(words.strip() for words in plain):
        return "\n".join(plain)
    marked = [part_words(part) for part in written if kind_of(part) == "text/html"]
    return "\n".join(markup.words_of(words[:LONGEST_MARKUP]) for words in marked)
