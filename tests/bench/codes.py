"""Looking codes up, finding them in text, and loading them."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import func

from jobboard.codes import mentions
from jobboard.codes.imports import embedded
from jobboard.codes.models import Code
from jobboard.codes.queries import current_codes
from jobboard.db import db
from jobboard.gateways.meilisearch import reference_engine
from jobboard.gateways.search_engine import Question
from jobboard.lookup import indexing
from tests.bench.board import Board, Measured, milliseconds, p, pool
from tests.bench.processes import environment_of

NAMES = ("codes.lookup", "codes.mentions", "codes.load")
TYPED = (
    "3", "38", "382", "3824", "38240", "C9", "C91", "J90", "0DTJ", "14", "m", "mar", "marrow",
    "stem cell", "transplant", "car", "copd", "femur fx", "knee replacement", "type 2 diabetes",
)  # fmt: skip
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "codes"
FILES = (
    ("icd10cm", "icd10cm_2026_april.csv.gz"),
    ("icd10pcs", "icd10pcs_2024.csv.gz"),
    ("hcpcs", "hcpcs_level2_2026-04.csv"),
    ("msdrg", "msdrg_v43.1.csv"),
    ("cpt", "opps_addendum_b_2026-04.csv"),
)
TEXT = (
    "The coder assigns CPT 38240-38243 and C91.0 for inpatient stays, checks J9035 against orders, "
    "answers within 48 hours at 713-555-0100, and works from ZIP 77030 for $31.50 an hour. "
)


def measure(board: Board) -> Iterator[Measured]:
    codes = load_all(board)
    board.let_worker_rest()
    with pool() as http:
        ours = [
            milliseconds(lambda one=one: http.request("GET", _address(board, one)))
            for _ in range(20)
            for one in TYPED
        ]
    engine = reference_engine(board.settings)
    questions = [Question(one, limit=10, fields=("code", "title")) for one in TYPED]
    raw = [milliseconds(lambda one=one: engine.ask(one)) for _ in range(20) for one in questions]
    how = f"{len(ours)} look-ups while typing, over HTTP, among {codes:,} codes"
    for share, name in ((0.5, "p50_ms"), (0.99, "p99_ms")):
        beside = {"raw_engine": p(share, raw)}
        yield Measured(f"codes.lookup.{name}", p(share, ours), "ms", how, beside)
    text = (TEXT * 100)[:10_000]
    found = [milliseconds(lambda: mentions.find(text)) for _ in range(50)]
    yield Measured("codes.mentions.ms", p(0.5, found), "ms", "a text of 10 kB")
    with tempfile.TemporaryDirectory() as folder:
        yield _loading(Path(folder))


def load_all(board: Board) -> int:
    """Every system from the public files, where they lie beside the project; how many codes."""
    with board.app.app_context():
        if FOLDER.is_dir() and _count() < 100_000:
            for system, file in FILES:
                _run(
                    board,
                    "codes",
                    "import",
                    "--system",
                    system,
                    str(FOLDER / file),
                    "--release",
                    "b",
                )
        while not indexing.is_up_to_date():  # the worker has been told
            db.session.rollback()
            time.sleep(1)
        return _count()


def _address(board: Board, typed: str) -> str:
    return f"{board.address}/codes.json?{urlencode({'q': typed})}"


def _count() -> int:
    query = current_codes().with_only_columns(func.count(Code.id))
    return db.session.scalar(query) or 0


def _run(board: Board, *words: str) -> None:
    command = [sys.executable, "-m", "jobboard.cli", *words]
    subprocess.run(command, env=environment_of(board.settings), check=True, capture_output=True)


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
