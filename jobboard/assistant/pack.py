"""An answer in the making: numbered evidence first, then statements that cite it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jobboard.assistant.answers import Answer, Evidence, JobFound, Link, Outcome, Statement
from jobboard.assistant.checking import is_covered
from jobboard.assistant.retrieval import Passage
from jobboard.assistant.understanding import Understood

MOST_FACTS, MOST_CHECKS, MOST_STEPS = 16, 6, 6


@dataclass
class Pack:
    """Tools fill it; `as_answer` numbers what is cited and drops what nothing covers."""

    understood: Understood
    evidence: list[Evidence] = field(default_factory=list)
    short: list[Statement] = field(default_factory=list)
    facts: list[Statement] = field(default_factory=list)
    checks: list[Statement] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    steps: list[Link] = field(default_factory=list)
    jobs: list[JobFound] = field(default_factory=list)
    not_found: bool = False
    not_loaded: bool = False

    def add(
        self,
        text: str,
        title: str,
        *,
        url: str = "",
        system: str = "",
        code: str = "",
        release: str = "",
        source: str = "",
    ) -> int:
        """The number under which this row or passage is cited; the same one once."""
        for known in self.evidence:
            if (known.text, known.title) == (text, title):
                return known.number
        number = len(self.evidence) + 1
        self.evidence.append(Evidence(number, text, title, url, system, code, release, source))
        return number

    def add_passage(self, passage: Passage) -> int:
        return self.add(
            passage.text,
            passage.label,
            url=passage.url,
            release=passage.release,
            source=passage.source,
        )

    def say(self, text: str, *cites: int) -> None:
        """A sentence of the short answer."""
        self._append(self.short, Statement(text, cites))

    def fact(self, text: str, *cites: int, heading: str = "") -> None:
        self._append(self.facts, Statement(text, cites, heading))

    def check(self, text: str, *cites: int) -> None:
        self._append(self.checks, Statement(text, cites))

    def cannot(self, text: str) -> None:
        """What could not be determined, in a sentence."""
        if text not in self.unknown:
            self.unknown.append(text)

    def next(self, text: str, url: str) -> None:
        if all(step.url != url for step in self.steps):
            self.steps.append(Link(text, url))

    @property
    def says_something(self) -> bool:
        return bool(self.short or self.facts)

    def said(self, text: str) -> bool:
        return any(text == one.text for one in (*self.short, *self.facts, *self.checks))

    def as_answer(self) -> Answer:
        short = self._covered(self.short)
        facts = self._covered(self.facts)[:MOST_FACTS]
        checks = self._covered(self.checks)[:MOST_CHECKS]
        cited = _numbers((*short, *facts, *checks))
        renumbered = {old: new for new, old in enumerate(cited, 1)}
        return Answer(
            question=self.understood.question,
            outcome=self._outcome(),
            understood=self.understood,
            short=tuple(_cited_anew(short, renumbered)),
            facts=tuple(_cited_anew(facts, renumbered)),
            checks=tuple(_cited_anew(checks, renumbered)),
            unknown=tuple(self.unknown),
            next_steps=tuple(self.steps[:MOST_STEPS]),
            jobs=tuple(self.jobs),
            evidence=tuple(
                Evidence(**{**vars(self.evidence[old - 1]), "number": renumbered[old]})
                for old in cited
            ),
        )

    def _outcome(self) -> Outcome:
        if self.not_loaded:
            return Outcome.NOT_LOADED
        if self.not_found or not (self.says_something or self.jobs):
            return Outcome.NOT_FOUND
        return Outcome.ANSWERED

    def _covered(self, statements: list[Statement]) -> list[Statement]:
        """The last guard of the template itself: no statement without rows that say its codes."""
        return [
            one
            for one in statements
            if is_covered(one.text, [self.evidence[number - 1] for number in one.cites])
        ]

    def _append(self, to: list[Statement], statement: Statement) -> None:
        if statement.text and not self.said(statement.text):
            to.append(statement)


def _numbers(statements: Iterable[Statement]) -> list[int]:
    return list(dict.fromkeys(number for one in statements for number in one.cites))


def _cited_anew(statements: Iterable[Statement], renumbered: dict[int, int]) -> Iterator[Statement]:
    for one in statements:
        yield Statement(one.text, tuple(renumbered[number] for number in one.cites), one.heading)
