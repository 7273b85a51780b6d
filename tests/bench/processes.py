"""The board's processes as the benchmarks run them. They end with the benchmark, however that ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import urllib3

from jobboard.leash import on_a_leash
from jobboard.settings import Settings
from tests.ports import free_port

Process = subprocess.Popen[bytes]


def environment_of(settings: Settings) -> dict[str, str]:
    """What `jobboard` commands need to act on this board."""
    return {
        **os.environ,
        "DATA": str(settings.data),
        "DEMO": "true",
        "EMBEDDED_CODES": "false",
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "DATABASE_URL": settings.database_url,
        "MEILI_URL": settings.meili_url,
        "MEILI_MASTER_KEY": settings.meili_master_key.get_secret_value(),
    }


@contextmanager
def serving(settings: Settings, **environment: str) -> Iterator[tuple[Process, str]]:
    """A web server of the board; its process and its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with running(settings, "serve", "--port", str(port), SITE_URL=address, **environment) as web:
        _wait(address)
        yield web, address


@contextmanager
def worker_of(settings: Settings) -> Iterator[Process]:
    with running(settings, "worker") as worker:
        yield worker


@contextmanager
def running(settings: Settings, *words: str, **environment: str) -> Iterator[Process]:
    """A `jobboard` command of the board; it is ended with the block."""
    with (settings.data / "commands.log").open("ab") as log:
        command = [sys.executable, "-m", "jobboard.cli", *words]
        process = subprocess.Popen(
            on_a_leash(command, ends_by=signal.SIGTERM),
            env={**environment_of(settings), **environment},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: Process) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait(address: str) -> None:
    end = time.monotonic() + 180
    with urllib3.PoolManager(retries=False, timeout=30) as http:
        while time.monotonic() < end:
            try:
                if http.request("GET", f"{address}/healthz").status == 200:
                    return
            except urllib3.exceptions.HTTPError:
                time.sleep(0.1)
    raise SystemExit("The web server did not start.")
