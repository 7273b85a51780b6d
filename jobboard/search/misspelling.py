"""Words that differ by one slip of the hand: a letter too many, too few, another, or two turned. Pure.

Two such words have a form in common when one letter is left out of each, so no list of words is
compared with all others: the forms are looked up.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

Slips = Mapping[str, tuple[str, ...]]


def slips_of(words: Iterable[str]) -> Slips:
    """Each form of each word, with the words that it may have been."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        for form in {word, *_shortened(word)}:
            found[form].append(word)
    return {form: tuple(those) for form, those in found.items()}


def nearest(word: str, slips: Slips) -> str | None:
    """The one word that is a slip away; None where there is none, or more than one."""
    candidates = {other for form in {word, *_shortened(word)} for other in slips.get(form, ())}
    near = [other for other in candidates if is_a_slip(word, other)]
    return near[0] if len(near) == 1 else None


def is_a_slip(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    start = next((at for at, sign in enumerate(one) if sign != other[at]), len(one))
    mine, theirs = one[start:], other[start:]
    if len(one) < len(other):
        return mine == theirs[1:]
    turned = mine[1:2] + mine[:1] + mine[2:]
    return mine[1:] == theirs[1:] or turned == theirs


def _shortened(word: str) -> Iterator[str]:
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
