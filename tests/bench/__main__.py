"""`python -m tests.bench --size 10000 --only search.page`: a JSON line for each measurement."""

import json
import sys
import tempfile
from pathlib import Path

import click

from tests.bench import assistant, codes, pages, relevance, search
from tests.bench.board import Board, Measured

SECTIONS = (search, pages, codes, assistant)


@click.command()
@click.option("--size", default=10_000, show_default=True, help="Sample postings.")
@click.option("--only", default="", help="Only measurements whose name begins so.")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder to make the board in once.")
def main(size: int, only: str, keep: Path | None) -> None:
    """Makes a sample board, runs it as in life, and measures it from outside."""
    wanted = [section for section in SECTIONS if _is_wanted(section.NAMES, only)]
    with tempfile.TemporaryDirectory() as scratch:
        if wanted:
            with Board.made(keep or Path(scratch), size) as board:
                for section in wanted:
                    for measured in section.measure(board):
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
