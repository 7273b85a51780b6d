"""What CasePilot answers: statements that each cite numbered evidence. Pure.

An answer is a plain value that can be shown, mailed and kept as JSON. Nothing in it may be claimed
that its evidence does not say; `checking` sees to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from jobboard.assistant.understanding import Understood

DISCLAIMER = (
    "General information for coders, not advice on a specific claim and no promise of payment. "
    "The record, the official code books and the payer’s policy decide."
)


class Outcome(StrEnum):
    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    NOT_LOADED = "not_loaded"
    REFUSED = "refused"


class Refusal(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"
    PATIENT_DATA = "patient_data"
    INJECTION = "injection"
    MISUSE = "misuse"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Evidence:
    """A row or a passage, with where it comes from. `release` is the edition that it belongs to."""

    number: int
    text: str
    title: str
    url: str = ""
    system: str = ""
    code: str = ""
    release: str = ""
    source: str = ""

    @property
    def line(self) -> str:
        """The source in a line: what it is, which edition, whose."""
        return " · ".join(part for part in (self.title, self.release, self.source) if part)


@dataclass(frozen=True)
class Statement:
    text: str
    cites: tuple[int, ...]
    heading: str = ""

    @property
    def marks(self) -> str:
        return "".join(f"[{number}]" for number in self.cites)


@dataclass(frozen=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True)
class JobFound:
    """A live job in a line. `why` says what it has to do with the question."""

    title: str
    url: str
    employer: str
    details: str
    why: str


@dataclass(frozen=True)
class Answer:
    question: str
    outcome: Outcome
    understood: Understood
    short: tuple[Statement, ...] = ()
    facts: tuple[Statement, ...] = ()
    checks: tuple[Statement, ...] = ()
    unknown: tuple[str, ...] = ()
    next_steps: tuple[Link, ...] = ()
    jobs: tuple[JobFound, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    refusal: Refusal | None = None
    written_by: str = "template"
    notes: tuple[str, ...] = field(default=())

    @property
    def topic(self) -> str:
        return self.understood.topic

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is claimed; each must be covered by evidence."""
        return (*self.short, *self.facts, *self.checks)

    @property
    def fact_groups(self) -> list[tuple[str, list[Statement]]]:
        groups: dict[str, list[Statement]] = {}
        for statement in self.facts:
            groups.setdefault(statement.heading, []).append(statement)
        return list(groups.items())

    def as_text(self, site_url: str = "") -> str:
        """For a letter: the answer with its marks, then the sources with their addresses."""
        return "\n".join(_lines(self, site_url)).strip() + "\n"

    def as_json(self) -> dict[str, Any]:
        kept = asdict(self)
        kept["understood"] = self.understood.as_json()
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Answer:
        parts = dict(kept)
        parts["outcome"] = Outcome(kept["outcome"])
        parts["refusal"] = Refusal(kept["refusal"]) if kept.get("refusal") else None
        parts["understood"] = Understood.from_json(kept["understood"])
        for name in ("short", "facts", "checks"):
            parts[name] = tuple(
                Statement(one["text"], tuple(one["cites"]), one["heading"]) for one in kept[name]
            )
        parts["unknown"], parts["notes"] = tuple(kept["unknown"]), tuple(kept["notes"])
        parts["next_steps"] = tuple(Link(**one) for one in kept["next_steps"])
        parts["jobs"] = tuple(JobFound(**one) for one in kept["jobs"])
        parts["evidence"] = tuple(Evidence(**one) for one in kept["evidence"])
        return cls(**parts)


def _lines(answer: Answer, site_url: str) -> Iterator[str]:
    for statement in answer.short:
        yield f"{statement.text} {statement.marks}".rstrip()
    for heading, statements in answer.fact_groups:
        yield from ("", heading or "What we know")
        yield from (f"- {one.text} {one.marks}" for one in statements)
    if answer.checks:
        yield from ("", "What to check in the record")
        yield from (f"- {one.text} {one.marks}" for one in answer.checks)
    if answer.unknown:
        yield from ("", "What could not be determined")
        yield from (f"- {line}" for line in answer.unknown)
    if answer.jobs:
        yield from ("", "Live jobs")
        yield from (f"- {job.title}, {job.employer}: {site_url}{job.url}" for job in answer.jobs)
    if answer.next_steps:
        yield from ("", "Next steps")
        yield from (f"- {step.text}: {_address(step.url, site_url)}" for step in answer.next_steps)
    if answer.evidence:
        yield from ("", "Sources")
        for one in answer.evidence:
            yield f"[{one.number}] {one.line} {_address(one.url, site_url)}".rstrip()
    if answer.outcome != Outcome.REFUSED:
        yield from ("", DISCLAIMER)


def _address(url: str, site_url: str) -> str:
    return f"{site_url}{url}" if url.startswith("/") else url
