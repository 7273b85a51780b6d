"""Bytes of a mail as words, whatever they say of themselves. Pure; nothing here raises."""

import binascii
import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from jobboard.web.html import UNWANTED

# Codecs that are no charset of mails; some take long, some mean what nobody sees.
NO_CHARSET = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"}
# What programs call by these names is what browsers read them as.
AS_BROWSERS_DO = {"ascii", "iso8859-1"}
LONGEST_HEADER = 20_000


def header_words(value: object) -> str:
    """One line, with encoded words read as far as they can be."""
    raw = as_sent(value)[:LONGEST_HEADER]
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, binascii.Error, ValueError, LookupError):
        pieces = [(raw, None)]
    words = "".join(
        decoded(piece, charset or "utf-8") if isinstance(piece, bytes) else str(piece)
        for piece, charset in pieces
    )
    return re.sub(r"\s+", " ", UNWANTED.sub("", words)).strip()


def as_sent(value: object) -> str:
    """A header in which the parser has hidden the bytes that are not ASCII."""
    return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def part_words(part: Message) -> str:
    try:
        held = part.get_payload(decode=True)
    except Exception:  # an encoding that is broken in a way the parser does not know
        held = None
    charset = _charset(part)
    words = decoded(held, charset) if isinstance(held, bytes) else ""
    return UNWANTED.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def decoded(held: bytes, charset: str) -> str:
    """By the charset that is named if it is one, else as UTF-8 or as Windows would."""
    for name in (*_sensible(charset), "utf-8"):
        try:
            return held.decode(name)
        except (UnicodeError, LookupError, ValueError):
            continue
    return held.decode("cp1252", "replace")


def _sensible(charset: str) -> tuple[str, ...]:
    try:
        name = codecs.lookup(charset.strip()[:40]).name
    except (LookupError, ValueError, UnicodeError):
        return ()
    if name in NO_CHARSET:
        return ()
    return ("utf-8", "cp1252") if name in AS_BROWSERS_DO else (name,)


def _charset(part: Message) -> str:
    try:
        found = part.get_content_charset()
    except Exception:  # RFC 2231 values that do not add up
        found = None
    return found if isinstance(found, str) and found else "utf-8"
