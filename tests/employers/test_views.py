"""Founding a company, its words about itself, and the page that everybody sees."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard.db import db
from jobboard.employers.models import Employer, MemberRole
from tests.making import (
    NOON,
    a_draft,
    a_member,
    a_person,
    a_published_posting,
    an_employer,
    owner_of,
)
from tests.postings.desk import Desk

COMPANY = "/employer/acme-health/company"


@pytest.fixture
def employer(app: Flask) -> Employer:
    return an_employer()


@pytest.fixture
def desk(client: FlaskClient, employer: Employer) -> Desk:
    return Desk(client, owner_of(employer))


def test_anybody_with_a_confirmed_address_founds_a_company(client: FlaskClient, app: Flask) -> None:
    person = a_person()
    desk = Desk(client, person).open("/employer/new").press(name="  Bay   Clinic ")
    assert desk.follow().text.count("Bay Clinic is founded")
    db.session.expire_all()
    assert person.has_role("employer")
    assert desk.open("/employer/bay-clinic/").status == 200


def test_a_company_needs_a_name_and_its_founder_a_confirmed_address(
    client: FlaskClient, app: Flask
) -> None:
    person = a_person()
    desk = Desk(client, person).open("/employer/new").press(name=" ")
    assert desk.status == 422
    assert desk.errors() == {"name": "Give the company a name."}
    person.confirmed_at = None
    db.session.commit()
    assert desk.open("/employer/new").press(name="Bay Clinic").status == 403


def test_an_owner_describes_the_company(desk: Desk, employer: Employer) -> None:
    desk.open(COMPANY).press(
        name="Acme Health System",
        kind="health-system",
        website="acme.example",
        city="Houston",
        state="TX",
        about="We code well.\n\n- kindly\n- quickly",
    )
    assert desk.follow().status == 200
    db.session.expire_all()
    assert (employer.name, employer.kind, employer.state) == (
        "Acme Health System",
        "health-system",
        "TX",
    )
    assert employer.website == "https://acme.example"
    assert employer.about == "<p>We code well.</p><ul><li>kindly</li><li>quickly</li></ul>"
    assert desk.values()["about"] == "We code well.\n\n- kindly\n- quickly"


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"name": ""}, "name", "Give the company a name."),
    ({"name": "x" * 161}, "name", "between 2 and 160"),
    ({"website": "javascript:alert(1)"}, "website", "is not a web address"),
    ({"website": "https://x.example/" + "y" * 300}, "website", "at most 300"),
    ({"city": "x" * 81}, "city", "at most 80"),
    ({"kind": "cult"}, "kind", "from the list"),
    ({"state": "ZZ"}, "state", "from the list"),
    ({"about": "word " * 3000}, "about", "10,000 characters"),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), WRONG)
def test_a_wrong_field_has_its_sentence_and_the_others_keep_theirs(
    desk: Desk, employer: Employer, typed: dict[str, Any], field: str, sentence: str
) -> None:
    desk.open(COMPANY).press(**{"about": "Words.", "city": "Waco", **typed})
    assert desk.status == 422
    assert sentence in desk.errors()[field]
    assert {"city": "Waco", **typed}["city"] == desk.values()["city"]
    db.session.expire_all()
    assert employer.name == "Acme Health"


@pytest.mark.parametrize("role", [MemberRole.RECRUITER, MemberRole.VIEWER])
def test_only_an_owner_changes_the_company_page(
    client: FlaskClient, employer: Employer, role: MemberRole
) -> None:
    desk = Desk(client, a_member(employer, role)).open(COMPANY)
    assert desk.status == 200
    assert "Only an owner" in desk.text
    assert desk.press(name="Mine now").status == 403


def test_other_companies_pages_are_not_found(desk: Desk) -> None:
    an_employer("Theirs")
    assert desk.open("/employer/theirs/company").status == 404


def test_a_company_is_nobody_s_business_before_its_first_approved_job(
    app: Flask, client: FlaskClient, desk: Desk, employer: Employer
) -> None:
    a_draft(employer=employer)
    assert app.test_client().get("/employers/acme-health").status_code == 404
    assert "noindex" in desk.client.get("/employers/acme-health").text
    a_published_posting(employer=employer)
    assert app.test_client().get("/employers/acme-health").status_code == 200


def test_the_company_page_shows_its_live_jobs_only(app: Flask, employer: Employer) -> None:
    live = a_published_posting(employer=employer, title="Live job")
    a_draft(employer=employer, title="Draft job")
    a_published_posting(employer=an_employer("Other"), title="Other job")
    employer.about = "<p>We <script>x()</script>code.</p>"
    db.session.commit()
    page = app.test_client().get("/employers/acme-health").text
    assert f"/jobs/{live.id}/live-job" in page
    assert "Draft job" not in page
    assert "Other job" not in page
    assert "<script>x()" not in page
    assert '<link rel="canonical" href="http://localhost/employers/acme-health">' in page


def test_a_company_with_fewer_than_three_jobs_is_not_for_other_search_engines(
    app: Flask, employer: Employer
) -> None:
    for jobs in range(1, 4):
        a_published_posting(employer=employer)
        page = app.test_client().get("/employers/acme-health").text
        assert ("noindex" in page) == (jobs < 3)


def test_a_suspended_company_has_no_page(app: Flask, employer: Employer) -> None:
    a_published_posting(employer=employer)
    employer.suspended_at = NOON
    db.session.commit()
    assert app.test_client().get("/employers/acme-health").status_code == 404
    for nobody in ("nobody", "%00", "%F0%9F%98%80", "a" * 500):
        assert app.test_client().get(f"/employers/{nobody}").status_code == 404
