"""Looking codes up, finding them in text, and loading them."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from jobboard.codes import mentions
from jobboard.codes.imports import embedded
from tests.bench.board import Board, Measured, milliseconds, p, pool

NAMES = ("codes.lookup", "codes.mentions", "codes.load")
TYPED = (
    "3",
    "38",
    "382",
    "3824",
    "38240",
    "marrow",
    "stem cell",
    "transplant",
    "C91",
    "J90",
    "car",
)
TEXT = (
    "The coder assigns CPT 38240-38243 and C91.0 for inpatient stays, checks J9035 against orders, "
    "answers within 48 hours at 713-555-0100, and works from ZIP 77030 for $31.50 an hour. "
)


def measure(board: Board) -> Iterator[Measured]:
    with pool() as http:
        times = [
            milliseconds(
                lambda typed=typed: http.request("GET", f"{board.address}/codes.json?q={typed}")
            )
            for _ in range(20)
            for typed in TYPED
        ]
    how = f"{len(times)} look-ups while typing, over HTTP"
    yield Measured("codes.lookup.p50_ms", p(0.5, times), "ms", how)
    yield Measured("codes.lookup.p99_ms", p(0.99, times), "ms", how)
    text = (TEXT * 100)[:10_000]
    found = [milliseconds(lambda: mentions.find(text)) for _ in range(50)]
    yield Measured("codes.mentions.ms", p(0.5, found), "ms", "a text of 10 kB")
    with tempfile.TemporaryDirectory() as folder:
        yield _loading(Path(folder))


def _loading(folder: Path) -> Measured:
    """All of ICD-10-CM into an empty database, in the process that the worker starts for it."""
    environment = {**os.environ, "DATA": str(folder), "DEMO": "true"}
    environment |= {"DATABASE_URL": f"sqlite:///{folder / 'board.db'}", "EMBEDDED_CODES": "true"}
    upgrade = [sys.executable, "-m", "jobboard.cli", "database", "upgrade"]
    subprocess.run(upgrade, env=environment, check=True, capture_output=True)
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(embedded.COMMAND, env=environment, check=True, capture_output=True)
    seconds = time.perf_counter() - began
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime - used
    how = f"98,505 rows into SQLite; {cpu:.1f} s of them on the processor"
    return Measured("codes.load.icd10cm_s", seconds, "s", how)
