"""The search page against the raw engine: the very requests that a page makes, sent again directly."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import urllib3
from sqlalchemy import select

from tests.bench.board import Board, Measured, mean, milliseconds, p, pool

NAMES = ("search.page", "search.change", "search.rebuild", "memory")
ROUNDS, WARM_UP, CHANGES = 6, 40, 25
CLIENTS, SECONDS_AT_LOAD = 8, 8.0

# Searches as people make them: bare, words, typing errors, codes, filters, sorts, pages deep down.
MIX = (
    "", "page=2", "q=coder", "q=inpatient", "q=auditor", "q=inpatient+coder", "q=remote+inpatient",
    "q=risk+adjustment", "q=emergency+department+coder", "q=cancer+registrar", "q=inpateint",
    "q=orthopedics+surgery", "q=drg+validation", "q=38241", "q=99213", "q=38204-38243", "q=J9035",
    "q=CCS+inpatient", "q=profee", "q=denials+specialist", "specialty=cardiology",
    "specialty=transplant-cellular", "credential=CCS", "credential=CPC&credential=COC",
    "arrangement=remote", "arrangement=remote&state=TX", "state=CA", "state=OH&credential=RHIT",
    "setting=acute-inpatient", "level=coder-2", "type=full-time", "type=prn&arrangement=remote",
    "pay_min=35", "pay_min=30&arrangement=remote", "software=epic", "sort=pay", "sort=newest&page=5",
    "q=coder&arrangement=remote&credential=CPC", "q=auditor&sort=pay", "q=hcc&credential=CRC",
    "code=cpt:38240", "family=cpt-38204-38243", "posted=7", "apprentice=1",
)  # fmt: skip


def measure(board: Board) -> Iterator[Measured]:
    requests = engine_requests(board)
    yield from _pages(board, requests)
    yield _change(board)
    yield _rebuild(board)
    yield from _memory(board)


def engine_requests(board: Board) -> list[list[tuple[str, bytes]]]:
    """For each query of the mix, what its page asks the engine: path and body."""
    line = board.app.extensions["gateways"].search._line
    sent: list[tuple[str, bytes]] = []
    original = line.post

    def recording(path: str, content: bytes, *, key: str) -> Any:
        sent.append((path, content))
        return original(path, content, key=key)

    line.post = recording
    found = []
    try:
        client = board.app.test_client()
        for query in MIX:
            sent.clear()
            assert client.get(f"/jobs?{query}").status_code == 200
            found.append(list(sent))
    finally:
        line.post = original
    return found


def _pages(board: Board, requests: list[list[tuple[str, bytes]]]) -> Iterator[Measured]:
    ours, raw = [], []
    with pool() as http:
        for query in MIX[:WARM_UP]:
            http.request("GET", f"{board.address}/jobs?{query}")
        before = board.cpu_seconds(board.web.pid)
        # Side by side, query by query, so that a noisy moment of the machine meets both.
        for _ in range(ROUNDS):
            for query, sent in zip(MIX, requests, strict=True):
                ours.append(milliseconds(lambda query=query: _page(http, board, query)))
                raw.append(milliseconds(lambda sent=sent: _raw(http, board, sent)))
        cpu = (board.cpu_seconds(board.web.pid) - before) * 1000 / len(ours)
    how = f"{len(MIX)} queries, {ROUNDS} rounds, 1 client, {board.size} postings"
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        beside = {"page_ms": p(share, ours), "engine_ms": p(share, raw)}
        ratio = beside["page_ms"] / beside["engine_ms"]
        yield Measured(f"search.page.{name}_ratio", ratio, "x", how, beside)
    yield Measured("search.page.cpu_ms", cpu, "ms", f"{how}; processor time of the web server")
    pages_s = _load(lambda http, at: _page(http, board, MIX[at % len(MIX)]))
    raw_s = _load(lambda http, at: _raw(http, board, requests[at % len(MIX)]))
    beside = {"pages_per_s": pages_s, "engine_per_s": raw_s}
    how = f"{CLIENTS} clients for {SECONDS_AT_LOAD:g} s each"
    yield Measured("search.page.rps8_ratio", pages_s / raw_s, "x", how, beside)


def _page(http: urllib3.PoolManager, board: Board, query: str) -> None:
    answer = http.request("GET", f"{board.address}/jobs?{query}")
    assert answer.status == 200, query


def _raw(http: urllib3.PoolManager, board: Board, sent: list[tuple[str, bytes]]) -> None:
    key = board.settings.meili_master_key.get_secret_value()
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    headers["Authorization"] = f"Bearer {key}"
    for path, content in sent:
        url = board.settings.meili_url + path
        assert http.request("POST", url, body=content, headers=headers).status == 200


def _load(work: Any) -> float:
    done = [0] * CLIENTS
    end = time.monotonic() + SECONDS_AT_LOAD

    def client(number: int) -> None:
        with pool() as http:
            at = number * 5
            while time.monotonic() < end:
                work(http, at)
                at += 1
                done[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS_AT_LOAD


def _change(board: Board) -> Measured:
    """From the commit of a new title until the search page shows it; the engine's own write beside."""
    from jobboard.db import db
    from jobboard.postings.models import Posting

    with board.app.app_context():
        query = select(Posting).where(Posting.state == "published").limit(CHANGES)
        ids = [posting.id for posting in db.session.scalars(query)]
    times = [_changed(board, posting_id) for posting_id in ids]
    raw = [milliseconds(lambda one=one: _put_again(board, one)) / 1000 for one in ids]
    beside = {"ours_p95_s": p(0.95, times), "engine_p95_s": p(0.95, raw)}
    ratio = beside["ours_p95_s"] / beside["engine_p95_s"]
    how = f"{CHANGES} single changes, through outbox and worker; p95"
    return Measured("search.change.p95_ratio", ratio, "x", how, beside)


def _changed(board: Board, posting_id: int) -> float:
    from dataclasses import replace

    from jobboard.clock import clock
    from jobboard.db import db
    from jobboard.postings import actions
    from jobboard.postings.models import Posting

    word = f"zq{posting_id}x{time.time_ns() % 10**9}"
    with board.app.app_context():
        posting = db.session.get_one(Posting, posting_id)
        record = replace(posting.latest.says(), title=f"Coder {word}")
        by = actions.System("bench")
        actions.write(posting, record, by=by, now=clock())
        actions.submit(posting, by=by, now=clock())
        actions.approve(posting, by=by, now=clock())
        db.session.commit()
    began = time.perf_counter()
    with pool() as http:
        while time.perf_counter() - began < 20:
            found = http.request("GET", f"{board.address}/jobs.json?q={word}").json()
            if found["total"]:
                break
            time.sleep(0.01)
    return time.perf_counter() - began


def _put_again(board: Board, posting_id: int) -> None:
    from jobboard.db import db
    from jobboard.postings.models import Posting
    from jobboard.search.documents import document

    with board.app.app_context():
        posting = db.session.get_one(Posting, posting_id)
        made = document(posting, posting.shown, posting.employer)
        board.app.extensions["gateways"].search.put([{**made, "title": f"{made['title']} again"}])


def _rebuild(board: Board) -> Measured:
    """Our rebuild from the database against the engine alone, fed the same ready documents."""
    from jobboard.clock import clock
    from jobboard.db import db
    from jobboard.postings import queries
    from jobboard.search.documents import document
    from jobboard.search.rebuild import rebuild

    engine = board.app.extensions["gateways"].search
    with board.app.app_context():
        public = queries.with_shown(queries.public_postings(clock()))
        documents = [document(one, one.shown, one.employer) for one in db.session.scalars(public)]
        db.session.remove()
        ours = milliseconds(rebuild) / 1000
    fresh = engine.start_fresh()
    chunks = (documents[at : at + 1000] for at in range(0, len(documents), 1000))
    raw = milliseconds(lambda: engine.fill(chunks, index=fresh)) / 1000
    engine.drop(fresh)
    beside = {"ours_s": ours, "engine_s": raw, "documents": float(len(documents))}
    return Measured("search.rebuild.ratio", raw / ours, "x", "engine's time over ours", beside)


def _memory(board: Board) -> Iterator[Measured]:
    how = f"resident after the measurements above, {board.size} postings"
    for name, process_id in (
        ("web", board.web.pid),
        ("worker", board.worker.pid),
        ("engine", board.engine.pid),
    ):
        yield Measured(f"memory.{name}_mb", board.memory_mb(process_id), "MB", how)


__all__ = ["NAMES", "engine_requests", "mean", "measure"]
