"""The search engine's program as a child of ours: it keeps its own folder (`engine_files`), listens on
loopback only, phones nobody, and dies with us."""

import atexit
import contextlib
import logging
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import urllib3

from jobboard.gateways.engine_files import (
    EngineProblem,
    folder_for,
    kept_key,
    only_one,
    version_of,
)
from jobboard.leash import on_a_leash

log = logging.getLogger(__name__)

# More makes every small update slower (the engine prepares its buffers anew each time), and the
# default of two thirds of the machine is three times what ten thousand postings need.
INDEXING_MEMORY = "512Mb"
# The engine's allocator otherwise keeps what indexing has needed once (docs/decisions/0008).
GIVE_MEMORY_BACK = {"MIMALLOC_PURGE_DELAY": "0", "MIMALLOC_ARENA_EAGER_COMMIT": "0"}
STARTS_WITHIN, STOPS_WITHIN, TRIES, LONGEST_REST = 30.0, 10.0, 3, 30.0


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
        self._lock = only_one(data_dir)
        atexit.register(self.stop)
        try:
            self.key = kept_key(data_dir / "master.key")
            self._folder = folder_for(data_dir, version_of(self.program))
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
