"""A file as numbered lines and records, whatever its size: nothing is ever read whole.

What is not text is refused at the first line that shows it, with the line's number.
"""

import csv
import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from jobboard.errors import JobboardError

# The longest real line is a descriptor of some thousand characters.
LONGEST_LINE = 30_000
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
AT_ONCE = 1024 * 1024
# No text of a file can be this: a zero byte is refused.
END = "\x00end"

Numbered = tuple[int, str]
Record = tuple[int, list[str]]


class FileWrong(JobboardError):
    """Why a file cannot be taken, with its name and, where there is one, the line."""

    def __init__(self, file: str, reason: str, line: int | None = None) -> None:
        at = f", line {line}" if line else ""
        super().__init__(f"{file}{at}: {reason}")
        self.reason, self.line = reason, line


@dataclass(frozen=True)
class Given:
    """A file that somebody gave."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def sha256(self) -> str:
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            while block := file.read(AT_ONCE):
                digest.update(block)
        return digest.hexdigest()

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def head(self, count: int) -> list[Numbered]:
        return list(islice(self.lines(), count))

    def lines(self) -> Iterator[Numbered]:
        """Each line without its end; UTF-8, or else the encoding of older Windows files."""
        with self._opened() as file:
            number = 0
            while raw := self._next(file, number + 1):
                number += 1
                yield number, self._text(raw, number)
            if number == 0:
                raise FileWrong(self.name, "the file is empty.")

    def records(self, delimiter: str) -> Iterator[Record]:
        """Rows of a delimited file. A quoted cell may run over several lines; the number is that
        of a row's last."""
        reader = csv.reader(self._texts_and_end(), delimiter=delimiter, strict=False)
        begins = 1
        try:
            for row in reader:
                if row == [END]:
                    return
                if row and row[-1].endswith(END):
                    reason = "a quoted cell begins here and never ends; the file may be cut off."
                    raise FileWrong(self.name, reason, begins)
                yield reader.line_num, row
                begins = reader.line_num + 1
        except csv.Error as trouble:
            raise FileWrong(self.name, f"{trouble}.", reader.line_num) from None

    def _texts_and_end(self) -> Iterator[str]:
        """What comes behind the last line is a row of its own, unless a quoted cell is still open:
        the reader of the standard library closes such a cell without a word."""
        for _, line in self.lines():
            yield line
        yield END

    def _opened(self) -> BinaryIO:
        with self.path.open("rb") as file:
            begins = file.read(4)
        if begins == ZIP:
            reason = "this is a packed archive; unpack it and give the file in it."
            raise FileWrong(self.name, reason)
        if begins[:2] in UTF16:
            raise FileWrong(self.name, "the encoding is UTF-16; save the file as UTF-8.", 1)
        if begins[:2] == GZIP:
            return gzip.open(self.path, "rb")  # type: ignore[return-value]
        return self.path.open("rb")

    def _next(self, file: BinaryIO, number: int) -> bytes:
        try:
            raw = file.readline(LONGEST_LINE + 1)
        except (EOFError, OSError) as trouble:
            raise FileWrong(
                self.name, f"the packed file is cut off or damaged ({trouble}).", number
            ) from None
        if len(raw) > LONGEST_LINE:
            reason = f"the line is longer than {LONGEST_LINE} characters: this is no table of text."
            raise FileWrong(self.name, reason, number)
        return raw

    def _text(self, raw: bytes, number: int) -> str:
        if b"\x00" in raw:
            raise FileWrong(self.name, "there is a zero byte: this is not text in UTF-8.", number)
        bare = raw.rstrip(b"\r\n")
        for encoding in ("utf-8-sig" if number == 1 else "utf-8", "cp1252"):
            try:
                return bare.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise FileWrong(self.name, "the text is neither UTF-8 nor Windows-1252.", number)
