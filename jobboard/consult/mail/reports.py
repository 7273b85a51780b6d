"""What mail servers report about letters of ours that they could not deliver (RFC 3464). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from jobboard.consult.mail.decoding import header_words, part_words
from jobboard.consult.mail.parts import (
    MOST_PARTS,
    Unreadable,
    addresses_in,
    held_by,
    kind_of,
    parsed,
)

LETTERS = ("message/rfc822", "text/rfc822-headers")


@dataclass(frozen=True)
class Failure:
    """One recipient's. `status` is as in `5.1.1` (no such mailbox); `addresses` are where answers to
    the letter that came back would have gone."""

    status: str
    recipient: str
    addresses: tuple[str, ...]

    @property
    def is_final(self) -> bool:
        return self.status.startswith("5.")


def failures(report: Message) -> Iterator[Failure]:
    if kind_of(report) != "multipart/report":
        return
    parts = held_by(report)[:MOST_PARTS]
    letters = [part for part in parts if kind_of(part) in LETTERS]
    addresses = tuple(address for letter in letters for address in _answers_to(letter))
    for part in parts:
        if kind_of(part) == "message/delivery-status":
            yield from _recipients(part, addresses)


def _recipients(part: Message, addresses: tuple[str, ...]) -> Iterator[Failure]:
    for about in held_by(part)[:MOST_PARTS]:
        status = header_words(about.get("status", ""))[:20]
        recipient = header_words(about.get("final-recipient", "")).rpartition(";")[2].strip()
        if status:
            yield Failure(status, recipient[:254], addresses)


def _answers_to(letter: Message) -> Iterator[str]:
    """From the head of a letter that came back, whole or as mere text."""
    try:
        head = next(iter(held_by(letter)), None) or parsed(part_words(letter)[:50_000].encode())
    except Unreadable:
        return
    yield from (address for _, address in addresses_in(head, ("reply-to",)))
