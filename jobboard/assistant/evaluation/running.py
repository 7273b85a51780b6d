"""Runs an evaluation over the board's own data, on the template alone, and keeps the figures."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from datetime import datetime

from jobboard.assistant.answering import answer
from jobboard.assistant.evaluation.questions import Question
from jobboard.assistant.evaluation.scoring import Figures, Score, score
from jobboard.assistant.models import EvaluationRun
from jobboard.assistant.understanding import Understood
from jobboard.codes import releases
from jobboard.db import db
from jobboard.postings import queries as postings
from jobboard.postings.models import Posting


def scores_of(questions: Sequence[Question], *, now: datetime) -> Iterator[Score]:
    """Each question asked as a person would, after those that come before it. Questions that need a
    data set that is not loaded are left out."""
    loaded = {release.system for release in releases.shown()}
    if db.session.scalar(postings.public_postings(now).with_only_columns(Posting.id).limit(1)):
        loaded.add("jobs")
    # The library of passages is built by the first question of a process, not by a person's.
    answer("What is CPT?", now=now)
    for question in questions:
        if set(question.needs) <= loaded:
            yield _asked(question, now=now)


def keep(scores: Sequence[Score], figures: Figures, *, file: str, text: str, now: datetime) -> None:
    """What the admins' page shows of the last run."""
    db.session.add(
        EvaluationRun(
            ran_at=now,
            file=file[:200],
            digest=hashlib.sha256(text.encode()).hexdigest(),
            questions=len(scores),
            figures=figures.as_lines(),
            misses=[
                {"id": one.question.id, "ask": one.question.ask[:200], "why": list(one.why)}
                for one in scores
                if one.why
            ],
        )
    )


def _asked(question: Question, *, now: datetime) -> Score:
    before: Understood | None = None
    for earlier in question.after:
        before = answer(earlier, now=now, about=question.about, before=before).understood
    began = time.perf_counter()
    said = answer(question.ask, now=now, about=question.about, before=before)
    return score(question, said, (time.perf_counter() - began) * 1000)
