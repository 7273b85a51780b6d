"""What a new wording changes, field by field, and word by word where the field is text. Pure."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from jobboard import taxonomy
from jobboard.postings.record import PostingRecord
from jobboard.web.html import plain


@dataclass(frozen=True)
class Piece:
    """A run of words: "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


LABELS = {
    "title": "Title",
    "description": "Description",
    "role": "Role",
    "level": "Level",
    "specialties": "Specialties",
    "setting": "Setting",
    "codes": "Codes and families",
    "credentials": "Credentials",
    "arrangement": "Arrangement",
    "eligible_states": "Eligible states",
    "places": "Places",
    "place_text": "Place",
    "grade": "Grade",
    "employment_type": "Employment type",
    "shift": "Shift",
    "benefits": "Benefits",
    "pay": "Pay",
    "pay_missing": "Why pay is not stated",
    "software": "Software",
    "productivity": "Productivity",
    "accuracy_percent": "Accuracy",
    "apply": "How to apply",
    "questions": "Screening questions",
    "posted_at": "First day",
    "expires_at": "Last day",
}


def differences(before: PostingRecord, after: PostingRecord) -> list[Difference]:
    """The fields that say something else, in the order of the form; empty when none does."""
    said = [(name, getattr(before, name), getattr(after, name)) for name in LABELS]
    return [
        _difference(LABELS[name], _words(name, old), _words(name, new))
        for name, old, new in said
        if old != new
    ]


def _difference(label: str, before: str, after: str) -> Difference:
    return Difference(label, before, after, tuple(_pieces(before, after)))


def _pieces(before: str, after: str) -> list[Piece]:
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    pieces = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(new[c:d])))
    return pieces


def _words(name: str, value: Any) -> str:
    if value is None or value == ():
        return ""
    if name in WRITERS:
        return WRITERS[name](value)
    return str(value)


def _labels(vocabulary: Any) -> Any:
    return lambda slugs: ", ".join(vocabulary[slug].label for slug in slugs)


def _label(vocabulary: Any) -> Any:
    return lambda slug: vocabulary[slug].label


def _credentials(value: Any) -> str:
    parts = [
        ("any of", value.any_of),
        ("all of", value.all_of),
        ("preferred", value.preferred),
    ]
    said = [f"{label} {', '.join(codes)}" for label, codes in parts if codes]
    if value.accept_apprentice is not None:
        said.append("apprentices welcome" if value.accept_apprentice else "no apprentices")
    return "; ".join(said)


def _question(question: Any) -> str:
    required = " (required)" if question.required else ""
    choices = f": {' / '.join(question.choices)}" if question.choices else ""
    return f"{question.text}{choices}{required}"


WRITERS: dict[str, Any] = {
    "description": plain,
    "role": _label(taxonomy.ROLES),
    "level": _label(taxonomy.LEVELS),
    "specialties": _labels(taxonomy.SPECIALTIES),
    "setting": _label(taxonomy.SETTINGS),
    "codes": lambda codes: ", ".join(interval.label for interval in codes),
    "credentials": _credentials,
    "arrangement": _label(taxonomy.ARRANGEMENTS),
    "eligible_states": _labels(taxonomy.STATES),
    "places": lambda places: "; ".join(map(str, places)),
    "employment_type": _label(taxonomy.EMPLOYMENT_TYPES),
    "shift": _label(taxonomy.SHIFTS),
    "benefits": _labels(taxonomy.BENEFITS),
    "pay": lambda pay: pay.text,
    "pay_missing": _label(taxonomy.PAY_MISSING_REASONS),
    "software": lambda asked: ", ".join(
        f"{one.name} ({one.level})" if one.level else one.name for one in asked
    ),
    "productivity": lambda value: value.text,
    "accuracy_percent": lambda value: f"{value:g} %",
    "apply": lambda value: value.url or value.email or "on the board",
    "questions": lambda questions: "\n".join(map(_question, questions)),
}
