"""Answers to screening questions, as plain values: how they are kept, and how they read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from jobboard import taxonomy

NO_CREDENTIAL, OTHER_CREDENTIAL = "none", "other"

# What a list of applicants has room for.
SHORT = 48


@dataclass(frozen=True)
class Sending:
    """What a candidate sends along with a résumé."""

    name: str
    phone: str | None
    note: str
    answers: tuple[dict[str, Any], ...]


def answer(question: str, kind: str, value: Any) -> dict[str, Any]:
    """As it is kept with the application, in the question's own words."""
    return {"question": question, "kind": kind, "answer": value}


def spoken(given: dict[str, Any]) -> str:
    """The answer for people to read; empty where there was none."""
    value = given["answer"]
    if value in (None, "", []):
        return ""
    return _SPEAKERS.get(given["kind"], str)(value)


def in_short(answers: list[dict[str, Any]], *, most: int = 3) -> list[tuple[str, str]]:
    """The first few answers that say something, cut to fit a card."""
    said = [(one["question"], spoken(one)) for one in answers]
    return [(_cut(question), _cut(text)) for question, text in said if text][:most]


def _credential(slug: str) -> str:
    if slug == NO_CREDENTIAL:
        return "None of those listed"
    if slug == OTHER_CREDENTIAL:
        return "Another one"
    term = taxonomy.CREDENTIALS.get(slug)
    return term.choice_label if term else slug


def _date(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day:%B} {day.day}, {day.year}"


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


_SPEAKERS = {
    "yes-no": lambda value: "Yes" if value is True else "No",
    "several": ", ".join,
    "number": lambda value: f"{value:,g}",
    "date": _date,
    "credential": _credential,
}
