"""What looks like patient data in a text, and the text without it. Pure.

Asked before a person's words go anywhere: a case note, a question to the assistant, a letter to a
consultant. It is a net, not a proof: it is meant to catch what people paste by mistake, and to
leave ordinary coding questions alone. Of dates only those of birth count by themselves; a date of
service identifies nobody until a name stands with it, and then it is the name that is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jobboard.screening import patterns
from jobboard.screening.name_words import could_be_a_name
from jobboard.screening.names import names_in


class Kind(StrEnum):
    """What it is, in the words that people read; it also stands in its place when redacted."""

    NAME = "name"
    BIRTH_DATE = "date of birth"
    RECORD_NUMBER = "record number"
    MEMBER_NUMBER = "member number"
    SOCIAL_SECURITY = "social security number"
    PHONE = "phone number"
    EMAIL = "email address"
    ADDRESS = "street address"
    AGE = "age over 89"


@dataclass(frozen=True, order=True)
class Finding:
    """`text[start:end]` looks like patient data. `reason` never repeats it."""

    start: int
    end: int
    kind: Kind
    reason: str


REASONS = {
    Kind.BIRTH_DATE: "a date of birth",
    Kind.RECORD_NUMBER: "a number after a record's label",
    Kind.MEMBER_NUMBER: "a member, policy, claim or account number",
    Kind.SOCIAL_SECURITY: "the shape of a social security number",
    Kind.PHONE: "a phone or fax number",
    Kind.EMAIL: "an email address",
    Kind.ADDRESS: "a street address",
    Kind.AGE: "an age over 89, which counts as identifying",
}
PATTERNS: tuple[tuple[Kind, Sequence[re.Pattern[str]]], ...] = (
    (Kind.SOCIAL_SECURITY, patterns.SOCIAL_SECURITY),
    (Kind.BIRTH_DATE, patterns.BIRTH_DATES),
    (Kind.RECORD_NUMBER, patterns.RECORD_NUMBERS),
    (Kind.MEMBER_NUMBER, patterns.MEMBER_NUMBERS),
    (Kind.EMAIL, patterns.EMAILS),
    (Kind.PHONE, patterns.PHONES),
    (Kind.ADDRESS, patterns.ADDRESSES),
    (Kind.AGE, patterns.AGES),
)
# Taking one thing away may bring two others together; this many rounds have always been enough.
ROUNDS = 5


def find(text: str) -> list[Finding]:
    """Everything that looks like patient data, in the text's order and without overlaps."""
    return _apart(sorted([*_names(text), *_numbers(text)]))


def redacted(text: str) -> str:
    """The text with what was found replaced by its kind in brackets. Nothing is found in it."""
    for _ in range(ROUNDS):
        findings = find(text)
        if not findings:
            break
        text = _replaced(text, findings)
    return text


def _replaced(text: str, findings: Sequence[Finding]) -> str:
    pieces, at = [], 0
    for found in findings:
        pieces += [text[at : found.start], f"[{found.kind.value}]"]
        at = found.end
    return "".join([*pieces, text[at:]])


def _names(text: str) -> Iterator[Finding]:
    for start, end, why in names_in(text):
        yield Finding(start, end, Kind.NAME, why)


def _numbers(text: str) -> Iterator[Finding]:
    for kind, ways in PATTERNS:
        for pattern in ways:
            for match in pattern.finditer(text):
                if kind is not Kind.ADDRESS or _is_a_street(match):
                    yield Finding(*match.span("it"), kind, REASONS[kind])


def _is_a_street(match: re.Match[str]) -> bool:
    words = match.groupdict().get("words")
    return not words or all(could_be_a_name(word) or word[0].isdigit() for word in words.split())


def _apart(findings: Sequence[Finding]) -> list[Finding]:
    """Findings that overlap become one, of the first one's kind."""
    apart: list[Finding] = []
    for found in findings:
        if apart and found.start < apart[-1].end:
            first = apart.pop()
            found = Finding(first.start, max(first.end, found.end), first.kind, first.reason)
        apart.append(found)
    return apart
