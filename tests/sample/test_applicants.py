"""The demo's employer finds applicants at several stages; its candidate finds what was sent."""

import pytest
from sqlalchemy import select

from jobboard.accounts.demo import create_demo_accounts
from jobboard.accounts.models import User
from jobboard.applications.models import Application
from jobboard.applications.pipeline import Stage
from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.sample.applicants import send_applications
from jobboard.sample.making import make_sample
from tests.making import NOON


@pytest.fixture
def demo(app):
    with stopped_at(NOON):
        make_sample(postings=120, seed=1, now=NOON)
        create_demo_accounts("demo-password-1", now=NOON)
        send_applications(now=NOON)
        db.session.commit()
        yield


def sent() -> list[Application]:
    return list(db.session.scalars(select(Application).order_by(Application.id)))


def test_applicants_stand_at_several_stages(demo):
    stages = {one.stage for one in sent()}
    assert {Stage.NEW, Stage.REVIEWED, Stage.PHONE_SCREEN, Stage.INTERVIEW} <= stages


def test_every_application_has_a_resume_that_was_read(demo):
    assert all(one.resume and len(one.resume.text) > 40 for one in sent())


def test_the_demo_candidate_has_applied_twice(demo):
    candidate = db.session.scalars(select(User).where(User.email == "candidate@demo.test")).one()
    assert len([one for one in sent() if one.candidate_id == candidate.id]) == 2


def test_nobody_can_sign_in_as_an_invented_applicant(demo):
    invented = select(User).where(User.email == "avery.lane@demo.test")
    assert db.session.scalars(invented).one().password is None


def test_required_questions_are_answered(demo):
    for application in sent():
        asked = {one.text for one in application.wording.says().questions if one.required}
        answered = {one["question"] for one in application.answers}
        assert asked <= answered


def test_an_answer_fits_its_question(demo):
    answers = {one["question"]: one["answer"] for sending in sent() for one in sending.answers}
    assert None not in answers.values()
    assert answers.get("In which state do you live?", "Texas") == "Texas"


def test_without_a_demo_company_nothing_is_sent(app):
    assert send_applications(now=NOON) == 0
