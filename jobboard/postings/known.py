"""What the board has already of some records: their companies and their postings, looked up
together."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from jobboard.db import db
from jobboard.employers import actions as employers
from jobboard.employers.models import Employer
from jobboard.postings.models import Posting
from jobboard.postings.record import PostingRecord


class There:
    """For the records of one chunk. With `now`, companies that are missing are made by name;
    without it, nothing is written."""

    def __init__(
        self,
        records: Sequence[PostingRecord],
        employer_id: int | None,
        *,
        now: datetime | None = None,
    ) -> None:
        self._given = db.session.get_one(Employer, employer_id) if employer_id else None
        self._companies = {} if self._given else _companies_named(records)
        if now is not None and self._given is None:
            self._make_the_missing(records, now)
        self._postings = _postings_known(filter(None, map(self._known_as, records)))

    def employer(self, record: PostingRecord) -> Employer:
        return self._given or self._companies[record.employer or ""]

    def has(self, record: PostingRecord) -> bool:
        return self.posting(record) is not None

    def posting(self, record: PostingRecord) -> Posting | None:
        """A record is known by its origin (source or employer) and reference."""
        known_as = self._known_as(record)
        return self._postings.get(known_as) if known_as else None

    def _known_as(self, record: PostingRecord) -> tuple[str, str] | None:
        if record.source:
            return record.source, record.ref or ""
        company = self._given or self._companies.get(record.employer or "")
        return (f"employer:{company.id}", record.ref or "") if company else None

    def _make_the_missing(self, records: Sequence[PostingRecord], now: datetime) -> None:
        for record in records:
            name = record.employer or ""
            if name not in self._companies:
                self._companies[name] = employers.name_only(name, now=now)


def _companies_named(records: Sequence[PostingRecord]) -> dict[str, Employer]:
    """The oldest where several have one name."""
    names = {record.employer for record in records if record.employer}
    query = select(Employer).where(Employer.name.in_(names)).order_by(Employer.id.desc())
    found = db.session.scalars(query.options(selectinload(Employer.memberships)))
    return {company.name: company for company in found}


def _postings_known(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Posting]:
    query = (
        select(Posting)
        .where(tuple_(Posting.origin, Posting.ref).in_(list(names)))
        .options(
            joinedload(Posting.employer),
            joinedload(Posting.shown),
            selectinload(Posting.wordings),
            selectinload(Posting.events),
        )
    )
    return {(one.origin, one.ref or ""): one for one in db.session.scalars(query)}
