"""What `make demo` starts ends with it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.waiting import eventually

ROOT = Path(__file__).parents[2]
BOARD = """#!/bin/sh
trap 'echo "$PORT $DATA" > {0}/ended; exit 0' TERM
echo > {0}/began
while :; do sleep 0.05; done
"""


@pytest.mark.skipif(shutil.which("make") is None, reason="There is no make.")
def test_a_signal_to_make_ends_the_board(tmp_path):
    board = tmp_path / "jobboard"
    board.write_text(BOARD.format(tmp_path))
    board.chmod(0o755)
    is_set_up = ["-o", ".venv/.run", "-o", "static/vendor/.copied"]
    given = [f"BIN={tmp_path}", "PORT=8123", "DATA=elsewhere"]
    make = subprocess.Popen(["make", *is_set_up, "demo", *given], cwd=ROOT)
    eventually((tmp_path / "began").exists)
    make.terminate()
    make.wait(60)
    eventually((tmp_path / "ended").exists)
    assert (tmp_path / "ended").read_text() == "8123 elsewhere\n"
