"""Single pages, at the server."""

from collections.abc import Iterator

from sqlalchemy import select

from tests.bench.board import Board, Measured, milliseconds, p, pool

NAMES = ("job.page", "codes.page")
TIMES = 200


def measure(board: Board) -> Iterator[Measured]:
    yield _job_page(board)
    yield _code_page(board)


def _job_page(board: Board) -> Measured:
    from jobboard.db import db
    from jobboard.postings.addresses import job_path
    from jobboard.postings.models import Posting
    from jobboard.postings.wording_models import Wording

    with board.app.app_context():
        rows = db.session.execute(
            select(Posting.id, Wording.title)
            .join(Wording, Wording.id == Posting.shown_id)
            .where(Posting.state == "published")
            .limit(TIMES)
        ).all()
    return _fetched(board, "job.page.p50_ms", [job_path(*row) for row in rows])


def _code_page(board: Board) -> Measured:
    codes = ("38206", "38220", "38230", "38232", "38240", "38241")
    return _fetched(board, "codes.page.p50_ms", [f"/codes/cpt/{code}" for code in codes] * 20)


def _fetched(board: Board, name: str, paths: list[str]) -> Measured:
    with pool() as http:

        def one(path: str) -> None:
            assert http.request("GET", board.address + path).status == 200, path

        for path in paths[:20]:
            one(path)
        times = [milliseconds(lambda path=path: one(path)) for path in paths]
    how = f"{len(times)} pages, 1 client, over HTTP"
    return Measured(name, p(0.5, times), "ms", how, {"p95_ms": p(0.95, times)})
