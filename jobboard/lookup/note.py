"""What a case note names, and what it says of it: there, past, in question, denied. Pure.

The note is cut into clauses, and clauses at the words that join things ("with", "due to", "and").
A cue before a thing ("no evidence of", "denies", "r/o", "s/p") holds until its clause turns ("but",
"however", "now", a verb); a cue after it ("… was ruled out") holds for that thing. Nothing here
says that anything is so: it finds words to look for, and what the note says of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from jobboard.lookup.clinical_terms import terms_in

FILE = Path(__file__).parent / "data" / "note_words.toml"
CLAUSE_END = re.compile(r"(?<!\bdr)(?<!\bvs)[.!;]\s+|[\n\r]+|\.$|:\s", re.IGNORECASE)
COMMA = re.compile(r"\s*[,()\[\]|•·]\s*|\s[-–—]\s")
WORD = re.compile(r"[A-Za-z][A-Za-z'’/&-]*\d?[A-Za-z]?|\d+(?:st|nd|rd|th)?")
BEING = re.compile(r"\s*(?:(?:is|was|were|are|has been|have been|been)\s*)?", re.IGNORECASE)
MOST_WORDS, SHORTEST_WORD = 8, 3
MOST_PHRASES = 60


class Said(StrEnum):
    """What the note says of a thing."""

    THERE = "there"
    DONE = "done"
    HISTORY = "history"
    FAMILY = "family"
    UNCERTAIN = "uncertain"
    NEGATED = "negated"


# Where two cues reach the same thing, the one that claims less counts.
STRONGEST_FIRST = (Said.NEGATED, Said.FAMILY, Said.UNCERTAIN, Said.DONE, Said.HISTORY)


@dataclass(frozen=True)
class Phrase:
    """Words of the note to look for: `words` is `note[start:end]`, `cue` what made it `said`."""

    start: int
    end: int
    words: str
    said: Said = Said.THERE
    cue: str = ""


@dataclass(frozen=True)
class _Cue:
    start: int
    end: int
    said: Said
    words: str


def phrases_in(note: str) -> list[Phrase]:
    """What the note names, in its order; the same words said in the same way only once."""
    found: dict[tuple[str, Said], Phrase] = {}
    for start, end in _clauses(note):
        for phrase in _phrases_of(note, start, end):
            found.setdefault((phrase.words.casefold(), phrase.said), phrase)
    return list(found.values())[:MOST_PHRASES]


def _clauses(note: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in CLAUSE_END.finditer(note):
        yield at, match.start()
        at = match.end()
    yield at, len(note)


def _phrases_of(note: str, start: int, end: int) -> Iterator[Phrase]:
    cues = _cues_in(note, start, end)
    cuts = [(cue.start, cue.end) for cue in cues]
    cuts += [match.span() for match in _breaks().finditer(note, start, end)]
    cuts += [match.span() for match in _not_cues().finditer(note, start, end)]
    cuts += [match.span() for match in COMMA.finditer(note, start, end)]
    for piece_start, piece_end in _between(sorted(cuts), start, end):
        trimmed = _trimmed(note, piece_start, piece_end)
        if trimmed:
            cue = _cue_of(note, *trimmed, cues)
            words = note[slice(*trimmed)]
            said = cue.said if cue else Said.THERE
            yield Phrase(*trimmed, words, said, cue.words if cue else "")


def _between(cuts: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for cut_start, cut_end in cuts:
        if cut_start > at:
            yield at, cut_start
        at = max(at, cut_end)
    if at < end:
        yield at, end


def _trimmed(note: str, start: int, end: int) -> tuple[int, int] | None:
    """Without the words at both ends that name nothing; None where nothing is left."""
    words = [match for match in WORD.finditer(note, start, end)]
    while words and _names_nothing(words[0][0]):
        words.pop(0)
    while words and _names_nothing(words[-1][0]) and not _ends_in_a_number(words):
        words.pop()
    telling = [word for word in words if names_something(word[0])]
    if not telling or not _is_worth_looking(note[words[0].start() : words[-1].end()], telling):
        return None
    return words[0].start(), words[min(len(words), MOST_WORDS) - 1].end()


def _is_worth_looking(text: str, telling: list[re.Match[str]]) -> bool:
    return any(len(word[0]) >= SHORTEST_WORD for word in telling) or bool(terms_in(text))


def _names_nothing(word: str) -> bool:
    return word.casefold() in _words("fillers") or word[0].isdigit()


def names_something(text: str) -> bool:
    """Whether one of the words says what something is, not only how it is ("acute", "left")."""
    return any(
        not _names_nothing(word) and word.casefold() not in _words("qualities")
        for word in WORD.findall(text)
    )


def telling_words(text: str) -> str:
    """The text without the words that name nothing: "leukemia in second remission" is a leukemia and
    a remission."""
    return " ".join(word for word in WORD.findall(text) if not _names_nothing(word))


def without_qualities(text: str) -> str:
    """What it is, not how: of an illness that is over, no code says which side it was on."""
    return " ".join(
        word for word in WORD.findall(text) if word.casefold() not in _words("qualities")
    )


def _ends_in_a_number(words: list[re.Match[str]]) -> bool:
    """As in "stage 3"."""
    return (
        len(words) > 1
        and words[-1][0].isdigit()
        and words[-2][0].casefold() in _read()["phrases"]["numbered"]
    )


def _cues_in(note: str, start: int, end: int) -> list[_Cue]:
    found = []
    for match in _cue_pattern().finditer(note, start, end):
        if _not_cues().match(note, match.start(), end):
            continue
        words = _spoken(match[0])
        said = _said_by("before").get(words) or _said_by("after")[words]
        found.append(_Cue(match.start(), match.end(), said, match[0]))
    return found


def _cue_of(note: str, start: int, end: int, cues: list[_Cue]) -> _Cue | None:
    reaching = [cue for cue in cues if _reaches(note, cue, start, end)]
    return min(reaching, key=lambda cue: STRONGEST_FIRST.index(cue.said), default=None)


def _reaches(note: str, cue: _Cue, start: int, end: int) -> bool:
    words = _spoken(cue.words)
    if cue.end <= start and words in _said_by("before"):
        return _scope_end_of(cue).search(note, cue.end, start) is None
    if cue.start >= end and words in _said_by("after"):
        return BEING.fullmatch(note, end, cue.start) is not None
    return False


def _scope_end_of(cue: _Cue) -> re.Pattern[str]:
    return _past_scope_ends() if cue.said in (Said.DONE, Said.HISTORY) else _scope_ends()


def _spoken(words: str) -> str:
    return re.sub(r"\s+", " ", words).casefold()


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    given: dict[str, dict[str, list[str]]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return given


@cache
def _said_by(place: str) -> dict[str, Said]:
    return {cue: Said(said) for said, cues in _read()[place].items() for cue in cues}


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(str(_read()["phrases"][kind]).split())


@cache
def _breaks() -> re.Pattern[str]:
    return _any_of([*_read()["phrases"]["breaks"], *_read()["scope"]["ends"]])


@cache
def _not_cues() -> re.Pattern[str]:
    return _any_of(_read()["scope"]["not_cues"])


@cache
def _scope_ends() -> re.Pattern[str]:
    return _any_of(_read()["scope"]["ends"])


@cache
def _past_scope_ends() -> re.Pattern[str]:
    """What is over is named at once: the next part of the sentence is not."""
    ends = [*_read()["scope"]["ends"], *_read()["phrases"]["breaks"]]
    return re.compile(rf",|{_any_of(one for one in ends if one != 'and').pattern}", re.IGNORECASE)


@cache
def _cue_pattern() -> re.Pattern[str]:
    return _any_of({*_said_by("before"), *_said_by("after")})


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these, the longest first, as whole words: "graft-versus-host" has none of them."""
    longest_first = sorted(words, key=len, reverse=True)
    spelled = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest_first)
    return re.compile(rf"(?<![\w/-])(?:{spelled})(?![\w/]|-\w)", re.IGNORECASE)
