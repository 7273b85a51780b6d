"""A sample comes through the import, like everybody's records, and leaves a board in use."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.outbox.models import OutboxRow
from jobboard.postings import queries
from jobboard.postings.importing import Counts
from jobboard.postings.lifecycle import State
from jobboard.postings.models import ImportBatch, Posting, PostingEvent
from jobboard.sample import making
from jobboard.sample.commands import sample
from jobboard.sample.making import make_sample
from tests.making import NOON


@pytest.fixture(autouse=True)
def _at_noon(app):
    with stopped_at(NOON):
        yield


def count(query) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def busiest() -> Employer:
    query = (
        select(Employer)
        .join(Posting, Posting.employer_id == Employer.id)
        .group_by(Employer.id)
        .order_by(func.count().desc(), Employer.id)
        .limit(1)
    )
    return db.session.scalars(query).one()


def test_all_of_a_sample_is_public_and_its_events_say_who_made_it():
    assert make_sample(postings=60, seed=1, now=NOON) == Counts(added=60)
    assert count(queries.public_postings(NOON)) == 60
    assert set(db.session.scalars(select(PostingEvent.actor))) == {"sample", "time"}


def test_the_same_sample_again_changes_nothing():
    make_sample(postings=40, seed=1, now=NOON)
    before = count(select(Posting))
    assert make_sample(postings=40, seed=1, now=NOON) == Counts(unchanged=40)
    assert count(select(Posting)) == before


def test_two_seeds_stand_beside_each_other():
    make_sample(postings=20, seed=1, now=NOON)
    assert make_sample(postings=20, seed=2, now=NOON) == Counts(added=20)


def test_companies_are_described_and_have_nobodys_domain():
    make_sample(postings=30, seed=1, now=NOON)
    companies = db.session.scalars(select(Employer)).all()
    assert all(one.claimed_at and one.kind and one.about and one.city for one in companies)
    assert all(one.website.endswith(".example") for one in companies)
    assert any(one.trusted_at for one in companies)
    assert any(one.verified_at is None for one in companies)
    assert all(one.memberships == [] for one in companies)


def test_the_busiest_company_has_unfinished_work_on_its_desk():
    make_sample(postings=300, seed=1, now=NOON)
    company = busiest()
    assert company.name == "Larkmere University Hospitals"
    states = [one.state for one in db.session.scalars(queries.of_employer(company))]
    assert (states.count(State.DRAFT), states.count(State.PENDING)) == (2, 1)
    past = (State.PAUSED, State.CLOSED, State.EXPIRED)
    assert [states.count(state) for state in past] == [1, 1, 1]
    waiting = db.session.scalars(queries.review_queue()).all()
    assert {one.posting.employer for one in waiting} == {company}
    assert sorted(one.posting.state for one in waiting) == [State.PENDING, State.PUBLISHED]
    changed = next(one for one in waiting if one.posting.state == State.PUBLISHED)
    assert changed.posting.shown is not changed


def test_nobody_is_written_to():
    make_sample(postings=20, seed=1, now=NOON)
    assert set(db.session.scalars(select(OutboxRow.topic))) <= {"search"}


def test_a_large_sample_comes_in_parts(monkeypatch):
    monkeypatch.setattr(making, "PART", 16)
    done: list[int] = []
    assert make_sample(postings=40, seed=1, now=NOON, progress=done.append) == Counts(added=40)
    assert (sum(done), count(select(ImportBatch))) == (40, 3)


def test_it_is_live_for_at_least_two_days():
    make_sample(postings=60, seed=3, now=NOON)
    assert count(queries.public_postings(NOON + timedelta(days=2))) == 60


def test_the_command_says_what_it_made(app, monkeypatch):
    monkeypatch.setattr("jobboard.commands.create_app", lambda settings: app)
    monkeypatch.setattr("jobboard.commands.settings_or_refuse", lambda: None)
    result = CliRunner().invoke(sample, ["--postings", "12", "--seed", "4"])
    assert result.output == (
        "Made a sample of 12 jobs with seed 4: 12 added, 0 changed, 0 unchanged.\n"
    )
