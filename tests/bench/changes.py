"""How soon a change can be searched, alone and while an import runs; and the rebuild."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from jobboard.clock import clock
from jobboard.db import db
from jobboard.postings import actions, queries
from jobboard.postings.actors import System
from jobboard.postings.models import Posting
from jobboard.search.documents import document
from jobboard.search.rebuild import rebuild
from tests.bench.board import Board, Measured, milliseconds, p, pool
from tests.bench.processes import running

NAMES = ("search.change.", "search.rebuild")
NAMES_DURING_IMPORT = ("search.change_during_import",)
CHANGES = 25
IMPORTED, IMPORT_LASTS, BETWEEN = 10_000, 240.0, 0.3


def measure(board: Board) -> Iterator[Measured]:
    ids = _some_published(board)
    board.let_worker_rest()
    yield _change(board, ids)
    yield _rebuild(board)


def make_some(board: Board) -> None:
    """Work for the worker and the engine."""
    for one in _some_published(board):
        _changed(board, one)


def measure_during_import(board: Board) -> Iterator[Measured]:
    """Last of all: afterwards the board holds what was imported."""
    ids = _some_published(board)
    size = min(IMPORTED, board.size)
    times = []
    with running(board.settings, "sample", "--postings", str(size), "--seed", "2") as importing:
        end = time.monotonic() + IMPORT_LASTS
        while importing.poll() is None and time.monotonic() < end:
            times.append(_changed(board, ids[len(times) % len(ids)]))
            time.sleep(BETWEEN)
        finished = importing.poll() is not None
    # What it has imported waits behind the changes, which are still made.
    times += [_changed(board, one) for one in ids[:CHANGES]]
    ended = "finished" if finished else f"cut off after {IMPORT_LASTS:g} s"
    how = f"{len(times)} single changes while {size} postings are imported ({ended}) and indexed"
    beside = {"p50_ms": p(0.5, times) * 1000, "slowest_ms": max(times) * 1000}
    yield Measured("search.change_during_import.p95_ms", p(0.95, times) * 1000, "ms", how, beside)


def _some_published(board: Board) -> list[int]:
    with board.app.app_context():
        query = select(Posting.id).where(Posting.state == "published").limit(CHANGES)
        return list(db.session.scalars(query))


def _change(board: Board, ids: list[int]) -> Measured:
    """Turn by turn, so that a noisy moment of the machine meets both."""
    ours, raw = [], []
    for one in ids:
        ours.append(_changed(board, one))
        raw.append(_put_directly(board, one))
    beside = {
        "ours_p50_s": p(0.5, ours),
        "ours_p95_s": p(0.95, ours),
        "engine_p50_s": p(0.5, raw),
        "engine_p95_s": p(0.95, raw),
    }
    how = f"{len(ids)} single changes, from the commit until a search finds them; p95 over p95"
    ratio = beside["ours_p95_s"] / beside["engine_p95_s"]
    return Measured("search.change.p95_ratio", ratio, "x", how, beside)


def _changed(board: Board, posting_id: int) -> float:
    """From the commit of a new title until a search for it finds the posting, in seconds."""
    word = _new_word(posting_id)
    with board.app.app_context():
        posting = db.session.get_one(Posting, posting_id)
        record = replace(posting.latest.says(), title=f"Coder {word}")
        by = System("bench")
        actions.write(posting, record, by=by, now=clock())
        actions.submit(posting, by=by, now=clock())
        actions.approve(posting, by=by, now=clock())
        db.session.commit()
    return _seconds_until_found(board, word)


def _put_directly(board: Board, posting_id: int) -> float:
    """The same change written to the engine by nobody but us, until the same search finds it."""
    word = _new_word(posting_id)
    with board.app.app_context():
        posting = db.session.get_one(Posting, posting_id)
        made = document(posting, posting.shown, posting.employer)
    key = board.settings.meili_master_key.get_secret_value()
    with pool() as http:
        began = time.perf_counter()
        http.request(
            "POST",
            f"{board.settings.meili_url}/indexes/jobs/documents",
            json=[{**made, "title": f"Coder {word}"}],
            headers={"Authorization": f"Bearer {key}"},
        )
    return time.perf_counter() - began + _seconds_until_found(board, word)


def _new_word(posting_id: int) -> str:
    return f"zq{posting_id}x{time.time_ns() % 10**9}"


def _seconds_until_found(board: Board, word: str) -> float:
    """Asked of the engine itself, every few milliseconds: a page would add its own time."""
    key = board.settings.meili_master_key.get_secret_value()
    asked: dict[str, Any] = {"q": word, "limit": 1, "attributesToRetrieve": ["id"]}
    began = time.perf_counter()
    with pool() as http:
        while time.perf_counter() - began < 30:
            answer = http.request(
                "POST",
                f"{board.settings.meili_url}/indexes/jobs/search",
                json=asked,
                headers={"Authorization": f"Bearer {key}"},
            )
            if answer.json()["hits"]:
                break
            time.sleep(0.004)
    return time.perf_counter() - began


def _rebuild(board: Board) -> Measured:
    """Our rebuild from the database against the engine alone, fed the same ready documents."""
    engine = board.app.extensions["gateways"].search
    with board.app.app_context():
        ours = milliseconds(rebuild) / 1000
        public = queries.with_shown(queries.public_postings(clock()))
        documents = [document(one, one.shown, one.employer) for one in db.session.scalars(public)]
        db.session.remove()
    fresh = engine.start_fresh()
    chunks = (documents[at : at + 1000] for at in range(0, len(documents), 1000))
    raw = milliseconds(lambda: engine.fill(chunks, index=fresh)) / 1000
    engine.drop(fresh)
    beside = {"ours_s": ours, "engine_s": raw, "documents": float(len(documents))}
    how = "the engine's time for the same documents, sent ready, over ours for the whole rebuild"
    return Measured("search.rebuild.ratio", raw / ours, "x", how, beside)
