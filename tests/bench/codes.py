"""Looking codes up, and finding them in text."""

from collections.abc import Iterator

from jobboard.codes import mentions
from tests.bench.board import Board, Measured, milliseconds, p, pool

NAMES = ("codes.lookup", "codes.mentions")
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
