"""The letter to the operator."""

import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.outbox.models import OutboxRow
from tests.making import NOON

LETTER = {
    "topic": "data",
    "name": "Robin Reyes",
    "email": "robin@example.com",
    "text": "Please send me a copy of what you store.\n\nThank you.",
}


def test_a_message_reaches_the_operator_by_mail(client: FlaskClient) -> None:
    answer = _send(client)
    assert answer.status_code == 302
    [letter] = _letters()
    assert letter["to"] == "operator@localhost"
    assert "My data" in letter["subject"]
    assert "robin@example.com" in letter["text"]
    assert "Please send me a copy" in letter["text"]
    assert "on its way" in client.get("/contact").text


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    client: FlaskClient,
) -> None:
    answer = _send(client, email="robin at example", text="Kept as <typed>")
    assert answer.status_code == 422
    assert "does not look like an email address" in answer.text
    assert 'aria-describedby="email-help email-error"' in answer.text
    assert "Kept as &lt;typed&gt;" in answer.text
    assert _letters() == []


def test_a_message_too_long_is_refused_with_a_sentence(client: FlaskClient) -> None:
    answer = _send(client, text="x" * 4001)
    assert answer.status_code == 422
    assert "under 4,000 characters" in answer.text


def test_a_topic_of_ones_own_making_is_refused(client: FlaskClient) -> None:
    assert _send(client, topic="free money").status_code == 422
    assert _letters() == []


def test_a_program_that_fills_in_everything_writes_to_nobody(client: FlaskClient) -> None:
    answer = _send(client, website="https://spam.example")
    assert answer.status_code == 302
    assert _letters() == []


def test_a_name_with_line_breaks_stays_on_its_line(client: FlaskClient) -> None:
    _send(client, name="Robin\r\nBcc: everyone@example.com")
    [letter] = _letters()
    assert "\n" not in letter["subject"]
    assert "Robin Bcc: everyone@example.com writes" in letter["text"]


def test_a_sixth_message_within_the_hour_waits(client: FlaskClient) -> None:
    with stopped_at(NOON):
        answers = [_send(client).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def _send(client: FlaskClient, **changed: Any) -> TestResponse:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/contact").text)
    return client.post(
        "/contact", data={**LETTER, **changed, "csrf_token": token[1] if token else ""}
    )


def _letters() -> list[dict[str, Any]]:
    return list(db.session.scalars(select(OutboxRow.payload).where(OutboxRow.topic == "mail")))
