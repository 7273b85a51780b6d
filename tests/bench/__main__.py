"""`python -m tests.bench --size 10000 --only search.page`: a JSON line for each measurement."""

import json
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from tests.bench import assistant, changes, codes, memory, pages, peer, relevance, search
from tests.bench.board import Board, Measured

# A section is a module with NAMES, the beginnings of what it measures, and `measure(board)`, which
# gives each figure as it has it. In this order: what fills the memory before the memory is read, first
# with postings alone and then with all codes; and what changes the board last.
Measure = Callable[[Board], Iterator[Measured]]
SECTIONS: tuple[tuple[tuple[str, ...], Measure], ...] = (
    (search.NAMES, search.measure),
    (pages.NAMES, pages.measure),
    (changes.NAMES, changes.measure),
    (memory.NAMES, memory.measure),
    (codes.NAMES, codes.measure),
    (assistant.NAMES, assistant.measure),
    (memory.NAMES_WITH_CODES, memory.measure_with_codes),
    (peer.NAMES, peer.measure),
    (changes.NAMES_DURING_IMPORT, changes.measure_during_import),
)


@click.command()
@click.option("--size", default=10_000, show_default=True, help="Sample postings.")
@click.option("--only", default="", help="Only measurements whose name begins so.")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder to make the board in once.")
def main(size: int, only: str, keep: Path | None) -> None:
    """Makes a sample board, runs it as in life, and measures it from outside."""
    # Ended from outside, it still ends its children and leaves no copy of a board behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    wanted = [measure for names, measure in SECTIONS if _is_wanted(names, only)]
    if wanted:
        with tempfile.TemporaryDirectory() as scratch:
            with Board.made(keep or Path(scratch) / "made", size) as board:
                for measure in wanted:
                    for measured in measure(board):
                        tell(measured, only)
    # On boards of its own.
    if _is_wanted(relevance.NAMES, only):
        for measured in relevance.measure(keep and keep / "judged"):
            tell(measured, only)


def _is_wanted(names: tuple[str, ...], only: str) -> bool:
    return any(name.startswith(only) or only.startswith(name) for name in names)


def tell(measured: Measured, only: str) -> None:
    if measured.name.startswith(only):
        sys.stdout.write(json.dumps(measured.line()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
