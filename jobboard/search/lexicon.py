"""What coders say, and which values of the board's facets it stands for. Pure.

The names of the taxonomy's terms count by themselves; `data/phrases.toml` adds ideas that cut across
its lists: "inpatient" is a setting, and three roles as well. Both ways use the same phrases: the
words of a search become conditions, and the words of a posting become what it may be found by. So a
phrase never finds less than its own words would.
"""

import tomllib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jobboard import taxonomy
from jobboard.search import misspelling
from jobboard.taxonomy import Term, Vocabulary

LEFT_ALONE, CODER = "left-alone", "coder"
FILE = Path(__file__).parent / "data" / "phrases.toml"
# The parameters whose values words may name; of a word with several meanings, the first is shown.
VOCABULARIES: dict[str, Vocabulary[Any]] = {
    "arrangement": taxonomy.ARRANGEMENTS,
    "type": taxonomy.EMPLOYMENT_TYPES,
    "level": taxonomy.LEVELS,
    "credential": taxonomy.CREDENTIALS,
    "specialty": taxonomy.SPECIALTIES,
    "setting": taxonomy.SETTINGS,
    "role": taxonomy.ROLES,
    "software": taxonomy.SOFTWARE,
}
LONGEST = 6
# Of shorter words one slip makes another word: "coder" is no "code". A letter that is missing
# ("marow") is a slip, too.
SHORTEST_MISSPELLED = 6
Tag = str
"""`role:coding-auditor`, or an idea's own name: what a job states or says."""
TagsOf = dict[tuple[str, ...], tuple[Tag, ...]]
"""Of a phrase, as its words."""


@dataclass(frozen=True)
class Idea:
    """What a phrase stands for. A job *is* it with one of the tags `takes`, stated or in its title;
    `beside` are tags of jobs that come after those. The word that it `keeps` is looked for as well:
    who is called a coder stands in titles."""

    parameter: str
    value: str
    label: str
    takes: tuple[Tag, ...]
    beside: tuple[Tag, ...] = ()
    keeps: str = ""

    @property
    def all_tags(self) -> tuple[Tag, ...]:
        return (*self.takes, *self.beside)


@dataclass(frozen=True)
class _Entry:
    """`tags` are what a posting is found by that says the phrase."""

    rest: tuple[str, ...]
    idea: Idea | None
    tags: tuple[Tag, ...]


def tag_of(parameter: str, value: str) -> Tag:
    return f"{parameter}:{value}"


def titled(tag: Tag) -> Tag:
    """What says that the title names the specialty: whoever asks for it sees those jobs first, before
    the ones that list it among six others."""
    return f"titled:{tag}" if parameter_of(tag) == "specialty" else tag


def parameter_of(tag: Tag) -> str:
    """The parameter whose facet the tag belongs to."""
    name, colon, _ = tag.partition(":")
    return name if colon else _file()[name].get("means", "").partition(":")[0]


def longest_at(words: Sequence[str], at: int) -> tuple[int, Idea] | None:
    """The longest phrase that begins at this word: where it ends, and what it stands for."""
    for entry in _entries().get(words[at], ()):
        if entry.idea and _follows(entry, words, at):
            return at + 1 + len(entry.rest), entry.idea
    return None


def nearest(word: str) -> str | None:
    """The word of a phrase that differs by one slip of the hand; None for a word of a phrase, and
    where several are as near."""
    if len(word) < SHORTEST_MISSPELLED - 1 or word in _words():
        return None
    return misspelling.nearest(word, _slips())


def said_in(text: str) -> set[Tag]:
    """The tags of all phrases that the text says, also of those within longer ones."""
    words = taxonomy.words(text).split()
    phrases = _tags_by_length()
    said = {
        tag
        for at, word in enumerate(words)
        if word in phrases
        for length, tags in phrases[word]
        for tag in tags.get(tuple(words[at : at + length]), ())
    }
    return said | {name for name, both in _pairs() if said.issuperset(both)}


def impossible_in(title: str) -> set[Tag]:
    """The ideas that a job with this title is not, whatever it says: a border guard's CDI is not
    documentation."""
    words = set(taxonomy.words(title).split())
    return {name for name, unless in _unless() if not words.isdisjoint(unless)}


def spoken() -> list[str]:
    """Every phrase, as its words."""
    return [" ".join((first, *one.rest)) for first, those in _entries().items() for one in those]


def _follows(entry: _Entry, words: Sequence[str], at: int) -> bool:
    rest = entry.rest
    return not rest or tuple(words[at + 1 : at + 1 + len(rest)]) == rest


@cache
def _entries() -> dict[str, tuple[_Entry, ...]]:
    """By the first word, the longer ones first."""
    of_taxonomy = _of_taxonomy()
    for left_alone in _file()[LEFT_ALONE]["words"]:
        of_taxonomy.pop(taxonomy.words(left_alone), None)
    phrases: dict[str, tuple[Idea | None, tuple[Tag, ...]]] = {
        phrase: (None if _adds_only_coder(phrase, of_taxonomy) else idea, tags)
        for phrase, (idea, tags) in of_taxonomy.items()
    }
    phrases |= _of_file()
    found: dict[str, list[_Entry]] = {}
    for phrase, (idea, tags) in phrases.items():
        first, *rest = phrase.split()
        if len(rest) < LONGEST:
            found.setdefault(first, []).append(_Entry(tuple(rest), idea, tags))
    return {
        first: tuple(sorted(those, key=lambda one: -len(one.rest)))
        for first, those in found.items()
    }


@cache
def _tags_by_length() -> dict[str, tuple[tuple[int, TagsOf], ...]]:
    """By the first word and by how many words there are: what each phrase says. A posting's words are
    looked up so, because a word begins up to a hundred phrases of three or four lengths."""
    found: dict[str, dict[int, TagsOf]] = {}
    for first, those in _entries().items():
        for one in those:
            phrase = (first, *one.rest)
            found.setdefault(first, {}).setdefault(len(phrase), {})[phrase] = one.tags
    return {first: tuple(by_length.items()) for first, by_length in found.items()}


def _adds_only_coder(phrase: str, phrases: Container[str]) -> bool:
    """ "Inpatient coder" is "inpatient", and "coder" for the text search, which knows best who is
    called so."""
    kind, _, coder = phrase.rpartition(" ")
    return coder in ("coder", "coders", "coding") and kind in phrases


def _of_taxonomy() -> dict[str, tuple[Idea, tuple[Tag, ...]]]:
    """Every name of a term; one that several lists share stands for all of its meanings."""
    meanings: dict[str, list[tuple[str, Term]]] = {}
    for parameter, vocabulary in VOCABULARIES.items():
        for name, term in vocabulary.names():
            meant = meanings.setdefault(taxonomy.words(name), [])
            if (parameter, term) not in meant:
                meant.append((parameter, term))
    return {phrase: _meant(terms) for phrase, terms in meanings.items()}


def _meant(terms: Iterable[tuple[str, Term]]) -> tuple[Idea, tuple[Tag, ...]]:
    (parameter, shown), *_ = terms = list(terms)
    tags = tuple(tag_of(name, term.slug) for name, term in terms)
    # What only says the wider idea may well be this.
    wider = tuple(name for name, held in _held_by_ideas() if not held.isdisjoint(tags))
    return Idea(parameter, shown.slug, shown.label, tags, wider), tags


def _of_file() -> dict[str, tuple[Idea | None, tuple[Tag, ...]]]:
    found: dict[str, tuple[Idea | None, tuple[Tag, ...]]] = {}
    for name, table in _file().items():
        if name == LEFT_ALONE:
            continue
        idea = _idea(name, table)
        for phrase in map(taxonomy.words, table["words"]):
            # "in out" says two things at once: a posting is found by both.
            said = found.get(phrase, (idea, ()))
            found[phrase] = (said[0], (*said[1], name))
    return found


def _idea(name: str, table: Mapping[str, Any]) -> Idea | None:
    if "means" not in table:
        return None
    parameter, _, value = table["means"].partition(":")
    beside = tuple(table.get("beside", ()))
    # Part of a value is not the value: then that stands beside it.
    whole = () if table["means"] in beside else (table["means"],)
    takes = (name, *whole, *table.get("takes", ()))
    keeps = CODER if CODER in table.get("both", ()) else ""
    return Idea(parameter, value, table["label"], takes, beside, keeps)


@cache
def _held_by_ideas() -> tuple[tuple[Tag, frozenset[Tag]], ...]:
    tables = _file().items()
    return tuple(
        (name, frozenset((table["means"], *table.get("takes", ()))))
        for name, table in tables
        if "means" in table
    )


@cache
def _pairs() -> tuple[tuple[Tag, frozenset[Tag]], ...]:
    tables = _file().items()
    return tuple((name, frozenset(table["both"])) for name, table in tables if "both" in table)


@cache
def _unless() -> tuple[tuple[Tag, frozenset[str]], ...]:
    tables = _file().items()
    return tuple((name, frozenset(table["unless"])) for name, table in tables if "unless" in table)


@cache
def _words() -> frozenset[str]:
    return frozenset(word for phrase in spoken() for word in phrase.split())


@cache
def _slips() -> misspelling.Slips:
    return misspelling.slips_of(word for word in _words() if len(word) >= SHORTEST_MISSPELLED)


@cache
def _file() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
