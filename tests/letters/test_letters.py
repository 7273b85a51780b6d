"""Letters: rendered when they are written, kept with what happened, carried by the worker."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError
from sqlalchemy import select

from jobboard import letters
from jobboard.clock import clock
from jobboard.db import db
from jobboard.errors import MailUnavailable
from jobboard.gateways import gateways
from jobboard.gateways.mail import LetterDelayed, LetterRefused
from jobboard.outbox.draining import drain
from jobboard.outbox.models import OutboxRow
from jobboard.settings import ROOT

RESET = {"template": "account-reset", "reset_token": "abc.def"}


class Refusing:
    """A mailer that raises what it is told to."""

    def __init__(self, error):
        self.error = error

    def send(self, letter):
        raise self.error


def noted():
    db.session.rollback()
    return list(db.session.scalars(select(OutboxRow).where(OutboxRow.topic == "mail")))


def sent():
    return gateways().mail.letters


def test_a_letter_goes_out_after_the_commit(app):
    letters.write(to="casey@example.com", **RESET)
    assert sent() == []
    db.session.commit()
    drain("mail", letters.TOPIC)
    (letter,) = sent()
    assert letter.to == "casey@example.com"
    assert letter.subject == "Choose a new password for Coderboard"
    assert "http://localhost/account/reset/abc.def" in letter.text
    assert noted() == []


def test_what_is_rolled_back_writes_to_nobody(app):
    letters.write(to="casey@example.com", **RESET)
    db.session.rollback()
    drain("mail", letters.TOPIC)
    assert sent() == []


def test_a_letter_keeps_its_mark_however_often_it_is_tried(app):
    letters.write(to="casey@example.com", **RESET)
    db.session.commit()
    (row,) = noted()
    marks = {letters.made(row.payload).headers["Message-ID"] for _ in range(2)}
    assert len(marks) == 1
    assert marks.pop().endswith("@localhost>")


@pytest.mark.parametrize(
    ("error", "attempts_used"),
    [(MailUnavailable("away"), False), (LetterDelayed("later"), True)],
)
def test_what_cannot_be_sent_now_is_tried_again(app, error, attempts_used):
    app.extensions["gateways"].mail = Refusing(error)
    letters.write(to="casey@example.com", **RESET)
    db.session.commit()
    drain("mail", letters.TOPIC)
    (row,) = noted()
    assert row.not_before > clock()
    assert row.failed_at is None
    assert letters.TOPIC.patient_with(error) is not attempts_used


def test_a_letter_that_nobody_will_take_is_dropped(app):
    app.extensions["gateways"].mail = Refusing(LetterRefused("no such person"))
    letters.write(to="casey@example.com", **RESET)
    db.session.commit()
    drain("mail", letters.TOPIC)
    assert noted() == []


def test_a_value_that_nobody_gave_is_an_error_and_not_a_hole(app):
    with pytest.raises(UndefinedError):
        letters.write(to="casey@example.com", template="account-reset")


def test_no_value_becomes_a_second_header(app):
    subject, _ = letters.rendered(
        "posting-approved",
        title="Coder\r\nBcc: everybody@example.com\x00",
        name="R",
        company="acme",
        posting_id=1,
    )
    assert "\n" not in subject
    assert "\r" not in subject
    assert "\x00" not in subject


def test_a_very_long_subject_is_cut(app):
    subject, _ = letters.rendered(
        "posting-approved", title="x" * 5000, name="R", company="acme", posting_id=1
    )
    assert len(subject) == letters.LONGEST_SUBJECT


def test_the_html_is_made_from_the_text(app):
    page = letters.as_html("Hello", "One & <two>\nthree\n\n- a\n- b\n\nhttp://localhost/jobs/1.\n")
    assert "<p>One &amp; &lt;two&gt;<br>\nthree</p>" in page
    assert "<ul><li>a</li><li>b</li></ul>" in page
    assert '<p><a href="http://localhost/jobs/1">http://localhost/jobs/1</a>.</p>' in page


@pytest.mark.parametrize(
    "typed",
    [
        "https://evil.example/",
        "http://localhost.evil.example/",
        "http://localhost@evil.example/",
        "http://localhost:8000@evil.example/",
        "http://localhost-evil.example",
        "javascript:alert(1)",
        '"><script>alert(1)</script>',
    ],
)
def test_what_a_stranger_typed_is_no_link_in_our_letter(app, typed):
    page = letters.as_html("Hello", f"A stranger says: {typed}")
    body = page.split("<body>")[1].split("<hr>")[0]
    assert "href" not in body
    assert "<script" not in body


def test_links_come_from_the_settings_and_not_from_the_request(app):
    with app.test_request_context("/", base_url="https://evil.example"):
        assert letters.link("security.login") == "http://localhost/account/login"


@pytest.mark.parametrize(
    "file", sorted((ROOT / "templates" / "letters").glob("*.txt")), ids=lambda file: file.stem
)
def test_every_letter_has_a_subject_and_a_body(file: Path):
    head, blank, body = file.read_text().split("\n", 2)
    assert head.startswith("Subject: ")
    assert blank == ""
    assert body.strip()


def test_registration_letters_carry_nothing_that_a_stranger_typed():
    """Anybody can have them sent to anybody: they must not become somebody's advertising."""
    for name in ("confirm", "exists", "unknown", "reset", "new-email", "confirmed", "suspended"):
        text = (ROOT / "templates" / "letters" / f"account-{name}.txt").read_text()
        assert "name }}" not in text.replace("site_name }}", "")
        assert "company" not in text
