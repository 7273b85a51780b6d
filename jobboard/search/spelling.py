"""The nearest word of the trade, for words that nothing was found for. Slow, so only then."""

from difflib import get_close_matches
from functools import cache

from jobboard.search import lexicon

SHORTEST, ALIKE = 4, 0.75


def corrected(words: str) -> str | None:
    """The words with the unknown ones replaced by the nearest known; None where that helps nobody."""
    known = _known()
    nearer = [
        next(iter(get_close_matches(word.casefold(), known, n=1, cutoff=ALIKE)), word)
        if len(word) >= SHORTEST and word.casefold() not in known
        else word
        for word in words.split()
    ]
    found = " ".join(nearer)
    return found if found != words else None


@cache
def _known() -> dict[str, None]:
    """In the order of the lists, so that of two equally near words the same is always taken."""
    usual = ("coder", "coding", "medical", "records", "technician", "specialist", "analyst")
    words = (word for phrase in lexicon.spoken() for word in phrase.split())
    return dict.fromkeys(word for word in (*usual, *words) if len(word) >= SHORTEST)
