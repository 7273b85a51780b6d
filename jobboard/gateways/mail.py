"""Letters to people."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str
    html: str | None = None
    reply_to: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Mailer(Protocol):
    def send(self, letter: Letter) -> None:
        """Hands the letter over; raises MailUnavailable, in which case it is tried again later."""
        ...
