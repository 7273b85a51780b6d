"""Reports from anybody, and what comes of them."""

from flask import Flask

from jobboard import taxonomy
from jobboard.db import db
from jobboard.moderation.models import Report, ReportState
from jobboard.postings.lifecycle import State
from tests.applications.desk import Desk
from tests.making import NOON, a_draft, a_moderator, a_published_posting, again
from tests.moderation.test_desk import letters_about

REASON = next(iter(taxonomy.REPORT_REASONS))


def reported(app: Flask, posting_id: int, **fields: str) -> int:
    visitor = Desk(app)
    visitor.get(f"/jobs/{posting_id}/report")
    return visitor.post(f"/jobs/{posting_id}/report", **fields).status_code


def the_report() -> Report:
    db.session.expire_all()
    return db.session.scalars(db.select(Report)).one()


def test_a_visitor_reports_a_job_and_hears_what_came_of_it(app: Flask) -> None:
    posting = a_published_posting()
    said = {"reason": REASON, "words": "They ask for a fee.", "email": "me@example.com"}
    assert reported(app, posting.id, **said) == 303
    desk = Desk(app, a_moderator())
    assert "Acme Health" in desk.get("/moderation/reports").get_data(as_text=True)
    path = f"/moderation/reports/{the_report().id}"
    desk.get(path)
    assert desk.post(f"{path}/upholding", answer="Asks for a fee.").status_code == 303
    assert again(posting).state == State.REMOVED
    assert the_report().state == ReportState.UPHELD
    assert letters_about("me@example.com")


def test_a_dismissed_report_leaves_the_job_up(app: Flask) -> None:
    posting = a_published_posting()
    reported(app, posting.id, reason=REASON)
    desk = Desk(app, a_moderator())
    path = f"/moderation/reports/{the_report().id}"
    desk.get(path)
    assert desk.post(f"{path}/dismissal", answer="All is well.").status_code == 303
    assert again(posting).is_public(NOON)


def test_a_report_needs_a_reason(app: Flask) -> None:
    posting = a_published_posting()
    assert reported(app, posting.id, words="Hm.") == 400
    assert db.session.scalars(db.select(Report)).all() == []


def test_a_job_that_is_not_public_cannot_be_reported(app: Flask) -> None:
    assert Desk(app).get(f"/jobs/{a_draft().id}/report").status_code == 404


def test_what_machines_fill_in_is_thanked_and_dropped(app: Flask) -> None:
    posting = a_published_posting()
    assert reported(app, posting.id, reason=REASON, website="https://spam.example") == 303
    assert db.session.scalars(db.select(Report)).all() == []
