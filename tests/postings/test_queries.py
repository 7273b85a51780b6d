"""Which postings there are. Public means the same on the model and in SQL."""

from datetime import timedelta

import pytest

from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.postings import actions, queries
from jobboard.postings.lifecycle import State
from jobboard.postings.models import ImportBatch, Posting
from jobboard.postings.wording_models import WordingCode
from tests.making import (
    NOON,
    a_draft,
    a_moderator,
    a_pending_posting,
    a_published_posting,
    a_record,
    an_employer,
    owner_of,
)

pytestmark = pytest.mark.usefixtures("app")


def every_kind_of_posting() -> list[Posting]:
    """One for each reason to be public or not, of one company and of a suspended one."""
    company = an_employer()
    hidden, late, early, unfinished, paused, removed = (
        a_published_posting(employer=company) for _ in range(6)
    )
    hidden.hidden_at = NOON
    late.expires_at = NOON
    early.publish_at = NOON + timedelta(seconds=1)
    batch = ImportBatch(file="x", format="jsonl", started_at=NOON, beat_at=NOON, counts={})
    db.session.add(batch)
    db.session.flush()
    unfinished.batch_id = batch.id
    actions.pause(paused, by=owner_of(company), now=NOON)
    actions.take_down(removed, note="x", by=a_moderator(), now=NOON)
    suspended = a_published_posting(employer=an_employer("Suspended Health"))
    suspended.employer.suspended_at = NOON
    plain = [a_draft(employer=company), a_pending_posting(employer=company)]
    last_second = a_published_posting(employer=company)
    last_second.expires_at = NOON + timedelta(seconds=1)
    live = a_published_posting(employer=company)
    db.session.commit()
    return [hidden, late, early, unfinished, paused, removed, suspended, *plain, last_second, live]


@pytest.mark.parametrize("after", [timedelta(0), timedelta(seconds=1), timedelta(days=100)])
def test_public_is_one_thing_for_the_model_and_for_sql(after: timedelta) -> None:
    all_of_them, now = every_kind_of_posting(), NOON + after
    in_sql = {one.id for one in db.session.scalars(queries.public_postings(now))}
    assert in_sql == {one.id for one in all_of_them if one.is_public(now)}
    assert len(in_sql) == {timedelta(0): 2, timedelta(seconds=1): 2, timedelta(days=100): 0}[after]


def test_a_company_s_desk_has_its_own_postings_only_and_drafts_first() -> None:
    company = an_employer()
    live = a_published_posting(employer=company)
    a_published_posting(employer=an_employer("Another"))
    draft = a_draft(employer=company)
    assert db.session.scalars(queries.desk_of(company)).all() == [draft, live]


def test_the_desk_finds_by_title_reference_and_state() -> None:
    company = an_employer()
    first = a_draft(employer=company, title="Cardiology Coder", ref="X-100%")
    second = a_pending_posting(employer=company, title="Radiology Auditor", ref="Y-7")

    def found(**asked: object) -> list[Posting]:
        return list(db.session.scalars(queries.desk_of(company, **asked)))  # type: ignore[arg-type]

    assert found(words="cardio") == [first]
    assert found(words="y-7") == [second]
    assert found(words="100%") == [first]
    assert found(words="%") == [first]
    assert found(state=State.PENDING) == [second]
    assert found(words="cardio", state=State.PENDING) == []
    assert queries.counts_by_state(company) == {State.DRAFT: 1, State.PENDING: 1}


def test_the_review_queue_is_oldest_first_and_has_newer_texts_too() -> None:
    live = a_published_posting()
    actions.write(live, a_record(title="Newer"), by=owner_of(live.employer), now=NOON)
    actions.submit(live, by=owner_of(live.employer), now=NOON + timedelta(hours=2))
    first = a_pending_posting(now=NOON + timedelta(hours=1))
    db.session.commit()
    waiting = db.session.scalars(queries.review_queue()).all()
    assert [wording.posting_id for wording in waiting] == [first.id, live.id]
    assert queries.waiting_count() == 2


def test_a_job_page_speaks_of_everything_that_was_ever_public() -> None:
    ended, draft = a_published_posting(), a_draft()
    actions.close(ended, outcome="on-hold", by=owner_of(ended.employer), now=NOON)
    db.session.commit()
    assert db.session.scalar(queries.ever_public(ended.id)) is ended
    assert db.session.scalar(queries.ever_public(draft.id)) is None


def test_a_code_finds_the_wordings_that_cover_it() -> None:
    posting = a_published_posting(codes=["cpt:38204-38243", "icd10cm:C91-C95"])

    def covers(text: str) -> bool:
        query = db.select(WordingCode).where(WordingCode.meets(Interval.parse(text)))
        return any(code.wording_id == posting.shown_id for code in db.session.scalars(query))

    assert covers("cpt:38240")
    assert covers("icd10cm:C92.0")
    assert not covers("cpt:38300")
    assert not covers("hcpcs:J9000")


def test_what_is_derived_follows_the_record() -> None:
    posting = a_draft(
        title="Coder",
        description="<p>" + "You code infusions 96413 and hold a CCS or RHIT. " * 6 + "</p>",
        codes=["cpt:38204-38243"],
        credentials={"any_of": ["CCS"]},
        pay={"min": 62_400, "max": 83_200, "unit": "year"},
    )
    wording = posting.latest
    stated = {code.stated: code.interval for code in wording.codes}
    tags = {(tag.kind, tag.value) for tag in wording.tags}
    assert stated[True] == Interval.parse("cpt:38204-38243")
    assert stated[False] == Interval.parse("cpt:96413")
    assert ("credential-any", "CCS") in tags
    assert ("credential-mentioned", "RHIT") in tags
    assert ("credential-mentioned", "CCS") not in tags
    assert (wording.hourly_min, wording.hourly_max) == (30.0, 40.0)
    assert wording.text.startswith("coder\nacme health\nyou code infusions")


def test_writing_again_derives_again() -> None:
    posting = a_draft(specialties=["cardiology"])
    again = a_record(specialties=["radiology"], codes=["cpt:70010-77092"])
    actions.write(posting, again, by=owner_of(posting.employer), now=NOON)
    db.session.commit()
    db.session.expire_all()
    tags = {tag.value for tag in posting.latest.tags if tag.kind == "specialty"}
    assert tags == {"radiology"}
    assert [str(code.interval) for code in posting.latest.codes] == ["cpt:70010-77092"]
