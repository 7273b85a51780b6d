"""Applicants, as the people of the company see and move them."""

from datetime import timedelta

import pytest

from jobboard.applications import actions
from jobboard.applications.models import Application, ResumeRead
from jobboard.applications.pipeline import LABELS, Stage, stages_from
from jobboard.db import db
from jobboard.employers.models import MemberRole
from jobboard.postings import actions as postings
from tests.applications.desk import Desk
from tests.applications.making import an_application, at, last_letter, letters_to
from tests.making import (
    NOON,
    a_candidate,
    a_member,
    a_moderator,
    a_published_posting,
    an_employer,
    owner_of,
)


@pytest.fixture
def application(app):
    return an_application()


@pytest.fixture
def desk(app, application):
    return Desk(app, owner_of(application.posting.employer))


def base(application):
    return f"/employer/{application.posting.employer.slug}"


def address(application):
    return f"{base(application)}/applications/{application.id}"


def pipeline(application):
    return f"{base(application)}/postings/{application.posting_id}/applications"


def stage_of(application):
    db.session.refresh(application)
    return application.stage


def test_a_job_without_applicants_says_so(app):
    posting = a_published_posting()
    desk = Desk(app, owner_of(posting.employer))
    desk.get(f"/employer/{posting.employer.slug}/postings/{posting.id}/applications")
    assert "Nobody has applied yet" in desk.page


def test_the_pipeline_shows_everybody_in_their_column(app, application, desk):
    at(Stage.INTERVIEW, an_application(application.posting, a_candidate(name="Indira Interview")))
    at(Stage.DECLINED, an_application(application.posting, a_candidate(name="Dana Declined")))
    desk.get(pipeline(application))
    new, rest = desk.page.partition('id="stage-new"')[2].split('id="stage-reviewed"')
    assert "Robin Reyes" in new and "Years of inpatient coding?" in new and "Unread" in new
    assert "Indira Interview" in rest.partition('id="stage-interview"')[2]
    assert "Dana Declined" not in desk.page
    desk.get(f"{pipeline(application)}?stage=declined")
    assert "Dana Declined" in desk.page and "Robin Reyes" not in desk.page


def test_a_stage_that_is_none_shows_the_pipeline(application, desk):
    assert desk.get(f"{pipeline(application)}?stage=x&page=-1").status_code == 200
    assert desk.get(f"{pipeline(application)}?stage=new&page={'9' * 30}").status_code == 200


def test_opening_an_application_is_recorded_for_the_candidate(application, desk):
    desk.now = NOON + timedelta(hours=3)
    assert desk.get(address(application)).status_code == 200
    desk.now = NOON + timedelta(hours=4)
    desk.get(address(application))
    db.session.refresh(application)
    assert application.first_viewed_at == NOON + timedelta(hours=3)


def test_looking_at_the_pipeline_opens_nobody(application, desk):
    desk.get(pipeline(application))
    db.session.refresh(application)
    assert application.first_viewed_at is None


def test_the_page_shows_what_was_sent(application, desk):
    desk.get(address(application))
    for sent in ("Robin Reyes", application.candidate.email, "555 010 0100", "6", "January"):
        assert sent in desk.page


def test_a_move_from_the_pipeline_returns_there(application, desk):
    desk.get(pipeline(application))
    answer = desk.post(
        f"{address(application)}/stage",
        stage="reviewed",
        revision=application.revision,
        back="pipeline",
    )
    assert answer.location == pipeline(application)
    assert stage_of(application) == Stage.REVIEWED
    desk.get(pipeline(application))
    assert "is now at “Reviewed”." in desk.page


def test_a_move_with_words_reaches_the_candidate(application, desk):
    answer = desk.send_move(address(application), stage="interview", message="Monday at ten?")
    assert answer.location == address(application)
    assert "Monday at ten?" in last_letter(application.candidate.email)
    desk.get(address(application))
    assert "We have written to them." in desk.page and "Monday at ten?" in desk.page


@pytest.mark.parametrize("stage", list(Stage))
def test_the_choices_are_those_of_the_table(app, stage):
    if stage == Stage.WITHDRAWN:
        application = an_application()
        actions.withdraw(application, by=application.candidate, now=NOON)
        db.session.commit()
    else:
        application = an_application() if stage == Stage.NEW else at(stage)
    desk = Desk(app, owner_of(application.posting.employer))
    desk.get(address(application))
    offered = [one for one in Stage if f'<option value="{one}"' in desk.page]
    assert offered == stages_from(stage)


@pytest.mark.parametrize("wanted", ["", "withdrawn", "new", "nonsense"])
def test_a_move_that_the_table_does_not_know_is_a_sentence(application, desk, wanted):
    answer = desk.send_move(address(application), stage=wanted)
    assert answer.status_code == 422
    assert stage_of(application) == Stage.NEW


def test_the_second_of_two_is_told_what_changed(app, application, desk):
    colleague = Desk(app, a_member(application.posting.employer))
    desk.get(address(application))
    colleague.get(address(application))
    assert colleague.again(f"{address(application)}/stage", stage="offer").status_code == 303
    answer = desk.again(f"{address(application)}/stage", stage="declined", message="We filled it.")
    assert answer.status_code == 409
    assert "We filled it." in desk.page
    assert "Max Recruiter moved it to “Offer”." in desk.page
    assert stage_of(application) == Stage.OFFER
    assert not any("About your" in one for one in letters_to(application.candidate.email))


def test_a_candidate_who_withdrew_meanwhile_is_not_moved(application, desk):
    desk.get(address(application))
    actions.withdraw(application, by=application.candidate, now=NOON)
    db.session.commit()
    assert desk.again(f"{address(application)}/stage", stage="offer").status_code == 409
    assert "Robin Reyes has withdrawn this application." in desk.page


def test_a_viewer_reads_and_does_not_move(app, application):
    viewer = a_member(application.posting.employer, MemberRole.VIEWER)
    desk = Desk(app, viewer)
    desk.get(pipeline(application))
    assert "Robin Reyes" in desk.page and "Move…" not in desk.page
    desk.get(address(application))
    assert "As a viewer" in desk.page
    answer = desk.post(f"{address(application)}/stage", stage="offer", revision=1)
    assert answer.status_code in (400, 403)
    assert stage_of(application) == Stage.NEW


@pytest.mark.parametrize(
    "role", [MemberRole.OWNER, MemberRole.RECRUITER, MemberRole.HIRING_MANAGER]
)
def test_those_who_decide_move(app, application, role):
    desk = Desk(app, a_member(application.posting.employer, role))
    assert desk.send_move(address(application), stage="reviewed").status_code == 303


def test_a_resume_is_a_download_that_the_candidate_sees(application, desk):
    answer = desk.get(f"{address(application)}/resume")
    assert answer.status_code == 200
    assert answer.get_data().startswith(b"%PDF-")
    assert answer.mimetype == "application/pdf"
    disposition = answer.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="Resume - Robin Reyes.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer.headers["Cache-Control"]
    read = db.session.query(ResumeRead).one()
    assert read.reader == owner_of(application.posting.employer)


def test_a_name_cannot_break_the_downloads_header(app):
    name = 'Zoë "x"; filename=evil.exe; ../..\\a'
    application = an_application(None, None, name=name)
    desk = Desk(app, owner_of(application.posting.employer))
    disposition = desk.get(f"{address(application)}/resume").headers["Content-Disposition"]
    plain, coded = disposition.split("; ")[1:]
    assert plain == 'filename="Resume - Zoe _x_ filename_evil.exe_ .._.._a.pdf"'
    assert coded.startswith("filename*=UTF-8''Resume%20-%20Zo%C3%AB%20_x_")


def test_asking_for_the_headers_alone_reads_nothing(application, desk):
    assert desk.client.head(f"{address(application)}/resume").status_code == 204
    assert db.session.query(ResumeRead).count() == 0


def test_a_withdrawn_resume_cannot_be_downloaded(application, desk):
    actions.withdraw(application, by=application.candidate, now=NOON)
    db.session.commit()
    assert desk.get(f"{address(application)}/resume").status_code == 409
    desk.get(address(application))
    assert "taken the résumé back" in desk.page


def test_another_company_finds_nothing(app, application):
    other = an_employer("Other Health")
    desk = Desk(app, owner_of(other))
    their = f"/employer/{other.slug}/applications/{application.id}"
    for path in (
        address(application),
        pipeline(application),
        their,
        f"{address(application)}/resume",
        f"{their}/resume",
        f"/employer/{other.slug}/postings/{application.posting_id}/applications",
    ):
        assert desk.get(path).status_code == 404, path
    desk.get(f"/employer/{other.slug}/")
    for path in (address(application), their):
        assert desk.post(f"{path}/stage", stage="offer", revision=1).status_code == 404
    assert stage_of(application) == Stage.NEW


def test_a_former_member_finds_nothing(app, application):
    person = a_member(application.posting.employer)
    desk = Desk(app, person)
    assert desk.get(address(application)).status_code == 200
    left = next(one for one in application.posting.employer.memberships if one.user == person)
    db.session.delete(left)
    db.session.commit()
    assert desk.get(address(application)).status_code == 404
    assert desk.get(f"{address(application)}/resume").status_code == 404


def test_a_company_that_is_suspended_reads_nothing(application, desk):
    application.posting.employer.suspended_at = NOON
    db.session.commit()
    for path in (address(application), pipeline(application), f"{address(application)}/resume"):
        assert desk.get(path).status_code == 403


def test_what_people_sent_to_a_job_that_was_taken_down_is_closed(application, desk):
    postings.take_down(application.posting, note="A scam.", by=a_moderator(), now=NOON)
    db.session.commit()
    for path in (address(application), pipeline(application), f"{address(application)}/resume"):
        assert desk.get(path).status_code == 403


def test_a_full_column_leads_to_all_of_them(app, desk, application):
    for _ in range(21):
        an_application(application.posting)
    desk.get(pipeline(application))
    assert f"All 22 at “{LABELS[Stage.NEW]}”" in desk.page
    assert db.session.query(Application).count() == 22
