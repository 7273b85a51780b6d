"""How a job reads to candidates, and to its company at a glance."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, render_template_string

from jobboard.db import db
from jobboard.postings import actions, next_steps, showing
from jobboard.postings.record import ALL_STATES, Pay, PostingRecord
from tests.making import (
    NOON,
    a_draft,
    a_moderator,
    a_pending_posting,
    a_published_posting,
    a_record,
    owner_of,
)

BARE = PostingRecord(title="Coder", description="<p>Codes.</p>", source="usajobs")


def page(app: Flask, record: PostingRecord, wording: Any = None) -> str:
    template = (
        '{% import "postings/_job.html" as job %}{{ job.head(record, employer) }}'
        "{{ job.facts(record) }}{{ job.body(record, codes) }}"
    )
    codes = showing.code_links(wording) if wording else []
    with app.test_request_context():
        return render_template_string(
            template, record=record, employer={"name": "Acme & Sons"}, codes=codes
        )


def test_a_job_page_says_everything_that_the_posting_says(app: Flask) -> None:
    posting = a_draft(questions=[{"text": "Years of coding?", "kind": "number"}])
    text = page(app, posting.latest.says(), posting.latest)
    for said in (
        "Inpatient Coder – Stem Cell Transplant",
        "Acme &amp; Sons",
        "$28.50–$39 an hour",
        "Houston, TX",
        "Florida, Texas",
        "CPT 38204–38243",
        "/codes/families/cpt-38204-38243",
        "Certified Coding Specialist",
        "One of these is required",
        "Stem cell transplant and cellular therapy",
        "Epic",
        "3 charts per hour",
        "95 percent",
        "Health insurance",
        "Full-time",
        "Years of coding?",
        "the harvest of the cells",
    ):
        assert said in text, said


def test_what_an_imported_job_lacks_is_not_stated_and_never_invented(app: Flask) -> None:
    text = page(app, BARE)
    assert text.lower().count("not stated") >= 6
    assert "No credential is required" not in text


def test_a_hostile_description_is_cleaned_once_more_when_it_is_drawn(app: Flask) -> None:
    stored = PostingRecord(title="<b>Coder", description="<p>Hi<script>x()</script></p>")
    text = page(app, stored)
    assert "<script>" not in text
    assert "&lt;b&gt;Coder" in text


def test_a_named_reason_is_read_in_place_of_the_pay(app: Flask) -> None:
    text = page(app, a_record(pay=None, pay_missing="union-contract"))
    assert "Pay is set by a union contract." in text


@pytest.mark.parametrize(
    ("states", "text"),
    [
        ([], None),
        (["TX", "FL"], "Florida, Texas"),
        (list(ALL_STATES), "All 50 states and the District of Columbia"),
        ([*ALL_STATES, "PR"], "All 50 states and the District of Columbia, and Puerto Rico"),
    ],
)
def test_eligible_states_read_as_a_list_or_as_everywhere(
    states: list[str], text: str | None
) -> None:
    assert showing.eligible(a_record(eligible_states=states)) == text


def test_yearly_pay_tells_its_hourly_equivalent() -> None:
    assert showing.hourly(Pay(62_400, 83_200, "year")) == "about $30–$40 an hour, full-time"
    assert showing.hourly(Pay(30, 40, "hour")) is None
    assert showing.hourly(Pay(3, 4, "chart")) is None


def test_credentials_stand_under_what_is_asked_of_them() -> None:
    record = a_record(credentials={"any_of": ["CCS"], "all_of": ["RHIA", "CDIP"]})
    assert [heading for heading, _ in showing.credentials_asked(record)] == [
        "All of these are required",
        "Required",
    ]


@pytest.mark.usefixtures("app")
def test_each_state_says_what_to_do_next() -> None:
    posting = a_published_posting()
    assert next_steps.badge(posting, NOON) == ("Live", "good")
    assert next_steps.days_left(posting, NOON) == 60
    assert "ends soon" in next_steps.next_step(posting, NOON + timedelta(days=54))
    posting.hidden_at = NOON
    assert next_steps.badge(posting, NOON) == ("Hidden", "bad")
    posting.hidden_at = None
    actions.write(posting, a_record(), by=owner_of(posting.employer), now=NOON)
    assert "not sent yet" in next_steps.next_step(posting, NOON)
    actions.close(posting, outcome="filled-here", by=owner_of(posting.employer), now=NOON)
    assert next_steps.next_step(posting, NOON) == "Filled through this board."
    assert next_steps.days_left(posting, NOON) is None


@pytest.mark.usefixtures("app")
def test_a_returned_draft_asks_for_the_change() -> None:
    posting = a_pending_posting()
    actions.request_changes(posting, reason="pay", note="", by=a_moderator(), now=NOON)
    db.session.commit()
    assert next_steps.badge(posting, NOON) == ("Change asked", "warn")
    assert "asks for a change" in next_steps.next_step(posting, NOON)


@pytest.mark.usefixtures("app")
def test_a_posting_that_begins_later_is_scheduled() -> None:
    posting = a_published_posting(posted_at="2026-11-10")
    assert next_steps.badge(posting, NOON) == ("Scheduled", "info")
