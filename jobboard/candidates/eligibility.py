"""Whether somebody may do a job, by what the job states and what the person has said. Pure.

No guesses: one credential never stands for another, except that a full one also does where its
apprentice designation is asked for, and an apprentice one where the job welcomes apprentices. What
a job does not state rules nobody out. `search.own` says the same to the engine.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from jobboard import taxonomy


@dataclass(frozen=True)
class Standing:
    """What a candidate has said: credentials held (none is an answer, too) and the state where
    they live, None where they did not say."""

    held: frozenset[str] = frozenset()
    state: str | None = None


@dataclass(frozen=True)
class Terms:
    """What a job asks for. `works_from` are the states where the work may be done; none where it
    is not stated."""

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    apprentices: bool | None = None
    on_site: bool = False
    works_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One of the job's terms, whether the person meets it, and both in a sentence. `short` is for
    a card: what is missing, or what has met the term."""

    met: bool
    short: str
    sentence: str


@dataclass(frozen=True)
class Verdict:
    findings: tuple[Finding, ...]

    @property
    def eligible(self) -> bool:
        return all(finding.met for finding in self.findings)

    @property
    def label(self) -> str:
        """`Eligible: CIC, open to TX`, `Missing: CIC · not open to OH`; empty where the job
        states nothing."""
        if not self.eligible:
            said = " · ".join(finding.short for finding in self.findings if not finding.met)
            return said[0].upper() + said[1:]
        met = ", ".join(finding.short for finding in self.findings)
        return f"Eligible: {met}" if met else ""


def verdict(terms: Terms, standing: Standing) -> Verdict:
    held = counted(standing.held, apprentices=terms.apprentices is True)
    found = (_all(terms, held), _any(terms, held, standing), _place(terms, standing))
    return Verdict(tuple(one for one in found if one is not None))


def counted(held: Iterable[str], *, apprentices: bool) -> frozenset[str]:
    """The credentials that the held ones count as, where apprentices are welcome or not."""
    found = set(held)
    for slug in held:
        credential = taxonomy.CREDENTIALS[slug]
        if credential.apprentice:
            found.add(credential.apprentice)
        if apprentices and credential.apprentice_of:
            found.add(credential.apprentice_of)
    return frozenset(found)


def _all(terms: Terms, held: frozenset[str]) -> Finding | None:
    if not terms.all_of:
        return None
    missing = [one for one in terms.all_of if one not in held]
    asked = f"{_listed(terms.all_of, 'and')} {'is' if len(terms.all_of) == 1 else 'are'} required"
    if missing:
        short = f"missing: {_listed(missing, 'and')}"
        return Finding(False, short, f"{asked}. You have not said that you hold {missing[0]}.")
    return Finding(True, ", ".join(terms.all_of), f"{asked}, and you hold what it takes.")


def _any(terms: Terms, held: frozenset[str], standing: Standing) -> Finding | None:
    if not terms.any_of:
        return None
    one = terms.any_of[0]
    asked = one if len(terms.any_of) == 1 else f"One of {_listed(terms.any_of)}"
    asked = f"{asked} is required"
    met = [slug for slug in terms.any_of if slug in held]
    if not met:
        short = f"missing: {_listed(terms.any_of)}"
        return Finding(False, short, f"{asked}. {_apprentice_note(terms, standing)}")
    own = [slug for slug in met if slug in standing.held] or _stand_ins(met, standing)
    return Finding(True, ", ".join(own), f"{asked}, and your {own[0]} counts.")


def _apprentice_note(terms: Terms, standing: Standing) -> str:
    """Why an apprentice designation of a credential that is asked for is not enough."""
    near = [slug for slug in terms.any_of if taxonomy.CREDENTIALS[slug].apprentice in standing.held]
    if not near:
        return f"You have not said that you hold {'it' if len(terms.any_of) == 1 else 'one'}."
    said = "asks for the full credential" if terms.apprentices is False else "does not say so"
    return f"Your {taxonomy.CREDENTIALS[near[0]].apprentice} is not enough: the job {said}."


def _stand_ins(met: list[str], standing: Standing) -> list[str]:
    """The held credentials that count as those that are asked for."""
    related = {slug for one in met for slug in _kin(one)}
    return sorted(related & standing.held)


def _kin(slug: str) -> tuple[str, ...]:
    credential = taxonomy.CREDENTIALS[slug]
    return tuple(one for one in (credential.apprentice, credential.apprentice_of) if one)


def _place(terms: Terms, standing: Standing) -> Finding | None:
    state = standing.state
    if state is None or not terms.works_from:
        return None
    name = taxonomy.STATES[state].label
    if state in terms.works_from:
        short = f"on site in {state}" if terms.on_site else f"open to {state}"
        return Finding(True, short, f"The work may be done from {name}, where you live.")
    if terms.on_site:
        where = _listed(terms.works_from)
        return Finding(
            False, f"on site in {where}", f"It is on site in {where}; you live in {name}."
        )
    return Finding(False, f"not open to {state}", f"It is not open to people who live in {name}.")


def _listed(slugs: Iterable[str], word: str = "or") -> str:
    """`CCS`, `CCS or CIC`, `CCS, CIC or COC`; a long list ends with how many more there are."""
    first, *_ = shown = list(slugs)
    if len(shown) > MOST_LISTED:
        return f"{', '.join(shown[:MOST_LISTED])} {word} {len(shown) - MOST_LISTED} more"
    return f"{', '.join(shown[:-1])} {word} {shown[-1]}" if len(shown) > 1 else first


MOST_LISTED = 4
