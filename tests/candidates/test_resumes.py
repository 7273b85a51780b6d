"""Keeping résumés, refusing what is none, and erasing what its owner has deleted."""

import stat
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from jobboard.applications.models import Application
from jobboard.applications.pipeline import Stage
from jobboard.candidates import queries, resumes
from jobboard.candidates.models import Resume
from jobboard.db import db
from jobboard.errors import FileRefused
from jobboard.gateways import gateways
from jobboard.gateways.files import Folder
from tests.candidates import documents
from tests.candidates.documents import a_docx, a_pdf, upload
from tests.making import NOON, a_candidate, a_published_posting

MB = 1024 * 1024


def kept(person, content=None, name="resume.pdf"):
    resume = resumes.keep(person, upload(content or a_pdf(), name), now=NOON)
    db.session.commit()
    return resume


def nothing_is_stored():
    db.session.commit()
    return not gateways().files.keys() and not db.session.scalar(select(func.count(Resume.id)))


def test_a_kept_resume_is_the_file_that_was_sent(app):
    person = a_candidate()
    resume = kept(person, a_docx(), "Robin Reyes CV.docx")
    assert (resume.name, resume.kind, resume.size) == ("Robin Reyes CV.docx", "docx", len(a_docx()))
    assert "inpatient" in resume.text
    assert resumes.content_of(resume)[:2] == b"PK"
    assert db.session.scalars(queries.resumes_of(person)).all() == [resume]


def test_a_resume_is_nobody_elses(app):
    kept(a_candidate())
    assert db.session.scalars(queries.resumes_of(a_candidate())).all() == []


def test_the_key_tells_nothing_about_the_person(app):
    resume = kept(a_candidate(), name="Robin Reyes.pdf")
    assert "robin" not in resume.file_key.lower()


def test_only_the_boards_user_may_read_the_file(app, tmp_path):
    app.extensions["gateways"].files = Folder(tmp_path)
    resume = kept(a_candidate())
    assert stat.S_IMODE((tmp_path / resume.file_key).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "resume.pdf", "empty"),
        (b"%PDF-" + b"x" * (6 * MB), "resume.pdf", "6.0 MB"),
        (b"I am a coder.", "resume.pdf", "neither a PDF nor"),
        (b"\x89PNG\r\n\x1a\n", "resume.pdf", "neither a PDF nor"),
        (b"<html><script>alert(1)</script>", "resume.docx", "neither a PDF nor"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "resume.doc", "older Word file"),
        (b"%PDF-1.7", "resume.docx", "named .docx but is a PDF"),
        (b"PK\x03\x04", "resume.pdf", "named .pdf but is a Word document"),
        (b"%PDF-1.7", "resume.pdf.exe", "named .exe"),
        (b"%PDF-1.7", "resume.pdf", "damaged"),
    ],
)
def test_what_is_no_resume_is_refused_with_a_sentence_and_not_stored(app, content, name, words):
    with pytest.raises(FileRefused, match=words):
        resumes.keep(a_candidate(), upload(content, name), now=NOON)
    assert nothing_is_stored()


def test_a_zip_bomb_named_docx_is_refused_and_not_stored(app):
    with pytest.raises(FileRefused, match="unpacks to far more"):
        resumes.keep(a_candidate(), upload(documents.a_zip_bomb(), "cv.docx"), now=NOON)
    assert nothing_is_stored()


def test_five_megabytes_are_fine(app):
    content = a_pdf() + b"\n%" + b"x" * (5 * MB - len(a_pdf()) - 2)
    assert kept(a_candidate(), content).size == 5 * MB


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Robin\\cv.PDF", "cv.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie: b.pdf"),
        ("\u202efdp.exe\u202c.pdf", "fdp.exe.pdf"),
        ("", "Resume.pdf"),
        (".pdf", "Resume.pdf"),
        ("x" * 300 + ".pdf", "x" * 180 + ".pdf"),
        ("Lebenslauf für Ärzte", "Lebenslauf für Ärzte.pdf"),
    ],
)
def test_a_file_name_is_only_a_name(app, sent, shown):
    assert kept(a_candidate(), name=sent).name == shown


def test_the_same_file_again_is_the_same_resume(app):
    person = a_candidate()
    assert kept(person).id == kept(person, name="other name.pdf").id
    assert len(gateways().files.keys()) == 1


def test_the_same_file_of_two_people_is_two_resumes(app):
    assert kept(a_candidate()).id != kept(a_candidate()).id
    assert len(gateways().files.keys()) == 2


def test_one_person_keeps_ten_at_most(app):
    person = a_candidate()
    for number in range(10):
        kept(person, a_pdf(f"Version {number}"))
    with pytest.raises(FileRefused, match="keep 10 résumés"):
        resumes.keep(person, upload(a_pdf("Version 10")), now=NOON)


def test_a_forgotten_resume_is_on_no_list_and_its_file_is_erased(app):
    person = a_candidate()
    resumes.forget(kept(person), now=NOON)
    assert db.session.scalars(queries.resumes_of(person)).all() == []
    assert resumes.sweep(now=NOON) == 1
    assert nothing_is_stored()


def test_a_forgotten_resume_stays_while_an_application_with_it_is_in_play(app):
    person = a_candidate()
    resume = kept(person)
    application = an_application(person, resume)
    resumes.forget(resume, now=NOON)
    assert resumes.sweep(now=NOON) == 0
    application.stage = Stage.DECLINED
    assert resumes.sweep(now=NOON) == 1
    db.session.refresh(application)
    assert application.resume is None
    assert gateways().files.keys() == []


def test_a_file_that_a_crash_left_behind_is_swept_after_a_day(app):
    resume = kept(a_candidate())
    gateways().files.put("resumes/2026-11-02/left.pdf", b"x")
    gateways().files.put("logos/2026-11-02/acme.png", b"x")
    assert resumes.sweep(now=NOON + timedelta(hours=20)) == 0
    assert resumes.sweep(now=NOON + timedelta(days=2)) == 1
    assert gateways().files.keys() == ["logos/2026-11-02/acme.png", resume.file_key]


def an_application(person, resume):
    posting = a_published_posting()
    application = Application(
        posting=posting,
        wording=posting.shown,
        candidate=person,
        resume=resume,
        stage=Stage.NEW,
        name=person.name,
        answers=[],
        sent_at=NOON,
    )
    db.session.add(application)
    db.session.commit()
    return application
