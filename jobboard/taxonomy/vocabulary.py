"""An ordered, closed list of terms that also understands what people call them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from jobboard.taxonomy.terms import Term

T = TypeVar("T", bound=Term)
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# The texts of all postings are read through this: a third of what a regular expression takes.
GAPS = {ord(sign): " " for sign in map(chr, range(128)) if not re.match(r"[a-z0-9]", sign)}


class Vocabulary(Mapping[str, T], Generic[T]):
    """Subscripting and `in` take exact slugs only; `find` takes anything a person types."""

    def __init__(self, terms: Iterable[T]) -> None:
        self._terms = {term.slug: term for term in terms}
        self._by_words = {words(name): term for name, term in self.names()}
        self._by_letters = _with_one_meaning(self.names())

    def __getitem__(self, slug: str) -> T:
        return self._terms[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def __repr__(self) -> str:
        return f"Vocabulary({', '.join(self)})"

    def find(self, text: str) -> T | None:
        """The term of this slug, path, label or synonym, whatever its case and punctuation.

        Words count before letters: "COS-C" and "COSC" are two credentials, "in patient"
        and "inpatient" one setting.
        """
        return self._by_words.get(words(text)) or self._by_letters.get(letters(text))

    def active(self) -> "Vocabulary[T]":
        return Vocabulary(term for term in self.values() if term.status != "retired")

    def choices(self) -> list[tuple[str, str]]:
        return [(term.slug, term.choice_label) for term in self.values()]

    def groups(self) -> dict[str, list[T]]:
        """The terms under their groups' headings, both in the order of the file."""
        grouped: dict[str, list[T]] = {}
        for term in self.values():
            grouped.setdefault(term.group or "", []).append(term)
        return grouped

    def names(self) -> Iterator[tuple[str, T]]:
        """Every name with its term; one term has several."""
        for term in self.values():
            for name in term.names:
                yield name, term


def words(text: str) -> str:
    """A name's words, when case, accents and punctuation do not count."""
    plain = text.replace("&", " and ")
    if not plain.isascii():
        plain = NOT_ASCII.sub(lambda found: _in_ascii(found[0]), plain)
    return " ".join(plain.casefold().translate(GAPS).split())


@lru_cache(maxsize=4_096)
def _in_ascii(sign: str) -> str:
    """The letter that the sign is with an accent, nothing for an accent by itself, else a gap. So is
    what only looks like capitals: "Epic™" is Epic."""
    marked = unicodedata.normalize("NFKD", sign.casefold())
    bare = "".join(one for one in marked if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]", " ", bare)


def letters(text: str) -> str:
    """What is left of a name when where its words end does not count either."""
    return words(text).replace(" ", "")


def _with_one_meaning(names: Iterable[tuple[str, T]]) -> dict[str, T]:
    meanings: dict[str, dict[str, T]] = {}
    for name, term in names:
        meanings.setdefault(letters(name), {})[term.slug] = term
    return {said: next(iter(terms.values())) for said, terms in meanings.items() if len(terms) == 1}
