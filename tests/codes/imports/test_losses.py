"""A file that lacks much of the release before is told, and beyond a third not taken unasked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from jobboard.cli import main
from jobboard.codes.imports.counts import Counts
from jobboard.codes.imports.losses import is_far_too_much, warning
from jobboard.codes.models import Code, CodeRelease
from jobboard.db import db
from tests import board_process

BEFORE = 300


@pytest.mark.parametrize(
    ("retired", "told", "refused"),
    [(0, False, False), (6, False, False), (7, True, False), (99, True, False), (100, True, True)],
)
def test_two_percent_is_usual_and_a_third_is_far_too_much(retired, told, refused):
    counts = Counts(retired=retired, unchanged=BEFORE - retired)
    assert (warning(counts, agreed=False) is not None, is_far_too_much(counts)) == (told, refused)


@pytest.mark.parametrize("counts", [Counts(added=500), Counts(retired=49), Counts()])
def test_a_first_or_a_tiny_release_loses_nothing_worth_a_word(counts):
    assert warning(counts, agreed=False) is None
    assert not is_far_too_much(counts)


Take = Callable[..., Result]


@pytest.fixture
def take(app: Flask, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Take:
    """`jobboard codes import` of so many codes, after a release with all of them."""
    for name, value in board_process.environment(database_url, tmp_path).items():
        monkeypatch.setenv(name, value)

    def take(number: int, *options: str, release: str = "2026-10") -> Result:
        path = tmp_path / "codes.csv"
        lines = [f"J{code:04},J,Drug {code},K,1.00" for code in range(number)]
        header = "code,letter_family,short_descriptor,opps_status_indicator,opps_payment_rate"
        path.write_text("\n".join([header, *lines, ""]))
        named = ["codes", "import", str(path), "--system", "hcpcs", "--release", release]
        db.session.commit()
        return CliRunner().invoke(main, [*named, *options])

    assert take(BEFORE, release="2026-07").exit_code == 0
    return take


def releases() -> int | None:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(CodeRelease))


def test_a_file_without_a_tenth_is_taken_with_a_word_about_it(take: Take) -> None:
    result = take(BEFORE - 30)
    assert result.exit_code == 0, result.output
    assert (
        "Note: 30 entries of the release before (10%) are not in this file, which has 270. "
        "If the file is not whole, import the whole one under the same name."
    ) in result.output
    assert releases() == 2


def test_half_a_file_is_refused_and_nothing_is_written(take: Take) -> None:
    result = take(BEFORE // 2)
    assert result.exit_code == 1
    assert "Nothing was written: 150 entries" in result.output
    assert "--retire-many" in result.output
    assert releases() == 1
    assert db.session.scalar(select(func.count()).select_from(Code)) == BEFORE


def test_half_a_file_is_taken_from_who_says_so(take: Take) -> None:
    result = take(BEFORE // 2, "--retire-many")
    assert result.exit_code == 0, result.output
    assert "150 retired" in result.output
    assert releases() == 2


def test_a_dry_run_says_that_the_import_would_be_refused(take: Take) -> None:
    result = take(BEFORE // 2, "--dry-run")
    assert result.exit_code == 0
    assert "An import would be refused." in result.output
    assert releases() == 1
