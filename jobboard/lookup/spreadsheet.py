"""A list of codes as CSV that a spreadsheet opens without running anything. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence

# A cell that begins so is taken for a formula by some spreadsheet.
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    # A mark by which spreadsheets know that the text is UTF-8.
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_BEGINS) else text
