"""How well the assistant answers its golden questions, and how fast."""

from collections.abc import Iterator
from pathlib import Path

from jobboard.assistant.evaluation import questions
from jobboard.assistant.evaluation.running import scores_of
from jobboard.assistant.evaluation.scoring import figures_of
from jobboard.clock import clock
from tests.bench.board import Board, Measured

NAMES = ("assistant",)
FILE = Path(__file__).parent.parent / "assistant" / "questions.yaml"


def measure(board: Board) -> Iterator[Measured]:
    asked = questions.read(FILE.read_text(encoding="utf-8"))
    with board.app.app_context():
        figures = figures_of(list(scores_of(asked, now=clock())))
    how = f"{figures.questions} of {len(asked)} golden questions, without a model"
    for name, unit in (
        ("fact_recall", "share"),
        ("unsupported_codes", "share"),
        ("citation_coverage", "share"),
        ("refusals_right", "share"),
        ("p50_ms", "ms"),
    ):
        beside = {"p95_ms": figures.p95_ms} if name == "p50_ms" else {}
        yield Measured(f"assistant.{name}", getattr(figures, name), unit, how, beside)
