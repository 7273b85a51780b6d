"""What /readyz tells of the letters: those of alerts are letters, too."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.outbox import note
from jobboard.outbox.models import OutboxRow
from tests.making import NOON


def mail(client: FlaskClient) -> dict[str, object]:
    with stopped_at(NOON + timedelta(seconds=30)):
        return client.get("/readyz").json["parts"]["mail"]


def test_letters_of_all_kinds_are_counted_together(app: Flask, client: FlaskClient) -> None:
    assert mail(client) == {"ok": True, "waiting": 0, "oldest_seconds": 0, "failed": 0}
    with stopped_at(NOON):
        note("mail", to="somebody")
        note("alerts", key=1)
        db.session.commit()
    assert mail(client) == {"ok": True, "waiting": 2, "oldest_seconds": 30.0, "failed": 0}
    given_up = update(OutboxRow).where(OutboxRow.topic == "alerts").values(failed_at=NOON)
    db.session.execute(given_up)
    db.session.commit()
    assert mail(client) == {"ok": False, "waiting": 1, "oldest_seconds": 30.0, "failed": 1}
