"""For tests of what both engines have to do."""

import pytest
from flask import Flask

from jobboard.gateways import gateways
from jobboard.gateways.search_engine import SearchEngine


@pytest.fixture(params=["memory", "meilisearch"])
def engine(request: pytest.FixtureRequest, app: Flask) -> SearchEngine:
    if request.param == "meilisearch":
        gateways().search = request.getfixturevalue("meili")
    return gateways().search
