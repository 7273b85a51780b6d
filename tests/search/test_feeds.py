"""Feeds as feed readers see them: read with a parser that others wrote."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.postings import actions
from tests.making import NOON, a_draft, a_moderator, a_pending_posting, an_employer, owner_of
from tests.search.boards import a_board, a_found_posting, put

KINDS = pytest.mark.parametrize("kind", ["atom", "rss"])


@pytest.fixture(autouse=True)
def at_noon(app: Flask) -> Iterator[None]:
    with stopped_at(NOON):
        yield


def read(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    feed = feedparser.parse(answer.data)
    assert not feed.bozo
    return feed


@KINDS
def test_an_entry_says_what_the_job_is(client: FlaskClient, kind: str) -> None:
    posting = a_found_posting()
    (entry,) = read(client, f"/jobs.{kind}").entries
    assert entry.id == f"http://localhost/jobs/{posting.id}"
    assert entry.link == f"http://localhost/jobs/{posting.id}/inpatient-coder-stem-cell-transplant"
    assert "Acme Health" in entry.title
    assert entry.summary.startswith("$28.50–$39 an hour. ")
    assert "CCS" in {tag.term for tag in entry.tags}
    assert entry.published_parsed[:5] == (2026, 11, 2, 17, 0)


@KINDS
def test_the_entry_s_identity_is_an_address_that_leads_to_it(
    client: FlaskClient, kind: str
) -> None:
    a_found_posting()
    (entry,) = read(client, f"/jobs.{kind}").entries
    answer = client.get(entry.id)
    assert answer.status_code in (301, 308)
    assert entry.link.endswith(answer.location)


@KINDS
def test_odd_titles_come_through_as_they_are(client: FlaskClient, kind: str) -> None:
    title = "Coder <b>& “Auditor”</b> ]]> \U0001f489 日本"
    a_found_posting(title=title)
    assert len(read(client, f"/jobs.{kind}?q=coder").entries) == 1
    answer = client.get(f"/jobs.{kind}").text
    assert "<b>" not in answer
    assert "&lt;b&gt;&amp; “Auditor”&lt;/b&gt;" in answer


def test_a_new_text_keeps_the_identity_and_moves_the_change(client: FlaskClient) -> None:
    posting = a_found_posting()
    (before,) = read(client, "/jobs.atom").entries
    later = NOON + timedelta(hours=5)
    owner = owner_of(posting.employer)
    actions.write(posting, _renamed(posting), by=owner, now=later)
    actions.submit(posting, by=owner, now=later)
    actions.approve(posting, by=a_moderator(), now=later)
    db.session.commit()
    put(posting)
    (after,) = read(client, "/jobs.atom").entries
    assert (after.id, after.title) == (before.id, before.title.replace("Inpatient", "Senior"))
    assert after.published == before.published
    assert after.updated_parsed > before.updated_parsed


def _renamed(posting: Any) -> Any:
    from dataclasses import replace

    record = posting.latest.says()
    return replace(record, title=record.title.replace("Inpatient", "Senior"))


@KINDS
def test_nothing_that_is_not_public_is_in_it(client: FlaskClient, kind: str) -> None:
    employer = an_employer()
    shown, hidden, closed = (a_found_posting(employer=employer) for _ in range(3))
    a_draft(employer=employer)
    a_pending_posting(employer=employer)
    suspended = a_found_posting(employer=an_employer("Bad Company"))
    hidden.hidden_at = suspended.employer.suspended_at = NOON
    actions.close(closed, by=owner_of(employer), now=NOON, outcome="filled-here")
    db.session.commit()
    for away in (False, True):
        gateways().search.away = away
        ids = {entry.id for entry in read(client, f"/jobs.{kind}").entries}
        assert ids == {f"http://localhost/jobs/{shown.id}"}


@KINDS
def test_a_feed_that_has_not_changed_is_not_sent_again(client: FlaskClient, kind: str) -> None:
    a_board()
    first = client.get(f"/jobs.{kind}")
    assert first.headers["Last-Modified"] == "Mon, 02 Nov 2026 17:00:00 GMT"
    assert "Set-Cookie" not in first.headers
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"/jobs.{kind}", headers=known).status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(f"/jobs.{kind}", headers=since).status_code == 304
    a_found_posting(title="Another Coder")
    assert client.get(f"/jobs.{kind}", headers=known).status_code == 200


@KINDS
def test_an_empty_feed_is_a_feed_that_stays_the_same(client: FlaskClient, kind: str) -> None:
    assert read(client, f"/jobs.{kind}?employer=nobody").entries == []
    first = client.get(f"/jobs.{kind}?employer=nobody")
    with stopped_at(NOON + timedelta(days=1)):
        again = client.get(f"/jobs.{kind}?employer=nobody")
    assert first.headers["ETag"] == again.headers["ETag"]


def test_the_feeds_know_their_own_address(client: FlaskClient) -> None:
    a_board()
    for kind in ("atom", "rss"):
        links = read(client, f"/jobs.{kind}?state=TX").feed.links
        own = [link.href for link in links if link.rel == "self"]
        assert own == [f"http://localhost/jobs.{kind}?state=TX&sort=newest"]
