"""The search page against the raw engine: the very requests that a page makes, sent again directly."""

import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import orjson
import urllib3

from jobboard.search.sharing import shared_for
from tests.bench.board import Board, Measured, mean, milliseconds, p, pool
from tests.bench.processes import serving

NAMES = ("search.page", "search.suggest")
ROUNDS, WARM_UP = 6, 40
CLIENTS, SECONDS_AT_LOAD = 8, 8.0
# As typed into the search box, and into the field for a place.
TYPED = ("c", "co", "cod", "inp", "risk a", "3824", "38241", "ccs", "auditor re", "cardio")
PLACES = ("ho", "hou", "houston", "770", "77030", "new y")

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
    board.let_worker_rest()
    yield from _pages(board, requests)
    yield from _at_load(board, requests)
    yield _suggestions(board)


def engine_requests(board: Board) -> list[list[tuple[str, bytes]]]:
    """For each query of the mix, what its page asks the engine: path and body. What the page asks
    side by side is one request here, as the engine offers it."""
    engine = board.app.extensions["gateways"].search
    sent: list[tuple[str, bytes]] = []
    original = engine._ask

    def recording(requests: Sequence[tuple[str, Any]], *meanwhile: Any) -> Any:
        sent.append(_in_one(requests))
        return original(requests, *meanwhile)

    engine._ask = recording
    board.app.extensions["shared_answers"] = shared_for(0)
    found = []
    try:
        client = board.app.test_client()
        for query in MIX:
            # The first time, what the documents say is asked for as well; from then on it is known.
            for _ in ("first", "as usual"):
                sent.clear()
                assert client.get(f"/jobs?{query}").status_code == 200
            found.append(list(sent))
    finally:
        engine._ask = original
    return found


def _in_one(requests: Sequence[tuple[str, Any]]) -> tuple[str, bytes]:
    (path, first), *beside = requests
    if not beside:
        return path, orjson.dumps(first)
    index = path.split("/")[2]
    queries = [first, *(query for _, body in beside for query in body["queries"])]
    if _looks_for(queries[1]) == _looks_for(first):
        # The page has its jobs counted apart from finding them. The engine does both at once.
        queries[:2] = [queries[1] | {"facets": first["facets"]}]
    return "/multi-search", orjson.dumps(
        {"queries": [query | {"indexUid": index} for query in queries]}
    )


def _looks_for(query: dict[str, Any]) -> tuple[Any, ...]:
    return query["q"], query.get("filter"), query["matchingStrategy"]


def _pages(board: Board, requests: list[list[tuple[str, bytes]]]) -> Iterator[Measured]:
    """Every page is asked for afresh: this server lets visitors share no answers."""
    ours, raw = [], []
    with serving(board.settings, SHARED_ANSWERS_SECONDS="0") as (web, address), pool() as http:
        for query in MIX[:WARM_UP] * 2:
            _page(http, address, query)
        before = board.cpu_seconds(web.pid)
        # Side by side, query by query, so that a noisy moment of the machine meets both.
        for _ in range(ROUNDS):
            for query, sent in zip(MIX, requests, strict=True):
                ours.append(milliseconds(lambda query=query: _page(http, address, query)))
                raw.append(milliseconds(lambda sent=sent: _raw(http, board, sent)))
        cpu = (board.cpu_seconds(web.pid) - before) * 1000 / len(ours)
    shared = _shared(board)
    how = f"{len(MIX)} queries, {ROUNDS} rounds, 1 client, nothing shared, {board.size} postings"
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        beside = {"page_ms": p(share, ours), "engine_ms": p(share, raw)}
        ratio = beside["page_ms"] / beside["engine_ms"]
        beside["shared_page_ms"] = p(share, shared.times)
        yield Measured(f"search.page.{name}_ratio", ratio, "x", how, beside)
    how = f"{how}; processor time of the web server"
    yield Measured("search.page.cpu_ms", cpu, "ms", how, {"shared_ms": shared.cpu})


class _Shared(NamedTuple):
    """Pages that another visitor has asked for a moment ago: processor time of one, and how long
    each took, in milliseconds."""

    cpu: float
    times: list[float]


def _shared(board: Board) -> _Shared:
    with pool() as http:
        for query in MIX:
            _page(http, board.address, query)
        before = board.cpu_seconds(board.web.pid)
        times = [
            milliseconds(lambda query=query: _page(http, board.address, query))
            for query in MIX[-10:] * 10
        ]
    return _Shared((board.cpu_seconds(board.web.pid) - before) * 1000 / len(times), times)


def _at_load(board: Board, requests: list[list[tuple[str, bytes]]]) -> Iterator[Measured]:
    """As in life: visitors who ask the same within some seconds share the answer."""
    with serving(board.settings, SHARED_ANSWERS_SECONDS="0") as (_, afresh):
        afresh_s = _load(lambda http, at: _page(http, afresh, MIX[at % len(MIX)]))
    pages_s = _load(lambda http, at: _page(http, board.address, MIX[at % len(MIX)]))
    raw_s = _load(lambda http, at: _raw(http, board, requests[at % len(MIX)]))
    beside = {
        "pages_per_s": pages_s,
        "engine_per_s": raw_s,
        "nothing_shared_ratio": afresh_s / raw_s,
    }
    how = f"{CLIENTS} clients for {SECONDS_AT_LOAD:g} s each, {len(MIX)} queries"
    yield Measured("search.page.rps8_ratio", pages_s / raw_s, "x", how, beside)


def _suggestions(board: Board) -> Measured:
    paths = [f"/codes.json?q={text}" for text in TYPED] + [
        f"/places.json?q={text}" for text in PLACES
    ]
    with pool() as http:

        def one(path: str) -> None:
            assert http.request("GET", board.address + path.replace(" ", "+")).status == 200, path

        for path in paths:
            one(path)
        times = [milliseconds(lambda path=path: one(path)) for _ in range(10) for path in paths]
    how = f"{len(times)} suggestions while typing codes and places, over HTTP"
    return Measured("search.suggest.p50_ms", p(0.5, times), "ms", how, {"p95_ms": p(0.95, times)})


def _page(http: urllib3.PoolManager, address: str, query: str) -> None:
    answer = http.request("GET", f"{address}/jobs?{query}")
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


__all__ = ["MIX", "NAMES", "engine_requests", "mean", "measure"]
