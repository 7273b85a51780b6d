"""What the board's processes hold after they have worked."""

from collections.abc import Iterator

from tests.bench import changes, search
from tests.bench.board import Board, Measured, pool

NAMES = ("memory",)


def measure(board: Board) -> Iterator[Measured]:
    _work(board)
    how = f"resident after pages, changes and the measurements before, {board.size} postings"
    for name, process_id in (
        ("web", board.web.pid),
        ("worker", board.worker.pid),
        ("engine", board.engine.pid),
    ):
        resident, own = board.memory_mb(process_id)
        yield Measured(f"memory.{name}_mb", resident, "MB", how, {"without_files_mb": own})


def _work(board: Board) -> None:
    """Whatever was measured before: a worker that has only started holds half as much."""
    with pool() as http:
        for query in search.MIX:
            http.request("GET", f"{board.address}/jobs?{query}")
    changes.make_some(board)
