"""The public page of a job, live and ended."""

import json
import re
from datetime import timedelta

from flask import Flask

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.postings import actions
from tests.applications.desk import Desk
from tests.applications.making import an_application
from tests.making import NOON, a_candidate, a_draft, a_moderator, a_published_posting, owner_of


def page_of(app: Flask, path: str, after: timedelta = timedelta()) -> tuple[int, str]:
    visitor = Desk(app)
    visitor.now = NOON + after
    answer = visitor.get(path)
    return answer.status_code, answer.get_data(as_text=True)


def address(posting: object) -> str:
    from jobboard.postings.addresses import job_path

    return job_path(posting.id, posting.shown.title)  # type: ignore[attr-defined]


def structured(page: str) -> list[dict[str, object]]:
    return [json.loads(found) for found in re.findall(r'ld\+json">(.+?)</script>', page)]


def test_a_live_job_says_everything_and_links_its_codes(app: Flask) -> None:
    status, page = page_of(app, address(a_published_posting()))
    assert status == 200
    for words in ("$28.50–$39 an hour", "Houston, TX", "CCS", "Epic", "3 charts per hour"):
        assert words in page
    assert 'href="/codes/families/cpt-38204-38243"' in page


def test_a_live_job_has_job_posting_data(app: Flask) -> None:
    job = structured(page_of(app, address(a_published_posting()))[1])[0]
    assert job["@type"] == "JobPosting"
    assert job["jobLocationType"] == "TELECOMMUTE"
    assert job["baseSalary"]["value"]["minValue"] == 28.5  # type: ignore[index]
    assert job["directApply"] is True
    assert {"title", "description", "datePosted", "validThrough", "hiringOrganization"} <= set(job)


def test_who_has_applied_finds_their_application_there_also_when_the_job_has_ended(
    app: Flask,
) -> None:
    application = an_application()
    posting, theirs = application.posting, f'href="/candidate/applications/{application.id}"'
    person, other = Desk(app, application.candidate), Desk(app, a_candidate())
    assert "You applied on November 2, 2026." in person.get(address(posting)).text
    assert theirs in person.page
    assert f"/jobs/{posting.id}/apply" not in person.page
    assert "You applied" not in other.get(address(posting)).text
    assert f"/jobs/{posting.id}/apply" in other.page
    actions.close(posting, outcome="filled-here", by=owner_of(posting.employer), now=NOON)
    db.session.commit()
    assert theirs in person.get(address(posting)).text


def test_a_wrong_slug_leads_to_the_right_one(app: Flask) -> None:
    posting = a_published_posting()
    for slug in ("", "/something-else"):
        answer = Desk(app).get(f"/jobs/{posting.id}{slug}")
        assert (answer.status_code, answer.location) == (301, address(posting))


def test_a_closed_job_has_a_banner_and_nothing_to_apply_with(app: Flask) -> None:
    posting = a_published_posting()
    actions.close(posting, outcome="filled-here", by=owner_of(posting.employer), now=NOON)
    db.session.commit()
    status, page = page_of(app, address(posting))
    assert status == 200
    assert "takes no more applications" in page
    assert 'content="noindex"' in page
    assert structured(page) == []
    assert f"/jobs/{posting.id}/apply" not in page


def test_a_job_that_ended_long_ago_is_gone(app: Flask) -> None:
    posting = a_published_posting()
    actions.close(posting, outcome="filled-here", by=owner_of(posting.employer), now=NOON)
    db.session.commit()
    assert page_of(app, address(posting), timedelta(days=89))[0] == 200
    assert page_of(app, address(posting), timedelta(days=91))[0] == 410


def test_a_job_whose_last_day_is_over_ends_before_any_task_runs(app: Flask) -> None:
    posting = a_published_posting()
    assert posting.expires_at is not None
    late = posting.expires_at - NOON + timedelta(seconds=1)
    status, page = page_of(app, address(posting), late)
    assert status == 200
    assert "last day is over" in page
    assert structured(page) == []


def test_what_was_never_approved_or_was_taken_down_is_not_shown(app: Flask) -> None:
    draft = a_draft()
    assert page_of(app, f"/jobs/{draft.id}/anything")[0] == 404
    posting = a_published_posting()
    path = address(posting)
    with stopped_at(NOON):
        actions.take_down(posting, note="A scam.", by=a_moderator(), now=NOON)
        db.session.commit()
    assert page_of(app, path)[0] == 410


def test_a_suspended_company_has_no_job_pages(app: Flask) -> None:
    posting = a_published_posting()
    posting.employer.suspended_at = NOON
    db.session.commit()
    assert page_of(app, address(posting))[0] == 404


def test_text_cannot_end_the_script_that_carries_the_data(app: Flask) -> None:
    posting = a_published_posting(title="Coder </script><script>alert(1)</script>")
    page = page_of(app, address(posting))[1]
    assert "<script>alert(1)" not in page
    assert structured(page)[0]["title"] == "Coder </script><script>alert(1)</script>"


def test_a_company_that_has_not_joined_takes_no_applications_here(app: Flask) -> None:
    posting = a_published_posting()
    path = address(posting)
    posting.employer.claimed_at = None
    db.session.commit()
    page = page_of(app, path)[1]
    assert "cannot take applications here" in page
    assert f"/jobs/{posting.id}/apply" not in page
