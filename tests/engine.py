"""The real search engine for the tests: one for the whole run, shared by all xdist workers.

The first that needs it starts it; the last that leaves stops it. Each worker has an index of its
own, which is emptied between tests.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from jobboard.assistant.passages.schema import PASSAGES
from jobboard.gateways.engine_files import HOW_TO_GET, find_program
from jobboard.gateways.engine_program import EngineProgram
from jobboard.gateways.index_shape import IndexShape
from jobboard.gateways.meilisearch import Meilisearch
from jobboard.lookup.schema import REFERENCE

Address = tuple[str, str]


@pytest.fixture(scope="session")
def engine_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """(url, master key) of the run's engine. MEILI_TEST_URL and MEILI_TEST_KEY name another one."""
    if url := os.environ.get("MEILI_TEST_URL"):
        yield url, os.environ.get("MEILI_TEST_KEY", "")
        return
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the one that all workers of this run share
    with _shared_engine(folder / "engine") as address:
        yield address


@pytest.fixture(scope="session")
def session_meili(engine_address: Address) -> Iterator[Meilisearch]:
    url, key = engine_address
    engine = Meilisearch(url, key, index=f"t{secrets.token_hex(5)}")
    engine.set_up()
    yield engine
    with engine._client() as client:
        client.delete_index(engine.index)


@pytest.fixture
def meili(session_meili: Meilisearch) -> Iterator[Meilisearch]:
    """The real engine with an empty index, which no other worker uses."""
    yield session_meili
    for name in session_meili.fresh_ones():
        session_meili.drop(name)
    session_meili.set_up()
    session_meili.remove(id for id, _ in session_meili.revisions())


@pytest.fixture
def reference_meili(engine_address: Address) -> Iterator[Meilisearch]:
    """The real engine with an empty index in the reference's shape."""
    yield from _index_of_a_test(engine_address, "r", REFERENCE)


@pytest.fixture
def passages_meili(engine_address: Address) -> Iterator[Meilisearch]:
    """The real engine with an empty index in the shape of the assistant's passages."""
    yield from _index_of_a_test(engine_address, "p", PASSAGES)


def _index_of_a_test(address: Address, letter: str, shape: IndexShape) -> Iterator[Meilisearch]:
    url, key = address
    engine = Meilisearch(url, key, index=f"{letter}{secrets.token_hex(5)}", shape=shape)
    engine.set_up()
    yield engine
    with engine._client() as client:
        for name in (engine.index, *engine.fresh_ones()):
            client.delete_index(name)


def new_program() -> EngineProgram:
    """An engine of a test's own, to be killed."""
    program = find_program()
    assert program is not None, HOW_TO_GET
    return EngineProgram(program)


@contextmanager
def _shared_engine(folder: Path) -> Iterator[Address]:
    """Started by a worker, it would die with that worker while others still use it: whoever comes
    first starts it in a process of its own, and whoever leaves last ends that process."""
    from tests import engine_keeper

    folder.mkdir(exist_ok=True)
    with _locked(folder) as state:
        if not state.get("users"):
            state.update(engine_keeper.start(folder / "data"), users=0)
        state["users"] += 1
        address = state["url"], state["key"]
    try:
        yield address
    finally:
        with _locked(folder) as state:
            state["users"] -= 1
            if not state["users"]:
                engine_keeper.stop(state["pid"])


@contextmanager
def _locked(folder: Path) -> Iterator[dict[str, Any]]:
    file = folder / "state.json"
    with (folder / "state.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = json.loads(file.read_text()) if file.exists() else {}
        yield state
        file.write_text(json.dumps(state))
