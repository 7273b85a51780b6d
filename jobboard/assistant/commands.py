"""`jobboard assistant evaluate FILE`, `rebuild` and `check`."""

import json
from pathlib import Path

import click

from jobboard.assistant.evaluation import questions as files
from jobboard.assistant.evaluation.questions import FileWrong, Question
from jobboard.assistant.evaluation.running import keep, scores_of
from jobboard.assistant.evaluation.scoring import Figures, Score, figures_of
from jobboard.assistant.passages import indexing
from jobboard.clock import clock
from jobboard.commands import Refused, progress_of, with_app
from jobboard.db import db


@click.group()
def assistant() -> None:
    """CasePilot, the coding assistant: how well it answers, and the index of what it reads."""


@assistant.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--misses", is_flag=True, help="Also say which questions lost points, and why.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@with_app
def evaluate(file: Path, misses: bool, as_json: bool) -> None:
    """Ask every question of FILE and tell the figures. The form of the file is in
    docs/assistant-evaluation.md. Nothing is changed but the figures that admins see."""
    text = file.read_text(encoding="utf-8", errors="replace")
    asked = _read(text)
    scores = _scored(asked)
    figures = figures_of(scores)
    keep(scores, figures, file=file.name, text=text, now=clock())
    db.session.commit()
    if misses:
        _tell_misses(scores)
    _tell(figures, as_json=as_json)
    left_out = len(asked) - len(scores)
    note = f", {left_out} left out for want of data" if left_out else ""
    click.echo(f"Asked {len(scores)} questions of {file.name}{note}.")


@assistant.command()
@with_app
def rebuild() -> None:
    """Build the index of passages anew beside the live one and swap. CasePilot answers meanwhile."""
    built = indexing.rebuild()
    click.echo(f"Rebuilt the index of passages: {built.documents} in {built.seconds} s.")


@assistant.command()
@with_app
def check() -> None:
    """Compare the index of passages with the articles, and note what differs for the worker.

    Exits 1 when anything differed.
    """
    differing = indexing.check()
    db.session.commit()
    if differing:
        raise Refused(f"{differing} articles differ; the worker has been told.")
    click.echo("The index of passages holds what the articles say.")


def _read(text: str) -> list[Question]:
    try:
        return files.read(text)
    except FileWrong as wrong:
        raise Refused(str(wrong)) from None


def _scored(asked: list[Question]) -> list[Score]:
    scores = []
    with progress_of(len(asked), "Asking") as done:
        for score in scores_of(asked, now=clock()):
            scores.append(score)
            done(1)
    return scores


def _tell_misses(scores: list[Score]) -> None:
    for one in scores:
        if one.why:
            click.echo(f"{one.question.id}: {one.question.ask[:100]!r}: {'; '.join(one.why)}")


def _tell(figures: Figures, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(figures.as_lines()))
        return
    for name, value in figures.as_lines().items():
        click.echo(f"{name}: {value:g}")
