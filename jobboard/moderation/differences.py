"""What a new wording changes, field by field, and word by word where the field is text. Pure."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jobboard import taxonomy
from jobboard.postings.record import PostingRecord
from jobboard.web.html import plain

# Around a change, what stands beside it is read with it; the rest of a long text is folded away.
LINES_BESIDE, FEWEST_FOLDED = 2, 3


@dataclass(frozen=True)
class Piece:
    """A run of words: "same", "gone" or "new"; "folded" is the same and far from every change."""

    kind: str
    text: str

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]

    @property
    def says_the_same(self) -> bool:
        """Only the layout of the text has changed: a heading, a list, bold letters."""
        return all(piece.kind in ("same", "folded") for piece in self.pieces)


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
    return Difference(label, before, after, tuple(_folded(_pieces(before, after))))


def _pieces(before: str, after: str) -> list[Piece]:
    """Words are compared without the space behind them: a new last sentence leaves the one before
    it as it was."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    bare_old, bare_new = [word.strip() for word in old], [word.strip() for word in new]
    pieces = []
    matcher = difflib.SequenceMatcher(None, bare_old, bare_new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(new[c:d])))
            continue
        if a < b:
            pieces.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(new[c:d])))
    return pieces


def _folded(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for at, piece in enumerate(pieces):
        lines = piece.text.splitlines(keepends=True)
        head = LINES_BESIDE if at else 0
        tail = len(lines) - (LINES_BESIDE if at < len(pieces) - 1 else 0)
        if piece.kind != "same" or tail - head < FEWEST_FOLDED:
            yield piece
            continue
        parts = (("same", lines[:head]), ("folded", lines[head:tail]), ("same", lines[tail:]))
        yield from (Piece(kind, "".join(those)) for kind, those in parts if those)


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
