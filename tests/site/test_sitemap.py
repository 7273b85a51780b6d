"""What search engines are told."""

import re
from collections.abc import Iterator
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.landing import tally
from jobboard.postings import actions
from jobboard.site import sitemap
from tests.making import (
    NOON,
    a_draft,
    a_moderator,
    a_pending_posting,
    a_published_posting,
    an_employer,
    owner_of,
)
from tests.search.boards import a_found_posting

SITE = "http://localhost"


@pytest.fixture(autouse=True)
def at_noon(app: Flask) -> Iterator[None]:
    with stopped_at(NOON):
        yield


def entries(client: FlaskClient, address: str) -> dict[str, str | None]:
    """The addresses of a sitemap, each with its last change."""
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    root = ElementTree.fromstring(answer.data)
    spaces = {"s": sitemap.NAMESPACE}
    return {
        one.findtext("s:loc", "", spaces).removeprefix(SITE): one.findtext(
            "s:lastmod", None, spaces
        )
        for one in root
    }


def everything(client: FlaskClient) -> set[str]:
    return {path for piece in entries(client, "/sitemap.xml") for path in entries(client, piece)}


def test_the_sitemap_has_what_is_public_and_nothing_else(client: FlaskClient) -> None:
    employer = an_employer()
    shown = [a_published_posting(employer=employer) for _ in range(3)]
    a_draft(employer=employer)
    a_pending_posting(employer=employer)
    hidden, closed, removed, over = (a_published_posting(employer=employer) for _ in range(4))
    suspended = a_published_posting(employer=an_employer("Bad Company"))
    hidden.hidden_at = suspended.employer.suspended_at = over.expires_at = NOON
    actions.close(closed, by=owner_of(employer), now=NOON, outcome="filled-here")
    actions.take_down(removed, by=a_moderator(), now=NOON, note="A scam.")
    db.session.commit()
    listed = everything(client)
    jobs = {path for path in listed if re.match(r"/jobs/\d", path)}
    assert jobs == {f"/jobs/{one.id}/inpatient-coder-stem-cell-transplant" for one in shown}
    assert "/employers/acme-health" in listed
    assert "/employers/bad-company" not in listed
    assert {"/", "/jobs", "/about", "/jobs/specialty", "/codes/families/cpt-38204-38243"} <= listed


def test_landing_pages_are_listed_from_three_jobs_on(client: FlaskClient) -> None:
    employer = an_employer()
    for number in range(3):
        tally.reckon(NOON)
        db.session.commit()
        listed = everything(client)
        assert "/jobs/credential/ccs" not in listed, number
        a_published_posting(employer=employer)
    tally.reckon(NOON)
    db.session.commit()
    listed = everything(client)
    assert {
        "/jobs/credential/ccs",
        "/jobs/specialty/transplant-cellular",
        "/jobs/state/texas",
        "/jobs/remote/texas",
        "/jobs/family/cpt-38204-38243",
    } <= listed
    assert not any(path.startswith("/jobs/employer/") for path in listed)


def test_every_address_in_it_is_a_page_that_search_engines_may_keep(client: FlaskClient) -> None:
    employer = an_employer()
    for _ in range(3):
        a_found_posting(employer=employer)
    tally.reckon(NOON)
    db.session.commit()
    listed = sorted(everything(client))
    some = [path for path in listed if not path.startswith("/codes/families/")] + listed[:5]
    for path in some:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert 'name="robots" content="noindex' not in answer.text, path


def test_a_job_changes_when_it_is_published_and_when_a_newer_text_is_approved(
    client: FlaskClient,
) -> None:
    posting = a_published_posting()
    address = f"/jobs/{posting.id}/inpatient-coder-stem-cell-transplant"
    assert entries(client, "/sitemap-jobs-1.xml")[address] == "2026-11-02T17:00:00Z"
    later = NOON + timedelta(days=3)
    owner = owner_of(posting.employer)
    record = posting.latest.says()
    actions.write(posting, record, by=owner, now=later)
    actions.submit(posting, by=owner, now=later)
    actions.approve(posting, by=a_moderator(), now=later)
    db.session.commit()
    assert entries(client, "/sitemap-jobs-1.xml")[address] == "2026-11-05T17:00:00Z"
    assert entries(client, "/sitemap.xml")["/sitemap-jobs-1.xml"] == "2026-11-05T17:00:00Z"


def test_jobs_are_parted_by_their_ids(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "IDS_IN_A_PART", 2)
    employer = an_employer()
    ids = {a_published_posting(employer=employer).id for _ in range(5)}
    pieces = [one for one in entries(client, "/sitemap.xml") if one.startswith("/sitemap-jobs-")]
    found = [entries(client, piece) for piece in pieces]
    assert len(pieces) >= 3
    assert all(len(one) <= 2 for one in found)
    assert {int(path.split("/")[2]) for one in found for path in one} == ids


def test_what_the_index_counts_over_all_jobs_is_kept_until_a_job_moves(
    client: FlaskClient,
) -> None:
    posting = a_published_posting()
    assert "/sitemap-jobs-1.xml" in entries(client, "/sitemap.xml")
    posting.hidden_at = NOON  # no move, and nothing that the index shows
    db.session.commit()
    assert "/sitemap-jobs-1.xml" in entries(client, "/sitemap.xml")
    assert client.get("/sitemap-jobs-1.xml").status_code == 404
    actions.take_down(posting, by=a_moderator(), now=NOON, note="A scam.")
    db.session.commit()
    assert "/sitemap-jobs-1.xml" not in entries(client, "/sitemap.xml")


@pytest.mark.parametrize("address", ["jobs-2", "jobs-0", "nonsense-1", "pages-2", "jobs-99999999"])
def test_pieces_that_do_not_exist_are_not_found(client: FlaskClient, address: str) -> None:
    a_published_posting()
    assert client.get(f"/sitemap-{address}.xml").status_code == 404


def test_a_sitemap_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/sitemap.xml")
    again = client.get("/sitemap.xml", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_robots_are_told_where_the_map_is_and_what_is_closed(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /moderation/" in text
    for path in everything(client):
        closed = re.findall(r"Disallow: (\S+)", text)
        assert not any(path.startswith(one) for one in closed), path
