"""Rules of the search as clauses for the database, for queries that join `Wording` and `Posting`."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from jobboard.candidates.eligibility import Standing, counted
from jobboard.postings.models import Posting
from jobboard.postings.record import ALL_STATES
from jobboard.postings.wording_models import Wording, WordingPlace, WordingTag
from jobboard.search.asking import Asked
from jobboard.search.own import EVERY_CREDENTIAL

STATE = ("state",)
ASKED_FOR = ("credential-any",)


def tagged(kinds: Iterable[str], values: Iterable[str]) -> ColumnElement[bool]:
    return Wording.id.in_(
        select(WordingTag.wording_id).where(
            WordingTag.kind.in_(tuple(kinds)), WordingTag.value.in_(tuple(values))
        )
    )


def works_from(states: tuple[str, ...]) -> ColumnElement[bool]:
    """As `documents.works_from` has it: where the job is; for a remote one, where people may live,
    which is everywhere unless the poster has said otherwise."""
    says_states = Wording.id.in_(select(WordingTag.wording_id).where(WordingTag.kind.in_(STATE)))
    has_place = Wording.id.in_(
        select(WordingPlace.wording_id).where(WordingPlace.state.is_not(None))
    )
    is_there = Wording.id.in_(select(WordingPlace.wording_id).where(WordingPlace.state.in_(states)))
    is_remote = func.coalesce(Wording.arrangement, "") == "remote"
    may_live = tagged(STATE, states)
    anywhere = ~says_states if set(states) & set(ALL_STATES) else false()
    return or_(
        and_(is_remote, or_(may_live, anywhere)),
        and_(~is_remote, or_(is_there, and_(~has_place, may_live))),
    )


def own_clauses(asked: Asked) -> list[ColumnElement[bool]]:
    """As `own.conditions` has it for the engine."""
    own, search = asked.own, asked.search
    found: list[ColumnElement[bool]] = []
    if search.qualify and own.standing is not None:
        found += _qualifying(own.standing)
    if own.hidden and not search.hidden:
        found.append(Posting.id.not_in(own.hidden))
    if own.only is not None:
        found.append(Posting.id.in_(own.only))
    return found


def _qualifying(standing: Standing) -> list[ColumnElement[bool]]:
    plain = _holds(counted(standing.held, apprentices=False))
    welcome = _holds(counted(standing.held, apprentices=True))
    found = [or_(plain, and_(Wording.accept_apprentice.is_(True), welcome))]
    if standing.state is not None:
        found.append(or_(works_from((standing.state,)), ~_says_where()))
    return found


def _holds(held: Iterable[str]) -> ColumnElement[bool]:
    others = tuple(slug for slug in EVERY_CREDENTIAL if slug not in held)
    named = Wording.id.in_(select(WordingTag.wording_id).where(WordingTag.kind.in_(ASKED_FOR)))
    return and_(~tagged(("credential-all",), others), or_(~named, tagged(ASKED_FOR, held)))


def _says_where() -> ColumnElement[bool]:
    """A remote job is open to everybody unless it says otherwise, which is an answer."""
    states = select(WordingTag.wording_id).where(WordingTag.kind.in_(STATE))
    places = select(WordingPlace.wording_id).where(WordingPlace.state.is_not(None))
    is_remote = func.coalesce(Wording.arrangement, "") == "remote"
    return or_(is_remote, Wording.id.in_(states), Wording.id.in_(places))
