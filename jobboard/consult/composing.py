"""What an answer must be before it is signed: every code in it stands in a source that it cites. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jobboard.assistant.answers import Evidence
from jobboard.assistant.checking import figures_in
from jobboard.assistant.codes_in import codes_in
from jobboard.codes.intervals import Interval

CITATION = re.compile(r"\[(\d{1,3})\]")
LONGEST_ANSWER = 8_000
MOST_CITATIONS = 30


def cited_in(text: str) -> set[int]:
    return {int(number) for number in CITATION.findall(text)}


def troubles_of(text: str, evidence: Sequence[Evidence]) -> list[str]:
    """Sentences about what keeps this answer from being signed."""
    if not re.search(r"\w", text):
        return ["Write the answer."]
    if len(text) > LONGEST_ANSWER:
        return [f"Please keep the answer to {LONGEST_ANSWER:,} characters."]
    cites, known = cited_in(text), {one.number for one in evidence}
    troubles = []
    if not cites & known:
        troubles.append("Cite at least one source: put its number in brackets, such as [1].")
    if strange := sorted(cites - known):
        missing = ", ".join(f"[{number}]" for number in strange)
        troubles.append(f"There is no source {missing}.")
    if uncovered := uncovered_codes(text, [one for one in evidence if one.number in cites]):
        troubles.append(
            f"No source that you cite names {', '.join(uncovered)}. Cite one that does, or leave "
            "it out."
        )
    return troubles


def uncovered_codes(text: str, cited: Sequence[Evidence]) -> list[str]:
    """Codes of the text that no cited source names."""
    known = figures_in(" ".join(f"{one.title} {one.code} {one.text}" for one in cited))
    words = CITATION.sub(" ", text)
    named = [end for interval in codes_in(words) for end in _ends(interval)]
    return [code for code in dict.fromkeys(named) if not figures_in(code) <= known]


def used(text: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sources that the text cites: those that are sent with it."""
    cites = cited_in(text)
    return [one for one in evidence if one.number in cites]


def with_source(evidence: Sequence[Evidence], more: Evidence) -> list[Evidence]:
    """One more source under the next free number; what is there already stays once."""
    if any((one.title, one.text, one.url) == (more.title, more.text, more.url) for one in evidence):
        return list(evidence)
    number = max((one.number for one in evidence), default=0) + 1
    fields = {**vars(more), "number": number}
    return [*evidence, Evidence(**fields)]


def without_source(evidence: Sequence[Evidence], number: int) -> list[Evidence]:
    """The others keep their numbers: the text cites them."""
    return [one for one in evidence if one.number != number]


def _ends(interval: Interval) -> tuple[str, ...]:
    return (interval.text(),) if interval.is_single else tuple(interval.text("-").split("-"))
