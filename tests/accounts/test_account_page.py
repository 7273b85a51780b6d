"""What people change about their own account."""

import pytest

from jobboard.accounts import actions
from jobboard.db import db
from tests.accounts.people import PASSWORD, again, letters, path_in, somebody
from tests.signing_in import send, sign_in

NEW = "another horse"


@pytest.fixture
def person(app):
    return somebody()


@pytest.fixture
def client(app, person):
    return sign_in(app.test_client(), person)


def test_the_page_says_who_one_is_and_where_signed_in(app, client, person):
    sign_in(app.test_client(), person)
    page = client.get("/account/").text
    assert "casey@example.com" in page
    assert "Casey Coder" in page
    assert "In 2 browsers" in page


def test_a_name_is_changed_and_kept_on_one_line(client, person):
    assert send(client, "/account/name", page="/account/", name=" Casey \n  Ng ").status_code == 302
    assert again(person).name == "Casey Ng"


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "x" * 121])
def test_a_bad_name_is_refused(client, person, name):
    answer = send(client, "/account/name", page="/account/", name=name)
    assert answer.status_code == 422
    assert "name-error" in answer.text
    assert again(person).name == "Casey Coder"


def test_a_name_is_text_and_not_markup(client):
    send(client, "/account/name", page="/account/", name="<b>Casey</b>")
    assert "<b>Casey</b>" not in client.get("/account/").text
    assert "&lt;b&gt;Casey&lt;/b&gt;" in client.get("/account/").text


def test_a_changed_password_signs_the_other_browsers_out_and_not_this_one(app, client, person):
    other = sign_in(app.test_client(), person)
    answer = send(client, "/account/password", password=PASSWORD, new_password=NEW)
    assert answer.location == "/account/"
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert [one["to"] for one in letters()] == ["casey@example.com"]


def test_the_cookie_from_before_a_changed_password_is_worth_nothing(app, client):
    name = app.config["SESSION_COOKIE_NAME"]
    saved = client.get_cookie(name).value
    send(client, "/account/password", password=PASSWORD, new_password=NEW)
    thief = app.test_client()
    thief.set_cookie(name, saved)
    assert thief.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"password": "", "new_password": NEW}, "Type the password you have now."),
        ({"password": "wrong horse", "new_password": NEW}, "That is not your password."),
        ({"password": "x" * 5000, "new_password": NEW}, "at most 128 characters"),
        ({"password": PASSWORD, "new_password": ""}, "Type a new password."),
        ({"password": PASSWORD, "new_password": "short"}, "10 to 128 characters"),
        ({"password": PASSWORD, "new_password": "x" * 5000}, "10 to 128 characters"),
        ({"password": PASSWORD, "new_password": PASSWORD}, "the password you already have"),
        ({"password": PASSWORD, "new_password": "casey@example.com"}, "too easy to guess"),
    ],
)
def test_a_password_is_not_changed_by_a_wrong_form(client, person, fields, sentence):
    before = person.password
    answer = send(client, "/account/password", **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert again(person).password == before


def test_an_address_changes_when_its_owner_confirms_it(client, person):
    answer = send(client, "/account/email", email="Casey.Ng@Example.com")
    assert "We sent an email to casey.ng@example.com" in answer.text
    (letter,) = letters()
    assert letter["to"] == "casey.ng@example.com"
    page = path_in(letter, "/account/email/")
    assert client.get(page).status_code == 200
    assert again(person).email == "casey@example.com"
    assert send(client, page).location == "/account/"
    assert again(person).email == "casey.ng@example.com"
    assert letters()[-1]["to"] == "casey@example.com"
    assert "was changed" in letters()[-1]["subject"]


def test_after_a_change_of_address_nothing_in_the_old_mailbox_opens_the_account(
    app, client, person
):
    other = sign_in(app.test_client(), person)
    send(app.test_client(), "/account/reset", email="casey@example.com")
    old = path_in(letters()[-1], "/account/reset/")
    send(client, "/account/email", email="casey.ng@example.com")
    send(client, path_in(letters()[-1], "/account/email/"))
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").location.startswith("/account/login")
    assert app.test_client().get(old).location == "/account/reset"


def test_an_address_can_be_confirmed_in_a_browser_that_is_not_signed_in(app, client, person):
    send(client, "/account/email", email="casey.ng@example.com")
    elsewhere = app.test_client()
    send(elsewhere, path_in(letters()[-1], "/account/email/"))
    assert again(person).email == "casey.ng@example.com"
    for browser in (client, elsewhere):
        assert browser.get("/account/").location.startswith("/account/login")


def test_the_link_for_a_new_address_works_once_and_not_for_a_taken_one(client, person):
    send(client, "/account/email", email="casey.ng@example.com")
    page = path_in(letters()[0], "/account/email/")
    somebody("casey.ng@example.com")
    assert send(client, page).location == "/account/email"
    assert again(person).email == "casey@example.com"


@pytest.mark.parametrize("email", ["", "robin", "casey@example.com\nBcc: x@example.com", "a@b"])
def test_a_new_address_must_be_one(client, email):
    answer = send(client, "/account/email", email=email)
    assert answer.status_code == 422
    assert letters() == []


def test_a_change_of_address_asks_for_the_password_after_a_while(client):
    with client.session_transaction() as session:
        session["fs_paa"] = 0
    verify = client.get("/account/email").location
    assert verify.startswith("/account/verify")
    assert send(client, verify, password="wrong horse").status_code == 422
    assert send(client, verify, password="").status_code == 422
    assert send(client, verify, password=PASSWORD).location == "/account/email"


def test_visitors_are_led_to_the_sign_in_and_back(app):
    for page in ("/account/", "/account/password", "/account/email", "/account/verify"):
        answer = app.test_client().get(page)
        assert answer.status_code == 302
        assert answer.location == f"/account/login?next={page}"


def test_signing_out_everywhere_ends_links_in_letters_too(client, person, app):
    actions.ask_for_new_password(person.email)
    db.session.commit()
    page = path_in(letters()[-1], "/account/reset/")
    send(client, "/account/sessions/end", page="/account/")
    assert app.test_client().get(page).status_code == 302
