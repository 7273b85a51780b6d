"""Finding the engine's program, and running it as a child that dies with us."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import urllib3

from jobboard.gateways import engine_files
from jobboard.gateways.engine_files import EngineProblem, find_program
from jobboard.gateways.engine_program import EngineProgram
from tests.engine import new_program


@pytest.fixture
def engine() -> Iterator[EngineProgram]:
    one = new_program()
    yield one
    one.stop()


def status_of(url: str, path: str = "/health", key: str = "") -> int:
    with urllib3.PoolManager(retries=False, timeout=2.0) as http:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return http.request("GET", url + path, headers=headers).status


def wait_until_gone(pid: int) -> bool:
    try:
        psutil.Process(pid).wait(10)
    except psutil.NoSuchProcess:
        return True
    return True


def test_it_runs_with_a_key_of_its_own_on_loopback(engine: EngineProgram, tmp_path: Path) -> None:
    url, key = engine.start(tmp_path / "engine")
    assert url.startswith("http://127.0.0.1:")
    assert status_of(url) == 200
    assert status_of(url, "/indexes", key) == 200
    assert status_of(url, "/indexes") == 401
    file = tmp_path / "engine" / "master.key"
    assert file.read_text() == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert key not in " ".join(psutil.Process(engine.pid).cmdline())
    assert {one.laddr.ip for one in psutil.Process(engine.pid).net_connections("tcp")} == {
        "127.0.0.1"
    }


def test_the_same_folder_has_the_same_key_and_data(engine: EngineProgram, tmp_path: Path) -> None:
    _, key = engine.start(tmp_path)
    engine.stop()
    again = new_program()
    try:
        assert again.start(tmp_path)[1] == key
    finally:
        again.stop()


def test_two_boards_do_not_share_a_folder(engine: EngineProgram, tmp_path: Path) -> None:
    engine.start(tmp_path)
    with pytest.raises(EngineProblem, match="Another board"):
        new_program().start(tmp_path)


def test_two_boards_side_by_side_have_two_engines(engine: EngineProgram, tmp_path: Path) -> None:
    other = new_program()
    try:
        assert engine.start(tmp_path / "a")[0] != other.start(tmp_path / "b")[0]
    finally:
        other.stop()


def test_a_killed_engine_is_started_again_at_the_same_address(
    engine: EngineProgram, tmp_path: Path
) -> None:
    url, _ = engine.start(tmp_path)
    assert not engine.keep_alive()
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    wait_until_gone(engine.pid)
    assert engine.keep_alive()
    assert engine.url == url
    assert status_of(url) == 200


def test_one_that_does_not_start_again_is_tried_later_and_stops_nobody(
    engine: EngineProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, _ = engine.start(tmp_path / "engine")
    good = engine.program
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    wait_until_gone(engine.pid)
    engine.program = a_program(tmp_path, "exit 1")
    assert not engine.keep_alive()
    engine.program = good
    assert not engine.keep_alive()
    engine._rests_until = 0.0
    assert engine.keep_alive()
    assert status_of(url) == 200


def test_stopping_ends_it(engine: EngineProgram, tmp_path: Path) -> None:
    engine.start(tmp_path)
    pid = engine.pid
    assert pid is not None
    engine.stop()
    assert not psutil.pid_exists(pid)
    engine.stop()


STARTS_AND_WAITS = """
import sys
from pathlib import Path
from tests.engine import new_program
engine = new_program()
engine.start(Path(sys.argv[1]))
print(engine.pid, flush=True)
sys.stdin.read()
"""


def test_it_dies_with_us_even_when_we_are_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTS_AND_WAITS, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    assert wait_until_gone(pid)


def test_what_another_version_has_written_is_dropped(engine: EngineProgram, tmp_path: Path) -> None:
    old = tmp_path / "engine-0.30.0"
    old.mkdir()
    (old / "data.mdb").write_bytes(b"x")
    engine.start(tmp_path)
    assert not old.exists()


def a_program(folder: Path, script: str) -> Path:
    program = folder / "meilisearch"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def test_a_program_that_does_not_run_says_why(tmp_path: Path) -> None:
    broken = a_program(tmp_path, "exit 3")
    with pytest.raises(EngineProblem, match="does not run"):
        EngineProgram(broken).start(tmp_path / "engine")


def test_a_program_that_stops_at_once_is_quoted(tmp_path: Path) -> None:
    quits = a_program(
        tmp_path, 'case "$1" in --version) echo m 1.0;; *) echo "no such luck"; exit 1;; esac'
    )
    with pytest.raises(EngineProblem, match="no such luck"):
        EngineProgram(quits).start(tmp_path / "engine")


def test_the_path_comes_before_the_npm_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    packaged = tmp_path / engine_files.NPM_PROGRAM
    packaged.parent.mkdir(parents=True)
    packaged.write_text("#!/bin/sh")
    found = find_program(tmp_path)
    if sys.platform == "linux" and os.uname().machine == "x86_64":
        assert found == packaged
        assert os.access(packaged, os.X_OK)
    on_path = a_program(tmp_path, "true")
    assert find_program(tmp_path) == on_path


def test_without_any_program_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program(tmp_path) is None
    for way in ("npm ci", "brew install meilisearch", "MEILI_URL"):
        assert way in engine_files.HOW_TO_GET
