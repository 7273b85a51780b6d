"""The file of an evaluation: questions with what a right answer has. Pure; see
docs/assistant-evaluation.md. All of a file is checked before anything is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from jobboard.assistant.answers import Outcome, Refusal
from jobboard.codes.intervals import Interval

FIELDS = frozenset({
    "id", "kind", "ask", "about", "after", "expect", "refusal", "facts", "forbidden", "citations",
    "needs", "note",
})  # fmt: skip
# What other files call them.
ALSO_CALLED = {
    "question": "ask", "q": "ask", "prompt": "ask", "class": "kind", "topic": "kind", "category": "kind",
    "page": "about", "code": "about", "before": "after", "history": "after", "outcome": "expect",
    "expected": "facts", "expected_facts": "facts", "must_say": "facts",
    "forbidden_codes": "forbidden", "must_not_say": "forbidden",
    "required_citations": "citations", "cites": "citations", "notes": "note",
    "refuse": "refusal", "expected_refusal": "refusal",
}  # fmt: skip
REFUSALS_CALLED = {
    "phi": Refusal.PATIENT_DATA, "patient-data": Refusal.PATIENT_DATA, "scope": Refusal.OUT_OF_SCOPE,
    "out-of-scope": Refusal.OUT_OF_SCOPE, "prompt_injection": Refusal.INJECTION,
    "upcoding": Refusal.MISUSE, "fraud": Refusal.MISUSE, "length": Refusal.TOO_LONG,
}  # fmt: skip
LONGEST_FILE = 5_000_000


class FileWrong(ValueError):
    """All that is wrong with the file, a line each."""


@dataclass(frozen=True)
class Question:
    """`facts` are alternatives: each must be met by one of its ways. `citations` likewise."""

    id: str
    kind: str
    ask: str
    about: Interval | None = None
    after: tuple[str, ...] = ()
    expect: Outcome = Outcome.ANSWERED
    refusal: Refusal | None = None
    facts: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    citations: tuple[tuple[str, ...], ...] = ()
    needs: tuple[str, ...] = ()


def read(text: str) -> list[Question]:
    """The questions; FileWrong says which entry and why."""
    if len(text) > LONGEST_FILE:
        raise FileWrong("The file is larger than 5 MB.")
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as trouble:
        raise FileWrong(f"This is not YAML: {str(trouble)[:300]}") from None
    entries = content.get("questions") if isinstance(content, dict) else content
    if not isinstance(entries, list) or not entries:
        raise FileWrong("The file needs a list named “questions”.")
    return _checked(entries)


def _checked(entries: list[Any]) -> list[Question]:
    found: list[Question] = []
    troubles: list[str] = []
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        try:
            question = _question(entry, number)
            if question.id in seen:
                raise ValueError("its id was used before")
            seen.add(question.id)
            found.append(question)
        except ValueError as trouble:
            name = entry.get("id", "?") if isinstance(entry, dict) else "?"
            troubles.append(f"question {number} ({name}): {trouble}")
    if troubles:
        raise FileWrong("\n".join(troubles))
    return found


def _question(entry: Any, number: int) -> Question:
    if not isinstance(entry, dict):
        raise ValueError("it is not a mapping")
    entry = {ALSO_CALLED.get(str(name), str(name)): value for name, value in entry.items()}
    unknown = set(entry) - FIELDS
    if unknown:
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
    if not isinstance(entry.get("ask"), str):
        raise ValueError("“ask” is missing")
    refusal = _refusal(entry.get("refusal"))
    is_refused = bool(entry.get("refusal"))
    expect = Outcome(entry.get("expect") or (Outcome.REFUSED if is_refused else Outcome.ANSWERED))
    return Question(
        id=str(entry.get("id") or f"q{number}"),
        kind=str(entry.get("kind") or "other"),
        ask=entry["ask"],
        about=Interval.parse(str(entry["about"])) if entry.get("about") else None,
        after=tuple(_words(entry.get("after"))),
        expect=expect,
        refusal=refusal,
        facts=_alternatives(entry.get("facts")),
        forbidden=tuple(_words(entry.get("forbidden"))),
        citations=_alternatives(entry.get("citations")),
        needs=tuple(_words(entry.get("needs"))),
    )


def _refusal(given: Any) -> Refusal | None:
    """Which refusal is wanted; `true` stands for any."""
    if not given or given is True:
        return None
    return REFUSALS_CALLED.get(str(given)) or Refusal(str(given))


def _words(given: Any) -> list[str]:
    if given is None:
        return []
    if isinstance(given, str | int | float):
        return [str(given)]
    if isinstance(given, list) and all(isinstance(one, str | int | float) for one in given):
        return [str(one) for one in given]
    raise ValueError(f"a list of words is wanted, not {given!r:.60}")


def _alternatives(given: Any) -> tuple[tuple[str, ...], ...]:
    if given is None:
        return ()
    listed = given if isinstance(given, list) else [given]
    return tuple(tuple(_words(one)) for one in listed)
