"""Writing a posting: nothing typed is lost, whoever was faster and whatever went stale."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.postings import actions, queries
from jobboard.postings.lifecycle import State
from jobboard.postings.models import Posting
from tests.making import (
    NOON,
    a_draft,
    a_member,
    a_published_posting,
    a_record,
    again,
    an_employer,
    owner_of,
)
from tests.postings.desk import Desk

NEW = "/employer/acme-health/postings/new"


@pytest.fixture
def employer(app: Flask) -> Employer:
    return an_employer()


@pytest.fixture
def desk(client: FlaskClient, employer: Employer) -> Desk:
    return Desk(client, owner_of(employer))


def edit(posting: Posting) -> str:
    return f"/employer/acme-health/postings/{posting.id}/edit"


def the_posting() -> Posting:
    db.session.rollback()
    return db.session.scalars(select(Posting)).one()


COMPLETE: dict[str, Any] = {
    "title": "Cardiology Coder",
    "description": "You code catheterizations and devices for our clinics. " * 6,
    "role": "inpatient-facility-coder",
    "level": "coder-2",
    "setting": "acute-inpatient",
    "employment_type": "full-time",
    "specialties": ["cardiology"],
    "arrangement": "hybrid",
    "places-0-city": "Houston",
    "places-0-state": "TX",
    "pay_min": "28.50",
    "pay_max": "39",
}


def test_a_new_posting_is_a_draft_that_goes_on_to_its_preview(desk: Desk) -> None:
    desk.open(NEW).press(("then", "preview"), **COMPLETE)
    posting = the_posting()
    assert posting.state == State.DRAFT
    assert posting.latest.says().places[0].city == "Houston"
    assert desk.follow().text.count("Preview")
    desk.click("Submit for review")
    assert again(posting).state == State.PENDING


def test_a_title_and_a_text_are_enough_to_be_kept(desk: Desk) -> None:
    desk.open(NEW).press(title="Coder", description="Later more.")
    assert desk.follow().values()["title"] == "Coder"
    assert "Only your company sees it" in desk.text


def test_what_is_not_enough_is_not_kept_and_not_lost(desk: Desk) -> None:
    desk.open(NEW).press(description="Half a sentence", pay_min="28")
    assert desk.status == 422
    assert (desk.values()["description"], desk.values()["pay_min"]) == ("Half a sentence", "28")
    assert db.session.scalars(select(Posting)).all() == []


def test_nobody_posts_from_an_address_that_is_not_confirmed(desk: Desk, employer: Employer) -> None:
    owner_of(employer).confirmed_at = None
    db.session.commit()
    assert desk.open(NEW).status == 403
    assert "confirm your email address" in desk.text
    assert "Please confirm your email address" in desk.open("/employer/acme-health/").text


def test_of_two_who_write_the_slower_sees_both_and_loses_nothing(
    app: Flask, desk: Desk, employer: Employer
) -> None:
    posting = a_draft(employer=employer)
    colleague = Desk(app.test_client(), a_member(employer))
    desk.open(edit(posting))
    colleague.open(edit(posting)).press(title="Theirs", pay_min="30")
    assert colleague.status == 303
    desk.press(title="Mine")
    assert desk.status == 409
    assert "Somebody changed this job while you were writing" in desk.text
    assert "Title Theirs Mine" in desk.text
    assert "$30–$39 an hour $28.50–$39 an hour" in desk.text
    assert desk.values()["title"] == "Mine"
    assert again(posting).latest.title == "Theirs"
    desk.press()
    assert desk.status == 303
    assert again(posting).latest.title == "Mine"


def test_what_was_submitted_meanwhile_is_not_overwritten_and_the_words_are_kept(
    desk: Desk, employer: Employer
) -> None:
    posting = a_draft(employer=employer)
    desk.open(edit(posting))
    actions.submit(posting, by=owner_of(employer), now=NOON)
    db.session.commit()
    desk.press(title="Mine")
    assert desk.status == 409
    assert "A moderator is about to read this text" in desk.text
    assert desk.values()["title"] == "Mine"
    desk.press()
    assert desk.status == 409
    assert again(posting).latest.title == a_record().title


@pytest.mark.parametrize("revision", ["", "-1", "1e3", "²", "99999999999"])
def test_a_form_without_a_true_revision_is_stale(
    desk: Desk, employer: Employer, revision: str
) -> None:
    posting = a_draft(employer=employer)
    desk.open(edit(posting)).press(title="Mine", revision=revision)
    assert desk.status == 409
    assert again(posting).latest.title == a_record().title


def test_a_stale_token_gives_the_words_back(desk: Desk, employer: Employer) -> None:
    posting = a_draft(employer=employer)
    desk.open(edit(posting)).press(title="Mine", csrf_token="stale")
    assert desk.status == 422
    assert "Nothing is lost: look over it and send it again." in desk.text
    assert desk.values()["title"] == "Mine"
    assert again(posting).latest.title == a_record().title
    desk.press()
    assert desk.status == 303
    assert again(posting).latest.title == "Mine"


def test_somebody_signed_out_while_writing_gets_the_words_back(
    app: Flask, desk: Desk, employer: Employer
) -> None:
    posting = a_draft(employer=employer)
    typed = {**desk.open(edit(posting)).values(), "title": "Mine", "description": "<b>\n\nTwo"}
    stranger = app.test_client()
    answer = stranger.post(edit(posting), data=typed)
    assert answer.status_code == 401
    assert "Nothing is lost" in answer.text
    desk.answer = answer
    kept = desk.values()
    assert (kept["title"], kept["description"]) == ("Mine", "<b>\n\nTwo")
    assert "csrf_token" not in kept
    # Signed in again, in another tab:
    desk.answer = desk.client.post(edit(posting), data=kept)
    assert desk.status == 422
    assert desk.values()["title"] == "Mine"
    desk.press()
    assert desk.status == 303


def test_another_site_cannot_speak_through_the_page_that_keeps_words(
    app: Flask, employer: Employer
) -> None:
    answer = app.test_client().post(
        NEW, data={"title": "Call us"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 302
    assert "Call us" not in answer.text


def test_a_description_that_is_far_too_long_stays_in_its_field(
    desk: Desk, employer: Employer
) -> None:
    posting = a_draft(employer=employer)
    text = "You code charts. " * 90_000
    desk.open(edit(posting)).press(description=text)
    assert desk.status == 422
    assert desk.errors()["description"] == "Please keep the description to 60,000 characters."
    assert desk.values()["description"].strip() == text.strip()


def test_a_body_beyond_all_measure_is_413(desk: Desk, employer: Employer) -> None:
    posting = a_draft(employer=employer)
    desk.open(edit(posting)).press(description="x" * 7_000_000)
    assert desk.status == 413


def test_editing_a_live_posting_leaves_the_approved_text_on_show(
    desk: Desk, employer: Employer
) -> None:
    posting = a_published_posting(employer=employer)
    assert "stays as it was approved" in desk.open(edit(posting)).text
    desk.press(("then", "preview"), title="Newer title").follow().click("Submit for review")
    posting = again(posting)
    assert posting.state == State.PUBLISHED
    assert posting.shown is not None
    assert (posting.shown.title, posting.latest.title) == (a_record().title, "Newer title")


@pytest.mark.parametrize("page", ["new", "edit"])
def test_a_reference_that_somebody_takes_at_the_same_instant_is_refused_as_one_taken_before(
    desk: Desk, employer: Employer, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    a_draft(employer=employer, ref="A-1")
    other = a_draft(employer=employer)
    monkeypatch.setattr(queries, "known_as", lambda *_: None)
    desk.open(NEW if page == "new" else edit(other)).press(**COMPLETE, ref="A-1")
    assert desk.status == 422
    assert "Another job of yours" in desk.errors()["ref"]
    assert desk.values()["title"] == "Cardiology Coder"


def test_of_two_moves_at_the_same_instant_the_second_is_a_409_page(
    desk: Desk, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    posting = a_published_posting(employer=employer)
    desk.open(f"/employer/acme-health/postings/{posting.id}")

    def overtaken(*_: Any, **__: Any) -> None:
        raise StaleDataError

    monkeypatch.setattr(actions, "pause", overtaken)
    desk.click("Yes: Pause")
    assert desk.status == 409
    assert "Somebody else changed this" in desk.text
