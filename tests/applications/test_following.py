"""What a candidate sees of applications, and of the résumés that went with them."""

from datetime import timedelta

import pytest

from jobboard.applications import actions
from jobboard.applications.models import Application
from jobboard.applications.pipeline import Stage
from jobboard.candidates.models import Resume
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.postings import actions as postings
from tests.applications.desk import Desk, a_file
from tests.applications.making import a_resume, an_application, at
from tests.candidates.documents import a_docx, a_pdf
from tests.making import NOON, a_candidate, a_moderator, a_person, owner_of


def owner(application):
    return owner_of(application.posting.employer)


def address(application):
    return f"/candidate/applications/{application.id}"


def test_an_empty_list_says_what_will_stand_there(app):
    desk = Desk(app, a_candidate())
    assert desk.get("/candidate/applications").status_code == 200
    assert "You have not applied to a job here yet" in desk.page


def test_the_list_shows_where_each_application_stands(app):
    person = a_candidate()
    an_application(None, person)
    at(Stage.INTERVIEW, an_application(None, person))
    desk = Desk(app, person)
    desk.get("/candidate/applications")
    assert "The employer has not opened it yet." in desk.page
    assert "The employer wants to interview you" in desk.page


def test_the_list_comes_in_pages_and_nonsense_is_a_page_too(app):
    desk = Desk(app, a_candidate())
    for page in ("0", "-1", "x", "9" * 30):
        assert desk.get(f"/candidate/applications?page={page}").status_code == 200


def test_the_page_shows_what_was_sent_and_what_happened(app):
    application = an_application()
    reader = owner(application)
    actions.read_resume(application, by=reader, now=NOON + timedelta(hours=1))
    db.session.commit()
    db.session.refresh(application)
    actions.move(
        application, Stage.INTERVIEW, by=reader, now=NOON + timedelta(hours=2), message="On Monday?"
    )
    db.session.commit()
    desk = Desk(app, application.candidate)
    desk.get(address(application))
    happened = desk.page.partition('id="happened"')[2]
    order = ["Interview", "On Monday?", "downloaded", "Olive Owner", "Opened", "You applied"]
    assert [words for words in order if words in happened] == order
    assert [happened.index(words) for words in order] == sorted(map(happened.index, order))
    for sent in ("Years of inpatient coding?", "I can begin in January.", "cv.pdf", "555 010 0100"):
        assert sent in desk.page


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.REVIEWED, "has read it"),
        (Stage.PHONE_SCREEN, "by phone"),
        (Stage.INTERVIEW, "interview you"),
        (Stage.OFFER, "an offer"),
        (Stage.HIRED, "You have the job"),
        (Stage.DECLINED, "Not selected"),
    ],
)
def test_every_stage_says_what_comes_next(app, stage, words):
    application = at(stage)
    desk = Desk(app, application.candidate)
    desk.get(address(application))
    assert words in desk.page


def test_a_closed_job_is_said_so(app):
    application = an_application()
    postings.close(application.posting, outcome="on-hold", by=owner(application), now=NOON)
    db.session.commit()
    desk = Desk(app, application.candidate)
    desk.get(address(application))
    assert "The job left the board" in desk.page


def test_a_job_that_was_taken_down_is_warned_of(app):
    application = an_application()
    postings.take_down(application.posting, note="x", by=a_moderator(), now=NOON)
    db.session.commit()
    desk = Desk(app, application.candidate)
    desk.get(address(application))
    assert "took this job down" in desk.page and "See the job" not in desk.page


def test_withdrawing_asks_first_and_then_is_for_good(app):
    application = an_application()
    desk = Desk(app, application.candidate)
    desk.get(address(application))
    assert "cannot be undone" in desk.page
    assert desk.post(f"{address(application)}/withdrawal").status_code == 303
    db.session.refresh(application)
    assert application.stage == Stage.WITHDRAWN
    desk.get(address(application))
    assert "withdrawal" not in desk.page
    desk.get("/candidate/resumes")
    assert desk.post(f"{address(application)}/withdrawal").status_code == 409


def test_others_applications_are_not_there(app):
    application = an_application()
    desk = Desk(app, a_candidate())
    assert desk.get(address(application)).status_code == 404
    desk.get("/candidate/resumes")
    assert desk.post(f"{address(application)}/withdrawal").status_code == 404
    assert db.session.get(Application, application.id).stage == Stage.NEW


# Résumés


def test_a_resume_is_kept_listed_and_downloaded(app):
    desk = Desk(app, a_candidate())
    answer = desk.send("/candidate/resumes", upload=a_file(a_docx(), "Robin Reyes.docx"))
    assert answer.status_code == 303
    desk.get("/candidate/resumes")
    assert "Robin Reyes.docx" in desk.page
    resume = db.session.query(Resume).one()
    answer = desk.get(f"/candidate/resumes/{resume.id}/file")
    assert answer.get_data()[:2] == b"PK"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Robin Reyes.docx"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Choose a file first."),
        (a_file(b"", ""), "Choose a file first."),
        (a_file(b"", "cv.pdf"), "This file is empty."),
        (a_file(b"MZ\x90", "cv.pdf"), "neither a PDF nor a Word document"),
    ],
)
def test_a_bad_upload_is_a_sentence(app, file, words):
    desk = Desk(app, a_candidate())
    assert desk.send("/candidate/resumes", upload=file).status_code == 422
    assert words in desk.page
    assert db.session.query(Resume).count() == 0


def test_a_deleted_resume_is_erased(app):
    person = a_candidate()
    address = f"/candidate/resumes/{a_resume(person).id}"
    desk = Desk(app, person)
    desk.get("/candidate/resumes")
    assert desk.post(f"{address}/deletion").status_code == 303
    assert gateways().files.keys() == []
    assert db.session.query(Resume).count() == 0
    assert desk.get(f"{address}/file").status_code == 404


def test_a_deleted_resume_stays_with_an_open_application_and_the_page_says_so(app):
    application = an_application()
    desk = Desk(app, application.candidate)
    desk.get("/candidate/resumes")
    assert "With 1 open application" in desk.page
    desk.post(f"/candidate/resumes/{application.resume_id}/deletion")
    desk.get("/candidate/resumes")
    assert "when the application that it went with has ended" in desk.page
    assert len(gateways().files.keys()) == 1
    desk.get(address(application))
    assert "which you have deleted" in desk.page
    employer = Desk(app, owner(application))
    base = f"/employer/{application.posting.employer.slug}/applications/{application.id}"
    assert employer.get(f"{base}/resume").status_code == 200


def test_others_resumes_are_not_there(app):
    resume = a_resume(a_candidate())
    desk = Desk(app, a_candidate())
    desk.get("/candidate/resumes")
    assert desk.get(f"/candidate/resumes/{resume.id}/file").status_code == 404
    assert desk.post(f"/candidate/resumes/{resume.id}/deletion").status_code == 404
    assert db.session.query(Resume).count() == 1


def test_a_moderator_reads_nobodys_resume(app):
    application = an_application()
    desk = Desk(app, a_person(None, "moderator", "employer", "candidate"))
    assert desk.get(f"/candidate/resumes/{application.resume_id}/file").status_code == 404
    assert desk.get(address(application)).status_code == 404


def test_uploads_are_counted_also_when_they_are_refused(app):
    desk = Desk(app, a_candidate())
    desk.get("/candidate/resumes")
    for _ in range(60):
        assert desk.again("/candidate/resumes", upload=a_file(b"x", "cv.pdf")).status_code == 422
    assert desk.again("/candidate/resumes", upload=a_file(a_pdf(), "cv.pdf")).status_code == 429
