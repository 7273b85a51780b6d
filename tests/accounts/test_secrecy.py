"""No page tells whether an address has an account: not by words, status, letters or work."""

import re

import pytest
from sqlalchemy import event

from jobboard.accounts import actions
from jobboard.db import db
from tests.accounts.people import PASSWORD, letters, somebody, unconfirmed
from tests.accounts.test_registering import FIELDS
from tests.making import NOON
from tests.signing_in import send, sign_in

KNOWN, WAITING, ENDED, UNKNOWN = (f"{one}@example.com" for one in ("abcd", "efgh", "ijkl", "mnop"))
EVERYBODY = [KNOWN, WAITING, ENDED, UNKNOWN]


@pytest.fixture(autouse=True)
def people(app):
    somebody(KNOWN)
    unconfirmed(WAITING)
    actions.suspend(somebody(ENDED), reason="x", now=NOON)
    db.session.commit()


def seen(app, address, **fields):
    """All that a stranger can see of sending a form, and of the page that follows."""
    client = app.test_client()
    answer = send(client, address, **fields)
    pages = [answer.text, client.get(answer.location).text if answer.location else ""]
    told = [re.sub(r'value="[^"]*"|abcd|efgh|ijkl|mnop', "…", page) for page in pages]
    return answer.status_code, answer.location, told, sorted(answer.headers.keys())


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/account/login", {"password": "wrong horse"}),
        ("/account/register", {**FIELDS, "kind": "candidate"}),
        ("/account/register", {**FIELDS, "kind": "employer", "company": "Acme"}),
        ("/account/register", {**FIELDS, "password": "short"}),
        ("/account/reset", {}),
        ("/account/confirm", {}),
    ],
)
def test_every_form_answers_everybody_alike(app, address, fields):
    answers = [seen(app, address, **{**fields, "email": email}) for email in EVERYBODY]
    assert answers.count(answers[0]) == len(answers)


@pytest.mark.parametrize(
    ("address", "fields"),
    [("/account/register", FIELDS), ("/account/reset", {}), ("/account/confirm", {})],
)
def test_whoever_an_address_belongs_to_gets_one_letter(app, address, fields):
    for email in EVERYBODY:
        before = len(letters())
        seen(app, address, **{**fields, "email": email})
        assert [one["to"] for one in letters()[before:]] == [email]


@pytest.mark.parametrize("email", EVERYBODY)
def test_signing_in_costs_one_password_check_whoever_it_is(app, monkeypatch, email):
    context = app.extensions["security"].pwd_context
    work = []
    for name in ("hash", "verify"):
        plain = getattr(context, name)
        monkeypatch.setattr(
            context, name, lambda *given, plain=plain, **more: (work.append(1), plain(*given))[1]
        )
    send(app.test_client(), "/account/login", email=email, password="wrong horse")
    assert len(work) == 1


@pytest.mark.parametrize("address", ["/account/reset", "/account/confirm"])
def test_asking_for_a_letter_is_the_same_work_whoever_it_is(app, address):
    work = [statements_of(app, address, email) for email in EVERYBODY]
    assert work.count(work[0]) == len(work)


def test_the_letters_say_what_only_the_owner_should_know(app):
    for email in EVERYBODY:
        seen(app, "/account/reset", email=email)
    known, waiting, ended, unknown = (one["subject"] for one in letters())
    assert "new password" in known
    assert "new password" in waiting
    assert "suspended" in ended
    assert "no account" in unknown


def test_changing_to_an_address_that_is_taken_looks_like_any_other(app):
    person = somebody("casey@example.com")
    pages = []
    for email in (KNOWN, "new-one@example.com"):
        client = sign_in(app.test_client(), person)
        answer = send(client, "/account/email", email=email)
        text = re.sub(r'value="[^"]*"', "…", answer.text)
        pages.append((answer.status_code, text.replace(email, "…")))
    assert pages[0] == pages[1]
    assert [one["to"] for one in letters()] == ["new-one@example.com"]


def test_the_password_of_a_waiting_account_cannot_be_planted(app):
    """Who registers somebody else's address first must not get in once its owner comes."""
    seen(app, "/account/register", **{**FIELDS, "email": WAITING, "password": "the planter's own"})
    (letter,) = letters()
    assert "/account/confirm/" not in letter["text"]
    assert "/account/reset/" in letter["text"]
    assert PASSWORD not in str(letter)


def statements_of(app, address, email):
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        if "sessions" not in statement and "rate_windows" not in statement:
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        send(app.test_client(), address, email=email)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return asked
