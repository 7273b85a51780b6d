"""Somebody signed in, without the price of a password check."""

import re
import time

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from jobboard.accounts.models import User


def sign_in(client: FlaskClient, person: User) -> FlaskClient:
    """The same browser, from now on signed in as this person."""
    with client.session_transaction() as session:
        session["_user_id"] = person.fs_uniquifier
        session["fs_paa"] = time.time()  # Flask-Security knows no other clock
        session.renew(user_id=person.id)  # type: ignore[attr-defined]
    return client


def send(
    client: FlaskClient, address: str, *, page: str | None = None, **fields: str
) -> TestResponse:
    """Posts a form as a browser does: with the token of the page that it is on."""
    token = token_on(client.get(page or address))
    return client.post(address, data={"csrf_token": token, **fields})


def token_on(answer: TestResponse) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text)
    assert found, f"no form on {answer.request.path} ({answer.status})"
    return found[1]
