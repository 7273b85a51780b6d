"""From the typed question to what it is about, with the page and the turn before in mind. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from jobboard.assistant.classifying import topic_of
from jobboard.assistant.codes_in import codes_in, determinations_in, modifiers_in
from jobboard.assistant.understanding import Topic, Understood
from jobboard.assistant.words import meaningful
from jobboard.codes.intervals import Interval

SYSTEM_NAMES = (
    ("icd10pcs", re.compile(r"\b(?:icd[- ]?10[- ]?)?pcs\b", re.I)),
    ("icd10cm", re.compile(r"\bicd[- ]?10(?![- ]?pcs)|\bdiagnos[ei]s code|\bdx code", re.I)),
    ("msdrg", re.compile(r"\b(?:ms[- ]?)?drgs?\b", re.I)),
    ("hcpcs", re.compile(r"\bhcpcs\b", re.I)),
    ("cpt", re.compile(r"\bcpt\b", re.I)),
)
# How people go on: the question before is still meant.
GOES_ON = re.compile(
    r"^\s*(?:and|or|but|also|what about|how about|what if|same|then|so|ok(?:ay)?,?|now)\b", re.I
)
POINTS_BACK = re.compile(
    r"\b(?:it|its|this|that|these|those|them|they|both|(?:this|that) code"
    r"|the (?:same|first|second|other|former|latter))\b",
    re.I,
)
# Beside a code's page these words mean that code.
SHORTEST_WHOLE_QUESTION = 3


def read(
    question: str,
    *,
    known_modifiers: Collection[str],
    about: Interval | None = None,
    before: Understood | None = None,
) -> Understood:
    codes = codes_in(question)
    modifiers = modifiers_in(question, known_modifiers)
    understood = Understood(
        question=question,
        topic=topic_of(question, codes, modifiers, names_rules=bool(determinations_in(question))),
        codes=codes,
        modifiers=modifiers,
        systems=tuple(slug for slug, name in SYSTEM_NAMES if name.search(question)),
        words=meaningful(question),
    )
    if before is not None and _goes_on(understood):
        return _carried_on(understood, before)
    if about is not None and not codes and _is_about_the_page(understood):
        return _with_codes(understood, (about,))
    return understood


def _goes_on(now: Understood) -> bool:
    """Does the question lean on the one before?"""
    if GOES_ON.search(now.question):
        return True
    if now.codes:
        return False
    short = len(now.words) <= SHORTEST_WHOLE_QUESTION
    return POINTS_BACK.search(now.question) is not None and (short or now.topic != Topic.OTHER)


def _carried_on(now: Understood, before: Understood) -> Understood:
    """What the question does not say itself is taken from the one before."""
    codes = now.codes or before.codes
    modifiers = now.modifiers or (before.modifiers if not now.codes else ())
    topic = _topic_carried_on(now, before)
    words = now.words if len(now.words) > SHORTEST_WHOLE_QUESTION else (*now.words, *before.words)
    return replace(
        now,
        topic=topic,
        codes=codes,
        modifiers=modifiers,
        systems=now.systems or before.systems,
        words=tuple(dict.fromkeys(words)),
        follows=True,
    )


def _topic_carried_on(now: Understood, before: Understood) -> Topic:
    says_little = now.topic in (Topic.OTHER, Topic.CODE, Topic.COMPARE, Topic.FAMILY)
    return before.topic if says_little else now.topic


def _is_about_the_page(now: Understood) -> bool:
    """Asked in a code's box, a question that could be about that code is about that code."""
    return now.topic not in (Topic.JOBS, Topic.CAREER, Topic.COMPLIANCE)


def _with_codes(understood: Understood, codes: tuple[Interval, ...]) -> Understood:
    topic = Topic.CODE if understood.topic == Topic.OTHER else understood.topic
    return replace(understood, codes=codes, topic=topic)
