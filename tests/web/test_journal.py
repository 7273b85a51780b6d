"""What a log line says, and what it must not."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from jobboard.web import journal


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the journal writes while the test runs."""
    journal.set_up()
    (handler,) = (one for one in logging.getLogger().handlers if hasattr(one, "is_journal"))
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def test_a_line_says_what_it_is_about(lines: io.StringIO) -> None:
    logging.getLogger("jobboard.outbox").warning("outbox row failed", extra={"row": 42})
    line = json.loads(lines.getvalue())
    assert (line["event"], line["row"], line["level"]) == ("outbox row failed", 42, "warning")


def test_a_request_is_logged_by_the_name_of_its_page_only(client, lines: io.StringIO) -> None:
    client.get("/jobs?q=casey+coder&near=Houston")
    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    (request,) = (line for line in said if line["event"] == "request")
    assert request["endpoint"] == "search.jobs" and request["status"] == 200
    assert "casey" not in lines.getvalue() and "Houston" not in lines.getvalue()
