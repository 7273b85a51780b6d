"""From a case note to candidate codes, grouped by what in the note suggests each.

Nothing of the note is kept: it is read, asked for, and forgotten with the request. A candidate says
only that its words and the note's meet; what the note denies gets none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jobboard.codes import mentions
from jobboard.codes.census import job_counts
from jobboard.errors import SearchUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.search_engine import Answer, AnyOf, Question
from jobboard.lookup.clinical_terms import readings
from jobboard.lookup.finding_numbers import stretch_hits
from jobboard.lookup.finding_words import by_words
from jobboard.lookup.hits import FIELDS, Hit
from jobboard.lookup.note import (
    Phrase,
    Said,
    names_something,
    phrases_in,
    telling_words,
    without_qualities,
)
from jobboard.lookup.typed import Stretch

# What is asked together, so that each has its say: diagnoses, inpatient procedures, services.
FAMILIES_OF_SYSTEMS = (("icd10cm",), ("icd10pcs",), ("cpt", "hcpcs"), ("msdrg",))
MOST_PHRASES, MOST_WITHOUT_ENGINE = 24, 6
OF_EACH, OF_A_PHRASE, ASKED_FOR = 3, 8, 12
WORD = re.compile(r"\w+")
SMALL_WORDS = re.compile(r"\s+(?:of|the|a|an|his|her|their)(?=\s)", re.IGNORECASE)
NAMED_CODES = 20
# How the code systems speak of what is over, or runs in the family.
PAST_WORDS = {
    Said.DONE: "{} status",
    Said.HISTORY: "personal history {}",
    Said.FAMILY: "family history {}",
}
SUGGESTING = frozenset({Said.THERE, Said.DONE, Said.HISTORY, Said.FAMILY, Said.UNCERTAIN})


@dataclass(frozen=True)
class Suggestion:
    """Words of the note, what the note says of them, and the candidates that they suggest."""

    phrase: Phrase
    read_as: str = ""
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Suggestions:
    """`named` are codes that the note spells out; `left_out` counts phrases beyond the most."""

    named: tuple[Hit, ...] = ()
    found: tuple[Suggestion, ...] = ()
    uncertain: tuple[Suggestion, ...] = ()
    denied: tuple[Phrase, ...] = ()
    left_out: int = 0
    degraded: bool = False

    def __bool__(self) -> bool:
        return bool(self.named or self.found or self.uncertain or self.denied)


def suggest(note: str, *, now: datetime, system: str | None = None) -> Suggestions:
    """Candidates of all systems, or of one."""
    phrases = phrases_in(note)
    asked = [phrase for phrase in phrases if phrase.said in SUGGESTING]
    try:
        found, degraded = _ask_engine(asked[:MOST_PHRASES], system), False
    except SearchUnavailable:
        found, degraded = _ask_database(asked[:MOST_WITHOUT_ENGINE], system), True
    found = _with_jobs(found, now=now)
    return Suggestions(
        named=_named(note, system, now=now),
        found=tuple(one for one in found if one.phrase.said is not Said.UNCERTAIN),
        uncertain=tuple(one for one in found if one.phrase.said is Said.UNCERTAIN),
        denied=tuple(phrase for phrase in phrases if phrase.said is Said.NEGATED),
        left_out=max(0, len(asked) - (MOST_WITHOUT_ENGINE if degraded else MOST_PHRASES)),
        degraded=degraded,
    )


def _ask_engine(phrases: Sequence[Phrase], system: str | None) -> list[Suggestion]:
    """In rounds: what a phrase is most likely to mean first, and the next way only for those that
    have found nothing."""
    rounds = {phrase: _ways_of(phrase) for phrase in phrases}
    found: dict[Phrase, Suggestion] = {}
    for place in range(max(map(len, rounds.values()), default=0)):
        asked = {
            phrase: ways[place]
            for phrase, ways in rounds.items()
            if phrase not in found and place < len(ways)
        }
        for phrase, words, hits in _answers(asked, system):
            if hits:
                read_as = words if words.casefold() != phrase.words.casefold() else ""
                found[phrase] = Suggestion(phrase, read_as, hits)
    return [found[phrase] for phrase in phrases if phrase in found]


def _ways_of(phrase: Phrase) -> list[list[str]]:
    """What to look for, the best first; in each round all that the words may mean."""
    meant = [SMALL_WORDS.sub(" ", words).strip() for words in readings(phrase.words)]
    shorter = _shortened(meant, telling_words(meant[0]))
    past = PAST_WORDS.get(phrase.said)
    if past is None:
        return [meant, *shorter]
    less = _shortened(meant, without_qualities(meant[0]))
    told = [[past.format(words) for words in ways] for ways in (meant, *less)]
    # What a relative has is no diagnosis of the patient's.
    return told if phrase.said is Said.FAMILY else [*told, meant, *shorter]


def _shortened(meant: Sequence[str], first: str) -> list[list[str]]:
    shorter = [one for one in (first, *_shorter(meant[0])) if names_something(one)]
    return [[one] for one in dict.fromkeys(shorter) if one not in meant]


def _shorter(words: str) -> Iterator[str]:
    """Without its last word, then without its first: "GVHD of the skin", "severe pancreatitis"."""
    parts = words.split()
    if len(parts) > 1:
        yield " ".join(parts[:-1])
        yield " ".join(parts[1:])


def _answers(
    asked: dict[Phrase, list[str]], system: str | None
) -> Iterator[tuple[Phrase, str, tuple[Hit, ...]]]:
    systems = ((system,),) if system else FAMILIES_OF_SYSTEMS
    questions = [
        _question(words, of) for ways in asked.values() for words in ways for of in systems
    ]
    answers = iter(gateways().reference.ask_many(questions))
    for phrase, ways in asked.items():
        theirs = [(words, next(answers)) for words in ways for _ in systems]
        hits = _hits_of(theirs, OF_A_PHRASE if system else OF_EACH)
        yield phrase, " or ".join(ways), hits


def _question(words: str, systems: Sequence[str]) -> Question:
    conditions = (AnyOf("kind", ("code",)), AnyOf("system", tuple(systems)))
    # A note's words are whole: behind a space, the engine takes none for the beginning of another.
    return Question(
        f"{words} ", conditions, limit=ASKED_FOR, fields=(*FIELDS, "names"), matching="all",
        words_in=("title", "names"),
    )  # fmt: skip


def _hits_of(answers: Sequence[tuple[str, Answer]], of_each: int) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for words, answer in answers:
        fitting = [Hit.of_document(one) for one in answer.hits if _speaks_of(one, words)]
        hits += fitting[:of_each]
    return tuple(dict.fromkeys(hits))[:OF_A_PHRASE]


def _speaks_of(document: Mapping[str, Any], words: str) -> bool:
    """The engine forgives two letters in a long word: "perforation" is no "perforator"."""
    said = " ".join([document.get("title", ""), *document.get("names", ())]).casefold()
    there = set(WORD.findall(said))
    return all(_is_among(word, there) for word in WORD.findall(words.casefold()))


def _is_among(word: str, there: set[str]) -> bool:
    return word in there or any(
        one in (f"{word}s", f"{word}es") or word in (f"{one}s", f"{one}es") for one in there
    )


def _ask_database(phrases: Iterable[Phrase], system: str | None) -> list[Suggestion]:
    found = []
    for phrase in phrases:
        hits = by_words(phrase.words, system=system, most=OF_EACH).hits[:OF_A_PHRASE]
        if hits:
            found.append(Suggestion(phrase, "", tuple(hits)))
    return found


def _named(note: str, system: str | None, *, now: datetime) -> tuple[Hit, ...]:
    """Codes that the note spells out, as far as the reference has them."""
    intervals = dict.fromkeys(m.interval for m in mentions.find(note) if m.interval.is_single)
    asked = [one for one in intervals if system in (None, one.system)][:NAMED_CODES]
    hits = stretch_hits([Stretch(one.system, one.low_key, one.low_key) for one in asked], most=1)
    return tuple(_counted(hits, now=now))


def _with_jobs(found: Sequence[Suggestion], *, now: datetime) -> list[Suggestion]:
    return [replace(one, hits=tuple(_counted(one.hits, now=now))) for one in found]


def _counted(hits: Sequence[Hit], *, now: datetime) -> list[Hit]:
    counts = job_counts([hit.interval for hit in hits], now=now)
    return [replace(hit, jobs=count) for hit, count in zip(hits, counts, strict=True)]
