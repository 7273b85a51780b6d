"""How well the search finds what people mean: the judged queries, asked of two boards through
`/jobs.json` with the real engine."""

import logging
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask

from jobboard import create_app
from jobboard.clock import stopped_at
from jobboard.gateways.engine_files import find_program
from jobboard.gateways.engine_program import EngineProgram
from jobboard.settings import Settings
from tests.bench.board import Measured
from tests.bench.judging import Judged, judge, means, queries

NAMES = ("search.ndcg10", "search.recall50", "search.zero_share")
SAMPLE_SIZE, SAMPLE_SEED = 1_200, 11
DAY = datetime(2026, 11, 2, 17, 0, tzinfo=UTC)
PAGES = 3
FEDERAL = "jobs/federal_coder_postings.jsonl.gz"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
Records = Mapping[str, Mapping[str, Any]]


def measure(folder: Path | None = None) -> Iterator[Measured]:
    """Without `../shared` beside the project, the sample board alone."""
    judged = dict(_boards(folder))
    asked = [one for answers in judged.values() for one in answers]
    how = ", ".join(f"{len(answers)} queries over {name}" for name, answers in judged.items())
    for name, figure in zip(NAMES, ("ndcg", "recall", "nothing"), strict=True):
        beside = means(asked, figure)
        for board, answers in judged.items():
            beside |= {f"{board}.{kind}": mean for kind, mean in means(answers, figure).items()}
        yield Measured(name, beside.pop("all"), "share", how, beside)


def _boards(folder: Path | None) -> Iterator[tuple[str, list[Judged]]]:
    with tempfile.TemporaryDirectory() as scratch, _engine(Path(scratch)) as (url, key):
        for name, records in _records():
            data = (folder or Path(scratch)) / name
            app = create_app(_settings(data, name, url, key))
            logging.getLogger().setLevel(logging.ERROR)
            with app.app_context(), stopped_at(DAY):
                _fill(app, records.values(), fresh=DAY.date() if name == "federal" else None)
                yield name, [_answered(app, query, records) for query in queries(name)]


def _records() -> Iterator[tuple[str, Records]]:
    from jobboard.postings.formats import read_file
    from jobboard.sample.records import records

    sample = records(SAMPLE_SIZE, SAMPLE_SEED, DAY.date())
    yield "sample", {record["ref"]: record for record in sample}
    if (SHARED / FEDERAL).exists():
        federal: list[Any] = [one.data for one in read_file(SHARED / FEDERAL, "jsonl")]
        yield "federal", {record["ref"]: record for record in federal}
    else:
        sys.stderr.write(f"No {FEDERAL}: the federal half of the judged queries is left out.\n")


def _answered(app: Flask, query: Any, records: Records) -> Judged:
    refs = _refs()
    client, found = app.test_client(), []
    for page in range(1, PAGES + 1):
        answer = client.get("/jobs.json", query_string={"q": query.q, "page": page}).json
        assert answer["degraded"] is False
        found += [refs[hit["id"]] for hit in answer["hits"]]
        if answer["pages"] <= page:
            break
    return judge(query, found, records)


def _refs() -> dict[int, str]:
    from jobboard.db import db
    from jobboard.postings.models import Posting

    return {row.id: row.ref for row in db.session.execute(db.select(Posting.id, Posting.ref))}


def _fill(app: Flask, records: Iterable[Mapping[str, Any]], *, fresh: date | None) -> None:
    """The board of these records, made once where its folder is kept."""
    from jobboard.db import db
    from jobboard.postings.models import Posting
    from jobboard.running.migrating import upgrade_tables
    from jobboard.running.setting_up import load_reference
    from jobboard.search.rebuild import rebuild

    upgrade_tables()
    load_reference()
    if db.session.scalar(db.select(Posting.id).limit(1)) is None:
        _import(records, fresh)
    app.extensions["gateways"].search.set_up()
    rebuild()


def _import(records: Iterable[Mapping[str, Any]], fresh: date | None) -> None:
    from jobboard.postings import importing
    from jobboard.postings.actors import System

    numbered = (importing.Numbered(at, dict(record)) for at, record in enumerate(records, 1))
    checked = importing.check(numbered, employer=None, fresh=fresh)
    assert not checked.bad, checked.bad[:3]
    importing.write(
        checked.records,
        employer=None,
        publish=True,
        actor=System("bench"),
        file="judged",
        format="jsonl",
        now=DAY,
    )


def _settings(folder: Path, name: str, url: str, key: str) -> Settings:
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(
        data=folder,
        demo=True,
        secret_key="b" * 48,  # type: ignore[arg-type]
        database_url=f"sqlite:///{folder / 'board.db'}",
        meili_url=url,
        meili_master_key=key,  # type: ignore[arg-type]
        meili_index=name,
    )


@contextmanager
def _engine(folder: Path) -> Iterator[tuple[str, str]]:
    program = find_program()
    if program is None:
        raise SystemExit("The benchmarks need the search engine; run `make setup`.")
    engine = EngineProgram(program)
    try:
        yield engine.start(folder / "engine")
    finally:
        engine.stop()
