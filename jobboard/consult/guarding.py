"""What is not taken: empty words, too many of them, and what looks like patient data. Pure."""

import re

from jobboard.errors import JobboardError
from jobboard.screening.patient_data import find, redacted

LONGEST_TEXT = 4_000


class QuestionRefused(JobboardError):
    """`redacted` is the text without what looked like patient data, where that was the trouble."""

    status = 422
    title = "That cannot be taken"

    def __init__(self, sentence: str, *, redacted: str = "") -> None:
        super().__init__(sentence)
        self.redacted = redacted

    @property
    def sentence(self) -> str:
        return self.message


def check_text(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """The text without the white space around it; raises QuestionRefused. Anything that another
    person will read goes through here first."""
    typed = text.strip()
    if not re.search(r"\w", typed):
        raise QuestionRefused("Write what you would like to know.")
    if len(typed) > longest:
        raise QuestionRefused(f"Please keep this to {longest:,} characters.")
    kinds = list(dict.fromkeys(str(finding.kind) for finding in find(typed)))
    if kinds:
        raise QuestionRefused(
            f"This looks like patient data ({', '.join(kinds)}), so nothing of it was kept. "
            "Write without anything that identifies a patient.",
            redacted=redacted(typed),
        )
    return typed
