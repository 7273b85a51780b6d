"""What the typed words mean: codes, pay, places and names of facets become conditions, and the rest
stays for the text search. Pure: who knows the places is handed in.

What stands in quotation marks stays words: that is how a chip that is taken off gives its words
back. From left to right, the longest phrase counts.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.search import lexicon
from jobboard.search.fillers import YEARS, looks_for_any, pieces, tells
from jobboard.search.lexicon import Idea
from jobboard.search.typed_codes import codes_in
from jobboard.search.typed_miles import Distance, distances_in
from jobboard.search.typed_pay import amounts_in
from jobboard.search.typed_places import NOWHERE, Gazetteer, city_at, long_zips_in, place_at
from jobboard.search.typed_states import (
    BEFORE_A_STATE,
    BEFORE_THE_LAST,
    IN_CAPITALS,
    state_at,
)


@dataclass(frozen=True)
class Understood:
    """These typed `words` mean this `value` of this `parameter` of the address. `idea` says more
    where the words name a facet. `miles` belong to the `near` among them, wherever it stands."""

    words: str
    parameter: str
    value: str
    idea: Idea | None = None

    @property
    def interval(self) -> Interval:
        return Interval.parse(self.value)


@dataclass(frozen=True)
class Understanding:
    """`words` is what is left for the text search."""

    words: str
    understood: tuple[Understood, ...] = ()


@dataclass(frozen=True)
class Token:
    """A typed word: as the taxonomy compares it, as it was typed, and where it stands. What a code
    or an amount has taken is a token without a word, which no phrase reaches across."""

    word: str
    typed: str
    start: int
    end: int


Meaning = tuple[int, str, str, Idea | None]
"""The index of the token after the phrase, parameter, value, idea."""
Span = tuple[int, int, Understood | None]


def understand(q: str, known: Gazetteer = NOWHERE) -> Understanding:
    distances = list(distances_in(q))
    spans = _apart([*_quoted(q), *_distances(q, distances), *_zips(q), *_codes(q), *_pay(q)])
    announced = {distance.end for distance in distances if distance.leads}
    tokens = list(_tokens(q, spans))
    spans += list(_named(q, tokens, known, announced))
    sure = sorted((span for span in spans if span[2]), key=lambda span: span[0])
    found = list(_with_zip_codes(q, sure, known))
    understood = tuple(one for *_, one in found if one)
    kept = dict.fromkeys(one.idea.keeps for one in understood if one.idea and one.idea.keeps)
    return Understanding(" ".join(filter(None, (_left(q, found), *kept))), understood)


def as_words(q: str, words: str) -> str:
    """The text with these words in quotation marks, so that they are only looked for."""
    return q.replace(words, f'"{words}"', 1)


def taken_off(q: str, one: Understood, understood: Iterable[Understood]) -> str:
    """The text when one thing that it asks for is taken off: its words are put back, in quotation
    marks. A code, an amount or a ZIP code means nothing as a word, and neither does a distance
    without its place."""
    gone = [each for each in understood if each.parameter == "miles" and one.parameter == "near"]
    if one.parameter in ("code", "pay_min") or one.value.isdigit():
        gone.append(one)
    else:
        q = as_words(q, one.words)
    for each in gone:
        q = q.replace(each.words, " ", 1)
    return " ".join(q.split())


QUOTED = re.compile(r'"[^"]*"?')
WORD = re.compile(r"[^\W_]+|&")
ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")


def _quoted(q: str) -> Iterator[Span]:
    yield from ((match.start(), match.end(), None) for match in QUOTED.finditer(q))


def _distances(q: str, distances: Iterable[Distance]) -> Iterator[Span]:
    for one in distances:
        words = q[one.start : one.end].strip()
        yield one.start, one.end, Understood(words, "miles", str(one.miles))
        if one.zip_code:
            yield *one.zip_at, Understood(q[slice(*one.zip_at)], "near", one.zip_code)


def _zips(q: str) -> Iterator[Span]:
    for start, end, zip_code in long_zips_in(q):
        yield start, end, Understood(q[start:end], "near", zip_code)


def _codes(q: str) -> Iterator[Span]:
    for start, end, interval in codes_in(q):
        yield start, end, Understood(q[start:end].strip(" ,;:"), "code", str(interval))


def _pay(q: str) -> Iterator[Span]:
    for start, end, hourly in amounts_in(q):
        yield start, end, Understood(q[start:end].strip(), "pay_min", f"{hourly:g}")


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Of those that overlap, the first; of those that begin together, the longest."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _tokens(q: str, spans: Sequence[Span]) -> Iterator[Token]:
    at = 0
    for start, end, _ in [*spans, (len(q), len(q), None)]:
        for match in WORD.finditer(q, at, start):
            typed = match[0]
            word = typed.lower() if typed.isascii() else taxonomy.words(typed)
            yield Token("and" if typed == "&" else word, typed, *match.span())
        yield Token("", "", start, end)
        at = end


def _named(
    q: str, tokens: Sequence[Token], known: Gazetteer, announced: Collection[int]
) -> Iterator[Span]:
    """`announced` is where distances end after which a place must come."""
    at = 0
    typed = [token.word for token in tokens]
    mended = [lexicon.nearest(word) or word for word in typed]
    # Indiana is no slip for "Indian", nor Billings for "billing": as typed comes first.
    readings = [typed] if mended == typed else [typed, mended]
    while at < len(tokens):
        meant = [_meaning(words, tokens, at, known) for words in readings if words[at]]
        meaning = max(filter(None, meant), key=lambda one: one[0], default=None)
        if announced and at and tokens[at - 1].end in announced:
            meaning = _announced(tokens, at, known) or meaning or _unknown_place(tokens, at)
        if meaning is None:
            at += 1
            continue
        end, parameter, value, idea = meaning
        span = tokens[at].start, tokens[end - 1].end
        yield *span, Understood(q[slice(*span)], parameter, value, idea)
        at = end


def _with_zip_codes(q: str, found: Sequence[Span], known: Gazetteer) -> Iterator[Span]:
    """ "Houston TX 77030" is one place, and the ZIP code says more of it than the city's name."""
    spans = list(found)
    while spans:
        start, end, one = spans.pop(0)
        if spans and not q[end : spans[0][0]].strip(" ,"):
            _, after_end, after = spans[0]
            if one and after and _is_zip_of(one, after, known):
                spans.pop(0)
                end, one = after_end, Understood(q[start:after_end], "near", after.words[:5])
        yield start, end, one


def _is_zip_of(place: Understood, digits: Understood, known: Gazetteer) -> bool:
    """Only behind a typed state, and one that has it: "Houston 77067" may be a mammography there."""
    if not ZIP.fullmatch(digits.words):
        return False
    city, _, state = place.value.rpartition(", ")
    names_state = place.parameter == "state" or len(WORD.findall(place.words)) > len(
        WORD.findall(city)
    )
    return names_state and known.has_zip(digits.words[:5], state)


def _announced(tokens: Sequence[Token], at: int, known: Gazetteer) -> Meaning | None:
    place = place_at([token.word for token in tokens], at, known)
    return (place[0], "near", place[1], None) if place else None


def _unknown_place(tokens: Sequence[Token], at: int) -> Meaning | None:
    """Taken for one all the same, so that the page can say that nobody knows it."""
    typed = tokens[at].typed
    return (at + 1, "near", typed, None) if typed else None


def _meaning(
    words: Sequence[str], tokens: Sequence[Token], at: int, known: Gazetteer
) -> Meaning | None:
    """The longest of what the words from here may name; a name of the trade before a place."""
    named = lexicon.longest_at(words, at)
    found: list[Meaning] = []
    if named:
        end, idea = named
        found.append((end, idea.parameter, idea.value, idea))
    if state := state_at(words, at, sure=_is_surely_a_state(words, tokens, at)):
        found.append((state[0], "state", state[1], None))
    if place := city_at(words, at, known, is_alone=not found):
        found.append((place[0], "near", place[1], None))
    return max(found, key=lambda meaning: meaning[0], default=None)


def _is_surely_a_state(words: Sequence[str], tokens: Sequence[Token], at: int) -> bool:
    before = words[at - 1] if at else ""
    if before in BEFORE_A_STATE:
        return True
    if before in BEFORE_THE_LAST and not any(token.word for token in tokens[at + 1 :]):
        return tokens[at].typed.isupper()
    mixed = any(token.typed.islower() for token in tokens)
    return tokens[at].typed in IN_CAPITALS and mixed


def _left(q: str, found: Sequence[Span]) -> str:
    """What is left, without what held the understood words together."""
    parts, at = [], 0
    for start, end, _ in found:
        parts.append(q[at:start])
        at = end
    words = pieces(YEARS.sub(" ", " ".join([*parts, q[at:]])))
    telling = [word for word in words if tells(word)]
    return " ".join(telling if telling or found or looks_for_any(words) else words)
