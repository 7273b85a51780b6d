"""What stands beside a job for the candidate who is signed in: saved, hidden, and whether they
qualify. Visitors get None everywhere, and their pages hold nothing of this."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jobboard.accounts.context import person
from jobboard.accounts.models import User
from jobboard.candidates import queries
from jobboard.candidates.eligibility import Standing, Terms, Verdict, verdict
from jobboard.gateways.search_engine import Document
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording
from jobboard.search.documents import works_from
from jobboard.search.own import Own, terms_in


@dataclass(frozen=True)
class Mine:
    """The person's own view of all jobs. `standing` is None until they have filled in a profile."""

    person: User
    standing: Standing | None
    saved: frozenset[int]
    hidden: frozenset[int]

    @property
    def own(self) -> Own:
        return Own(self.standing, self.hidden)


@dataclass(frozen=True)
class Beside:
    """What one job has for this person."""

    posting_id: int
    title: str
    saved: bool
    hidden: bool
    verdict: Verdict | None


def mine() -> Mine | None:
    """Who is looking, if it is a candidate: two narrow queries for them, none for visitors."""
    one = person()
    if one is None or not one.has_role("candidate"):
        return None
    saved, hidden = queries.marked_ids(one)
    return Mine(one, queries.standing_of(one), saved, hidden)


def asking(mine: Mine | None) -> dict[str, Any]:
    """What a search is asked with besides, so that its jobs can be shown to this person."""
    return {"own": mine.own} if mine else {}


def on_page(mine: Mine | None, found: Iterable[Document], here: str) -> dict[str, Any]:
    """What a page with a list of jobs needs besides: `here` is where its buttons come back to."""
    return {"mine": mine, "beside": hits(found, mine), "here": here} if mine else {}


def hits(found: Iterable[Document], mine: Mine) -> dict[int, Beside]:
    return {hit["id"]: _beside(hit["id"], hit["title"], mine, terms_in(hit)) for hit in found}


def posting(one: Posting, mine: Mine) -> Beside:
    assert one.shown is not None
    return _beside(one.id, one.shown.title, mine, terms_of(one.shown))


def terms_of(wording: Wording) -> Terms:
    record = wording.says()
    asked = record.credentials
    return Terms(
        all_of=asked.all_of,
        any_of=asked.any_of,
        apprentices=asked.accept_apprentice,
        on_site=record.arrangement in ("onsite", "hybrid"),
        works_from=tuple(works_from(record, [one.state for one in wording.places if one.state])),
    )


def _beside(posting_id: int, title: str, mine: Mine, terms: Terms) -> Beside:
    judged = verdict(terms, mine.standing) if mine.standing else None
    saved, hidden = posting_id in mine.saved, posting_id in mine.hidden
    return Beside(posting_id, title, saved, hidden, judged)
