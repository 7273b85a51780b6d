"""The whole board on one machine, for a newcomer: one command, one address, nothing to install."""

import compileall
import hashlib
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

import click
import urllib3

from jobboard.commands import Refused
from jobboard.gateways.engine_files import HOW_TO_GET, EngineProblem, find_program
from jobboard.gateways.engine_program import EngineProgram
from jobboard.running import serving
from jobboard.running.preparing import PASSWORD
from jobboard.running.supervisor import Child, Supervisor
from jobboard.settings import ROOT

READY_WITHIN = 120.0


def run(*, data: Path, port: int, postings: int) -> None:
    """Runs until Ctrl-C or SIGTERM; every child ends with it."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    _must_be_free(port)
    supervisor = Supervisor()
    supervisor.stop_on_signals()
    engine, address = _start_engine(data / "engine")
    environment = _write_settings(data, port, *address)
    try:
        _prepare_if_needed(data, environment, postings)
        for name, command in _servers(port).items():
            supervisor.add(Child(name, command, environment, data / f"{name}.log"))
        _wait_until_served(port, supervisor)
        _greet(port, data, bool(address[0]))
        while not supervisor.run_once():
            if engine is not None:
                engine.keep_alive()
    finally:
        supervisor.end()
        if engine is not None:
            engine.stop()
    click.echo("The board has stopped.")


def _servers(port: int) -> dict[str, list[str]]:
    # The web server first: somebody waits for it. `jobboard serve` would only ask once more for the
    # version of the database that was just prepared.
    worker = [sys.executable, "-m", "jobboard.cli", "worker"]
    return {"web": serving.command(port=port), "worker": worker}


def _start_engine(folder: Path) -> tuple[EngineProgram | None, tuple[str, str]]:
    """The engine as a child of ours, unless the operator has one; its address and master key."""
    if url := os.environ.get("MEILI_URL"):
        return None, (url, os.environ.get("MEILI_MASTER_KEY", ""))
    program = find_program()
    if program is None:
        click.echo(HOW_TO_GET)
        return None, ("", "")
    engine = EngineProgram(program)
    try:
        return engine, engine.start(folder)
    except EngineProblem as problem:
        raise Refused(str(problem)) from None


def _write_settings(data: Path, port: int, meili_url: str, meili_key: str) -> dict[str, str]:
    """`settings.env`, mode 0600, which `jobboard` commands with the same DATA read."""
    file = data / "settings.env"
    kept = dict(
        line.split("=", 1) for line in (file.read_text().splitlines() if file.exists() else [])
    )
    settings = {
        "DEMO": "true",
        "SECRET_KEY": kept.get("SECRET_KEY") or secrets.token_urlsafe(48),
        "DATABASE_URL": os.environ.get("DATABASE_URL")
        or f"sqlite:///{data.resolve() / 'board.db'}",
        "SITE_URL": os.environ.get("SITE_URL") or f"http://127.0.0.1:{port}",
        "MEILI_URL": meili_url,
        "MEILI_MASTER_KEY": meili_key,
    }
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.writelines(f"{name}={value}\n" for name, value in settings.items())
    file.chmod(0o600)
    return {"DATA": str(data.resolve()), **settings}


def _prepare_if_needed(data: Path, environment: dict[str, str], postings: int) -> None:
    """A second start finds all in place: the stamp tells which code and sample prepared the data.
    What is missing from the index since, the worker notices."""
    stamp, wanted = (
        data / "prepared",
        f"{_code_fingerprint()} {environment['DATABASE_URL']} {postings}",
    )
    if stamp.exists() and stamp.read_text() == wanted:
        return
    # Whatever PYTHONDONTWRITEBYTECODE says: else each process compiles all of this whenever it starts.
    compileall.compile_dir(ROOT / "jobboard", quiet=2)
    _prepare(environment, postings)
    stamp.write_text(wanted)


def _code_fingerprint() -> str:
    """Changes with every file that tables, reference data and documents are made from."""
    digest = hashlib.sha256()
    for folder in ("jobboard", "migrations"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".py", ".toml"):
                seen = file.stat()
                digest.update(f"{file} {seen.st_size} {seen.st_mtime_ns}".encode())
    return digest.hexdigest()


def _prepare(environment: dict[str, str], postings: int) -> None:
    command = [sys.executable, "-m", "jobboard.cli", "prepare-demo", "--postings", str(postings)]
    finished = subprocess.run(  # noqa: S603 - our own command
        command, env={**os.environ, **environment}, check=False
    )
    if finished.returncode != 0:
        raise Refused("The board could not be prepared; the lines above say why.")


def _must_be_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Refused(
                f"Port {port} is taken. Choose another: PORT={port + 1} DATA=another-folder make demo"
            ) from None


def _wait_until_served(port: int, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + READY_WITHIN
    with urllib3.PoolManager(retries=False, timeout=1.0) as http:
        while time.monotonic() < deadline and not supervisor.stopping.is_set():
            try:
                if http.request("GET", f"http://127.0.0.1:{port}/healthz").status == 200:
                    return
            except urllib3.exceptions.HTTPError:
                time.sleep(0.05)
    if not supervisor.stopping.is_set():
        raise Refused("The web server did not start; web.log in the DATA folder says why.")


def _greet(port: int, data: Path, has_engine: bool) -> None:
    accounts = ("candidate", "employer", "moderator", "consultant", "editor", "admin")
    click.echo(f"\nThe board is open: http://127.0.0.1:{port}\n")
    click.echo(f"Demo accounts, all with the password {PASSWORD}:")
    for name in accounts:
        click.echo(f"  {name}@demo.test")
    click.echo(f"\nEmails that the board sends: http://127.0.0.1:{port}/dev/letters")
    click.echo(f"Data and logs: {data.resolve()}")
    if not has_engine:
        click.echo("Without a search engine, jobs are searched in the database.")
    click.echo("Ctrl-C ends everything.")
