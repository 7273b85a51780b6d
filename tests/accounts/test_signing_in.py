"""Signing in and out, and where it leads."""

from urllib.parse import urljoin, urlsplit

import pytest

from jobboard.accounts import actions
from jobboard.db import db
from tests.accounts.people import PASSWORD, again, somebody, unconfirmed
from tests.making import NOON, a_candidate
from tests.signing_in import send, sign_in, token_on

LOGIN = "/account/login"
LEAVING = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5Cevil.example",
    "http:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://localhost@evil.example/",
    "https://localhost.evil.example/",
    "\t//evil.example",
    " //evil.example",
    "\x19//evil.example",
    "/\t/evil.example",
    "/\r\n/evil.example",
    "é//evil.example",
]


def stays_here(location):
    """As browsers read addresses: odd slashes are slashes, and white space before them is not."""
    as_read = location.strip().replace("\\", "/").replace("\t", "").replace("\n", "")
    target = urlsplit(urljoin("http://localhost/account/login", as_read))
    return target.scheme == "http" and target.netloc == "localhost"


def attempt(client, email="casey@example.com", password=PASSWORD, next=""):
    fields = {"email": email, "password": password, "next": next}
    return send(client, LOGIN, **fields)


def test_who_knows_the_password_is_signed_in(client):
    somebody()
    assert attempt(client, email=" Casey@EXAMPLE.com").status_code == 302
    assert "Signed in as" in client.get("/about").text


def test_who_does_not_is_told_one_sentence_and_keeps_the_address(client):
    somebody()
    answer = attempt(client, password="wrong horse")
    assert answer.status_code == 422
    assert "do not go together" in answer.text
    assert 'value="casey@example.com"' in answer.text
    assert "wrong horse" not in answer.text
    assert "Signed in as" not in client.get("/about").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": ""}, "Type your email address."),
        ({"email": "casey"}, "does not look like an email address"),
        ({"password": ""}, "Type your password."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(client, fields, sentence):
    answer = attempt(client, **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "do not go together" not in answer.text


@pytest.mark.parametrize(
    "odd", ["x" * 100_000, "\0", "' OR 1=1 --", "пароль пароль", "\ud83d\ude00" * 10]
)
def test_no_input_breaks_the_page(client, odd):
    somebody()
    odd = odd.encode("utf-16", "surrogatepass").decode("utf-16")
    assert attempt(client, email=odd).status_code == 422
    assert attempt(client, password=odd).status_code == 422


def test_somebody_unconfirmed_is_told_so_and_how_to_get_the_letter_again(client):
    unconfirmed()
    answer = attempt(client)
    assert answer.status_code == 422
    assert "Please confirm your address first" in answer.text
    assert 'href="/account/confirm"' in answer.text
    assert "Signed in as" not in client.get("/about").text


def test_a_stranger_is_not_told_that_an_account_is_unconfirmed(client):
    unconfirmed()
    assert "confirm" not in attempt(client, password="wrong horse").text.split("<main")[1]


def test_somebody_suspended_is_told_so_and_a_stranger_is_not(client):
    person = somebody()
    actions.suspend(person, reason="Fake documents", now=NOON)
    db.session.commit()
    assert "suspended" not in attempt(client, password="wrong horse").text
    answer = attempt(client)
    assert "This account is suspended" in answer.text
    assert "Fake documents" not in answer.text
    assert answer.status_code == 422


def test_who_was_on_the_way_somewhere_arrives_there(client):
    somebody()
    asked_for = client.get("/account/?tab=a&b=c%20d")
    assert asked_for.status_code == 302
    login = client.get(asked_for.location)
    fields = {"email": "casey@example.com", "password": PASSWORD, "next": "/account/?tab=a"}
    answer = client.post(LOGIN, data={**fields, "csrf_token": token_on(login)})
    assert answer.location == "/account/?tab=a"
    assert 'name="next"' in login.text


@pytest.mark.parametrize("address", LEAVING)
def test_an_address_that_leaves_the_site_is_ignored(client, address):
    somebody()
    answer = attempt(client, next=address)
    assert answer.status_code == 302
    assert stays_here(answer.location)


@pytest.mark.parametrize("address", LEAVING)
def test_nor_does_it_work_in_the_address_of_the_page(client, address):
    somebody()
    token = token_on(client.get(LOGIN))
    fields = {"email": "casey@example.com", "password": PASSWORD, "csrf_token": token}
    answer = client.post(LOGIN, query_string={"next": address}, data=fields)
    assert answer.status_code == 302
    assert stays_here(answer.location)


@pytest.mark.parametrize(
    ("roles", "desk"),
    [
        (["candidate"], "/jobs"),
        (["employer"], "/employer/"),
        (["candidate", "moderator"], "/moderation/"),
        ([], "/account/"),
    ],
)
def test_everybody_arrives_at_their_own_desk(client, roles, desk):
    from tests.making import a_person

    sign_in(client, a_person(None, *roles))
    assert client.get("/account/arrived").location == desk


def test_signing_out_is_a_post(client):
    sign_in(client, a_candidate())
    page = client.get("/account/logout")
    assert "Sign out?" in page.text
    assert client.get("/account/").status_code == 200
    answer = client.post("/account/logout", data={"csrf_token": token_on(page)})
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 302


def test_signing_out_needs_the_token_of_our_own_page(client):
    sign_in(client, a_candidate())
    assert client.post("/account/logout").status_code == 400
    assert client.get("/account/").status_code == 200


def test_a_token_in_the_address_or_a_header_signs_nobody_in(client, app):
    person = somebody()
    with app.test_request_context():
        token = person.get_auth_token()
    assert client.get(f"/account/?auth_token={token}").status_code == 302
    answer = client.get("/account/", headers={"Authentication-Token": token})
    assert answer.status_code == 302


def test_forms_are_forms(client):
    somebody()
    token = token_on(client.get(LOGIN))
    body = {"email": "casey@example.com", "password": PASSWORD}
    answer = client.post(LOGIN, json=body, headers={"X-CSRFToken": token})
    assert answer.status_code == 415
    answer = client.get(LOGIN, headers={"Accept": "application/json"})
    assert answer.mimetype == "text/html"


def test_an_old_and_cheap_password_hash_is_made_anew(client, app):
    from flask_security.utils import hash_password

    person = somebody()
    cheap = person.password
    context = app.extensions["security"].pwd_context
    context.update(argon2__rounds=2)
    try:
        assert attempt(client).status_code == 302
        assert again(person).password != cheap
        assert ",t=2," in again(person).password
        assert hash_password("x").startswith("$argon2id$")
    finally:
        context.update(argon2__rounds=1)
