"""A candidate in their browser, at noon."""

from collections.abc import Iterator

import pytest
from flask import Flask

from jobboard.clock import stopped_at
from tests.applications.desk import Desk
from tests.making import NOON, a_candidate


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    with stopped_at(NOON):
        yield Desk(app, a_candidate())
