"""`jobboard outbox`: what the operator sees of rows that gave up, and another try."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from jobboard.db import db
from jobboard.outbox import note
from jobboard.outbox.commands import outbox
from jobboard.outbox.models import OutboxRow
from tests.making import NOON

Command = Callable[..., Result]


@pytest.fixture
def command(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command on the test's own board."""
    monkeypatch.setattr("jobboard.commands.settings_or_refuse", lambda: None)
    monkeypatch.setattr("jobboard.commands.create_app", lambda settings: app)
    return lambda *words: CliRunner().invoke(outbox, list(words))


def a_failed_row(topic: str, trouble: str | None, *, key: int | None = None) -> None:
    row = note(topic, key=key)
    row.attempts, row.failed_at, row.trouble = 8, NOON, trouble
    db.session.commit()


def test_what_failed_for_good_is_listed_with_its_last_trouble(app: Flask, command: Command) -> None:
    a_failed_row("search", "WriteRefused: no such field", key=42)
    a_failed_row("mail", None)
    note("mail")
    db.session.commit()
    assert command("failed").output.splitlines() == [
        f"{NOON:%Y-%m-%d %H:%M} search 42: WriteRefused: no such field",
        f"{NOON:%Y-%m-%d %H:%M} mail: no reason kept",
    ]


def test_where_nothing_failed_it_says_so(app: Flask, command: Command) -> None:
    assert command("failed").output == "Nothing has failed for good.\n"


def test_another_try_is_given_to_one_topic_only(app: Flask, command: Command) -> None:
    a_failed_row("mail", "MailRefused: no such mailbox")
    a_failed_row("search", "WriteRefused: no such field", key=42)
    assert command("try-again", "mail").output == "1 will be tried again.\n"
    waiting = select(OutboxRow.topic, OutboxRow.attempts).where(OutboxRow.failed_at.is_(None))
    assert [tuple(row) for row in db.session.execute(waiting)] == [("mail", 0)]


def test_a_topic_without_failures_is_refused(app: Flask, command: Command) -> None:
    result = command("try-again", "mail")
    assert result.exit_code == 1
    assert "Nothing of the topic “mail” has failed for good." in result.output
