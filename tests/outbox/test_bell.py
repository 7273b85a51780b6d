"""Whoever notes something rings, and the worker on the same machine looks at once."""

import sys
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from jobboard.db import db
from jobboard.outbox import bell, note
from jobboard.outbox.bell import Listening
from jobboard.outbox.models import OutboxRow
from tests.making import a_pending_posting

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux has sockets without a file"
)


@pytest.fixture
def bells(app: Flask) -> Iterator[dict[str, threading.Event]]:
    """By topic: set by each ring for it."""
    woken, stop = {name: threading.Event() for name in ("mail", "search")}, threading.Event()
    listening = Listening(woken)
    assert listening.hears
    thread = threading.Thread(target=listening.listen, args=(stop,))
    thread.start()
    yield woken
    stop.set()
    bell.ring()
    thread.join(5)


@pytest.fixture
def heard(bells: dict[str, threading.Event]) -> threading.Event:
    return bells["mail"]


def test_a_commit_that_leaves_a_row_rings(heard: threading.Event) -> None:
    note("mail", letter="posting-approved")
    db.session.flush()
    assert not heard.wait(0.05)
    db.session.commit()
    assert heard.wait(30)


def test_a_posting_that_changes_rings_for_the_search(bells: dict[str, threading.Event]) -> None:
    a_pending_posting()
    db.session.commit()
    assert bells["search"].wait(30)


def test_only_those_who_have_work_are_woken(bells: dict[str, threading.Event]) -> None:
    note("mail", letter="posting-approved")
    db.session.commit()
    assert bells["mail"].wait(30)
    assert not bells["search"].is_set()


def test_a_ring_for_nobody_in_particular_wakes_all(bells: dict[str, threading.Event]) -> None:
    bell.ring()
    assert all(one.wait(30) for one in bells.values())


def test_a_ring_for_very_many_topics_wakes_all(bells: dict[str, threading.Event]) -> None:
    bell.ring([f"topic-{at}" for at in range(1_000)])
    assert all(one.wait(30) for one in bells.values())


def test_what_is_noted_after_a_rollback_rings_for_itself_only(
    bells: dict[str, threading.Event],
) -> None:
    note("search", key=1)
    db.session.flush()
    db.session.rollback()
    note("mail", letter="posting-approved")
    db.session.commit()
    assert bells["mail"].wait(30)
    assert not bells["search"].is_set()


def test_nothing_rings_for_what_was_rolled_back(heard: threading.Event) -> None:
    note("mail", letter="posting-approved")
    db.session.flush()
    db.session.rollback()
    db.session.commit()
    assert not heard.wait(0.05)


def test_there_is_one_bell_for_a_board_on_a_machine(heard: threading.Event, app: Flask) -> None:
    assert not Listening({}).hears


def test_where_nobody_listens_a_commit_goes_through_all_the_same(app: Flask) -> None:
    note("mail", letter="posting-approved")
    db.session.commit()
    assert db.session.scalars(select(OutboxRow.topic)).all() == ["mail"]
