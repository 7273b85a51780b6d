"""Every way to change what the index shows leaves a row, in the same transaction."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, update

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.outbox.following import NotNoted
from jobboard.outbox.models import BULK, PEOPLE_FIRST, OutboxRow
from jobboard.postings import actions
from jobboard.postings.models import Posting
from jobboard.postings.wording_models import Wording, WordingTag
from jobboard.search import listener
from tests.making import (
    NOON,
    a_moderator,
    a_pending_posting,
    a_published_posting,
    a_record,
    an_employer,
    owner_of,
)


def noted() -> list[int | None]:
    """The postings noted since the last look."""
    query = select(OutboxRow).where(OutboxRow.topic == "search").order_by(OutboxRow.id)
    found = db.session.scalars(query).all()
    keys = [row.key for row in found]
    for row in found:
        db.session.delete(row)
    db.session.commit()
    return keys


@pytest.fixture
def posting(app: Flask) -> Posting:
    posting = a_published_posting()
    noted()
    return posting


def the_owner(posting: Posting):
    return owner_of(posting.employer)


CHANGES: dict[str, Callable[[Posting], object]] = {
    "paused": lambda p: actions.pause(p, by=the_owner(p), now=NOON),
    "closed": lambda p: actions.close(p, outcome="hired-here", by=the_owner(p), now=NOON),
    "hidden": lambda p: setattr(p, "hidden_at", NOON),
    "prolonged": lambda p: setattr(p, "expires_at", NOON),
    "given another wording": lambda p: setattr(p, "shown", None),
    "told apart by title": lambda p: setattr(p.shown, "title", "Another title"),
    "tagged": lambda p: p.shown.tags.append(WordingTag(kind="specialty", value="oncology")),
    "freed of a tag": lambda p: p.shown.tags.pop(),
    "moved": lambda p: setattr(p.shown.places[0], "city", "Dallas"),
    "freed of a code": lambda p: p.shown.codes.pop(),
    "of a company with a new name": lambda p: setattr(p.employer, "name", "Acme Care"),
    "of a company with a new slug": lambda p: setattr(p.employer, "slug", "acme-care"),
    "of a suspended company": lambda p: setattr(p.employer, "suspended_at", NOON),
    "deleted": lambda p: db.session.delete(p),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_posting_is_noted_when_it_is(posting: Posting, change: str) -> None:
    posting_id = posting.id
    if change == "deleted":
        posting.shown = None
        db.session.flush()
    CHANGES[change](posting)
    db.session.commit()
    assert set(noted()) == {posting_id}


def test_all_postings_of_a_company_are_noted_with_its_name(app: Flask) -> None:
    employer = an_employer()
    ours = {a_published_posting(employer=employer).id for _ in range(3)}
    a_published_posting()
    noted()
    employer.name = "Another name"
    db.session.commit()
    assert set(noted()) == ours


def test_what_a_company_says_about_itself_concerns_no_posting(posting: Posting) -> None:
    posting.employer.about = "We are good people."
    db.session.commit()
    assert noted() == []


def test_what_is_rolled_back_was_never_noted(posting: Posting) -> None:
    posting.hidden_at = NOON
    db.session.flush()
    db.session.rollback()
    assert noted() == []


def test_a_change_after_a_rollback_to_a_savepoint_is_noted(posting: Posting) -> None:
    with db.session.begin_nested() as savepoint:
        posting.hidden_at = NOON
        db.session.flush()
        savepoint.rollback()
    posting.hidden_reason = "Reported three times"
    db.session.commit()
    assert noted() == [posting.id]


def test_a_posting_is_noted_once_a_transaction(posting: Posting) -> None:
    for hour in range(3):
        posting.expires_at = NOON + timedelta(hours=hour)
        db.session.flush()
    db.session.commit()
    assert noted() == [posting.id]


def test_people_come_first_and_a_bulk_load_says_that_it_is_one(posting: Posting) -> None:
    def urgency_after(change: str) -> int:
        posting.hidden_reason = change
        db.session.commit()
        return db.session.scalars(select(OutboxRow.urgency).order_by(-OutboxRow.id)).first()

    assert urgency_after("by hand") == PEOPLE_FIRST
    db.session.info[listener.BULK_LOAD] = True
    try:
        assert urgency_after("in bulk") == BULK
    finally:
        del db.session.info[listener.BULK_LOAD]


def test_a_posting_that_appears_later_is_noted_for_that_moment_too(app: Flask) -> None:
    tomorrow = NOON + timedelta(days=1)
    posting = a_pending_posting()
    with stopped_at(NOON):
        actions.approve(posting, by=a_moderator(), now=NOON)
        posting.publish_at = tomorrow
        db.session.commit()
    moments = db.session.execute(
        select(OutboxRow.key, OutboxRow.not_before).where(OutboxRow.not_before > NOON)
    ).all()
    assert (posting.id, tomorrow) in [tuple(row) for row in moments]


def test_a_new_wording_beside_the_one_on_show_is_noted(posting: Posting) -> None:
    actions.write(posting, a_record(title="Newer title"), by=the_owner(posting), now=NOON)
    db.session.commit()
    assert noted() == [posting.id]


@pytest.mark.parametrize(
    "statement",
    [
        update(Posting).values(state="closed"),
        update(Posting.__table__).values(state="closed"),
        delete(WordingTag),
        update(Employer).values(name="x"),
        delete(Wording).where(Wording.id == 1),
    ],
    ids=str,
)
def test_statements_over_many_rows_are_refused(posting: Posting, statement) -> None:
    with pytest.raises(NotNoted):
        db.session.execute(statement)
    with pytest.raises(NotNoted):
        db.session.execute(statement, execution_options={"synchronize_session": False})


def test_inserting_many_rows_is_refused_too(posting: Posting) -> None:
    with pytest.raises(NotNoted):
        db.session.execute(
            insert(WordingTag), [{"wording_id": posting.shown_id, "kind": "state", "value": "OH"}]
        )


def test_they_are_let_through_with_their_rows_noted(posting: Posting) -> None:
    which = select(Posting.id).where(Posting.employer_id == posting.employer_id)
    listener.note_all(which)
    db.session.execute(
        update(Posting).where(Posting.id.in_(which)).values(hidden_at=NOON),
        execution_options={"index_noted": True},
    )
    db.session.commit()
    assert noted() == [posting.id]


def test_other_tables_are_nobodys_business(app: Flask) -> None:
    db.session.execute(delete(OutboxRow))
    db.session.execute(select(Posting)).all()
    assert noted() == []
