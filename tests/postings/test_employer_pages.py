"""The company's desk: every move by its button, other people's things not found, viewers looking."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.employers.models import Employer, MemberRole
from jobboard.postings import actions
from jobboard.postings.lifecycle import Move, State, WordingState
from jobboard.postings.models import Posting
from tests.making import (
    NOON,
    a_candidate,
    a_draft,
    a_member,
    a_moderator,
    a_pending_posting,
    a_person,
    a_published_posting,
    a_record,
    again,
    an_employer,
    owner_of,
)
from tests.postings.desk import Desk

WRITING = [
    ("get", "/postings/new"),
    ("post", "/postings/new"),
    ("get", "/postings/{id}/edit"),
    ("post", "/postings/{id}/edit"),
    ("post", "/postings/{id}/submission"),
    ("post", "/postings/{id}/withdrawal"),
    ("post", "/postings/{id}/pause"),
    ("post", "/postings/{id}/resumption"),
    ("post", "/postings/{id}/closure"),
    ("post", "/postings/{id}/renewal"),
    ("post", "/postings/{id}/revision"),
    ("post", "/postings/{id}/copies"),
]
LOOKING = [("get", "/"), ("get", "/postings/{id}"), ("get", "/postings/{id}/preview")]


@pytest.fixture
def employer(app: Flask) -> Employer:
    return an_employer()


@pytest.fixture
def desk(client: FlaskClient, employer: Employer) -> Desk:
    return Desk(client, owner_of(employer))


def address(posting: Posting, rest: str = "") -> str:
    return f"/employer/{posting.employer.slug}/postings/{posting.id}{rest}"


def a_rejected_posting(employer: Employer) -> Posting:
    posting = a_pending_posting(employer=employer)
    actions.reject(posting, reason="scam", note="Tell us who you are.", by=a_moderator(), now=NOON)
    db.session.commit()
    return posting


def a_paused_posting(employer: Employer) -> Posting:
    posting = a_published_posting(employer=employer)
    actions.pause(posting, by=owner_of(employer), now=NOON)
    db.session.commit()
    return posting


def an_expired_posting(employer: Employer) -> Posting:
    posting = a_published_posting(employer=employer, now=NOON - timedelta(days=61))
    actions.expire_due(NOON)
    db.session.commit()
    return posting


def a_newer_text(employer: Employer) -> Posting:
    posting = a_published_posting(employer=employer, title="Old title")
    actions.write(posting, a_record(title="New title"), by=owner_of(employer), now=NOON)
    db.session.commit()
    return posting


def a_newer_text_in_review(employer: Employer) -> Posting:
    posting = a_newer_text(employer)
    actions.submit(posting, by=owner_of(employer), now=NOON)
    db.session.commit()
    return posting


def drafted(employer: Employer) -> Posting:
    return a_draft(employer=employer)


def pending(employer: Employer) -> Posting:
    return a_pending_posting(employer=employer)


def published(employer: Employer) -> Posting:
    return a_published_posting(employer=employer)


BY_BUTTON = [
    (drafted, "Submit for review", State.PENDING, Move.SUBMIT),
    (pending, "Withdraw", State.DRAFT, Move.WITHDRAW),
    (a_rejected_posting, "Take back into work", State.DRAFT, Move.REVISE),
    (published, "Yes: Pause", State.PAUSED, Move.PAUSE),
    (a_paused_posting, "Resume", State.PUBLISHED, Move.RESUME),
    (an_expired_posting, "Renew", State.PENDING, Move.RENEW),
    (a_newer_text, "Submit for review", State.PUBLISHED, "submit-wording"),
    (a_newer_text_in_review, "Withdraw", State.PUBLISHED, "withdraw-wording"),
]


@pytest.mark.parametrize(("made", "label", "state", "event"), BY_BUTTON)
def test_every_move_has_its_button(
    desk: Desk,
    employer: Employer,
    made: Callable[[Employer], Posting],
    label: str,
    state: State,
    event: str,
) -> None:
    posting = made(employer)
    desk.open(address(posting)).click(label)
    assert desk.status == 303
    assert again(posting).state == state
    assert posting.events[-1].move == event
    assert posting.events[-1].actor == "Olive Owner"
    assert desk.follow().status == 200


def test_a_trusted_company_s_button_renews_at_once(desk: Desk, employer: Employer) -> None:
    posting = an_expired_posting(employer)
    employer.trusted_at = NOON
    db.session.commit()
    desk.open(address(posting)).click("Renew")
    assert again(posting).is_public(NOON)


def test_closing_asks_how_it_ended(desk: Desk, employer: Employer) -> None:
    posting = a_published_posting(employer=employer)
    desk.open(address(posting)).click("Close this job")
    assert desk.status == 422
    assert desk.errors() == {"outcome": "Say how it ended."}
    assert again(posting).state == State.PUBLISHED
    form = desk.page.xpath("//form[contains(@action, 'closure')]")[0]
    fields = {**dict(form.form_values()), "outcome": "filled-here"}
    desk.answer = desk.client.post(form.get("action"), data=fields)
    assert desk.follow().status == 200
    assert (again(posting).state, posting.outcome) == (State.CLOSED, "filled-here")
    assert "Filled through this board." in desk.text


@pytest.mark.parametrize(
    ("made", "labels"),
    [
        (drafted, {"Submit for review", "Edit", "Preview", "Copy as a new draft"}),
        (pending, {"Withdraw", "Preview", "Copy as a new draft"}),
    ],
)
def test_only_buttons_for_legal_moves_are_drawn(
    desk: Desk, employer: Employer, made: Callable[[Employer], Posting], labels: set[str]
) -> None:
    assert set(desk.open(address(made(employer))).buttons()) == labels


def test_a_move_that_is_not_legal_now_is_a_409_page(desk: Desk, employer: Employer) -> None:
    posting = a_draft(employer=employer)
    desk.open(address(posting))
    token = desk.page.xpath("//input[@name='csrf_token']/@value")[0]
    answer = desk.client.post(address(posting, "/pause"), data={"csrf_token": token})
    assert answer.status_code == 409
    assert "draft now" in answer.text


@pytest.mark.parametrize(("method", "rest"), WRITING + LOOKING)
def test_other_companies_and_their_postings_are_not_found(
    client: FlaskClient, app: Flask, method: str, rest: str
) -> None:
    theirs = a_published_posting(employer=an_employer("Theirs"))
    mine = an_employer("Mine")
    desk = Desk(client, owner_of(mine))
    token = desk.open("/employer/mine/company").page.xpath("//input[@name='csrf_token']/@value")[0]
    for company in ("theirs", "mine", "nobody"):
        if company == "mine" and "{id}" not in rest:
            continue
        where = f"/employer/{company}" + rest.format(id=theirs.id)
        answer = desk.client.open(where, method=method, data={"csrf_token": token})
        assert answer.status_code == 404, where


@pytest.mark.parametrize("role", [MemberRole.VIEWER, MemberRole.HIRING_MANAGER])
@pytest.mark.parametrize(("method", "rest"), WRITING)
def test_those_who_may_not_post_look_and_do_not_write(
    client: FlaskClient, employer: Employer, role: MemberRole, method: str, rest: str
) -> None:
    posting = a_draft(employer=employer)
    desk = Desk(client, a_member(employer, role))
    token = desk.open("/employer/acme-health/company").page.xpath("//input/@value")[0]
    for shown in LOOKING:
        assert desk.open("/employer/acme-health" + shown[1].format(id=posting.id)).status == 200
        assert not {"Edit", "Post a job", "Submit for review"} & set(desk.buttons())
    where = "/employer/acme-health" + rest.format(id=posting.id)
    answer = desk.client.open(where, method=method, data={"csrf_token": token})
    assert answer.status_code == 403
    assert again(posting).state == State.DRAFT


def test_a_suspended_company_looks_and_does_not_write(desk: Desk, employer: Employer) -> None:
    posting = a_draft(employer=employer)
    employer.suspended_at = NOON
    db.session.commit()
    assert "is suspended" in desk.open("/employer/acme-health/").text
    assert desk.open(address(posting, "/edit")).status == 403


def test_visitors_sign_in_first_and_candidates_are_turned_away(
    client: FlaskClient, employer: Employer
) -> None:
    answer = client.get("/employer/acme-health/")
    assert answer.status_code == 302
    assert "/account/login" in answer.location
    assert Desk(client, a_candidate()).open("/employer/acme-health/").status == 403


def test_home_is_the_company_a_choice_or_founding_one(client: FlaskClient, app: Flask) -> None:
    person = a_person(None, "employer")
    desk = Desk(client, person)
    assert desk.open("/employer/").follow().text.count("Name your company")
    an_employer("First", owner=person)
    assert desk.open("/employer/").answer.location == "/employer/first/"  # type: ignore[union-attr]
    an_employer("Second", owner=person)
    assert {"First", "Second"} <= set(desk.open("/employer/").buttons())


def test_the_dashboard_shows_state_place_reference_and_days(desk: Desk, employer: Employer) -> None:
    a_published_posting(employer=employer, ref="A-7", title="Live one")
    a_draft(employer=employer, title="Draft one")
    text = desk.open("/employer/acme-health/").text
    assert text.index("Draft one") < text.index("Live one")
    for said in ("Live", "Remote · Houston, TX", "A-7", "Days left 60", "Applications 0"):
        assert said in text, said
    found = desk.open("/employer/acme-health/?q=live&state=published").text
    assert "Live one" in found
    assert "Draft one" not in found
    assert "No job is like that" in desk.open("/employer/acme-health/?q=zzz").text


@pytest.mark.parametrize("query", ["state=nonsense", "page=0", "page=abc", "page=99", "q=%00%25"])
def test_a_strange_address_of_the_dashboard_still_gives_it(
    desk: Desk, employer: Employer, query: str
) -> None:
    a_draft(employer=employer)
    assert desk.open(f"/employer/acme-health/?{query}").status == 200


def test_a_long_list_has_pages(desk: Desk, employer: Employer) -> None:
    for number in range(41):
        a_draft(employer=employer, title=f"Coder number {number}")
    assert "Next" in desk.open("/employer/acme-health/").text
    assert "Coder number 0" in desk.open("/employer/acme-health/?page=2").text


def test_a_moderator_s_reason_is_read_where_it_is_acted_on(desk: Desk, employer: Employer) -> None:
    posting = a_pending_posting(employer=employer)
    actions.request_changes(posting, reason="pay", note="Is 39 right?", by=a_moderator(), now=NOON)
    db.session.commit()
    for page in ("", "/edit"):
        text = desk.open(address(posting, page)).text
        assert "Please state the pay range" in text
        assert "Is 39 right?" in text
    assert "Morgan Moderator" not in text


def test_the_history_tells_who_did_what_and_no_moderator_s_name(
    desk: Desk, employer: Employer
) -> None:
    posting = a_published_posting(employer=employer)
    text = desk.open(address(posting)).text
    assert "Approved November 2, 2026, 12:00 PM EST · a moderator" in text
    assert "Sent to the moderators November 2, 2026, 12:00 PM EST · Olive Owner" in text
    assert "Morgan" not in text


def test_a_newer_text_is_shown_beside_the_one_on_show(desk: Desk, employer: Employer) -> None:
    posting = a_newer_text(employer)
    text = desk.open(address(posting)).text
    assert "Candidates see the approved text" in text
    assert "Title Old New title" in text
    assert "Old title" in desk.client.get(f"/jobs/{posting.id}/old-title").text


def test_of_a_job_that_ended_nobody_is_said_to_read_the_newer_text(
    desk: Desk, employer: Employer
) -> None:
    posting = a_newer_text(employer)
    actions.close(posting, outcome="on-hold", by=owner_of(employer), now=NOON)
    db.session.commit()
    text = desk.open(address(posting)).text
    assert "until a moderator has accepted" not in text
    assert "A copy of the job begins with it." in text


def test_a_preview_shows_the_text_in_work_and_what_it_lacks(desk: Desk, employer: Employer) -> None:
    posting = a_draft(employer=employer, pay=None)
    text = desk.open(address(posting, "/preview")).text
    assert "State the pay range" in text
    assert "the harvest of the cells" in text
    assert "Submit for review" not in desk.buttons()
    whole = a_draft(employer=employer)
    desk.open(address(whole, "/preview")).click("Submit for review")
    assert again(whole).state == State.PENDING


def test_an_incomplete_draft_is_not_submitted_and_the_form_says_why(
    desk: Desk, employer: Employer
) -> None:
    posting = a_draft(employer=employer, pay=None)
    desk.open(address(posting)).click("Submit for review").follow()
    assert "It was not sent" in desk.text
    assert desk.errors() == {
        "pay_min": "State the pay range, or choose the reason why there is none."
    }
    assert again(posting).state == State.DRAFT


def test_a_copy_opens_as_a_draft(desk: Desk, employer: Employer) -> None:
    posting = a_published_posting(employer=employer, ref="A-1")
    desk.open(address(posting)).click("Copy as a new draft").follow()
    assert desk.values()["title"] == posting.latest.title
    assert desk.values()["ref"] == ""


def test_what_moderators_read_cannot_be_edited(desk: Desk, employer: Employer) -> None:
    posting = a_pending_posting(employer=employer)
    assert desk.open(address(posting, "/edit")).status == 409
    assert "Withdraw it first" in desk.text


def test_a_get_changes_nothing(desk: Desk, employer: Employer) -> None:
    posting = a_newer_text_in_review(employer)
    before = (posting.revision, posting.state, len(posting.events))
    with stopped_at(NOON + timedelta(hours=1)):
        for page in ("", "/preview", "/edit"):
            desk.open(address(posting, page))
    posting = again(posting)
    assert (posting.revision, posting.state, len(posting.events)) == before
    assert posting.latest.state == WordingState.SUBMITTED


def test_suggestions_speak_the_words_of_the_record(desk: Desk) -> None:
    def hits(rest: str) -> list[dict[str, str]]:
        return desk.client.get(f"/employer/suggestions/{rest}").json["hits"]  # type: ignore[index]

    assert hits("codes.json?q=38240-38243")[0]["value"] == "CPT 38240–38243"
    assert hits("codes.json?q=C91.0")[0]["value"] == "ICD-10-CM C91.0"
    assert hits("codes.json?q=") == []
    assert [hit["value"] for hit in hits("credentials.json?q=ccs")] == ["CCS", "CCS-P"]
    assert "CIC" in {hit["value"] for hit in hits("credentials.json?q=certified+inpatient")}
    families = hits("families.json?specialty=cardiology&specialty=nonsense")
    assert [hit["value"] for hit in families] == ["CPT 92920–93799"]
