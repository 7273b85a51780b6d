"""From the form to the confirmed account."""

import pytest
from sqlalchemy import select

from jobboard.accounts.models import User
from jobboard.clock import clock, stopped_at
from jobboard.db import db
from jobboard.employers.models import MemberRole, Membership
from tests.accounts.people import PASSWORD, found, letters, path_in
from tests.making import NOON, an_employer
from tests.signing_in import send

REGISTER = "/account/register"
FIELDS = {
    "kind": "candidate",
    "name": "Casey Coder",
    "company": "",
    "email": "casey@example.com",
    "password": PASSWORD,
}


def register(client, **changed):
    return send(client, REGISTER, **{**FIELDS, **changed})


def test_a_candidate_registers_confirms_and_signs_in(client):
    answer = register(client)
    assert answer.location == "/account/letter-sent"
    assert "Check your email" in client.get(answer.location).text
    (letter,) = letters()
    assert letter["to"] == "casey@example.com"
    assert "Casey" not in letter["text"]
    page = path_in(letter, "/confirm/")
    assert found("casey@example.com").confirmed_at is None
    assert send(client, page).location == "/account/login"
    assert found("casey@example.com").confirmed_at is not None
    answer = send(client, "/account/login", email="casey@example.com", password=PASSWORD)
    assert answer.location == "/account/arrived"
    assert client.get("/account/arrived").location == "/jobs"
    assert "casey@example.com" in client.get("/account/").text


def test_an_employer_registers_with_a_company_that_is_theirs(client):
    register(client, kind="employer", company="  Acme\tHealth ", email="HR@Acme.Example.com")
    person = found("hr@acme.example.com")
    assert person.has_role("employer")
    assert not person.has_role("candidate")
    membership = db.session.scalars(select(Membership)).one()
    assert (membership.user_id, membership.role) == (person.id, MemberRole.OWNER)
    assert (membership.employer.name, membership.employer.slug) == ("Acme Health", "acme-health")
    assert membership.employer.claimed_at is not None


def test_a_company_of_the_same_name_becomes_another_company(client):
    an_employer("Acme Health")
    register(client, kind="employer", company="Acme Health")
    slugs = {one.employer.slug for one in db.session.scalars(select(Membership))}
    assert slugs == {"acme-health", "acme-health-2"}


def test_the_page_for_employers_leads_to_the_form_for_employers(client):
    page = client.get(f"{REGISTER}?as=employer").text
    assert 'value="employer" checked' in page
    assert "checked" not in client.get(f"{REGISTER}?as=<script>").text


def test_following_the_link_alone_changes_nothing(client):
    """Mail programs open links to look for dangers."""
    register(client)
    page = path_in(letters()[0], "/confirm/")
    assert client.get(page).status_code == 200
    assert client.head(page).status_code == 200
    assert found("casey@example.com").confirmed_at is None


def test_a_confirmation_link_lasts_three_days(client, app):
    # The signature's time is the machine's own; only its length can be looked at.
    from datetime import timedelta

    assert app.config["SECURITY_CONFIRM_EMAIL_WITHIN"] == timedelta(days=3)


def test_a_confirmation_link_works_once(client):
    register(client)
    page = path_in(letters()[0], "/confirm/")
    send(client, page)
    answer = send(client, page)
    assert answer.location == "/account/confirm"
    assert "confirmed already" in client.get(answer.location).text


@pytest.mark.parametrize("token", ["x", "é", "a.b.c", "A" * 3000])
def test_a_link_that_was_made_up_is_answered_kindly(client, token):
    answer = send(client, f"/account/confirm/{token}")
    assert answer.status_code == 302
    assert "not valid" in client.get(answer.location).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "Choose one of the two."),
        ({"kind": "admin"}, "Choose one of the two."),
        ({"name": ""}, "Type your name."),
        ({"name": "   "}, "Type your name."),
        ({"name": "x" * 121}, "under 120 characters"),
        ({"kind": "employer", "company": ""}, "Type the name of the company"),
        ({"kind": "employer", "company": "x" * 161}, "under 160 characters"),
        ({"email": ""}, "Type your email address."),
        ({"email": "robin at example"}, "does not look like an email address"),
        ({"email": "a@example.com\nBcc: b@example.com"}, "does not look like an email address"),
        ({"email": "a" * 300 + "@example.com"}, "does not look like an email address"),
        ({"email": "a@" + "b" * 60 + ".example" * 40 + ".com"}, "does not look like an email"),
        ({"email": "a@b\0.com"}, "does not look like an email address"),
        ({"password": ""}, "Type a password."),
        ({"password": "short"}, "10 to 128 characters"),
        ({"password": "x" * 129}, "10 to 128 characters"),
        ({"password": "1111111111"}, "too easy to guess"),
        ({"password": "password1234"}, "too easy to guess"),
        ({"password": "coderboard1"}, "too easy to guess"),
        ({"password": "Casey@example.com"}, "too easy to guess"),
    ],
)
def test_every_wrong_input_is_said_beside_its_field(client, wrong, sentence):
    answer = register(client, **wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert letters() == []
    assert db.session.scalars(select(User)).all() == []


def test_a_whole_sentence_is_a_password(client):
    answer = register(
        client, password="The third shelf in the pantry holds nine jars of plums. " * 2
    )
    assert answer.status_code == 302


def test_nothing_typed_is_lost_but_the_password(client):
    answer = register(client, kind="employer", company="Acme <Health>", password="short")
    for kept in (
        "Casey Coder",
        "Acme &lt;Health&gt;",
        "casey@example.com",
        'value="employer" chec',
    ):
        assert kept in answer.text
    assert 'value="short"' not in answer.text


def test_a_registration_gives_no_other_role_than_the_chosen_one(client):
    register(client, roles="admin", active="1", confirmed_at="2020-01-01", id="1")
    person = found("casey@example.com")
    assert [role.name for role in person.roles] == ["candidate"]
    assert person.confirmed_at is None


def test_the_same_address_in_other_letters_is_the_same_account(client):
    register(client)
    register(client, email="CASEY@Example.COM")
    assert len(db.session.scalars(select(User)).all()) == 1


def test_somebody_signed_in_is_not_asked_to_register(client):
    from tests.making import a_candidate
    from tests.signing_in import sign_in

    assert sign_in(client, a_candidate()).get(REGISTER).status_code == 302


def test_times_are_those_of_our_clock(client):
    with stopped_at(NOON):
        register(client)
        send(client, path_in(letters()[0], "/confirm/"))
    person = found("casey@example.com")
    assert person.create_datetime == person.confirmed_at == NOON
    assert clock() != NOON


def test_a_link_in_a_letter_leads_to_our_site_whatever_the_request_says(client):
    token = send(client, "/account/login", email="", password="")
    assert token.status_code == 422
    evil = {"Host": "evil.example"}
    page = client.get(REGISTER, headers=evil)
    from tests.signing_in import token_on

    client.post(REGISTER, data={**FIELDS, "csrf_token": token_on(page)}, headers=evil)
    assert "evil.example" not in str(letters())
