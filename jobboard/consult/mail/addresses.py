"""Addresses that lead to one question: `ask+q12.mzxw6ytboi5gk3tp@board.example`.

The mark after the dot is signed, so that nobody reaches a question by counting. Mail programs and
servers may change the case of an address and cut long ones: marks are in one case, and all of it
fits into the 64 characters that a local part may have. Pure but for `reply_to`.
"""

import hmac
import re
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from jobboard.settings import current_settings

MARK_LENGTH = 16  # 80 bits
EXTENSION = re.compile(rf"q([1-9][0-9]{{0,9}})\.([a-z2-7]{{{MARK_LENGTH}}})")


class Numbered(Protocol):
    @property
    def id(self) -> int: ...


@dataclass(frozen=True)
class Addresses:
    """All that lead to this board: `base` is the one that everybody may know."""

    base: str
    key: bytes

    def of(self, question_id: int) -> str:
        local, _, domain = self.base.partition("@")
        return f"{local}+q{question_id}.{self._mark(question_id)}@{domain}"

    def question_id(self, address: str) -> int | None:
        """The question that an address leads to; None for all that we have not signed."""
        match = EXTENSION.fullmatch(self._extension(address) or "")
        if match is None:
            return None
        number = int(match[1])
        return number if hmac.compare_digest(match[2], self._mark(number)) else None

    def is_base(self, address: str) -> bool:
        return address.strip().casefold() == self.base.casefold()

    def leads_here(self, address: str) -> bool:
        return self.is_base(address) or self.question_id(address) is not None

    def _extension(self, address: str) -> str | None:
        local, _, domain = self.base.casefold().partition("@")
        given_local, _, given_domain = address.strip().casefold().rpartition("@")
        if given_domain != domain or not given_local.startswith(f"{local}+"):
            return None
        return given_local.removeprefix(f"{local}+")

    def _mark(self, question_id: int) -> str:
        digest = hmac.digest(self.key, f"consult-mail:{question_id}".encode(), sha256)
        return b32encode(digest)[:MARK_LENGTH].decode().lower()


def ours() -> Addresses | None:
    """None where no mail comes in."""
    settings = current_settings()
    if not settings.mail_in_address:
        return None
    return Addresses(settings.mail_in_address, settings.secret_key.get_secret_value().encode())


def reply_to(question: Numbered) -> str | None:
    """The address for answers to letters about this question; None where no mail comes in."""
    addresses = ours()
    return addresses.of(question.id) if addresses else None
