"""From what was typed to codes, in all systems at once, each with its live jobs.

Numbers are answered by the database, as stretches of keys in their index. Words are answered by
the engine, one question a system in one round trip, so that each system has its say; without the
engine by a plainer search in the database, which is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, union_all

from jobboard.codes import releases, spellings
from jobboard.codes.census import job_counts
from jobboard.codes.families import FAMILIES
from jobboard.codes.models import Code
from jobboard.codes.naming import NamesACode
from jobboard.codes.placing import State, code_get, standing_of
from jobboard.codes.systems import SYSTEMS, System, code_of
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import Answer, AnyOf, Condition, Matching, Question
from jobboard.lookup import overlap
from jobboard.lookup.clinical_terms import readings
from jobboard.lookup.typed import Kind, Stretch, kind_of, stretches_of

# Of each system where all are asked, and where one is.
SHORT_LIST, LONG_LIST = 4, 50
FIELDS = ("system", "key", "title")
LONGEST_WORD_COUNT = 8
# All words; where nothing has them all, without the commonest.
WAYS: tuple[Matching, ...] = ("all", "frequency")


@dataclass(frozen=True)
class Hit(NamesACode):
    """A code that may be meant. `jobs` is how many live jobs code it."""

    system: str
    key: str
    summary: str
    jobs: int = 0
    state: State = State.CURRENT


@dataclass(frozen=True)
class Group:
    """What a system has, the likeliest first; `total` counts all that match, None where unknown."""

    system: System
    hits: tuple[Hit, ...]
    total: int | None = None

    @property
    def has_more(self) -> bool:
        return self.total is not None and self.total > len(self.hits)


@dataclass(frozen=True)
class Found:
    """`read_as` says what was looked for where it is not what was typed; `degraded`, that the
    engine is away."""

    groups: tuple[Group, ...] = ()
    read_as: tuple[str, ...] = ()
    degraded: bool = False

    @property
    def hits(self) -> list[Hit]:
        return [hit for group in self.groups for hit in group.hits]


def find(text: str, *, now: datetime, system: str | None = None) -> Found:
    """The codes that a short text may mean; of one system only where it is named."""
    found = _find(text.strip(), system)
    return replace(found, groups=_with_jobs(found.groups, now=now))


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


def _find(text: str, system: str | None) -> Found:
    kind = kind_of(text)
    if kind is Kind.NUMBER:
        groups = _by_number(stretches_of(text), system)
        if groups:
            return Found(groups)
    if kind is Kind.NOTHING:
        return Found()
    spelled = spellings.without_name(text)
    found = by_words(spelled.rest, system=system, most=LONG_LIST if system else SHORT_LIST)
    named = tuple(one for one in found.groups if one.system.slug in spelled.systems)
    return replace(found, groups=named or found.groups)


def _by_number(stretches: Sequence[Stretch], system: str | None) -> tuple[Group, ...]:
    asked = [one for one in stretches if system in (None, one.system)]
    most = LONG_LIST if system else SHORT_LIST
    # Of a list that somebody typed, none is left out.
    most = max(most, sum(one.is_one_code for one in asked))
    # One more than is shown: enough to know that there are more.
    hits = stretch_hits(asked, most=most + 1)
    return _grouped([*_of_another_day(asked, hits), *hits], asked, most)


def _of_another_day(asked: Sequence[Stretch], hits: Sequence[Hit]) -> list[Hit]:
    """Whole codes that no release of today has: old claims carry retired ones."""
    current = {(hit.system, hit.key) for hit in hits}
    typed = [(one.system, one.exact) for one in asked if one.exact]
    found = [
        code_get(system, code_of(system, key))
        for system, key in typed
        if (system, key) not in current
    ]
    return [replace(_hit(code), state=standing_of(code).state) for code in found if code]


def stretch_hits(asked: Sequence[Stretch], *, most: int) -> list[Hit]:
    """The first current codes of each stretch, with one question to the database."""
    if not asked:
        return []
    current = releases.are_current(on=releases.today())
    parts = [select(_first_of(one, current, most).subquery()) for one in asked]
    rows = db.session.execute(parts[0] if len(parts) == 1 else union_all(*parts))
    return [_hit(row) for row in rows]


def _first_of(one: Stretch, current: ColumnElement[bool], most: int) -> Any:
    lies_in = and_(Code.system == one.system, Code.key >= one.low, Code.key <= one.high)
    columns = select(Code.system, Code.key, Code.summary)
    return columns.where(lies_in, current).order_by(Code.key).limit(most)


def _grouped(hits: list[Hit], asked: Sequence[Stretch], most: int) -> tuple[Group, ...]:
    groups = []
    for slug in dict.fromkeys(one.system for one in asked):
        there = [hit for hit in hits if hit.system == slug]
        if there:
            groups.append(Group(SYSTEMS[slug], tuple(there[:most]), len(there)))
    return tuple(groups)


def _hit(row: Any) -> Hit:
    summary = row.summary or _family_name(row.system, code_of(row.system, row.key))
    return Hit(row.system, row.key, summary)


def _family_name(system: str, code: str) -> str:
    """What is said of a number that has no words of its own."""
    return next((family.name for family in FAMILIES.of_code(system, code)), "")


def _ask_engine(meant: Sequence[str], system: str | None, most: int) -> tuple[Group, ...]:
    systems = [system] if system else list(SYSTEMS)
    for matching in WAYS:
        questions = [_question(words, slug, most, matching) for slug in systems for words in meant]
        answers = gateways().reference.ask_many(questions)
        if matching != "all":
            answers = [
                _telling(answer, question.words)
                for answer, question in zip(answers, questions, strict=True)
            ]
        groups = _groups_of(answers, systems, len(meant), most)
        if groups:
            return groups
    return ()


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
        hits = [hit_of(document) for answer in theirs for document in answer.hits]
        if hits:
            total = sum(answer.total for answer in theirs)
            once = tuple(dict.fromkeys(hits))
            groups.append(Group(SYSTEMS[slug], once[:most], max(total, len(once))))
    return tuple(groups)


def hit_of(document: Any) -> Hit:
    return Hit(document["system"], document["key"], document.get("title", ""))


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
    return [_hit(row) for row in rows]


def _with_jobs(groups: tuple[Group, ...], *, now: datetime) -> tuple[Group, ...]:
    """One question to the database for the counts of all."""
    hits = [hit for group in groups for hit in group.hits]
    counts = iter(job_counts([hit.interval for hit in hits], now=now))
    return tuple(
        replace(group, hits=tuple(replace(hit, jobs=next(counts)) for hit in group.hits))
        for group in groups
    )
