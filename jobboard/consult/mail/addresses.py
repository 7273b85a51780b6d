"""Where an answer to one of our letters goes."""

from jobboard.consult.models import Question


def reply_to(question: Question) -> str | None:
    """The address for answers to letters about this question; None where no mail comes in."""
    return None
