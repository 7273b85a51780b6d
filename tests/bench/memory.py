"""What the board's processes hold after they have worked."""

from collections.abc import Iterator

from tests.bench import changes, codes, search
from tests.bench.board import Board, Measured, pool

NAMES = ("memory.",)
NAMES_WITH_CODES = ("memory_with_codes",)
LOADED = "after pages, changes and the measurements before"


def measure(board: Board) -> Iterator[Measured]:
    _work(board)
    yield from _held(board, "memory", f"{board.size} postings, {LOADED}")


def measure_with_codes(board: Board) -> Iterator[Measured]:
    """The engine keeps mapped what it has once written; started again, it holds much less."""
    codes.load_all(board)
    _work(board)
    yield from _held(board, "memory_with_codes", f"{board.size} postings and all codes, {LOADED}")


def _held(board: Board, name: str, how: str) -> Iterator[Measured]:
    for process, process_id in (
        ("web", board.web.pid),
        ("worker", board.worker.pid),
        ("engine", board.engine.pid),
    ):
        resident, own = board.memory_mb(process_id)
        beside = {"without_files_mb": own}
        yield Measured(f"{name}.{process}_mb", resident, "MB", f"resident: {how}", beside)


def _work(board: Board) -> None:
    """Whatever was measured before: a worker that has only started holds half as much."""
    with pool() as http:
        for query in search.MIX:
            http.request("GET", f"{board.address}/jobs?{query}")
    changes.make_some(board)
