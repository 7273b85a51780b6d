"""What the typed words mean: codes, pay, places and names of facets become conditions, and the rest
stays for the text search. Pure: who knows the cities is handed in.

What stands in quotation marks stays words: that is how a chip that is taken off gives its words
back. From left to right, the longest phrase counts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.search import lexicon
from jobboard.search.lexicon import Idea
from jobboard.search.typed_codes import codes_in
from jobboard.search.typed_pay import amounts_in
from jobboard.search.typed_states import (
    BEFORE_A_STATE,
    BEFORE_THE_LAST,
    IN_CAPITALS,
    state_at,
)

City = Callable[[str, str | None], str | None]
"""The city of this name (in this state) as the address writes it: `Houston, TX`; None if nobody
would mean one. With a ZIP code, too."""


def no_city(name: str, state: str | None) -> str | None:
    return None


@dataclass(frozen=True)
class Understood:
    """These typed `words` mean this `value` of this `parameter` of the address. `idea` says more
    where the words name a facet."""

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


def understand(q: str, city: City = no_city) -> Understanding:
    spans = _apart([*_quoted(q), *_codes(q), *_pay(q)])
    tokens = list(_tokens(q, spans))
    spans += list(_named(q, tokens, city))
    found = sorted((span for span in spans if span[2]), key=lambda span: span[0])
    understood = tuple(one for *_, one in found if one)
    kept = dict.fromkeys(one.idea.keeps for one in understood if one.idea and one.idea.keeps)
    return Understanding(" ".join(filter(None, (_left(q, found), *kept))), understood)


def as_words(q: str, words: str) -> str:
    """The text with these words in quotation marks, so that they are only looked for."""
    return q.replace(words, f'"{words}"', 1)


QUOTED = re.compile(r'"[^"]*"?')
WORD = re.compile(r"[^\W_]+|&")
# What is in quotation marks stays whole.
PIECE = re.compile(r'"[^"]*"?|[^\s"]+')


def _quoted(q: str) -> Iterator[Span]:
    yield from ((match.start(), match.end(), None) for match in QUOTED.finditer(q))


def _codes(q: str) -> Iterator[Span]:
    for start, end, interval in codes_in(q):
        yield start, end, Understood(q[start:end].strip(" ,;:"), "code", str(interval))


def _pay(q: str) -> Iterator[Span]:
    for start, end, hourly in amounts_in(q):
        yield start, end, Understood(q[start:end].strip(), "pay_min", f"{hourly:g}")


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Of those that overlap, the first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: span[:2]):
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


def _named(q: str, tokens: Sequence[Token], city: City) -> Iterator[Span]:
    at = 0
    typed = [token.word for token in tokens]
    mended = [lexicon.nearest(word) or word for word in typed]
    # Indiana is no slip for "Indian", nor Billings for "billing": as typed comes first.
    readings = [typed] if mended == typed else [typed, mended]
    while at < len(tokens):
        meant = [_meaning(words, tokens, at, city) for words in readings if words[at]]
        meaning = max(filter(None, meant), key=lambda one: one[0], default=None)
        if meaning is None:
            at += 1
            continue
        end, parameter, value, idea = meaning
        span = tokens[at].start, tokens[end - 1].end
        yield *span, Understood(q[slice(*span)], parameter, value, idea)
        at = end


def _meaning(words: Sequence[str], tokens: Sequence[Token], at: int, city: City) -> Meaning | None:
    """The longest of what the words from here may name; a name of the trade before a place."""
    named = lexicon.longest_at(words, at)
    found: list[Meaning] = []
    if named:
        end, idea = named
        found.append((end, idea.parameter, idea.value, idea))
    if state := state_at(words, at, sure=_is_surely_a_state(words, tokens, at)):
        found.append((state[0], "state", state[1], None))
    if place := _place(words, at, city, is_alone=not found):
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


def _place(words: Sequence[str], at: int, city: City, *, is_alone: bool) -> tuple[int, str] | None:
    """A city with its state or, when it is large and the word has no other meaning, without."""
    for length in (4, 3, 2, 1):
        end = at + length
        if end > len(words) or not all(words[at:end]):
            continue
        name = " ".join(words[at:end])
        state = state_at(words, end, sure=True)
        if state and is_alone and (found := city(name, state[1])):
            return state[0], found
        if (is_alone or length > 1) and (found := city(name, None)):
            return end, found
    return None


# Words that say that somebody looks for work, not which.
FILLERS = frozenset((
    "in", "at", "near", "for", "with", "and", "or", "the", "a", "an", "of", "to", "from",
    "by", "on", "me", "my", "i", "job", "jobs", "position", "positions", "opening",
    "openings", "vacancy", "vacancies", "hiring", "hire", "now", "immediately", "seeking",
    "career", "careers", "needed", "wanted",
    "work", "code", "codes", "pay", "paying", "opportunity", "opportunities", "employment",
))  # fmt: skip


def _left(q: str, found: Sequence[Span]) -> str:
    """What is left, without what held the understood words together."""
    parts, at = [], 0
    for start, end, _ in found:
        parts.append(q[at:start])
        at = end
    words = PIECE.findall(" ".join([*parts, q[at:]]))
    telling = [word for word in words if _tells(word)]
    return " ".join(telling if telling or found else words)


def _tells(word: str) -> bool:
    """What is in quotation marks is meant, whatever it is."""
    bare = word.casefold().strip("'.,;:()/")
    return bool(re.search(r"\w", word)) and bare not in FILLERS
