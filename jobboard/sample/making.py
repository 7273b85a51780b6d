"""Puts a sample on the board, through the same actions and the same import as everything else.

The postings come in parts, each of which shows at once; the same seed again changes nothing but
dates. The company with the most jobs, whose people the demo's employer joins, has unfinished work
on its desk as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import select

from jobboard.db import db
from jobboard.employers import actions as employers
from jobboard.employers.actions import CompanyDetails
from jobboard.employers.models import Employer
from jobboard.postings import importing
from jobboard.postings.actors import System
from jobboard.postings.importing import Counts, Numbered, Progress
from jobboard.postings.problems import RecordWrong
from jobboard.sample import unfinished
from jobboard.sample.companies import companies_for
from jobboard.sample.material import Company
from jobboard.sample.records import records
from jobboard.settings import current_settings

SAMPLE = System("sample")
PART = 5_000


def make_sample(
    *, postings: int, seed: int, now: datetime, progress: Progress = lambda done: None
) -> Counts:
    """Commits; raises Conflict while an import is at work."""
    today = now.astimezone(current_settings().zone).date()
    companies = companies_for(postings, seed)
    _found(companies, now=now)
    counts, posted = Counts(), Counter[str]()
    for part in _parts(records(postings, seed, today)):
        counts = counts + _write(part, seed=seed, now=now, progress=progress)
        posted.update(record["employer"] for record in part)
    if counts.added:
        _leave_work(companies, posted, seed=seed, today=today, now=now)
    return counts


def _found(companies: Iterable[Company], *, now: datetime) -> None:
    """Claimed companies, some of them verified or trusted; those that are there stay as they are."""
    known = set(db.session.scalars(select(Employer.name)))
    for company in companies:
        if company.name not in known:
            _found_one(company, now=now)
    db.session.commit()


def _found_one(company: Company, *, now: datetime) -> None:
    employer = employers.name_only(company.name, now=now)
    details = CompanyDetails(
        name=company.name,
        kind=company.kind.slug,
        website=f"https://www.{company.domain}",
        about=f"<p>{company.about}</p>",
        city=company.seat.city,
        state=company.seat.state,
    )
    employers.describe(employer, details)
    # Nobody acts for a company of the sample, so nobody has claimed it; candidates should not
    # see it as a name that only an import has brought.
    employer.claimed_at = now
    employer.verified_at = now if company.standing else None
    employer.trusted_at = now if company.standing == "trusted" else None


def _parts(every: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while part := list(islice(every, PART)):
        yield part


def _write(part: list[dict[str, Any]], *, seed: int, now: datetime, progress: Progress) -> Counts:
    numbered = (Numbered(at, record) for at, record in enumerate(part, 1))
    checked = importing.check(numbered, employer=None, fresh=None)
    if checked.bad:
        raise RecordWrong([problem for _, bad in checked.bad for problem in bad])
    return importing.write(
        checked.records,
        employer=None,
        publish=True,
        actor=SAMPLE,
        file=f"sample, seed {seed}",
        format="sample",
        now=now,
        progress=progress,
    )


def _leave_work(
    companies: Iterable[Company],
    posted: Mapping[str, int],
    *,
    seed: int,
    today: date,
    now: datetime,
) -> None:
    busiest = max(companies, key=lambda company: posted[company.name])
    employer = db.session.scalars(select(Employer).where(Employer.name == busiest.name)).one()
    unfinished.leave(employer, busiest, seed=seed, today=today, by=SAMPLE, now=now)
    db.session.commit()
