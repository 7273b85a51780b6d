"""Visitors share answers for a moment: never an old one, never a closed job, never a person's."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard import worker
from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.outbox import claiming
from jobboard.postings import actions
from jobboard.postings.models import Posting
from jobboard.search import sharing
from jobboard.search.listener import TOPIC
from tests.applications.desk import Desk
from tests.making import NOON, a_candidate, a_published_posting, an_employer, owner_of


class Asked:
    """Counts the questions that reach the engine."""

    def __init__(self) -> None:
        self.times = 0
        self._engine = gateways().search

    def __getattr__(self, name: str) -> object:
        if name in ("ask", "ask_many"):
            self.times += 1
        return getattr(self._engine, name)


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    app.extensions["shared_answers"] = sharing.shared_for(60)
    with stopped_at(NOON):
        yield app
    app.extensions["shared_answers"] = sharing.shared_for(0)


@pytest.fixture
def jobs(app: Flask) -> list[Posting]:
    employer = an_employer()
    made = [
        a_published_posting(employer=employer, title=f"{name} Coder") for name in ("Red", "Blue")
    ]
    settle()
    return made


@pytest.fixture
def asked(jobs: list[Posting]) -> Asked:
    gateways().search = counting = Asked()
    return counting


def settle() -> None:
    db.session.commit()
    worker.settle()


def close(posting: Posting) -> None:
    by = owner_of(posting.employer)
    actions.close(posting, by=by, outcome="filled-here", now=NOON)
    db.session.commit()


@pytest.mark.parametrize("address", ["/jobs?q=coder", "/jobs.json?q=coder"])
def test_the_same_question_is_asked_once(client: FlaskClient, asked: Asked, address: str) -> None:
    first = client.get(address)
    once = asked.times
    second = client.get(address + "&utm_source=elsewhere")
    assert (second.data, asked.times) == (first.data, once)


def test_another_question_is_another_answer(client: FlaskClient, asked: Asked) -> None:
    assert "Blue" in client.get("/jobs?q=coder").text
    assert "Blue" not in client.get("/jobs?q=red").text
    assert "does not know" in client.get("/jobs?q=coder&colour=red").text
    part = client.get("/jobs?q=coder", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "<html" in client.get("/jobs?q=coder").text


def test_a_job_that_has_closed_is_not_shown_again(client: FlaskClient, jobs: list[Posting]) -> None:
    assert "Blue Coder" in client.get("/jobs").text
    close(jobs[1])
    assert "Blue Coder" not in client.get("/jobs").text
    assert client.get("/jobs.json").json["total"] == 1


def test_a_job_whose_last_day_is_over_is_not_shown_again(
    client: FlaskClient, jobs: list[Posting]
) -> None:
    assert "Blue Coder" in client.get("/jobs").text
    with stopped_at(max(one.expires_at for one in jobs) + timedelta(seconds=1)):
        assert "Blue Coder" not in client.get("/jobs").text


def test_a_change_is_seen_as_soon_as_the_index_has_it(
    client: FlaskClient, jobs: list[Posting]
) -> None:
    assert client.get("/jobs.json?q=green").json["total"] == 0
    a_published_posting(employer=jobs[0].employer, title="Green Coder")
    settle()
    assert client.get("/jobs.json?q=green").json["total"] == 1


def test_nothing_is_kept_while_the_index_is_being_written(
    client: FlaskClient, asked: Asked
) -> None:
    a_published_posting(title="Green Coder")
    db.session.commit()
    batch = claiming.claim(TOPIC, most=9, alone=True, now=NOON, lasts=timedelta(minutes=3))
    assert batch is not None
    client.get("/jobs")
    once = asked.times
    client.get("/jobs")
    assert asked.times == 2 * once


def test_what_the_database_answered_is_not_kept(client: FlaskClient, jobs: list[Posting]) -> None:
    engine = gateways().search
    engine.away = True  # type: ignore[attr-defined]
    assert client.get("/jobs.json").json["degraded"]
    engine.away = False  # type: ignore[attr-defined]
    assert not client.get("/jobs.json").json["degraded"]


def test_who_is_signed_in_neither_gets_nor_gives_a_shared_answer(
    app: Flask, client: FlaskClient, jobs: list[Posting]
) -> None:
    desk = Desk(app, a_candidate())
    own = desk.get("/jobs").text
    assert "Sign out" in own
    shared = client.get("/jobs").text
    assert "Sign out" not in shared
    assert "Sign out" in desk.get("/jobs").text
    assert "Sign out" not in client.get("/jobs").text


def test_no_more_answers_are_kept_than_there_is_room_for(
    app: Flask, client: FlaskClient, jobs: list[Posting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MOST", 3)
    kept = app.extensions["shared_answers"] = sharing.shared_for(60)
    for miles in range(6):
        client.get(f"/jobs?posted={miles + 1}")
    assert len(kept) == 3


def test_nothing_is_shared_where_the_operator_wants_it_so(
    app: Flask, client: FlaskClient, jobs: list[Posting]
) -> None:
    kept = app.extensions["shared_answers"] = sharing.shared_for(0)
    assert client.get("/jobs").text == client.get("/jobs").text
    assert len(kept) == 0
