"""A mail's parts and addresses, out of the standard parser's hands. Pure.

Whoever can send a mail chooses its bytes. What costs the parser time or memory (lines times nested
parts, mostly) is bounded before it begins.
"""

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses

from jobboard.consult.mail.decoding import as_sent, header_words

MOST_LINES = 40_000
MOST_BOUNDARIES = 40
MOST_PARTS, DEEPEST = 100, 12
MOST_ADDRESSES, LONGEST_ADDRESSES = 50, 10_000
BOUNDARY = re.compile(rb"boundary(?:\*\d{0,3}\*?)?\s{0,3}=", re.IGNORECASE)
NO_PART_OF_ONE = r"\s<>,;:\"()\[\]\\@\x00-\x1f\x7f\ud800-\udfff\ufffd"
ADDRESS = re.compile(f"[^{NO_PART_OF_ONE}]{{1,64}}@[^{NO_PART_OF_ONE}]{{1,189}}")
# Nobody attaches these: their program does.
NOT_ATTACHED = {
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/ms-tnef",
    "message/delivery-status",
    "text/vcard",
    "text/x-vcard",
}


class Unreadable(Exception):
    """Put together in a way that no mail program does; the sentence says how."""


def parsed(raw: bytes) -> Message:
    lines = raw.splitlines(keepends=True)
    if len(lines) > MOST_LINES:
        raw = b"".join(lines[:MOST_LINES])
    if sum(1 for _ in BOUNDARY.finditer(raw)) > MOST_BOUNDARIES:
        raise Unreadable(f"more than {MOST_BOUNDARIES} parts with parts")
    try:
        # The old policy takes headers as they are; the new one reads them, and some make it raise.
        return message_from_bytes(raw, policy=policy.compat32)
    except Exception as error:
        raise Unreadable(f"its parts cannot be told apart ({type(error).__name__})") from None


def leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that have no parts; a mail that is attached is one of them."""
    for number, part in enumerate(directly_below(message)):
        if number >= MOST_PARTS or depth >= DEEPEST:
            raise Unreadable("too many parts, or too deep in each other")
        if kind_of(part).startswith("multipart/"):
            yield from leaves(part, depth + 1)
        else:
            yield part


def directly_below(message: Message) -> list[Message]:
    """A mail without parts is its own."""
    return held_by(message) if kind_of(message).startswith("multipart/") else [message]


def held_by(message: Message) -> list[Message]:
    held = message.get_payload() if message.is_multipart() else []
    return [part for part in held if isinstance(part, Message)]


def kind_of(part: Message) -> str:
    try:
        return part.get_content_type()
    except Exception:  # a Content-Type that is none
        return "text/plain"


def is_attached(part: Message) -> bool:
    kind = kind_of(part)
    if kind in NOT_ATTACHED:
        return False
    disposition = str(part.get("content-disposition", "")).strip().lower()
    if disposition.startswith("attachment"):
        return True
    # A picture that the text itself shows, such as a company's mark in the signature.
    is_shown = bool(part.get("content-id")) and kind.startswith("image/")
    return not kind.startswith("text/") and not is_shown


def addresses_in(message: Message, headers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(name, address) of what can be read as one, in the order of the headers."""
    values = [as_sent(value) for name, value in message.raw_items() if name.lower() in headers]
    try:
        found = getaddresses([value[:LONGEST_ADDRESSES] for value in values[:MOST_ADDRESSES]])
    except Exception:  # odd nesting of comments and quotes
        return
    for name, address in found[:MOST_ADDRESSES]:
        if ADDRESS.fullmatch(address):
            yield header_words(name)[:120], address
