from collections.abc import Iterator

import pytest
from flask import Flask

from jobboard.db import db
from jobboard.places.loading import load
from tests import databases


@pytest.fixture(scope="module")
def atlas(session_app: Flask) -> Iterator[Flask]:
    """The board with all places of the libraries loaded, once for a module."""
    with session_app.app_context():
        load(db.session)
        db.session.commit()
        yield session_app
        db.session.rollback()
        databases.empty(db.engine)
