"""What a landing page says of its jobs: from what the search has found and counted."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobboard import taxonomy
from jobboard.codes.families import FAMILIES
from jobboard.codes.intervals import SYSTEMS, Interval
from jobboard.landing.subjects import FACETS, Subject, of_family, of_term
from jobboard.search.answering import Results
from jobboard.taxonomy import Term

SHARES, LINKS = 6, 8
BORDERS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "data" / "borders.toml").read_text(encoding="utf-8")
)
# The facets that a page says something of, each with its heading.
SAID = {
    "credential": "Credentials they name",
    "specialty": "Specialties",
    "setting": "Where the work is",
    "level": "Levels",
}
WHERE = {"remote": "remote", "hybrid": "hybrid", "onsite": "on site"}


@dataclass(frozen=True)
class Share:
    """How many of a page's jobs have something; `url` is the search for exactly these."""

    label: str
    name: str
    url: str
    jobs: int


@dataclass(frozen=True)
class Link:
    label: str
    url: str


def now_sentence(results: Results) -> str:
    """`57 jobs are open now: 41 remote, 10 hybrid and 6 on site.`"""
    total = results.total
    if not total:
        return "No job is open at the moment."
    open_now = "1 job is open now" if total == 1 else f"{total:,} jobs are open now"
    counts = results.counts.get("arrangement", {})
    said = [f"{counts[slug]:,} {word}" for slug, word in WHERE.items() if counts.get(slug)]
    if len(said) < 2 or sum(counts.values()) > total:
        return f"{open_now}."
    return f"{open_now}: {', '.join(said[:-1])} and {said[-1]}."


def shares(subject: Subject, results: Results) -> list[tuple[str, list[Share]]]:
    """What is asked for how often. A facet of the page's own choice is counted without that choice,
    and says nothing here."""
    chosen = {name for name, _ in subject.search.chosen()}
    found = []
    for facet, heading in SAID.items():
        if facet not in chosen and (counts := results.counts.get(facet)):
            found.append((heading, list(_shares(subject, facet, counts))))
    return found


def neighbors(subject: Subject, results: Results) -> list[tuple[str, list[Link]]]:
    """Pages nearby, under headings: those of its own kind first, then what its jobs also are."""
    groups = [*_own_kind(subject), *_other_kinds(subject, results)]
    return [(heading, links[:LINKS]) for heading, links in groups if links]


def pay_title(key: tuple[str, str]) -> str:
    """What is said over one of several distributions."""
    facet, value = key
    if facet not in ("state", "remote"):
        return ""
    state = taxonomy.STATES[value].label
    return f"Remote, open to {state}" if facet == "remote" else f"On site and hybrid, {state}"


def grouped(facet: str, listed: Iterable[Subject]) -> list[tuple[str, list[Subject]]]:
    """Under the headings of the vocabulary; families under their code system."""
    groups: dict[str, list[Subject]] = {}
    for subject in listed:
        groups.setdefault(_group_of(facet, subject), []).append(subject)
    return list(groups.items())


def _group_of(facet: str, subject: Subject) -> str:
    if facet == "family":
        return SYSTEMS[Interval.from_slug(subject.value).system].label
    return FACETS[facet].vocabulary[subject.value].group or ""


def code_families(subject: Subject) -> list[Interval]:
    """The ranges of codes that the page's work covers."""
    if subject.facet == "specialty":
        return [Interval.parse(text) for text in taxonomy.SPECIALTIES[subject.value].families]
    return []


def _shares(subject: Subject, facet: str, counts: Mapping[str, int]) -> Iterator[Share]:
    for term, jobs in _commonest(facet, counts, SHARES):
        search = subject.search.choosing(facet, term.slug)
        yield Share(term.label, getattr(term, "name", ""), search.address(), jobs)


def _commonest(facet: str, counts: Mapping[str, int], most: int) -> list[tuple[Term, int]]:
    vocabulary = FACETS[facet].vocabulary
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(vocabulary[slug], jobs) for slug, jobs in ordered if slug in vocabulary][:most]


def _own_kind(subject: Subject) -> Iterator[tuple[str, list[Link]]]:
    if subject.facet == "family":
        yield "Families beside it", [_link(of_family(one)) for one in _families_near(subject)]
        return
    if subject.facet in ("state", "remote"):
        there = subject.facet == "remote"
        other = of_term("state" if there else "remote", taxonomy.STATES[subject.value])
        label = "On site and remote, all jobs" if there else "Remote jobs only"
        yield f"In {subject.label}", [Link(label, other.url)]
        beside = [taxonomy.STATES[slug] for slug in BORDERS.get(subject.value, ())]
        yield "Beside it", [_link(of_term(subject.facet, state)) for state in beside]
        return
    yield f"Other {FACETS[subject.facet].title.lower()}", _siblings(subject)


def _siblings(subject: Subject) -> list[Link]:
    """Those of its group that stand around it in the vocabulary."""
    vocabulary = FACETS[subject.facet].vocabulary
    group = [
        term
        for term in vocabulary.values()
        if term.group == vocabulary[subject.value].group and term.status == "active"
    ]
    others = [term for term in group if term.slug != subject.value]
    here = next((at for at, term in enumerate(group) if term.slug == subject.value), 0)
    first = max(0, min(here - LINKS // 2, len(others) - LINKS))
    return [_link(of_term(subject.facet, term)) for term in others[first : first + LINKS]]


def _other_kinds(subject: Subject, results: Results) -> Iterator[tuple[str, list[Link]]]:
    chosen = {name for name, _ in subject.search.chosen()}
    for facet in ("specialty", "credential", "setting", "role", "state"):
        if facet not in chosen and (counts := results.counts.get(facet)):
            terms = _commonest(facet, counts, LINKS)
            yield FACETS[facet].title, [_link(of_term(facet, term)) for term, _ in terms]


def _families_near(subject: Subject) -> Iterable[Any]:
    slug = subject.value
    return (*FAMILIES.children(slug), *FAMILIES.neighbors(slug), *FAMILIES.related(slug))


def _link(subject: Subject) -> Link:
    return Link(subject.label, subject.url)
