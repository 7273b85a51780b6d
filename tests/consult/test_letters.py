"""Every letter of the desk: written at its time, in text and HTML, with nothing typed in its subject."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from jobboard import letters
from jobboard.assistant.understanding import Topic
from jobboard.consult import asking, upkeep, working
from jobboard.consult.targets import Urgency
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.settings import ROOT
from jobboard.worker import settle
from tests.assistant.boards import a_reference
from tests.consult.making import (
    TEXT,
    a_claimed_question,
    a_consultant,
    a_draft,
    a_question,
    a_waiting_question,
    an_answered_question,
)
from tests.making import NOON

FOLDER = ROOT / "templates" / "letters"
# Mail that comes in has letters of its own, which its own tests read.
TEMPLATES = {path.stem for path in FOLDER.glob("consult*.txt")} - {
    path.stem for path in FOLDER.glob("consult-mail*.txt")
}


@pytest.fixture
def every_letter(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Does everything that writes one; the letters, and the templates that were used."""
    used, write = set(), letters.write

    def watched(*, to, template, **values):
        used.add(template)
        write(to=to, template=template, **values)

    monkeypatch.setattr(letters, "write", watched)
    a_reference()
    first, second = a_consultant(), a_consultant("Sam Second")
    a_question(email="a@example.com")
    accepted = an_answered_question(first, email="b@example.com")
    asking.accept(accepted, now=NOON)
    disputed = an_answered_question(second, email="c@example.com")
    asking.dispute(disputed, "The edit says otherwise.", now=NOON)
    declined = a_waiting_question(email="d@example.com")
    working.decline(declined, "A legal question.", by=first.user, now=NOON)
    asked = a_claimed_question(first, email="e@example.com")
    working.ask_for_information(asked, "One donor?", by=first.user, now=NOON)
    reviewed = a_claimed_question(first, email="f@example.com", topic=Topic.COVERAGE)
    a_draft(reviewed, first)
    working.sign_off(reviewed, by=first.user, now=NOON, revision=reviewed.revision)
    working.send_back(reviewed, "Name the source.", by=second.user, now=NOON)
    a_waiting_question(email="g@example.com", urgency=Urgency.URGENT)
    db.session.commit()
    upkeep.keep_up(NOON + timedelta(days=4))
    asking.asker_writes(asked, "Yes, one.", now=NOON + timedelta(days=5))
    db.session.commit()
    settle()
    return gateways().mail.letters, used


def test_every_template_is_used_and_every_letter_reads_well(every_letter) -> None:
    written, used = every_letter
    assert used == TEMPLATES
    for letter in written:
        assert re.match(r"Q-\d+: |You are invited", letter.subject)
        assert letter.text.startswith("Hello ") or letter.text.startswith("Hello,")
        assert "http://localhost/" in letter.text
        assert 'href="http://localhost/' in letter.html
        assert "None" not in letter.text and "{{" not in letter.text


def test_no_subject_has_anything_that_somebody_typed(every_letter) -> None:
    written, _ = every_letter
    for letter in written:
        assert not re.search(r"\d{5}|donor|edit|legal", letter.subject.lower())
        assert TEXT not in letter.subject


def test_nothing_is_written_to_an_address_that_has_bounced(app: Flask) -> None:
    a_reference()
    question = a_waiting_question()
    settle()
    before = len(gateways().mail.letters)
    question.undeliverable_at = NOON
    working.decline(question, "A legal question.", by=a_consultant().user, now=NOON)
    db.session.commit()
    settle()
    later = gateways().mail.letters[before:]
    assert [one.to for one in later if one.to == question.email] == []
