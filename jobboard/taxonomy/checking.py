"""What is wrong with a set of vocabularies, as sentences; nothing wrong is an empty list."""

import re
from collections.abc import Iterator, Mapping

from jobboard.codes.intervals import Interval
from jobboard.taxonomy.vocabulary import Vocabulary, words

BRITISH = re.compile(
    r"aemi|haem|paed|anaesth|gynaec|oesoph|oedema|behaviour|tumour|colour|labour|centre|licence"
    r"|programme|cheque|judgement|\banalys(?:e|ed|ing)\b"
    r"|(?:organ|special|anonym|recogn|util|author)is(?:e|ed|ing|ation)",
    re.IGNORECASE,
)


def problems(vocabularies: Mapping[str, Vocabulary]) -> list[str]:
    """Takes the vocabularies by their names (`specialties`, `credentials`, …)."""
    found: list[str] = []
    for name, vocabulary in vocabularies.items():
        found += _ambiguous_names(name, vocabulary)
        found += _odd_terms(name, vocabulary)
    found += _bad_families(vocabularies["specialties"])
    found += _unknown(vocabularies, "specialties", "credentials", "credentials")
    found += _unknown(vocabularies, "roles", "settings", "settings")
    found += _unpaired_apprentices(vocabularies["credentials"])
    return found


def _ambiguous_names(name: str, vocabulary: Vocabulary) -> Iterator[str]:
    meaning: dict[str, str] = {}
    paths: dict[str, str] = {}
    for said, term in vocabulary.names():
        if not words(said):
            yield f"{name}: “{said}” of {term.slug} has no letters"
        elif meaning.setdefault(words(said), term.slug) != term.slug:
            yield f"{name}: “{said}” means both {meaning[words(said)]} and {term.slug}"
    for term in vocabulary.values():
        if paths.setdefault(term.path, term.slug) != term.slug:
            yield f"{name}: {paths[term.path]} and {term.slug} share the path {term.path}"


def _odd_terms(name: str, vocabulary: Vocabulary) -> Iterator[str]:
    for term in vocabulary.values():
        if not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", term.slug):
            yield f"{name}: {term.slug} is not a slug"
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", term.path):
            yield f"{name}: {term.path} is not a path"
        if term.status not in ("active", "legacy", "retired"):
            yield f"{name}: {term.slug} has the unknown status {term.status}"
        for text in (term.label, getattr(term, "name", ""), getattr(term, "sentence", "")):
            if british := BRITISH.search(text):
                yield f"{name}: {term.slug} is spelled the British way: {british[0]}"


def _bad_families(specialties: Vocabulary) -> Iterator[str]:
    for specialty in specialties.values():
        for family in specialty.families:
            try:
                read = str(Interval.parse(family))
            except ValueError as error:
                yield f"specialties: {specialty.slug}: {error}"
                continue
            if read != family:
                yield f"specialties: {specialty.slug}: {family} is written {read}"


def _unknown(
    vocabularies: Mapping[str, Vocabulary], name: str, field: str, target: str
) -> Iterator[str]:
    for term in vocabularies[name].values():
        for slug in getattr(term, field):
            if slug not in vocabularies[target]:
                yield f"{name}: {term.slug} names {slug}, which is not among the {target}"


def _unpaired_apprentices(credentials: Vocabulary) -> Iterator[str]:
    for term in credentials.values():
        if term.apprentice and (
            term.apprentice not in credentials
            or credentials[term.apprentice].apprentice_of != term.slug
        ):
            yield f"credentials: {term.apprentice} is not the apprentice of {term.slug}"
        if term.apprentice_of and (
            term.apprentice_of not in credentials
            or credentials[term.apprentice_of].apprentice != term.slug
        ):
            yield f"credentials: {term.apprentice_of} does not name {term.slug} its apprentice"
