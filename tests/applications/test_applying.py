"""The page where a candidate applies."""

import pytest

from jobboard.applications.models import Application
from jobboard.candidates.models import Resume
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.postings import actions as postings
from tests.applications.desk import Desk, a_file
from tests.applications.making import REMOTE, YEARS, a_resume, an_application, letters_to
from tests.candidates import documents
from tests.candidates.documents import a_docx, a_pdf
from tests.making import (
    NOON,
    a_candidate,
    a_draft,
    a_member,
    a_moderator,
    a_person,
    a_published_posting,
    owner_of,
)

EVERY_KIND = [
    YEARS,
    REMOTE,
    {"text": "Which do you know best?", "kind": "choice", "choices": ["Epic", "Cerner"]},
    {"text": "Which do you know?", "kind": "several", "choices": ["Epic", "Cerner", "3M"]},
    {"text": "When could you begin?", "kind": "date"},
    {"text": "Your credential?", "kind": "credential", "required": True},
    {"text": "Why this job?", "kind": "text"},
]


@pytest.fixture
def posting(app):
    return a_published_posting(questions=[YEARS, REMOTE])


@pytest.fixture
def person(app):
    return a_candidate(name="Robin Reyes")


def path(posting):
    return f"/jobs/{posting.id}/apply"


def field(posting, text):
    from jobboard.applications.questions import named

    questions = named(posting.shown.says().questions)
    return next(name for name, question in questions.items() if question.text == text)


def years(posting):
    return field(posting, YEARS["text"])


def the_application():
    return db.session.query(Application).one()


def test_a_candidate_applies_with_everything(app, person):
    posting = a_published_posting(questions=EVERY_KIND)
    name = {question["text"]: field(posting, question["text"]) for question in EVERY_KIND}
    desk = Desk(app, person)
    answer = desk.send(
        path(posting),
        name="Robin  A. Reyes",
        phone="(555) 010-0100",
        note="I can begin\r\nin January.",
        upload=a_file(a_docx(), "Robin.docx"),
        **{
            name["Years of inpatient coding?"]: "6.5",
            name["May you work from Texas?"]: "yes",
            name["Which do you know best?"]: "Epic",
            name["Which do you know?"]: ["Epic", "3M"],
            name["When could you begin?"]: "2027-01-04",
            name["Your credential?"]: "CCS",
        },
    )
    sent = the_application()
    assert answer.status_code == 303
    assert answer.location == f"/candidate/applications/{sent.id}"
    assert (sent.name, sent.phone) == ("Robin A. Reyes", "(555) 010-0100")
    assert sent.note == "I can begin\nin January."
    assert [one["answer"] for one in sent.answers] == [
        6.5, True, "Epic", ["Epic", "3M"], "2027-01-04", "CCS", None,
    ]  # fmt: skip
    assert (sent.resume.name, sent.wording, sent.sent_at) == ("Robin.docx", posting.shown, NOON)


def test_a_visitor_signs_in_and_comes_back(app, posting):
    answer = Desk(app).get(path(posting))
    assert answer.status_code == 302
    assert answer.location == f"/account/login?next=/jobs/{posting.id}/apply"


def test_somebody_who_is_no_candidate_is_told_so(app, posting):
    assert Desk(app, a_person(None, "employer")).get(path(posting)).status_code == 403


def test_nobody_applies_to_their_own_company(app, posting):
    desk = Desk(app, a_member(posting.employer, person=a_candidate()))
    assert desk.get(path(posting)).status_code == 403
    assert "You act for this company" in desk.page
    assert desk.post(path(posting)).status_code in (400, 403)


def test_an_unconfirmed_address_is_asked_for_first(app, posting, person):
    person.confirmed_at = None
    db.session.commit()
    assert Desk(app, person).get(path(posting)).status_code != 200


def test_a_job_that_is_no_job_is_not_found(app, person):
    desk = Desk(app, person)
    assert desk.get("/jobs/999/apply").status_code == 404
    assert desk.get(path(a_draft())).status_code == 404


def test_a_job_that_is_applied_to_elsewhere_sends_back_to_its_page(app, person):
    posting = a_published_posting(apply={"by": "url", "url": "https://acme.example/jobs/1"})
    answer = Desk(app, person).get(path(posting))
    assert (answer.status_code, answer.location.startswith(f"/jobs/{posting.id}/")) == (302, True)


def test_a_job_that_closed_while_somebody_wrote_takes_nothing_and_loses_no_word(
    app, posting, person
):
    desk = Desk(app, person)
    desk.get(path(posting))
    postings.close(posting, outcome="not-filled", by=owner_of(posting.employer), now=NOON)
    db.session.commit()
    answer = desk.again(path(posting), note="Your wards are known.", upload=a_file(a_pdf()))
    assert answer.status_code == 409
    assert "has stopped taking applications" in desk.page
    assert "Your wards are known." in desk.page
    assert db.session.query(Application).count() == 0
    assert desk.get(path(posting)).status_code == 302


def test_nothing_typed_is_lost_when_something_is_missing(app, posting, person):
    desk = Desk(app, person)
    answer = desk.send(
        path(posting),
        name="Robin A. Reyes",
        phone="555 010 0100",
        note="In January <b>.",
        upload=a_file(a_pdf(), "Robin.pdf"),
        **{field(posting, REMOTE["text"]): "no"},
    )
    assert answer.status_code == 422
    assert "The employer asks everybody to answer this." in desk.page
    for typed in ("Robin A. Reyes", "555 010 0100", "In January &lt;b&gt;.", "Robin.pdf"):
        assert typed in desk.page
    assert 'value="no" checked' in desk.page
    assert desk.again(path(posting), **{years(posting): "4"}).status_code == 303
    sent = the_application()
    assert (sent.name, sent.resume.name) == ("Robin A. Reyes", "Robin.pdf")
    assert [one["answer"] for one in sent.answers] == [4, False]


def test_what_is_wrong_is_told_from_top_to_bottom(app, posting, person):
    desk = Desk(app, person)
    desk.send(path(posting), name="")
    summary = desk.page.partition("data-errors")[2].partition("</ul>")[0]
    places = [summary.index(f"#{name}") for name in ("name", years(posting), "upload")]
    assert places == sorted(places)


def test_an_answer_that_is_no_number_stays_as_it_was_typed(app, posting, person):
    desk = Desk(app, person)
    desk.send(path(posting), upload=a_file(a_pdf()), **{years(posting): "about six"})
    assert 'value="about six"' in desk.page
    assert "Write a number" in desk.page


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "resume.pdf", "This file is empty."),
        (b"%PDF-" + b"x" * 6_300_000, "resume.pdf", "a résumé may have at most 5 MB"),
        (b"%PDF-" + b"x" * 8_000_000, "resume.pdf", "a résumé may have at most 5 MB"),
        (b"hello", "resume.pdf", "neither a PDF nor a Word document"),
        (documents.a_zip_bomb(90), "resume.docx", "unpacks to far more"),
    ],
    ids=["empty", "6 MB", "8 MB", "text", "bomb"],
)
def test_a_bad_file_is_a_sentence_beside_the_field(app, posting, person, content, name, words):
    desk = Desk(app, person)
    answer = desk.send(
        path(posting), note="Kept.", upload=a_file(content, name), **{years(posting): "6"}
    )
    assert answer.status_code == 422
    beside = desk.page.partition('id="upload-error"')[2].partition("</p>")[0]
    assert words in beside
    assert "Kept." in desk.page
    assert db.session.query(Resume).count() == db.session.query(Application).count() == 0
    assert gateways().files.keys() == []


def test_a_body_beyond_all_bounds_is_refused_whole(app, posting, person):
    desk = Desk(app, person)
    answer = desk.send(path(posting), upload=a_file(b"%PDF-" + b"x" * 13_000_000))
    assert answer.status_code == 413


def test_no_resume_is_asked_for(app, posting, person):
    desk = Desk(app, person)
    assert desk.send(path(posting), **{years(posting): "6"}).status_code == 422
    assert "Choose a résumé, or send one from your device." in desk.page


def test_a_kept_resume_is_offered_and_the_newest_chosen(app, posting, person):
    older, newer = a_resume(person, "old", "old.pdf"), a_resume(person, "new", "new.pdf")
    desk = Desk(app, person)
    desk.get(path(posting))
    assert f'value="{newer.id}" checked' in desk.page
    desk.again(path(posting), resume=str(older.id), **{years(posting): "6"})
    assert the_application().resume == older


def test_somebody_elses_resume_cannot_be_sent(app, posting, person):
    theirs = a_resume(a_candidate())
    desk = Desk(app, person)
    answer = desk.send(path(posting), resume=str(theirs.id), **{years(posting): "6"})
    assert answer.status_code == 422
    assert db.session.query(Application).count() == 0


def test_the_form_remembers_the_last_application(app, posting, person):
    first = an_application(None, person, name="Robin A. Reyes")
    desk = Desk(app, person)
    desk.get(path(posting))
    assert "Robin A. Reyes" in desk.page and "555 010 0100" in desk.page
    assert f'value="{first.resume_id}" checked' in desk.page


def test_a_second_application_leads_to_the_first(app, posting, person):
    desk = Desk(app, person)
    desk.get(path(posting))
    first = an_application(posting, person)
    address = f"/candidate/applications/{first.id}"
    answer = desk.again(path(posting), upload=a_file(a_pdf()), **{years(posting): "6"})
    assert (answer.status_code, answer.location) == (303, address)
    assert desk.get(path(posting)).location == address
    desk.get(address)
    assert "You have already applied to this job." in desk.page
    assert db.session.query(Application).count() == 1
    assert len([one for one in letters_to(person.email) if "was sent" in one]) == 1


def test_a_text_that_changed_meanwhile_is_read_again_first(app, posting, person):
    desk = Desk(app, person)
    desk.get(path(posting))
    change_the_questions(posting)
    answer = desk.again(path(posting), upload=a_file(a_pdf(), "cv.pdf"), **{years(posting): "6"})
    assert answer.status_code == 422
    assert "has changed this job" in desk.page
    assert "Do you have a quiet room?" in desk.page and 'value="6"' in desk.page
    room = field(posting, "Do you have a quiet room?")
    assert desk.again(path(posting), **{room: "yes"}).status_code == 303
    assert [one["answer"] for one in the_application().answers] == [6, True]


def test_hostile_words_are_only_words(app, posting, person):
    desk = Desk(app, person)
    words = "<script>alert(1)</script>\u202e"
    desk.send(
        path(posting),
        name=words,
        note=words,
        upload=a_file(a_pdf(), f"{words}.pdf"),
        **{years(posting): "6"},
    )
    owner = owner_of(posting.employer)
    employer = Desk(app, owner)
    sent = the_application()
    employer.get(f"/employer/{posting.employer.slug}/applications/{sent.id}")
    desk.get(f"/candidate/applications/{sent.id}")
    for page in (employer.page, desk.page):
        assert "<script>alert" not in page and "\u202e" not in page


def test_a_form_without_its_token_sends_nothing(app, posting, person):
    answer = Desk(app, person).client.post(path(posting), data={"name": "Robin"})
    assert answer.status_code == 400
    assert db.session.query(Application).count() == 0


def change_the_questions(posting):
    from dataclasses import replace

    from jobboard.postings.record import ScreeningQuestion

    record = posting.shown.says()
    asked = ScreeningQuestion("Do you have a quiet room?", "yes-no", True)
    changed = replace(record, questions=(record.questions[0], asked))
    owner = owner_of(posting.employer)
    postings.write(posting, changed, by=owner, now=NOON)
    postings.submit(posting, by=owner, now=NOON)
    postings.approve(posting, by=a_moderator(), now=NOON)
    db.session.commit()
