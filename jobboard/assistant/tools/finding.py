"""Codes by what they are called: through the engine's reference index, or from the database."""

from __future__ import annotations

import re
from collections.abc import Sequence

import structlog
from sqlalchemy import case, func, or_

from jobboard.assistant.understanding import Understood
from jobboard.assistant.words import EMPTY_STEMS, SAME, plain, stem, words_named
from jobboard.codes.models import Code
from jobboard.codes.placing import code_get
from jobboard.codes.queries import current_codes
from jobboard.codes.systems import normalize
from jobboard.db import db
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import AnyOf, Question
from jobboard.lookup.clinical_terms import readings

log = structlog.get_logger(__name__)

FOUND_LIMIT = 6
# What a question says about the search itself and no code is called.
ABOUT_THE_SEARCH = words_named("search_words")


def codes_called(understood: Understood, limit: int = FOUND_LIMIT) -> list[Code]:
    """The codes whose names have the question's words, best first."""
    said = [word for word in said_in(understood) if stem(word) not in ABOUT_THE_SEARCH]
    if not said:
        return []
    for words in _meant(said):
        found = _asked_for(words, understood.systems, limit)
        if found:
            return found
    return []


def _meant(said: Sequence[str]) -> list[list[str]]:
    """The words, with the field's abbreviations in the words of the code systems."""
    return [words.split() for words in readings(" ".join(said))]


def _asked_for(words: Sequence[str], systems: Sequence[str], limit: int) -> list[Code]:
    try:
        return _from_engine(words, systems, limit)
    except SearchUnavailable as trouble:
        log.info("codes are looked up in the database", trouble=trouble.message)
        return _from_database([stem(word) for word in words], systems, limit)


def said_in(understood: Understood) -> list[str]:
    """The question's own words that carry something, as they were typed; of a follow-up also those
    of the question before."""
    typed = re.findall(r"[a-z0-9-]+", plain(understood.question))
    kept = [word for word in typed if stem(word) not in EMPTY_STEMS]
    return list(dict.fromkeys([*kept, *understood.words] if understood.follows else kept))


def _from_engine(words: Sequence[str], systems: Sequence[str], limit: int) -> list[Code]:
    conditions = [AnyOf("kind", ("code",))]
    if systems:
        conditions.append(AnyOf("system", tuple(systems)))
    question = Question(
        words=" ".join(words),
        conditions=tuple(conditions),
        limit=limit,
        matching="all",
    )
    answer = gateways().reference.ask(question)
    return [code for hit in answer.hits if (code := _row(hit["system"], hit["code"]))]


def _row(system: str, code: str) -> Code | None:
    try:
        return code_get(system, normalize(system, code))
    except ValueError:
        return None


def _from_database(words: Sequence[str], systems: Sequence[str], limit: int) -> list[Code]:
    """All words in the name, the shortest name first: it has the least that was not asked."""
    query = current_codes()
    for word in words[:6]:
        ways = {word, *(said for said, same in SAME.items() if same == word)}
        query = query.where(or_(*(Code.summary.icontains(way, autoescape=True) for way in ways)))
    if systems:
        query = query.where(Code.system.in_(systems))
    billable_first = case((Code.kind == "header", 1), else_=0)
    ordered = query.order_by(func.length(Code.summary), billable_first, Code.key)
    return list(db.session.scalars(ordered.limit(limit)))
