"""What a person says of an answer. What is wrong with it goes to the editors' queue."""

from datetime import datetime
from urllib.parse import urlencode

from jobboard.assistant.conversing import NOT_KEPT, Asker
from jobboard.assistant.models import Exchange
from jobboard.editing import actions as editing
from jobboard.screening.patient_data import redacted

WRONG = "wrong"
NO_WORDS = "(no words)"
LONGEST_ADDRESS = 300


def give(exchange: Exchange, verdict: str, words: str, *, by: Asker, now: datetime) -> None:
    """Keeps it beside the answer, with anything that names a patient taken out. Each answer is in
    the queue once: what is said of it again takes the place of what was said before."""
    was_wrong = exchange.feedback == WRONG
    exchange.feedback = verdict
    exchange.feedback_words = redacted(words.strip())
    exchange.feedback_at = now
    if verdict == WRONG and not was_wrong:
        _tell_editors(exchange, by=by, now=now)


def _tell_editors(exchange: Exchange, *, by: Asker, now: datetime) -> None:
    editing.report_problem(
        "answer",
        str(exchange.id),
        exchange.feedback_words or NO_WORDS,
        label=f"CasePilot: {exchange.question}",
        by=by.user,
        now=now,
        url=_asked_again(exchange),
    )


def _asked_again(exchange: Exchange) -> str | None:
    """Where editors see what is answered today; the conversation itself is its owner's."""
    if exchange.question == NOT_KEPT:
        return None
    about = exchange.conversation.about
    pairs = {"q": exchange.question, **({"about": about} if about else {})}
    address = f"/assistant?{urlencode(pairs)}"
    return address if len(address) <= LONGEST_ADDRESS else None
