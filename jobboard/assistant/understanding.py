"""What a question is about, as a plain value: its topic, its codes, its modifiers, its words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jobboard.codes.intervals import Interval


class Topic(StrEnum):
    CODE = "code-lookup"
    COMPARE = "compare"
    FAMILY = "family"
    MODIFIER = "modifier"
    PAIR = "pair"
    UNITS = "units"
    ADD_ON = "add-on"
    CROSSWALK = "crosswalk"
    COVERAGE = "coverage"
    GUIDELINE = "guideline"
    COMPLIANCE = "compliance"
    CAREER = "career"
    JOBS = "jobs"
    OTHER = "out-of-scope"

    @property
    def label(self) -> str:
        return TOPIC_LABELS[self]


TOPIC_LABELS = {
    Topic.CODE: "Code lookup",
    Topic.COMPARE: "Comparing codes",
    Topic.FAMILY: "Code family",
    Topic.MODIFIER: "Modifiers",
    Topic.PAIR: "Codes together",
    Topic.UNITS: "Units",
    Topic.ADD_ON: "Add-on codes",
    Topic.CROSSWALK: "Crosswalk",
    Topic.COVERAGE: "Coverage and payment",
    Topic.GUIDELINE: "Guidelines",
    Topic.COMPLIANCE: "Compliance",
    Topic.CAREER: "Career and pay",
    Topic.JOBS: "Job search",
    Topic.OTHER: "Outside our field",
}


ASKS_FOR_CODE = re.compile(
    r"\b(?:codes?|icd\S*|cpt|hcpcs|pcs|drg)\b.{0,30}\b(?:for|of)\b"
    r"|\b(?:what|which)(?:'s| is| are)?(?: the)?(?: \S+){0,3} codes?\b"
    r"|\b(?:what|which) (?:ms[- ]?)?drg(?:'s| is| are| has| for)\b"
    r"|\bhow (?:do|would|should|to|can|is|are).{0,14}\b(?:coded?)\b|\bcodes?\s*\??\s*$",
    re.I,
)

# "What is a PLA code?" wants a meaning.
ASKS_FOR_MEANING = re.compile(r"\bwhat(?:'s| is| are)? (?:an? )?\S+ codes?\s*\??\s*$", re.I)


@dataclass(frozen=True)
class Understood:
    """`codes` are in the order of the question, single or ranges; `systems` are code sets that the
    question names; `words` are what is left that carries meaning."""

    question: str
    topic: Topic = Topic.OTHER
    codes: tuple[Interval, ...] = ()
    modifiers: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    follows: bool = False

    @property
    def single(self) -> Interval | None:
        return self.codes[0] if self.codes else None

    @property
    def asks_for_code(self) -> bool:
        """Whether the code of something is wanted that is named in words."""
        return not self.codes and ASKS_FOR_CODE.search(self.question) is not None

    @property
    def asks_for_meaning(self) -> bool:
        return not self.codes and ASKS_FOR_MEANING.search(self.question) is not None

    def as_json(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "topic": str(self.topic),
            "codes": [str(code) for code in self.codes],
            "modifiers": list(self.modifiers),
            "systems": list(self.systems),
            "words": list(self.words),
            "follows": self.follows,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Understood:
        return cls(
            question=kept["question"],
            topic=Topic(kept["topic"]),
            codes=tuple(Interval.parse(code) for code in kept["codes"]),
            modifiers=tuple(kept["modifiers"]),
            systems=tuple(kept["systems"]),
            words=tuple(kept["words"]),
            follows=kept["follows"],
        )
