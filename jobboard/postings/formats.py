"""Files of postings, each format turned into the contract's records, one numbered item each."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from jobboard.postings.importing import ImportRefused, Numbered

LINE_LIMIT = 2_000_000


def read_file(path: Path, format: str) -> Iterator[Numbered]:
    """The items of a file; `.gz` is read as it is. Raises ImportRefused for anything else."""
    try:
        yield from FORMATS[format](path)
    except (OSError, EOFError, zlib.error) as error:
        raise ImportRefused(f"{path.name} cannot be read: {error}.") from None


def json_lines(path: Path) -> Iterator[Numbered]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        number = 0
        while line := file.readline(LINE_LIMIT + 1):
            number += 1
            if len(line) > LINE_LIMIT:
                raise ImportRefused(f"Line {number} of {path.name} is longer than 2 MB.")
            if line.strip():
                yield _item(number, line)


def _item(number: int, line: bytes) -> Numbered:
    try:
        return Numbered(number, json.loads(line.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return Numbered(number, unreadable="The line is not UTF-8 text.")
    except (json.JSONDecodeError, RecursionError) as error:
        return Numbered(number, unreadable=f"The line is not JSON ({error}).")


FORMATS: dict[str, Callable[[Path], Iterator[Numbered]]] = {"jsonl": json_lines}
