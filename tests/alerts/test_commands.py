"""`jobboard alerts feedback`, as the operator runs it."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from jobboard.alerts import actions
from jobboard.cli import main
from jobboard.clock import clock
from jobboard.db import db
from tests import board_process
from tests.alerts.making import ADDRESS, a_job, an_address_alert
from tests.making import NOON


def test_feedback_is_listed_without_who_said_it(
    app: Flask, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert, job = an_address_alert(), a_job(NOON, "Far Away Coder")
    actions.say_why_not(alert, job, reason="wrong-place", note="Too far", now=clock())
    db.session.commit()
    for name, value in board_process.environment(database_url, tmp_path).items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(main, ["alerts", "feedback"])
    assert done.exit_code == 0, done.output
    line, total = done.output.splitlines()[-2:]
    assert f"I cannot work from there  [{job.id} Far Away Coder]  [“coder”]: Too far" in line
    assert total == "1 answer within 30 days."
    assert ADDRESS not in done.output
