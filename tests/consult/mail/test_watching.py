"""Whether mail can come in, as the operator and the admins see it."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard.clock import stopped_at
from jobboard.consult.mail.coming_in import ComingIn
from jobboard.errors import MailUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.mail_in import Keep, Knows, Pile
from tests.making import NOON, a_person
from tests.signing_in import sign_in


class Unreachable:
    """A mailbox that nobody can open."""

    def take(self, keep: Keep) -> int:
        raise MailUnavailable("The mailbox refused the password.")


class Listens:
    def start(self, keep: Keep, knows: Knows) -> None: ...

    def stop(self) -> None: ...


@pytest.fixture
def mailed(post: Flask) -> Flask:
    """A board that has a mailbox."""
    settings = post.extensions["settings"]
    url = {"mail_in_url": "imaps://ask@mail.example/INBOX"}
    post.extensions["settings"] = settings.model_copy(update=url)
    return post


def looked(app: Flask, way: Pile | Unreachable | Listens, *, after: timedelta) -> None:
    gateways().mail_in = way
    with stopped_at(NOON + after):
        ComingIn(app).step()


def told(client: FlaskClient, *, after: timedelta) -> tuple[int, dict[str, object]]:
    with stopped_at(NOON + after):
        answer = client.get("/readyz")
    return answer.status_code, answer.json["parts"].get("mail_in")


MINUTE = timedelta(minutes=1)


def test_a_board_without_a_mailbox_says_nothing_of_it(client: FlaskClient) -> None:
    assert told(client, after=MINUTE) == (200, None)


@pytest.mark.parametrize("way", [Pile(), Listens()])
def test_a_way_in_that_works_is_well(mailed: Flask, client: FlaskClient, way) -> None:
    assert told(client, after=MINUTE) == (200, {"ok": False, "silent_seconds": None})
    looked(mailed, way, after=MINUTE)
    assert told(client, after=MINUTE) == (200, {"ok": True, "silent_seconds": 0.0})


def test_a_failing_mailbox_is_told_and_people_are_served_all_the_same(
    mailed: Flask, client: FlaskClient
) -> None:
    looked(mailed, Pile(), after=MINUTE)
    looked(mailed, Unreachable(), after=2 * MINUTE)
    assert told(client, after=2 * MINUTE) == (200, {"ok": True, "silent_seconds": 60.0})
    assert told(client, after=4 * MINUTE) == (200, {"ok": False, "silent_seconds": 180.0})
    looked(mailed, Pile(), after=5 * MINUTE)
    assert told(client, after=5 * MINUTE) == (200, {"ok": True, "silent_seconds": 0.0})


def test_admins_read_what_the_mailbox_answered_and_the_public_does_not(
    mailed: Flask, client: FlaskClient
) -> None:
    looked(mailed, Unreachable(), after=MINUTE)
    assert "refused" not in client.get("/readyz").text
    with stopped_at(NOON + MINUTE):
        page = sign_in(client, a_person(None, "admin")).get("/admin/mail").text
    assert "The mailbox refused the password." in page


def test_admins_are_not_told_of_a_mailbox_that_works(mailed: Flask, client: FlaskClient) -> None:
    looked(mailed, Pile(), after=MINUTE)
    with stopped_at(NOON + MINUTE):
        page = sign_in(client, a_person(None, "admin")).get("/admin/mail").text
    assert "No email comes in" not in page
