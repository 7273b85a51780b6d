"""What the board's processes hold, after all the measurements before."""

from collections.abc import Iterator

from tests.bench.board import Board, Measured

NAMES = ("memory",)


def measure(board: Board) -> Iterator[Measured]:
    how = f"resident after the measurements before, {board.size} postings"
    for name, process_id in (
        ("web", board.web.pid),
        ("worker", board.worker.pid),
        ("engine", board.engine.pid),
    ):
        yield Measured(f"memory.{name}_mb", board.memory_mb(process_id), "MB", how)
