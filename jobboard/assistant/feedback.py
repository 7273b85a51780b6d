"""What a person says of an answer. What is wrong with it goes to the editors' queue."""

from datetime import datetime

from jobboard.assistant.conversing import Asker
from jobboard.assistant.models import Exchange
from jobboard.screening.patient_data import redacted

WRONG = "wrong"


def give(exchange: Exchange, verdict: str, words: str, *, by: Asker, now: datetime) -> None:
    """Keeps it beside the answer, with anything that names a patient taken out."""
    exchange.feedback = verdict
    exchange.feedback_words = redacted(words.strip())
    exchange.feedback_at = now
