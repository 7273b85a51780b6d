"""What an answer is worth, and the figures of many. Pure; see docs/assistant-evaluation.md."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from jobboard.assistant.answers import Answer, Evidence, Outcome
from jobboard.assistant.checking import unsupported
from jobboard.assistant.evaluation.questions import Question
from jobboard.assistant.words import plain

SAYS_NOTHING = (Outcome.NOT_FOUND, Outcome.NOT_LOADED)


@dataclass(frozen=True)
class Score:
    """`facts` and `cites` are (met, wanted). `unsupported` are codes and figures that no evidence
    has, and forbidden ones that were said."""

    question: Question
    outcome: str
    facts: tuple[int, int]
    cites: tuple[int, int]
    covered: tuple[int, int]
    unsupported: tuple[str, ...]
    outcome_right: bool
    refusal_right: bool | None
    ms: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figures:
    questions: int
    fact_recall: float
    unsupported_codes: float
    citation_coverage: float
    citations_right: float
    refusals_right: float
    outcomes_right: float
    p50_ms: float
    p95_ms: float
    by_kind: dict[str, float] = field(default_factory=dict)

    def as_lines(self) -> dict[str, float]:
        kept = {name: value for name, value in vars(self).items() if name != "by_kind"}
        return kept | {f"facts: {kind}": value for kind, value in sorted(self.by_kind.items())}


def score(question: Question, answer: Answer, ms: float) -> Score:
    said = shown(answer)
    as_expected = answer.outcome == question.expect
    # "Not loaded" and "not found" are worth nothing unless they are the right answer.
    counts = as_expected or answer.outcome not in SAYS_NOTHING
    met = [any(_says(said, way) for way in ways) for ways in question.facts]
    cited = [any(_cites(answer.evidence, way) for way in ways) for ways in question.citations]
    wrong = (*_unsupported(answer), *(one for one in question.forbidden if _has(said, one)))
    covered = sum(bool(one.cites) for one in answer.statements), len(answer.statements)
    facts = (sum(met) if counts else 0), len(met)
    return Score(
        question=question,
        outcome=str(answer.outcome),
        facts=facts,
        cites=(sum(cited) if counts else 0, len(cited)),
        covered=covered,
        unsupported=tuple(wrong),
        outcome_right=as_expected,
        refusal_right=_refusal_right(question, answer),
        ms=ms,
        why=tuple(_reasons(question, answer, met, cited, wrong)),
    )


def figures_of(scores: Sequence[Score]) -> Figures:
    kinds: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        kinds[one.question.kind].append(one)
    refusals = [one.refusal_right for one in scores if one.refusal_right is not None]
    times = sorted(one.ms for one in scores)
    return Figures(
        questions=len(scores),
        fact_recall=_share(one.facts for one in scores),
        unsupported_codes=_rounded(sum(bool(one.unsupported) for one in scores), len(scores)),
        citation_coverage=_share(one.covered for one in scores),
        citations_right=_share(one.cites for one in scores),
        refusals_right=_rounded(sum(refusals), len(refusals)),
        outcomes_right=_rounded(sum(one.outcome_right for one in scores), len(scores)),
        p50_ms=round(median(times), 1) if times else 0.0,
        p95_ms=round(times[int(len(times) * 0.95) - 1], 1) if times else 0.0,
        by_kind={
            kind: _share(one.facts for one in those)
            for kind, those in kinds.items()
            if any(one.facts[1] for one in those)
        },
    )


def shown(answer: Answer) -> str:
    """All that a reader sees of the answer, without the question and without the sources' names."""
    jobs = [f"{job.title} {job.employer} {job.details} {job.why}" for job in answer.jobs]
    said = [one.text for one in answer.statements]
    return " \n ".join([*said, *answer.unknown, *jobs, *(step.text for step in answer.next_steps)])


def _says(said: str, fact: str) -> bool:
    return _normal(fact) in _normal(said)


def _has(said: str, code: str) -> bool:
    """A forbidden code as a whole word; `cpt:38241` is looked for as 38241."""
    bare = re.escape(plain(code.partition(":")[2] or code))
    return re.search(rf"(?<![\w.]){bare}(?![\w])", plain(said)) is not None


def _cites(evidence: Iterable[Evidence], wanted: str) -> bool:
    kind, colon, rest = wanted.partition(":")
    if colon and kind == "article":
        return any(f"/articles/{rest}" in one.url for one in evidence)
    if colon and kind == "release":
        return any(_normal(rest) in _normal(one.release) for one in evidence)
    code = _normal(rest if colon else wanted)
    return any(code in (_normal(one.code), *_normal(one.title).split()) for one in evidence)


def _unsupported(answer: Answer) -> list[str]:
    """Codes and figures of every statement against the rows that it cites."""
    by_number = {one.number: one for one in answer.evidence}
    return [
        strange
        for one in answer.statements
        for strange in unsupported(one.text, [by_number[number] for number in one.cites])
    ]


def _refusal_right(question: Question, answer: Answer) -> bool | None:
    """None where neither is a refusal: that says nothing about refusing."""
    if question.expect != Outcome.REFUSED and answer.outcome != Outcome.REFUSED:
        return None
    if question.expect != answer.outcome:
        return False
    return question.refusal is None or question.refusal == answer.refusal


def _reasons(
    question: Question,
    answer: Answer,
    met: Sequence[bool],
    cited: Sequence[bool],
    wrong: Sequence[str],
) -> Iterable[str]:
    if answer.outcome != question.expect:
        yield f"{answer.outcome} instead of {question.expect}"
    elif question.refusal and answer.refusal != question.refusal:
        yield f"refused as {answer.refusal} instead of {question.refusal}"
    for ways, is_met in zip(question.facts, met, strict=True):
        if not is_met:
            yield f"does not say {' or '.join(ways)}"
    for ways, is_cited in zip(question.citations, cited, strict=True):
        if not is_cited:
            yield f"does not cite {' or '.join(ways)}"
    for one in wrong:
        yield f"says {one} without evidence, or although it is forbidden"


def _normal(text: str) -> str:
    return " ".join(re.sub(r"[“”\"'’,;:()\[\]]", " ", plain(text)).split())


def _share(pairs: Iterable[tuple[int, int]]) -> float:
    listed = list(pairs)
    return _rounded(sum(met for met, _ in listed), sum(wanted for _, wanted in listed))


def _rounded(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 1.0
