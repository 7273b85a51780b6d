"""A board made for measuring: a real engine, worker and web server as processes of their own."""

import logging
import statistics
import subprocess
import tempfile
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
from jobboard.db import db, gather_statistics
from jobboard.gateways.engine_files import find_program
from jobboard.gateways.engine_program import EngineProgram
from jobboard.settings import Settings
from tests.bench.multiplying import DIFFERENT, multiply
from tests.bench.processes import Process, serving, worker_of

# A worker that has nothing to do uses less than so much of a processor.
AT_REST, LOOKED_AT_FOR, RESTS_WITHIN = 0.05, 2.0, 180.0


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

    @classmethod
    @contextmanager
    def made(cls, kept: Path, size: int) -> Iterator["Board"]:
        """A board of so many postings. It is made in `kept` once, brought up to date there when the
        code has changed, and measured in a copy: what one run changes, the next does not find."""
        program = find_program()
        if program is None:
            raise SystemExit("The benchmarks need the search engine; run `make setup`.")
        make(kept, size, program)
        with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
            folder = Path(scratch) / "board"
            # The engine's files are terabytes of holes, which Python's own copying would read.
            subprocess.run(["cp", "-a", kept, folder], check=True)
            with _engine(folder, program) as (engine, settings):
                app = create_app(settings)
                logging.getLogger().setLevel(logging.ERROR)
                with serving(settings) as (web, address), worker_of(settings) as worker:
                    yield cls(app, settings, engine, web, worker, address, size)

    def let_worker_rest(self) -> None:
        """When it starts, the worker compares the index with the database and counts the jobs
        of all landing pages: that is over after a while, and not what a change meets."""
        end = time.monotonic() + RESTS_WITHIN
        while time.monotonic() < end:
            before = self.cpu_seconds(self.worker.pid)
            time.sleep(LOOKED_AT_FOR)
            if self.cpu_seconds(self.worker.pid) - before < AT_REST * LOOKED_AT_FOR:
                return

    def memory_mb(self, process_id: int | None) -> tuple[float, float]:
        """Resident memory of a process and its children, in MB; and what of it is no page of a
        file, which the system takes back whenever it needs room."""
        if process_id is None:
            return 0.0, 0.0
        root = psutil.Process(process_id)
        held = [one.memory_info() for one in [root, *root.children(recursive=True)]]
        resident = sum(one.rss for one in held)
        return resident / 1e6, (resident - sum(one.shared for one in held)) / 1e6

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


def make(folder: Path, size: int, program: Path) -> None:
    """Fills the folder with a board of `size` postings, from where an earlier run has stopped."""
    stamp = folder / "made"
    if stamp.exists() and stamp.read_text() != str(size):
        raise SystemExit(f"{folder} holds {stamp.read_text()} postings, not {size}.")
    folder.mkdir(parents=True, exist_ok=True)
    with _engine(folder, program) as (_, settings):
        app = create_app(settings)
        logging.getLogger().setLevel(logging.ERROR)
        if stamp.exists():
            _bring_up_to_date(app)
        else:
            _fill(app, size)
        with app.app_context():
            db.engine.dispose()
    stamp.write_text(str(size))


def _bring_up_to_date(app: Flask) -> None:
    """A kept board may be of a former version. What the worker would put right in each copy is put
    right here, once."""
    from jobboard.running.migrating import upgrade_tables
    from jobboard.running.setting_up import load_reference
    from jobboard.search.checking import compare
    from jobboard.search.rebuild import rebuild

    with app.app_context():
        upgrade_tables()
        load_reference()
        gather_statistics()
        engine = app.extensions["gateways"].search
        if not engine.set_up() or compare(engine):
            rebuild()
        db.session.remove()


def _fill(app: Flask, size: int) -> None:
    from jobboard.running.migrating import upgrade_tables
    from jobboard.running.setting_up import load_reference
    from jobboard.sample.making import make_sample
    from jobboard.search.rebuild import rebuild

    with app.app_context():
        upgrade_tables()
        load_reference()
        make_sample(postings=min(size, DIFFERENT), seed=1, now=clock())
        db.session.commit()
        if size > DIFFERENT:
            multiply(size // DIFFERENT)
        gather_statistics()
        rebuild()
        db.session.remove()


@contextmanager
def _engine(folder: Path, program: Path) -> Iterator[tuple[EngineProgram, Settings]]:
    engine = EngineProgram(program)
    url, key = engine.start(folder / "engine")
    try:
        yield engine, _settings(folder, url, key)
    finally:
        engine.stop()


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
