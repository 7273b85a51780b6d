"""Saved, hidden and recently seen jobs: the candidate's own, on every page where jobs are."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from jobboard.candidates import marks
from jobboard.candidates.models import JobMark
from jobboard.db import db
from jobboard.postings import actions
from jobboard.postings.models import Posting
from tests.applications.desk import Desk
from tests.making import NOON, a_candidate, an_employer, owner_of
from tests.search.boards import a_found_posting


@pytest.fixture
def jobs(desk: Desk) -> list[Posting]:
    employer = an_employer()
    return [a_found_posting(employer=employer, title=f"{name} Coder") for name in ("Red", "Blue")]


def press(desk: Desk, posting: Posting, act: str, back: str = "/jobs?q=coder", **headers: str):
    desk.get("/jobs")
    address = f"/candidate/jobs/{posting.id}/mark"
    data = {"as": act, "back": back, "csrf_token": desk._token}
    return desk.client.post(address, data=data, headers=headers)


def the_list(desk: Desk, kind: str) -> list[str]:
    page = desk.get(f"/candidate/{kind}").text
    return [name for name in ("Red", "Blue") if f"{name} Coder</a></h2>" in page]


def test_a_saved_job_is_on_the_list_and_marked_until_it_is_taken_off(desk: Desk, jobs) -> None:
    answer = press(desk, jobs[0], "save")
    assert (answer.status_code, answer.location) == (303, "/jobs?q=coder")
    assert the_list(desk, "saved") == ["Red"]
    assert desk.get("/jobs").text.count('aria-pressed="true"') == 1
    press(desk, jobs[0], "unsave")
    assert the_list(desk, "saved") == []


@pytest.mark.parametrize("address", ["/", "/jobs/role/inpatient-facility-coder"])
def test_jobs_can_be_saved_and_hidden_wherever_they_are_listed(desk: Desk, jobs, address) -> None:
    page = desk.get(address).text
    assert page.count(f'name="back" value="{address}"') == 2
    press(desk, jobs[0], "save", back=address)
    press(desk, jobs[1], "hide", back=address)
    again = desk.get(address).text
    assert 'aria-pressed="true"' in again
    assert "Red Coder" in again
    assert "Blue Coder" not in again


def test_visitors_see_no_buttons_beside_jobs(app: Flask, jobs) -> None:
    visitor = app.test_client()
    for address in ("/", "/jobs", "/jobs/role/inpatient-facility-coder"):
        assert "job-own" not in visitor.get(address).text


def test_a_hidden_job_leaves_the_results_with_a_line_that_says_so(desk: Desk, jobs) -> None:
    press(desk, jobs[1], "hide")
    page = desk.get("/jobs").text
    assert "Blue Coder" not in page
    assert '1 hidden job: <a href="/jobs?hidden=1">show</a>' in page
    again = desk.get("/jobs?hidden=1").text
    assert "Blue Coder" in again
    assert "Hidden from your results" in again
    assert the_list(desk, "hidden") == ["Blue"]
    press(desk, jobs[1], "unhide")
    assert "Blue Coder" in desk.get("/jobs").text


def test_hiding_unsaves_and_saving_shows_again(desk: Desk, jobs) -> None:
    press(desk, jobs[0], "save")
    press(desk, jobs[0], "hide")
    assert (the_list(desk, "saved"), the_list(desk, "hidden")) == ([], ["Red"])
    press(desk, jobs[0], "save")
    assert (the_list(desk, "saved"), the_list(desk, "hidden")) == (["Red"], [])


def test_a_press_by_keyboard_leaves_the_focus_on_what_undoes_it(desk: Desk, jobs) -> None:
    """htmx looks for the id of what was pressed in what came back."""
    for act, undo in (("save", "unsave"), ("hide", "unhide")):
        answer = press(desk, jobs[0], act, **{"HX-Request": "true"}).text
        button = answer.partition(f'id="own-{jobs[0].id}-{act}"')[2]
        assert button.startswith(f' name="as" value="{undo}"')


def test_with_htmx_only_the_job_s_own_line_comes_back(desk: Desk, jobs) -> None:
    answer = press(desk, jobs[0], "save", **{"HX-Request": "true"})
    assert answer.status_code == 200
    line = f'<div class="job-own job-own-bare" id="own-{jobs[0].id}">'
    assert answer.text.lstrip().startswith(line)
    assert 'aria-pressed="true"' in answer.text
    hidden = press(desk, jobs[0], "hide", **{"HX-Request": "true"}).text
    assert "job-own-hidden" in hidden


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/\\x", ""])
def test_the_way_back_stays_on_this_site(desk: Desk, jobs, back: str) -> None:
    assert press(desk, jobs[0], "save", back=back).location == "/candidate/saved"


def test_nonsense_is_refused_and_unknown_jobs_are_not_there(desk: Desk, jobs) -> None:
    assert press(desk, jobs[0], "steal").status_code == 400
    assert desk.post("/candidate/jobs/999999/mark", **{"as": "save"}).status_code == 404
    assert db.session.scalars(select(JobMark.saved_at)).all() == []


def test_a_saved_job_that_has_closed_is_listed_as_such(desk: Desk, jobs) -> None:
    press(desk, jobs[0], "save")
    actions.close(jobs[0], outcome="hired-here", by=owner_of(jobs[0].employer), now=NOON)
    db.session.commit()
    page = desk.get("/candidate/saved").text
    assert "No longer open" in page
    assert f'href="/jobs/{jobs[0].id}"' not in page


def test_looking_at_a_job_puts_it_on_the_list_the_latest_first(desk: Desk, jobs) -> None:
    for minutes, name, posting in ((0, "red", jobs[0]), (1, "blue", jobs[1]), (30, "red", jobs[0])):
        desk.now = NOON + timedelta(minutes=minutes)
        assert desk.get(f"/jobs/{posting.id}/{name}-coder").status_code == 200
    page = desk.get("/candidate/seen").text
    assert page.index("Red Coder") < page.index("Blue Coder")
    press(desk, jobs[0], "forget")
    assert the_list(desk, "seen") == ["Blue"]
    desk.get("/candidate/seen")
    desk.post("/candidate/seen/clearing")
    assert the_list(desk, "seen") == []


def test_what_was_seen_long_ago_is_forgotten_and_what_was_saved_stays(desk: Desk, jobs) -> None:
    desk.get(f"/jobs/{jobs[0].id}/red-coder")
    desk.get(f"/jobs/{jobs[1].id}/blue-coder")
    press(desk, jobs[1], "save")
    marks.purge(NOON + marks.SEEN_KEPT_FOR)
    db.session.commit()
    [left] = db.session.scalars(select(JobMark)).all()
    assert (left.posting_id, left.seen_at) == (jobs[1].id, None)


def test_lists_are_the_person_s_own(app: Flask, desk: Desk, jobs) -> None:
    press(desk, jobs[0], "save")
    press(desk, jobs[1], "hide")
    other = Desk(app, a_candidate())
    assert the_list(other, "saved") == []
    assert "Blue Coder" in other.get("/jobs").text


def test_a_page_of_results_asks_two_narrow_queries_more(app: Flask, desk: Desk, jobs) -> None:
    press(desk, jobs[0], "save")
    asked: list[str] = []

    def listen(_c, _cursor, statement, *_):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        app.test_client().get("/jobs")
        of_visitors = len(asked)
        desk.get("/jobs")
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    own = [one for one in asked if "job_marks" in one or "candidate_profiles" in one]
    assert len(own) == 2
    assert all("job_marks" not in one for one in asked[:of_visitors])
