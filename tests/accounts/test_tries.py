"""How often one may try to get in."""

from datetime import timedelta

import pytest

from jobboard.clock import stopped_at
from tests.accounts.people import PASSWORD, letters, somebody
from tests.accounts.test_registering import FIELDS
from tests.accounts.test_two_factor import set_up
from tests.making import NOON
from tests.signing_in import send, sign_in


@pytest.fixture(autouse=True)
def noon():
    with stopped_at(NOON):
        yield


def at(app, address):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client


def answers(client, address, count, **fields):
    return [send(client, address, **fields).status_code for _ in range(count)]


def sign_ins(client, count, *, email="casey@example.com", password="wrong horse"):
    return answers(client, "/account/login", count, email=email, password=password)


def test_guessing_is_stopped_for_a_quarter_of_an_hour(app, client):
    somebody()
    assert sign_ins(client, 7) == [422] * 6 + [429]
    assert sign_ins(client, 1, password=PASSWORD) == [429]
    with stopped_at(NOON + timedelta(minutes=15)):
        assert sign_ins(client, 1, password=PASSWORD) == [302]


def test_a_stranger_who_guesses_does_not_lock_the_owner_out(app):
    somebody()
    sign_ins(at(app, "192.0.2.1"), 20)
    assert sign_ins(at(app, "192.0.2.2"), 1, password=PASSWORD) == [302]


def test_guessing_from_many_addresses_is_stopped_too(app):
    somebody()
    counts = [sign_ins(at(app, f"192.0.2.{last}"), 6).count(422) for last in range(1, 8)]
    assert sum(counts) == 30


def test_an_unknown_address_is_stopped_in_the_same_way(client):
    assert sign_ins(client, 7, email="nobody@example.com") == [422] * 6 + [429]


def test_other_spellings_of_the_address_are_the_same_account(app, client):
    somebody()
    spellings = ["casey@example.com", "CASEY@example.com", " casey@EXAMPLE.com "]
    counts = [sign_ins(client, 4, email=email).count(422) for email in spellings]
    assert sum(counts) == 6


def test_one_address_tries_only_so_many_accounts(client):
    counts = [sign_ins(client, 5, email=f"p{n}@example.com").count(422) for n in range(14)]
    assert sum(counts) == 60


def test_those_who_know_their_password_are_never_stopped(app):
    somebody()
    for _ in range(12):
        assert sign_ins(app.test_client(), 1, password=PASSWORD) == [302]


@pytest.mark.parametrize("address", ["/account/reset", "/account/confirm"])
def test_nobody_s_mailbox_is_flooded(client, address):
    somebody()
    assert answers(client, address, 6, email="casey@example.com") == [302] * 5 + [429]
    assert len(letters()) == 5


def test_registering_is_limited_too(client):
    assert answers(client, "/account/register", 6, **FIELDS) == [302] * 5 + [429]
    assert len(letters()) == 5


def test_the_password_of_an_open_browser_cannot_be_guessed(app):
    client = sign_in(app.test_client(), somebody())
    fields = {"password": "wrong horse", "new_password": "another horse"}
    assert answers(client, "/account/password", 9, **fields) == [422] * 8 + [429]
    assert answers(client, "/account/verify", 1, password=PASSWORD) == [429]


def test_codes_cannot_be_guessed(app):
    set_up(sign_in(app.test_client(), somebody()))
    seen = []
    for last in range(1, 11):
        client = at(app, f"192.0.2.{last}")
        page = send(client, "/account/login", email="casey@example.com", password=PASSWORD)
        seen.append(send(client, "/account/two-factor-code", page=page.location, code="123456"))
    assert [answer.status_code for answer in seen] == [422] * 8 + [429] * 2
