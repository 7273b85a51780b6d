"""What a landing page is about: a facet of the search and one of its values.

The address has the value as people read it (`/jobs/state/texas`); every other name of it leads
there. Types of employment, arrangements and programs have no page of their own.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from jobboard import taxonomy
from jobboard.codes.families import FAMILIES, Family
from jobboard.codes.intervals import Interval
from jobboard.landing import texts
from jobboard.search.criteria import Search
from jobboard.taxonomy import Credential, State, Term, Vocabulary
from jobboard.taxonomy import words as words_of

NEAR = 6


@dataclass(frozen=True)
class Subject:
    """`value` is what the search and the figures hold, `path` what the address has. `trail` are
    the pages above it, each a name with its address."""

    facet: str
    value: str
    path: str
    label: str
    heading: str
    search: Search
    about: tuple[str, ...] = ()
    trail: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        return f"/jobs/{self.facet}/{self.path}"

    @property
    def pay_keys(self) -> tuple[tuple[str, str], ...]:
        """Whose pay is shown. In a state, pay on site and pay of remote work are two things."""
        own = ((self.facet, self.value),)
        return (*own, ("remote", self.value)) if self.facet == "state" else own


@dataclass(frozen=True)
class Facet:
    """All landing pages of one kind. `title` is the name of the page that lists them."""

    title: str
    vocabulary: Vocabulary[Any]
    heading: Callable[[Any], str]
    about: Callable[[Any], tuple[str, ...]] = lambda _term: ()


def of_term(facet: str, term: Term) -> Subject:
    kind = FACETS[facet]
    asked = {"state": (term.slug,)} if facet == "remote" else {facet: (term.slug,)}
    if facet == "remote":
        asked["arrangement"] = ("remote",)
    return Subject(
        facet=facet,
        value=term.slug,
        path=term.path,
        label=term.label,
        heading=kind.heading(term),
        search=Search(**asked),  # type: ignore[arg-type]
        about=kind.about(term),
        trail=_trail(facet, term),
    )


def of_family(family: Family) -> Subject:
    above = [one for one in FAMILIES.path(family.slug) if one is not family]
    return Subject(
        facet="family",
        value=family.slug,
        path=family.slug,
        label=f"{family.name}, {family.label}",
        heading=f"Jobs that code {family.label}: {family.name}",
        search=Search(family=(family.interval,)),
        about=(family.line,) if family.line else (),
        trail=(*_index("family"), *((one.name, f"/jobs/family/{one.slug}") for one in above)),
    )


def of_value(facet: str, value: str) -> Subject | None:
    """The page of a value as the search holds it; companies have none of this kind."""
    if facet == "family":
        family = FAMILIES.get(value)
        return of_family(family) if family else None
    term = FACETS[facet].vocabulary.get(value) if facet in FACETS else None
    return of_term(facet, term) if term else None


def of_search(search: Search) -> Subject | None:
    """The page that holds what a search asks for, where it asks for nothing else."""
    chosen = dict(search.chosen())
    if search != Search(**{name: getattr(search, name) for name in chosen}):
        return None
    if set(chosen) == {"arrangement", "state"} and search.arrangement == ("remote",):
        return of_value("remote", chosen["state"]) if len(search.state) == 1 else None
    (facet, value), *others = [*search.chosen()] or [("", "")]
    return None if others else of_value(facet, value)


def find(facet: str, slug: str) -> Subject | None:
    """The page of this address, or the one that it means under another name."""
    if facet == "family":
        family = _family(slug)
        return of_family(family) if family else None
    if facet not in FACETS:
        return None
    term = FACETS[facet].vocabulary.find(slug[:LONGEST])
    return of_term(facet, term) if term else None


def near(facet: str, slug: str) -> list[Subject]:
    """Pages that somebody may have meant whose address leads nowhere."""
    if facet == "family":
        return [of_family(family) for family in _families_near(slug)[:NEAR]]
    names = {words_of(name): term for name, term in FACETS[facet].vocabulary.names()}
    close = get_close_matches(words_of(slug[:LONGEST]), names, n=3 * NEAR, cutoff=0.6)
    terms = dict.fromkeys(names[name].slug for name in close)
    return [of_term(facet, FACETS[facet].vocabulary[one]) for one in list(terms)[:NEAR]]


def every(facet: str) -> Iterable[Subject]:
    """All pages of a kind, in the order of the vocabulary."""
    if facet == "family":
        return (of_family(family) for family in FAMILIES)
    return (of_term(facet, term) for term in FACETS[facet].vocabulary.values())


def title_of(facet: str) -> str:
    return "Code families" if facet == "family" else FACETS[facet].title


def _credential_about(term: Credential) -> tuple[str, ...]:
    gives = "is a license or degree" if term.group == LICENSES else "is awarded by"
    stands = "" if term.name.startswith(term.label) else f"{term.label} stands for {term.name}. "
    who = f"It {gives} {term.issuer}" if gives.endswith("by") else f"It {gives}"
    fact = f"{stands}{who}; its area is {term.area[0].lower()}{term.area[1:]}."
    return (fact, texts.CREDENTIALS[term.slug])


def _place(term: State) -> str:
    return f"the {term.label}" if term.slug in WITH_ARTICLE else term.label


def _trail(facet: str, term: Term) -> tuple[tuple[str, str], ...]:
    if facet == "remote":
        return (*_index("state"), (term.label, f"/jobs/state/{term.path}"))
    return _index(facet)


def _index(facet: str) -> tuple[tuple[str, str], ...]:
    return (("Jobs", "/jobs"), (title_of(facet), f"/jobs/{facet}"))


def _family(slug: str) -> Family | None:
    interval = _interval(slug)
    return FAMILIES.get(slug) or (FAMILIES.get(interval.slug) if interval else None)


def _families_near(slug: str) -> tuple[Family, ...]:
    interval = _interval(slug)
    if interval is None:
        return FAMILIES.suggest(slug[:LONGEST].replace("-", " "), NEAR)
    return FAMILIES.around(interval) or FAMILIES.overlapping(interval)


def _interval(slug: str) -> Interval | None:
    for way in (Interval.from_slug, Interval.parse):
        try:
            return way(slug[:LONGEST])
        except ValueError:
            continue
    return None


LONGEST = 80
LICENSES = "Clinical licenses and degrees"
WITH_ARTICLE = ("DC", "MP", "VI")
FACETS: Mapping[str, Facet] = {
    "specialty": Facet(
        "Specialties",
        taxonomy.SPECIALTIES,
        lambda term: f"{term.label}: medical coding jobs",
        lambda term: (texts.SPECIALTIES[term.slug],),
    ),
    "credential": Facet(
        "Credentials",
        taxonomy.CREDENTIALS,
        lambda term: f"{term.label} jobs in medical coding",
        _credential_about,
    ),
    "setting": Facet(
        "Settings",
        taxonomy.SETTINGS,
        lambda term: f"{term.label}: medical coding jobs",
        lambda term: (texts.SETTINGS[term.slug],),
    ),
    "role": Facet(
        "Roles",
        taxonomy.ROLES,
        lambda term: f"{term.label} jobs",
        lambda term: (texts.ROLES[term.slug],),
    ),
    "level": Facet(
        "Levels",
        taxonomy.LEVELS,
        lambda term: f"{term.label}: medical coding jobs",
        lambda term: (texts.LEVELS[term.slug],),
    ),
    "state": Facet(
        "States",
        taxonomy.STATES,
        lambda term: f"Medical coding jobs in {_place(term)}",
        lambda term: (
            f"Jobs on site or hybrid in {_place(term)}, and remote jobs that are open to people who "
            "live there. Many remote employers can only employ people in some states, so we ask them "
            "which.",
        ),
    ),
    "remote": Facet(
        "Remote work by state",
        taxonomy.STATES,
        lambda term: f"Remote medical coding jobs open to {_place(term)}",
        lambda term: (
            f"Remote jobs whose employers say that people who live in {_place(term)} may do them, and "
            "those that set no limit.",
        ),
    ),
}
# Every kind of page, in the order in which they are listed.
KINDS = (*FACETS, "family")
