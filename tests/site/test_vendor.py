"""The script that brings the front-end files to where pages load them from."""

import runpy
from pathlib import Path

import pytest

from jobboard.settings import ROOT

SCRIPT = runpy.run_path(str(ROOT / "scripts" / "copy_vendor.py"))


def test_a_second_copy_finds_nothing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for source in SCRIPT["COPIES"]:
        (tmp_path / "node_modules" / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "node_modules" / source).write_text(f"// {source}")
    assert SCRIPT["main"](tmp_path) == 0
    assert SCRIPT["main"](tmp_path) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "3 of 3 files copied" in first
    assert "0 of 3 files copied" in second
    assert (tmp_path / "static" / "vendor" / "htmx.min.js").read_text().startswith("// htmx.org")


def test_missing_packages_are_named_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert SCRIPT["main"](tmp_path) == 1
    said = capsys.readouterr().err
    assert "trix" in said
    assert "npm ci" in said
    assert not (tmp_path / "static").exists()
