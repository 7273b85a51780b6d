"""Words are answered by the engine, one question a system in one round trip, so that each system has
its say; without the engine by a plainer search in the database, which is said."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from jobboard.codes import releases
from jobboard.codes.models import Code
from jobboard.codes.systems import SYSTEMS
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import Answer, AnyOf, Condition, Matching, Question
from jobboard.lookup import overlap
from jobboard.lookup.clinical_terms import readings
from jobboard.lookup.hits import FIELDS, LONG_LIST, Found, Group, Hit

LONGEST_WORD_COUNT = 8
# All words; where nothing has them all, without the commonest.
WAYS: tuple[Matching, ...] = ("all", "frequency")


def by_words(words: str, *, system: str | None = None, most: int = LONG_LIST) -> Found:
    """By words alone, without the jobs."""
    if not overlap.has_words(words):
        return Found()
    # Also as it stands: short descriptors of HCPCS abbreviate in their own ways.
    meant = list(dict.fromkeys([*readings(words), words]))
    try:
        groups = _ask_engine(meant, system, most)
        degraded = False
    except SearchUnavailable:
        groups, degraded = _ask_database(meant, system, most), True
    return Found(groups, tuple(one for one in meant if one != words), degraded)


def _ask_engine(meant: Sequence[str], system: str | None, most: int) -> tuple[Group, ...]:
    systems = [system] if system else list(SYSTEMS)
    for matching in WAYS:
        questions = [_question(words, slug, most, matching) for slug in systems for words in meant]
        answers = gateways().reference.ask_many(questions)
        if len(meant) > 1:
            answers = [
                _literally(answer, question.words) if question.words == meant[-1] else answer
                for answer, question in zip(answers, questions, strict=True)
            ]
        if matching != "all":
            answers = [
                _telling(answer, question.words)
                for answer, question in zip(answers, questions, strict=True)
            ]
        groups = _groups_of(answers, systems, len(meant), most)
        if groups:
            return groups
    return ()


def _literally(answer: Answer, words: str) -> Answer:
    """What has been read otherwise counts as it stands only where a title has it so: STEMI is no
    slip for a stem cell."""
    wanted = [re.compile(rf"\b{word}\b", re.IGNORECASE) for word in re.findall(r"\w+", words)]
    hits = [one for one in answer.hits if all(it.search(one.get("title", "")) for it in wanted)]
    return answer if len(hits) == len(answer.hits) else replace(answer, hits=hits, total=len(hits))


def _telling(answer: Answer, words: str) -> Answer:
    """Without the hits that share one word with the question by chance."""
    hits = [one for one in answer.hits if overlap.is_enough(words, _said_of(one))]
    return replace(answer, hits=hits, total=len(hits))


def _said_of(document: Any) -> str:
    return " ".join(
        [document.get("title", ""), *document.get("names", ()), str(document.get("text", ""))]
    )


def _question(words: str, system: str, most: int, matching: Matching) -> Question:
    conditions: tuple[Condition, ...] = (AnyOf("kind", ("code",)), AnyOf("system", (system,)))
    fields = FIELDS if matching == "all" else (*FIELDS, "names", "text")
    return Question(words, conditions, limit=most, fields=fields, matching=matching)


def _groups_of(
    answers: Sequence[Answer], systems: Sequence[str], ways: int, most: int
) -> tuple[Group, ...]:
    groups = []
    for place, slug in enumerate(systems):
        theirs = answers[place * ways : (place + 1) * ways]
        hits = [Hit.of_document(document) for answer in theirs for document in answer.hits]
        if hits:
            total = sum(answer.total for answer in theirs)
            once = tuple(dict.fromkeys(hits))
            groups.append(Group(SYSTEMS[slug], once[:most], max(total, len(once))))
    return tuple(groups)


def _ask_database(meant: Sequence[str], system: str | None, most: int) -> tuple[Group, ...]:
    """Codes whose summary has all the words, as the database can tell without the engine."""
    current = releases.are_current(on=releases.today())
    hits: list[Hit] = []
    for words in meant:
        asked = re.findall(r"\w+", words)[:LONGEST_WORD_COUNT]
        if asked:
            hits += _with_all(asked, current, system, most)
    grouped = [
        Group(SYSTEMS[slug], tuple(dict.fromkeys(h for h in hits if h.system == slug))[:most])
        for slug in SYSTEMS
    ]
    return tuple(group for group in grouped if group.hits)


def _with_all(
    words: Sequence[str], current: ColumnElement[bool], system: str | None, most: int
) -> list[Hit]:
    has_all = and_(*(Code.summary.icontains(word, autoescape=True) for word in words))
    query = select(Code.system, Code.key, Code.summary).where(current, has_all)
    if system:
        query = query.where(Code.system == system)
    rows = db.session.execute(query.order_by(Code.system, Code.key).limit(most * len(SYSTEMS)))
    return [Hit.of_row(row) for row in rows]
