"""What is not answered, and why: before anything else is done with a question. Pure.

Patient data is refused with a redacted text to send instead. An injection is refused, although
there is nothing that it could reach: the template takes no orders, and a model's answer is checked.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from jobboard.assistant.answers import Refusal
from jobboard.assistant.words import plain
from jobboard.screening.patient_data import find, redacted

LONGEST_QUESTION = 1_000
# Longer than this is not even looked into.
LONGEST_LOOKED_AT = 20_000


@dataclass(frozen=True)
class Refused:
    why: Refusal
    sentence: str
    kinds: tuple[str, ...] = ()
    redacted: str = ""


SENTENCES = {
    Refusal.EMPTY: "Type a question, such as “What is CPT code 38240?”.",
    Refusal.TOO_LONG: (
        f"Please ask in at most {LONGEST_QUESTION:,} characters. For a whole case note, "
        "use the code lookup."
    ),
    Refusal.INJECTION: (
        "This reads like an instruction to a program, not like a coding question. CasePilot "
        "answers from the reference only and takes no instructions. Please ask in a sentence."
    ),
    Refusal.MISUSE: (
        "We do not help to bill more than the record supports. Coding for payment instead of for "
        "what was documented is upcoding, and a claim made so is false. Ask what the record must "
        "show for a code, and we will gladly answer."
    ),
    Refusal.OUT_OF_SCOPE: (
        "That is outside our field. CasePilot answers questions on medical codes, coding "
        "guidelines, modifiers, edits, compliance, Medicare coverage, coding careers and jobs. It "
        "gives no medical, legal or tax advice."
    ),
}

FILE = Path(__file__).parent / "data" / "guard.toml"


def _patterns() -> dict[str, re.Pattern[str]]:
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: re.compile("|".join(ways), re.I | re.S) for name, ways in listed.items()}


PATTERNS = _patterns()


def refusal_of(question: str) -> Refused | None:
    """Why this is not answered, or None."""
    typed = question.strip()
    if len(typed) > LONGEST_LOOKED_AT:
        return _refused(Refusal.TOO_LONG)
    if not re.search(r"\w", typed):
        return _refused(Refusal.EMPTY)
    patient = _patient_data(typed)
    if patient:
        return patient
    if len(typed) > LONGEST_QUESTION:
        return _refused(Refusal.TOO_LONG)
    said = plain(typed)
    if PATTERNS["injection"].search(said):
        return _refused(Refusal.INJECTION)
    # Somebody who asks what the law says about it is not the one who does it.
    if PATTERNS["misuse"].search(said) and not PATTERNS["asks_about_it"].search(said):
        return _refused(Refusal.MISUSE)
    if PATTERNS["not_ours"].search(said):
        return _refused(Refusal.OUT_OF_SCOPE)
    return None


def is_of_our_field(question: str) -> bool:
    return PATTERNS["ours"].search(plain(question)) is not None


def out_of_scope() -> Refused:
    return _refused(Refusal.OUT_OF_SCOPE)


def _refused(why: Refusal) -> Refused:
    return Refused(why, SENTENCES[why])


def _patient_data(typed: str) -> Refused | None:
    kinds = tuple(dict.fromkeys(str(finding.kind) for finding in find(typed)))
    if not kinds:
        return None
    sentence = (
        f"This looks like patient data ({', '.join(kinds)}), so it was not read further and not "
        "kept. Ask without anything that identifies a patient; here is your text with it taken out."
    )
    return Refused(Refusal.PATIENT_DATA, sentence, kinds, redacted(typed))
