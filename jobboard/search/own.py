"""What narrows a search beside its address: who asks, and of which jobs. Pure.

The same rules as in `candidates.eligibility`, as conditions for the engine: vocabularies are closed,
so "none of the others" is a list, and totals and counts stay exact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jobboard import taxonomy
from jobboard.candidates.eligibility import Standing, Terms, counted
from jobboard.gateways.search_engine import AnyOf, Condition, Either, Not

EVERY_CREDENTIAL, EVERY_STATE = tuple(taxonomy.CREDENTIALS), tuple(taxonomy.STATES)


@dataclass(frozen=True)
class Own:
    """`standing` is what a candidate has said of themselves, `hidden` the jobs that they do not
    want to see, and `only` the jobs that are asked about (all where it is None)."""

    standing: Standing | None = None
    hidden: frozenset[int] = frozenset()
    only: frozenset[int] | None = None


NOBODY = Own()


def conditions(own: Own, *, qualify: bool, hidden_too: bool) -> tuple[Condition, ...]:
    found: list[Condition] = []
    if qualify and own.standing is not None:
        found += qualifying(own.standing)
    if own.hidden and not hidden_too:
        found.append(Not(AnyOf("id", tuple(sorted(own.hidden)))))
    if own.only is not None:
        found.append(AnyOf("id", tuple(sorted(own.only))))
    return tuple(found)


def qualifying(standing: Standing) -> tuple[Condition, ...]:
    """Jobs whose stated terms do not rule this person out."""
    plain = counted(standing.held, apprentices=False)
    welcome = counted(standing.held, apprentices=True)
    credentials: Condition = Either((_holds(plain),))
    if welcome != plain:
        credentials = Either((_holds(plain), (AnyOf("apprentice", (True,)), *_holds(welcome))))
    return (credentials, *_lives(standing.state))


def terms_in(document: Mapping[str, Any]) -> Terms:
    return Terms(
        all_of=tuple(document.get("credentials_all") or ()),
        any_of=tuple(document.get("credentials_any") or ()),
        apprentices=document.get("apprentice"),
        on_site=document.get("arrangement") in ("onsite", "hybrid"),
        works_from=tuple(document.get("works_from") or ()),
    )


def _holds(held: Iterable[str]) -> tuple[Condition, ...]:
    ours = tuple(sorted(held))
    others = tuple(slug for slug in EVERY_CREDENTIAL if slug not in ours)
    unasked = Not(AnyOf("credentials_any", EVERY_CREDENTIAL))
    return (
        Not(AnyOf("credentials_all", others)),
        Either(((AnyOf("credentials_any", ours),), (unasked,))),
    )


def _lives(state: str | None) -> tuple[Condition, ...]:
    if state is None:
        return ()
    unstated = Not(AnyOf("works_from", EVERY_STATE))
    return (Either(((AnyOf("works_from", (state,)),), (unstated,))),)
