"""Buttons are drawn from the moves that are legal now, so page and rule cannot disagree."""

from dataclasses import dataclass

from jobboard.postings.lifecycle import Move, Who
from jobboard.postings.models import Posting


@dataclass(frozen=True)
class Button:
    """`endpoint` is the view of its move; `confirm` is asked before it is done."""

    label: str
    endpoint: str
    tone: str = "secondary"
    confirm: str | None = None


BUTTONS: dict[Move, Button] = {
    Move.SUBMIT: Button("Submit for review", "submit", "primary"),
    Move.WITHDRAW: Button("Withdraw", "withdraw"),
    Move.REVISE: Button("Take back into work", "revise", "primary"),
    Move.PAUSE: Button(
        "Pause", "pause", confirm="Candidates will not find it until you resume it."
    ),
    Move.RESUME: Button("Resume", "resume", "primary"),
    Move.RENEW: Button("Renew", "renew", "primary"),
    Move.RENEW_AT_ONCE: Button("Renew", "renew", "primary"),
}


def buttons(posting: Posting) -> list[Button]:
    """One for each move that the company may make now. Closing asks more, so its page draws it."""
    moves = posting.moves_for(Who.EMPLOYER)
    return [BUTTONS[move] for move in moves if move in BUTTONS]
