"""Makers of applications, made the way candidates make them."""

from functools import cache
from typing import Any
from unittest.mock import patch

from jobboard.accounts.models import User
from jobboard.applications import actions
from jobboard.applications.answers import Sending, answer
from jobboard.applications.models import Application
from jobboard.applications.pipeline import Stage
from jobboard.candidates import reading, resumes
from jobboard.candidates.models import Resume
from jobboard.db import db
from jobboard.outbox.models import OutboxRow
from jobboard.postings.models import Posting
from tests.candidates.documents import a_pdf, upload
from tests.making import NOON, a_candidate, a_published_posting, owner_of

YEARS = {"text": "Years of inpatient coding?", "kind": "number", "required": True}
REMOTE = {"text": "May you work from Texas?", "kind": "yes-no", "required": False}


# A child for each résumé would take most of the suite's time; the same file says the same.
_read_once = cache(reading.text_of)


def a_resume(person: User, words: str = "Six years of coding", name: str = "cv.pdf") -> Resume:
    with patch.object(reading, "text_of", _read_once):
        resume = resumes.keep(person, upload(a_pdf(words), name), now=NOON)
    db.session.commit()
    return resume


def an_application(
    posting: Posting | None = None, person: User | None = None, **given: Any
) -> Application:
    """Sent at noon, with an answer and a note."""
    posting = posting or a_published_posting(questions=[YEARS, REMOTE])
    person = person or a_candidate()
    said = {
        "name": person.name,
        "phone": "555 010 0100",
        "note": "I can begin in January.",
        "answers": (answer(YEARS["text"], "number", 6), answer(REMOTE["text"], "yes-no", True)),
        **given,
    }
    application = actions.send(
        posting, Sending(**said), resume=a_resume(person), by=person, now=NOON
    )
    db.session.commit()
    return application


def at(stage: Stage, application: Application | None = None) -> Application:
    """One that its employer has moved there."""
    application = application or an_application()
    owner = owner_of(application.posting.employer)
    actions.move(application, stage, by=owner, now=NOON)
    db.session.commit()
    return application


def letters_to(address: str) -> list[str]:
    """The subjects of what was written to this address, in order."""
    return [row.payload["subject"] for row in _letters() if row.payload["to"] == address]


def last_letter(address: str) -> str:
    """The text of the last letter to this address."""
    return [row.payload["text"] for row in _letters() if row.payload["to"] == address][-1]


def _letters() -> list[OutboxRow]:
    mail = db.session.query(OutboxRow).filter_by(topic="mail").order_by(OutboxRow.id)
    return mail.all()
