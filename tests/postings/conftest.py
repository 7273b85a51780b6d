"""All tests of postings happen at noon."""

from collections.abc import Iterator

import pytest

from jobboard.clock import stopped_at
from tests.making import NOON


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with stopped_at(NOON):
        yield
