"""What the worker counts for landing pages: whose jobs, and whose pay."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.landing import queries, tally
from jobboard.landing.models import LandingFigure
from jobboard.postings import actions
from jobboard.postings.models import Posting
from jobboard.postings.record import ALL_STATES
from tests.making import (
    NOON,
    a_draft,
    a_moderator,
    a_pending_posting,
    a_published_posting,
    an_employer,
    owner_of,
)

HEART = {"specialties": ["cardiology"], "codes": ["cpt:92920-93799"]}
ON_SITE = {"arrangement": "onsite", "eligible_states": []}


@pytest.fixture(autouse=True)
def at_noon(app: Flask) -> Iterator[None]:
    with stopped_at(NOON):
        yield


def hearts(*pays: float, **wording: Any) -> list[Posting]:
    """Cardiology jobs of one company, one for each amount an hour."""
    employer = wording.pop("employer", None) or an_employer()
    paid = [{"min": pay, "max": pay, "unit": "hour"} for pay in pays]
    return [a_published_posting(employer=employer, pay=pay, **HEART, **wording) for pay in paid]


def reckoned() -> dict[tuple[str, str], LandingFigure]:
    tally.reckon(NOON)
    db.session.commit()
    return {(one.facet, one.value): one for one in db.session.scalars(select(LandingFigure))}


def jobs_of(facet: str, value: str) -> int:
    figure = reckoned().get((facet, value))
    return figure.jobs if figure else 0


def paid(facet: str = "specialty", value: str = "cardiology") -> Any:
    tally.reckon(NOON)
    db.session.commit()
    return queries.pay_of([(facet, value)]).get((facet, value))


def test_a_job_counts_for_everything_that_it_is_tagged_with() -> None:
    a_published_posting()
    counted = {key for key, figure in reckoned().items() if figure.jobs == 1}
    assert counted >= {
        ("specialty", "transplant-cellular"),
        ("credential", "CCS"),
        ("credential", "CHONC"),
        ("setting", "academic-medical-center"),
        ("role", "inpatient-facility-coder"),
        ("level", "coder-2"),
        ("employer", "acme-health"),
        ("family", "cpt-38204-38243"),
        ("remote", "TX"),
        ("state", "FL"),
    }
    assert ("state", "OH") not in counted


def test_remote_work_for_everybody_counts_in_every_state() -> None:
    a_published_posting(eligible_states=list(ALL_STATES))
    assert jobs_of("remote", "OH") == jobs_of("state", "OH") == 1


def test_work_on_site_counts_where_it_is() -> None:
    a_published_posting(**ON_SITE)
    assert jobs_of("state", "TX") == 1
    assert jobs_of("remote", "TX") == jobs_of("state", "FL") == 0


def test_what_is_not_public_is_not_counted() -> None:
    employer = an_employer()
    shown = a_published_posting(employer=employer)
    hidden, closed, removed = (a_published_posting(employer=employer) for _ in range(3))
    a_draft(employer=employer)
    a_pending_posting(employer=employer)
    hidden.hidden_at = NOON
    actions.close(closed, by=owner_of(employer), now=NOON, outcome="filled-here")
    actions.take_down(removed, by=a_moderator(), now=NOON, note="A scam.")
    db.session.commit()
    assert shown.is_public(NOON)
    assert jobs_of("specialty", "transplant-cellular") == 1


def test_a_suspended_company_is_not_counted() -> None:
    (posting, *_) = hearts(20, 22, 24, 26, 28)
    posting.employer.suspended_at = NOON
    db.session.commit()
    assert reckoned() == {}


def test_pay_is_counted_from_live_and_past_jobs() -> None:
    (first, *_) = hearts(20, 22, 24, 26, 28)
    actions.close(first, by=owner_of(first.employer), now=NOON, outcome="filled-here")
    db.session.commit()
    assert (jobs_of("specialty", "cardiology"), paid().jobs) == (4, 5)


@pytest.mark.parametrize("trouble", ["hidden", "removed", "unapproved", "scheduled"])
def test_pay_of_what_was_never_shown_or_should_not_have_been_is_not_counted(trouble: str) -> None:
    first = hearts(20, 22, 24, 26)[0]
    if trouble == "unapproved":
        a_pending_posting(
            employer=first.employer, pay={"min": 30, "max": 30, "unit": "hour"}, **HEART
        )
    else:
        (fifth,) = hearts(30, employer=first.employer)
        if trouble == "hidden":
            fifth.hidden_at = NOON
        elif trouble == "scheduled":
            fifth.publish_at = NOON + timedelta(days=1)
        else:
            actions.take_down(fifth, by=a_moderator(), now=NOON, note="A scam.")
    db.session.commit()
    assert paid() is None


def test_pay_of_long_ago_is_not_counted() -> None:
    for posting in hearts(20, 22, 24, 26, 28):
        actions.close(posting, by=owner_of(posting.employer), now=NOON, outcome="filled-here")
        posting.published_at = NOON - timedelta(days=800)
    db.session.commit()
    assert paid() is None


def test_a_job_that_was_listed_anew_is_counted_once() -> None:
    jobs = hearts(20, 22, 24, 26, 28)
    actions.close(jobs[0], by=owner_of(jobs[0].employer), now=NOON, outcome="filled-here")
    (anew,) = hearts(21, employer=jobs[0].employer)
    anew.relisted_from_id = jobs[0].id
    db.session.commit()
    assert paid().jobs == 5


def test_a_year_s_pay_counts_by_the_hour_and_pay_by_the_chart_does_not() -> None:
    employer = an_employer()
    for pay in range(5):
        yearly = {"min": 52_000 + pay * 2_080, "max": 52_000 + pay * 2_080, "unit": "year"}
        a_published_posting(employer=employer, pay=yearly, **HEART)
    a_published_posting(employer=employer, pay={"min": 3, "max": 4, "unit": "chart"}, **HEART)
    assert (paid().jobs, paid().median) == (5, 27)


def test_pay_on_site_and_pay_of_remote_work_stay_apart() -> None:
    employer = an_employer()
    hearts(20, 20, 20, 20, 20, employer=employer, **ON_SITE)
    hearts(30, 30, 30, 30, 30, employer=employer)
    assert paid("state", "TX").median == 20
    assert paid("remote", "TX").median == 30


def test_the_last_change_is_kept_until_something_changes() -> None:
    jobs = hearts(20, 22)
    assert tally.reckon(NOON) > 0
    assert tally.reckon(NOON + timedelta(hours=1)) == 0
    actions.close(jobs[0], by=owner_of(jobs[0].employer), now=NOON, outcome="filled-here")
    db.session.commit()
    assert tally.reckon(NOON + timedelta(hours=2)) > 0
    changed = db.session.scalar(
        select(LandingFigure.changed_at).where(LandingFigure.value == "cardiology")
    )
    assert changed == NOON + timedelta(hours=2)


def test_a_page_that_has_nothing_left_is_forgotten() -> None:
    (job,) = hearts(20)
    tally.reckon(NOON)
    job.hidden_at = NOON
    db.session.commit()
    assert tally.reckon(NOON) > 0
    assert db.session.scalars(select(LandingFigure)).all() == []
