"""`jobboard search …`, as people run it: what it says, and how it exits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from jobboard import worker
from jobboard.cli import main
from jobboard.clock import clock
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.gateways.meilisearch import Meilisearch
from jobboard.search import checking
from tests import board_process, neighbors
from tests.making import a_published_posting, an_employer

Run = Callable[..., Result]


@pytest.fixture
def run(
    app: Flask,
    meili: Meilisearch,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Run]:
    """Runs the command on the test's board: by default with its engine."""
    gateways().search = meili
    engine = {"MEILI_URL": meili.url, "MEILI_MASTER_KEY": meili._given_key}
    for name, value in board_process.environment(database_url, tmp_path, **engine).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MEILI_INDEX", meili.index)

    def run(*command: str, **environment: str) -> Result:
        db.session.commit()
        return CliRunner().invoke(main, ["search", *command], env=environment)

    yield run


@pytest.fixture
def postings(run: Run) -> list[int]:
    employer = an_employer()
    made = [a_published_posting(employer=employer, now=clock()).id for _ in range(3)]
    worker.settle()
    return made


def last_line(result: Result) -> str:
    return result.output.strip().splitlines()[-1]


def test_rebuild_says_how_many_jobs_are_in_the_index(run: Run, postings: list[int]) -> None:
    gateways().search.remove(postings)
    result = run("rebuild")
    assert result.exit_code == 0, result.output
    assert last_line(result).startswith("Rebuilt the index: 3 jobs in ")
    assert not checking.compare(gateways().search)


def test_check_is_content_when_nothing_differs(run: Run, postings: list[int]) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert last_line(result) == "The index equals the database: 3 jobs."


def test_check_fails_when_something_differs_and_tells_the_worker(
    run: Run, postings: list[int]
) -> None:
    gateways().search.remove(postings[:1])
    result = run("check")
    assert result.exit_code == 1
    assert "1 missing, 0 extra, 0 stale of 3 jobs" in result.output
    worker.settle()
    assert run("check").exit_code == 0


def test_status_tells_how_things_stand(run: Run, postings: list[int]) -> None:
    a_published_posting(now=clock())
    result = run("status")
    assert result.exit_code == 0
    assert "public jobs: 4" in result.output
    assert "waiting changes: 3, oldest" in result.output
    assert last_line(result) == (
        "The engine is well: 3 jobs in the index, settings as in the code."
    )


@pytest.mark.parametrize("command", ["rebuild", "check", "status"])
def test_each_fails_with_a_sentence_when_the_engine_is_away(run: Run, command: str) -> None:
    result = run(command, MEILI_URL=neighbors.unused_address())
    assert result.exit_code == 1
    assert last_line(result).startswith("Error: The search engine does not answer.")


@pytest.mark.parametrize("command", ["rebuild", "check", "status"])
def test_each_has_help(command: str) -> None:
    result = CliRunner().invoke(main, ["search", command, "--help"])
    assert result.exit_code == 0
    assert len(result.output) > 60
