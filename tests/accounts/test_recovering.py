"""A forgotten password, and a letter that did not come."""

import pytest

from jobboard.accounts import actions
from jobboard.db import db
from tests.accounts.people import PASSWORD, again, letters, path_in, somebody, unconfirmed
from tests.making import NOON
from tests.signing_in import send, sign_in

NEW = "another horse"


def reset_page(client, email="casey@example.com"):
    answer = send(client, "/account/reset", email=email)
    assert answer.location == "/account/letter-sent"
    return path_in(letters()[-1], "/account/reset/")


def can_sign_in(app, password, email="casey@example.com"):
    answer = send(app.test_client(), "/account/login", email=email, password=password)
    return answer.status_code == 302


def test_the_letter_leads_to_a_new_password(client, app):
    somebody()
    answer = send(client, reset_page(client), password=NEW)
    assert answer.location == "/account/login"
    assert can_sign_in(app, NEW)
    assert not can_sign_in(app, PASSWORD)
    assert "was changed" in letters()[-1]["subject"]


def test_a_new_password_ends_all_sessions(client, app):
    person = somebody()
    other = sign_in(app.test_client(), person)
    send(client, reset_page(client), password=NEW)
    assert other.get("/account/").status_code == 302


def test_the_link_works_once(client, app):
    somebody()
    page = reset_page(client)
    send(client, page, password=NEW)
    assert client.get(page).location == "/account/reset"
    assert "has been used" in client.get("/account/reset").text


def test_an_older_link_dies_with_the_password_that_it_was_for(client, app):
    somebody()
    first, second = reset_page(client), reset_page(client)
    send(client, second, password=NEW)
    assert client.get(first).status_code == 302


def test_following_the_link_confirms_the_address_too(client, app):
    person = unconfirmed()
    send(client, reset_page(client), password=NEW)
    assert again(person).confirmed_at is not None
    assert can_sign_in(app, NEW)


def test_a_suspension_stops_the_links_that_are_under_way(client, app):
    person = somebody()
    page = reset_page(client)
    actions.suspend(person, reason="x", now=NOON)
    db.session.commit()
    assert client.get(page).status_code == 302
    assert not can_sign_in(app, PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "x" * 129, "1212121212", "casey@example.com"])
def test_a_bad_password_is_refused_and_the_link_stays_good(client, app, password):
    somebody()
    page = reset_page(client)
    assert send(client, page, password=password).status_code == 422
    assert send(client, page, password=NEW).status_code == 302


@pytest.mark.parametrize("token", ["x", "a.b.c", "A" * 3000])
def test_a_link_that_was_made_up_is_answered_kindly(client, token):
    answer = client.get(f"/account/reset/{token}")
    assert answer.location == "/account/reset"
    assert "not valid" in client.get(answer.location).text


@pytest.mark.parametrize("email", ["", "robin at example", "a@example.com\nBcc: b@example.com"])
@pytest.mark.parametrize("address", ["/account/reset", "/account/confirm"])
def test_what_is_no_address_is_said_beside_the_field(client, address, email):
    answer = send(client, address, email=email)
    assert answer.status_code == 422
    assert "email-error" in answer.text
    assert letters() == []


def test_the_confirmation_letter_comes_again(client, app):
    person = unconfirmed()
    send(client, "/account/confirm", email="casey@example.com")
    send(client, path_in(letters()[-1], "/account/confirm/"))
    assert again(person).confirmed_at is not None
    assert can_sign_in(app, PASSWORD)


def test_somebody_confirmed_is_told_so_in_the_letter(client):
    somebody()
    send(client, "/account/confirm", email="casey@example.com")
    assert "confirmed already" in letters()[-1]["subject"]


def test_somebody_signed_in_finds_their_address_in_the_form(client):
    sign_in(client, somebody())
    assert 'value="casey@example.com"' in client.get("/account/reset").text
