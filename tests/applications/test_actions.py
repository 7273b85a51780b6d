"""What people do to applications, and what is noted and written when they do."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from jobboard.applications import actions, queries
from jobboard.applications.models import Application, ResumeRead
from jobboard.applications.pipeline import Happening, Stage, StageRefused
from jobboard.applications.policy import TakesNoApplications
from jobboard.db import db
from jobboard.employers.models import MemberRole
from jobboard.errors import Conflict, NotAllowed
from jobboard.postings import actions as postings
from jobboard.postings.models import Posting
from tests.applications.making import (
    a_resume,
    an_application,
    at,
    last_letter,
    letters_to,
)
from tests.making import (
    NOON,
    a_candidate,
    a_draft,
    a_member,
    a_moderator,
    a_pending_posting,
    a_published_posting,
    owner_of,
)


def owner(application):
    return owner_of(application.posting.employer)


def events(application):
    return [(event.kind, event.stage, event.told) for event in application.events]


def test_an_application_keeps_the_wording_that_it_answered(app):
    application = an_application()
    posting = application.posting
    answered = posting.shown
    record = postings.write(posting, posting.shown.says(), by=owner(application), now=NOON)
    db.session.commit()
    assert application.wording is answered is not record


def test_sending_tells_the_candidate_and_those_who_post(app):
    posting = a_published_posting()
    recruiter = a_member(posting.employer)
    viewer = a_member(posting.employer, MemberRole.VIEWER)
    application = an_application(posting)
    assert events(application) == [(Happening.SENT, Stage.NEW, True)]
    assert "Your application was sent" in letters_to(application.candidate.email)[0]
    for reader in (recruiter, owner(application)):
        assert "has applied" in letters_to(reader.email)[-1]
    assert letters_to(viewer.email) == []


def test_after_five_unread_ones_no_more_letters_until_somebody_looks(app):
    posting = a_published_posting()
    sent = [an_application(posting) for _ in range(7)]
    told = [subject for subject in letters_to(owner(sent[0]).email) if "applied" in subject]
    assert len(told) == 5
    assert "no more emails" in last_letter(owner(sent[0]).email)
    for application in sent[:4]:
        actions.view(application, now=NOON)
    an_application(posting)
    again = [subject for subject in letters_to(owner(sent[0]).email) if "applied" in subject]
    assert len(again) == 6


def test_a_second_application_to_the_same_job_is_the_first(app):
    first = an_application()
    with pytest.raises(actions.AlreadyApplied) as already:
        an_application(first.posting, first.candidate)
    assert already.value.first is first
    db.session.commit()
    assert db.session.scalar(select(func.count(Application.id))) == 1


def test_two_at_the_same_instant_are_one(app):
    posting, person = a_published_posting(), a_candidate()
    resume = a_resume(person)
    # Read here: two threads that ask this session for what it has forgotten would break it.
    ids = posting.id, person.id, resume.id
    both, outcomes = threading.Barrier(2, timeout=60), []

    def apply():
        with app.app_context():
            mine = db.session.get(Posting, ids[0])
            me = db.session.get(type(person), ids[1])
            both.wait()
            try:
                sending = actions.Sending(me.name, None, "", ())
                kept = db.session.get(type(resume), ids[2])
                actions.send(mine, sending, resume=kept, by=me, now=NOON)
                outcomes.append("sent")
            except actions.AlreadyApplied:
                outcomes.append("already")
            db.session.commit()

    pair = [threading.Thread(target=apply) for _ in "ab"]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert sorted(outcomes) == ["already", "sent"]
    assert len([one for one in letters_to(person.email) if "was sent" in one]) == 1


@pytest.mark.parametrize(
    "make",
    [
        a_draft,
        a_pending_posting,
        lambda: a_published_posting(apply={"by": "url", "url": "https://acme.example/jobs/1"}),
        lambda: a_published_posting(apply={"by": "email", "email": "jobs@acme.example"}),
    ],
)
def test_what_is_not_public_or_applied_to_elsewhere_takes_nothing(app, make):
    with pytest.raises(TakesNoApplications):
        an_application(make())


def test_a_job_takes_nothing_once_its_last_day_is_over(app):
    posting = a_published_posting()
    posting.expires_at = NOON
    with pytest.raises(TakesNoApplications, match="Stem Cell"):
        an_application(posting)


def test_nobody_applies_to_their_own_company(app):
    posting = a_published_posting()
    with pytest.raises(NotAllowed, match="act for this company"):
        an_application(posting, a_member(posting.employer, person=a_candidate()))


def test_nobody_applies_without_a_confirmed_address(app):
    person = a_candidate()
    person.confirmed_at = None
    with pytest.raises(NotAllowed, match="Confirm your email address"):
        an_application(None, person)


def test_a_look_is_recorded_once_and_makes_no_decision_stale(app):
    application = an_application()
    revision = application.revision
    actions.view(application, now=NOON)
    actions.view(application, now=NOON + timedelta(hours=1))
    db.session.commit()
    assert (application.first_viewed_at, application.revision) == (NOON, revision)


def test_each_download_is_recorded_with_its_reader(app):
    application = an_application()
    for hours in (1, 2):
        actions.read_resume(application, by=owner(application), now=NOON + timedelta(hours=hours))
    db.session.commit()
    reads = db.session.scalars(select(ResumeRead)).all()
    assert [read.reader for read in reads] == [owner(application)] * 2
    assert application.first_viewed_at == NOON + timedelta(hours=1)


def test_a_withdrawn_resume_is_closed(app):
    application = an_application()
    actions.withdraw(application, by=application.candidate, now=NOON)
    with pytest.raises(Conflict, match="taken this résumé back"):
        actions.read_resume(application, by=owner(application), now=NOON)


@pytest.mark.parametrize(
    ("stage", "subject"),
    [
        (Stage.INTERVIEW, "An interview"),
        (Stage.OFFER, "An offer"),
        (Stage.HIRED, "You are hired"),
        (Stage.DECLINED, "About your application"),
    ],
)
def test_news_reaches_the_candidate_unasked(app, stage, subject):
    application = at(stage)
    assert events(application)[-1] == (Happening.MOVED, stage, True)
    assert letters_to(application.candidate.email)[-1].startswith(subject)


def test_a_step_on_the_way_is_told_only_when_asked(app):
    application = an_application()
    actions.move(application, Stage.REVIEWED, by=owner(application), now=NOON)
    assert len(letters_to(application.candidate.email)) == 1
    actions.move(application, Stage.PHONE_SCREEN, by=owner(application), now=NOON, tell=True)
    assert "by phone" in last_letter(application.candidate.email)


def test_going_back_is_quiet_even_when_asked(app):
    application = at(Stage.INTERVIEW)
    before = letters_to(application.candidate.email)
    actions.move(application, Stage.REVIEWED, by=owner(application), now=NOON, tell=True)
    assert letters_to(application.candidate.email) == before


def test_words_to_the_candidate_always_reach_them(app):
    application = at(Stage.INTERVIEW)
    words = "We have to find a new day."
    actions.move(application, Stage.NEW, by=owner(application), now=NOON, message=words)
    assert words in last_letter(application.candidate.email)
    assert application.events[-1].note == words


def test_a_no_that_is_taken_back_is_told(app):
    application = at(Stage.DECLINED)
    actions.move(application, Stage.REVIEWED, by=owner(application), now=NOON)
    assert "taken its no back" in last_letter(application.candidate.email)


def test_an_illegal_move_changes_and_tells_nothing(app):
    application = at(Stage.DECLINED)
    before, told = events(application), letters_to(application.candidate.email)
    with pytest.raises(StageRefused):
        actions.move(application, Stage.OFFER, by=owner(application), now=NOON)
    assert (events(application), letters_to(application.candidate.email)) == (before, told)


def test_a_move_that_answers_an_older_page_is_refused(app):
    application = an_application()
    read = application.revision
    at(Stage.REVIEWED, application)
    with pytest.raises(actions.StaleMove):
        actions.move(application, Stage.OFFER, by=owner(application), now=NOON, revision=read)
    assert application.stage == Stage.REVIEWED
    assert actions.what_changed(application) == "Olive Owner moved it to “Reviewed”."


def test_withdrawing_is_for_good_and_told_to_those_who_had_looked(app):
    application = an_application()
    actions.view(application, now=NOON)
    db.session.refresh(application)
    actions.withdraw(application, by=application.candidate, now=NOON)
    db.session.commit()
    assert application.stage == Stage.WITHDRAWN
    assert "has withdrawn" in letters_to(owner(application).email)[-1]
    with pytest.raises(StageRefused):
        actions.withdraw(application, by=application.candidate, now=NOON)
    with pytest.raises(actions.AlreadyApplied):
        an_application(application.posting, application.candidate)


def test_withdrawing_what_nobody_has_opened_bothers_nobody(app):
    application = an_application()
    actions.withdraw(application, by=application.candidate, now=NOON)
    assert not any("withdrawn" in subject for subject in letters_to(owner(application).email))


def test_those_who_wait_are_told_when_the_job_is_closed(app):
    posting = a_published_posting()
    waiting, declined = an_application(posting), at(Stage.DECLINED, an_application(posting))
    before = letters_to(declined.candidate.email)
    postings.close(posting, outcome="filled-here", by=owner(waiting), now=NOON)
    db.session.commit()
    assert events(waiting)[-1] == (Happening.JOB_ENDED, Stage.NEW, True)
    assert "says that the job is filled" in last_letter(waiting.candidate.email)
    assert letters_to(declined.candidate.email) == before


def test_those_who_wait_are_told_when_the_last_day_is_over(app):
    application = an_application()
    postings.expire_due(application.posting.expires_at)
    db.session.commit()
    assert "reached its last day" in last_letter(application.candidate.email)


def test_those_who_wait_are_warned_when_the_job_is_taken_down(app):
    application = an_application()
    postings.take_down(application.posting, note="A scam.", by=a_moderator(), now=NOON)
    db.session.commit()
    assert "please do not send any" in last_letter(application.candidate.email)
    assert "scam" not in last_letter(application.candidate.email).lower()


def test_an_employer_can_still_answer_after_the_job_has_ended(app):
    application = an_application()
    postings.close(application.posting, outcome="on-hold", by=owner(application), now=NOON)
    assert "on hold" in last_letter(application.candidate.email)
    assert at(Stage.INTERVIEW, application).stage == Stage.INTERVIEW


def test_the_pipeline_is_loaded_in_two_queries_whatever_its_size(app):
    posting = a_published_posting()
    for _ in range(4):
        an_application(posting)
    at(Stage.INTERVIEW, an_application(posting))
    columns = {one.stage: one for one in queries.columns(posting, shown=3)}
    assert (columns[Stage.NEW].count, len(columns[Stage.NEW].applications)) == (4, 3)
    assert (columns[Stage.INTERVIEW].count, columns[Stage.HIRED].count) == (1, 0)
