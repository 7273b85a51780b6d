"""The small profile: said by the candidate, shown to the candidate, and to nobody else."""

import pytest
from flask import Flask
from sqlalchemy import select

from jobboard.candidates import profile, queries
from jobboard.candidates.eligibility import Standing
from jobboard.candidates.models import HeldCredential, Profile
from jobboard.clock import stopped_at
from jobboard.db import db
from tests.applications.desk import Desk
from tests.making import NOON, a_candidate, an_employer, owner_of
from tests.search.boards import a_found_posting
from tests.signing_in import sign_in

ADDRESS = "/candidate/profile"


def said(desk: Desk, *held: str, state: str = "") -> None:
    desk.get(ADDRESS)
    answer = desk.post(ADDRESS, credentials=list(held), state=state)
    assert (answer.status_code, answer.location) == (303, ADDRESS)


def me() -> Standing | None:
    from jobboard.accounts.models import User

    person = db.session.scalars(select(User).where(User.email.like("person%"))).first()
    assert person is not None
    return queries.standing_of(person)


def test_what_is_said_is_kept_and_what_is_taken_back_is_gone(desk: Desk) -> None:
    person = db.session.scalars(select(Profile)).all()
    assert person == []
    said(desk, "CPC", "CCS", state="OH")
    assert me() == Standing(frozenset({"CPC", "CCS"}), "OH")
    page = desk.get(ADDRESS).text
    assert 'value="CCS" checked' in page
    assert '<option selected value="OH">' in page
    said(desk, "CCS")
    assert me() == Standing(frozenset({"CCS"}), None)
    said(desk)
    assert me() == Standing()
    assert db.session.scalars(select(HeldCredential)).all() == []
    desk.get(ADDRESS)
    desk.post(f"{ADDRESS}/deletion")
    assert me() is None


def test_what_was_said_before_keeps_its_moment(app: Flask) -> None:
    person = a_candidate()
    profile.say(person, credentials=["CPC"], state=None, now=NOON)
    db.session.commit()
    later = NOON.replace(hour=20)
    profile.say(person, credentials=["CPC", "CCS"], state="TX", now=later)
    db.session.commit()
    held = {one.credential: one.stated_at for one in db.session.scalars(select(HeldCredential))}
    assert held == {"CPC": NOON, "CCS": later}


@pytest.mark.parametrize("wrong", [{"credentials": "NOPE"}, {"state": "ZZ"}])
def test_nothing_but_the_vocabulary_is_taken(desk: Desk, wrong: dict[str, str]) -> None:
    desk.get(ADDRESS)
    assert desk.post(ADDRESS, **{"state": "", **wrong}).status_code == 422
    assert db.session.scalars(select(Profile)).all() == []


def test_results_and_the_job_s_page_say_whether_the_candidate_qualifies(desk: Desk) -> None:
    posting = a_found_posting()
    assert "Say what you hold" in desk.get("/jobs").text
    said(desk, "CIC", state="OH")
    page = desk.get("/jobs").text
    assert "Not open to OH" in page
    assert 'name="qualify"' in page
    assert "1 job<" in page
    assert "No jobs found" in desk.get("/jobs?qualify=1").text
    job = desk.get(f"/jobs/{posting.id}/{posting.shown.title}", follow_redirects=True).text
    assert "One of CCS or CIC is required, and your CIC counts." in job
    assert "It is not open to people who live in Ohio." in job


def test_visitors_see_nothing_of_it(app: Flask) -> None:
    with stopped_at(NOON):
        posting = a_found_posting()
        visitor = app.test_client()
        for address in ("/jobs", f"/jobs/{posting.id}/inpatient-coder-stem-cell-transplant"):
            answer = visitor.get(address)
            assert answer.status_code == 200
            assert "candidates.css" not in answer.text
            assert "/mark" not in answer.text
            assert "csrf_token" not in answer.text
            assert "Set-Cookie" not in answer.headers
        assert "Sign in and say on your profile" in visitor.get("/jobs?qualify=1").text


def test_employers_see_nothing_of_it(app: Flask, desk: Desk) -> None:
    said(desk, "CIC", state="OH")
    employer = an_employer("Quiet Hospital")
    posting = a_found_posting(employer=employer)
    owner = sign_in(app.test_client(), owner_of(employer))
    for address in ("/jobs", f"/jobs/{posting.id}/inpatient-coder-stem-cell-transplant"):
        assert "pen to OH" not in owner.get(address).text
    assert owner.get(ADDRESS).status_code == 403
