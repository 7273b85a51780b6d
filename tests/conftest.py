"""Fixtures that every test may use. The database is SQLite unless TEST_DATABASE_URL says otherwise."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from jobboard import create_app
from jobboard.db import Base, db
from jobboard.gateways import Gateways
from jobboard.settings import Settings
from tests import databases
from tests.visiting import Visitor

pytest_plugins = ["tests.engine", "tests.browser"]

# How long an example takes says how busy the machine is, and nothing of the code.
hypothesis_settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("untimed")


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One database for each xdist worker: emptied, not made again, between tests."""
    with databases.one_for_this_worker(tmp_path_factory) as url:
        yield url


@pytest.fixture(scope="session")
def session_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = create_app(the_settings(database_url, tmp_path_factory.mktemp("data")), stand_ins())
    app.testing = True
    app.test_client_class = Visitor
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(session_app: Flask) -> Iterator[Flask]:
    """The board with stand-ins that work, an empty database, and an app context."""
    session_app.extensions["gateways"] = stand_ins()
    session_app.extensions.pop("kept", None)
    with session_app.app_context():
        yield session_app
        db.session.rollback()
        databases.empty(db.engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def shared_data() -> Path:
    """The public data beside the project; a test that needs it is skipped where it is missing."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no ../shared/data beside the project")
    return folder


def the_settings(database_url: str, data: Path, **given: Any) -> Settings:
    """Settings for tests: cheap password hashing, no second factor, our own address."""
    given = {
        "demo": True,
        "data": data,
        "database_url": database_url,
        "secret_key": "a-secret-for-tests-only-" + "x" * 32,
        "site_url": "http://localhost",
        "argon2_memory_kib": 8,
        "argon2_rounds": 1,
        # Tests write to the index past the outbox, and ask again within the second.
        "shared_answers_seconds": 0,
        **given,
    }
    return Settings(**given)


def stand_ins() -> Gateways:
    """Gateways that keep everything in memory."""
    from jobboard.assistant.passages.schema import PASSAGES
    from jobboard.gateways.files import Shelf
    from jobboard.gateways.mail import Outtray
    from jobboard.gateways.memory_engine import MemoryEngine
    from jobboard.lookup.schema import REFERENCE

    return Gateways(
        search=MemoryEngine(),
        mail=Outtray(),
        files=Shelf(),
        reference=MemoryEngine(REFERENCE),
        passages=MemoryEngine(PASSAGES),
    )
