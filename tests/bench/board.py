"""A board made for measuring: a real engine, worker and web server as processes of their own."""

import logging
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import urllib3
from flask import Flask

from jobboard import create_app
from jobboard.clock import clock
from jobboard.gateways.engine_program import EngineProgram, find_program
from jobboard.settings import Settings

Process = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Measured:
    name: str
    value: float
    unit: str
    how: str
    beside: dict[str, float] = field(default_factory=dict)

    def line(self) -> dict[str, Any]:
        beside = {name: round(value, 3) for name, value in self.beside.items()}
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "beside": beside,
            "how": self.how,
        }


@dataclass
class Board:
    app: Flask
    settings: Settings
    engine: EngineProgram
    web: Process
    worker: Process
    address: str
    size: int
    seconds: dict[str, float]

    @classmethod
    @contextmanager
    def made(cls, folder: Path, size: int) -> Iterator["Board"]:
        program = find_program()
        if program is None:
            raise SystemExit("The benchmarks need the search engine; run `make setup`.")
        folder.mkdir(parents=True, exist_ok=True)
        engine = EngineProgram(program)
        url, key = engine.start(folder / "engine")
        settings = _settings(folder, url, key)
        app = create_app(settings)
        logging.getLogger().setLevel(logging.ERROR)
        try:
            seconds = _fill(app, size)
            with _running(settings) as (web, worker, address):
                yield cls(app, settings, engine, web, worker, address, size, seconds)
        finally:
            engine.stop()

    def memory_mb(self, process_id: int | None) -> float:
        """Resident memory of a process and its children, in MB."""
        if process_id is None:
            return 0.0
        root = psutil.Process(process_id)
        family = [root, *root.children(recursive=True)]
        return sum(one.memory_info().rss for one in family) / 1e6

    def cpu_seconds(self, process_id: int) -> float:
        root = psutil.Process(process_id)
        times = [one.cpu_times() for one in [root, *root.children(recursive=True)]]
        return float(sum(one.user + one.system for one in times))


def milliseconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def p(share: float, values: Sequence[float]) -> float:
    """The percentile: p(0.5, …) is the median."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def mean(values: Sequence[float]) -> float:
    return statistics.fmean(values)


def pool() -> urllib3.PoolManager:
    return urllib3.PoolManager(
        maxsize=16, retries=False, timeout=30, headers={"Accept-Encoding": "identity"}
    )


def _settings(folder: Path, url: str, key: str) -> Settings:
    return Settings(
        data=folder,
        demo=True,
        embedded_codes=False,
        secret_key="b" * 48,  # type: ignore[arg-type]
        database_url=f"sqlite:///{folder / 'board.db'}",
        meili_url=url,
        meili_master_key=key,  # type: ignore[arg-type]
    )


def _fill(app: Flask, size: int) -> dict[str, float]:
    from jobboard.db import db
    from jobboard.postings.models import Posting
    from jobboard.running.setting_up import load_reference, upgrade_tables
    from jobboard.sample.making import make_sample
    from jobboard.search.rebuild import rebuild

    seconds = {}
    with app.app_context():
        upgrade_tables()
        load_reference()
        if db.session.scalar(db.select(Posting.id).limit(1)) is None:
            began = time.perf_counter()
            make_sample(postings=size, seed=1, now=clock())
            db.session.commit()
            seconds["sample"] = time.perf_counter() - began
        app.extensions["gateways"].search.set_up()
        began = time.perf_counter()
        rebuild()
        seconds["rebuild"] = time.perf_counter() - began
        db.session.remove()
    return seconds


@contextmanager
def _running(settings: Settings) -> Iterator[tuple[Process, Process, str]]:
    port = _free_port()
    environment = {
        **os.environ,
        "DATA": str(settings.data),
        "DEMO": "true",
        "EMBEDDED_CODES": "false",
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "DATABASE_URL": settings.database_url,
        "MEILI_URL": settings.meili_url,
        "MEILI_MASTER_KEY": settings.meili_master_key.get_secret_value(),
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    command = [sys.executable, "-m", "jobboard.cli"]
    with (settings.data / "servers.log").open("ab") as log:
        started = [
            subprocess.Popen([*command, *words], env=environment, stdout=log, stderr=log)
            for words in (["serve", "--port", str(port)], ["worker"])
        ]
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield started[0], started[1], address
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(15)


def _wait(address: str) -> None:
    end = time.monotonic() + 60
    with pool() as http:
        while time.monotonic() < end:
            try:
                if http.request("GET", f"{address}/healthz").status == 200:
                    return
            except urllib3.exceptions.HTTPError:
                time.sleep(0.1)
    raise SystemExit("The web server did not start.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
