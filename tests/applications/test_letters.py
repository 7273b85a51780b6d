"""The letters about applications: each is written at its time, reads well, and leads somewhere."""

import re

from jobboard.applications import actions
from jobboard.applications.pipeline import Stage
from jobboard.db import db
from jobboard.outbox.models import OutboxRow
from jobboard.postings import actions as postings
from jobboard.settings import ROOT
from tests.applications.desk import Desk
from tests.applications.making import an_application, at
from tests.making import NOON, a_moderator, owner_of

TEMPLATES = {path.stem for path in (ROOT / "templates/letters").glob("application-*.txt")}


def every_letter(monkeypatch):
    """Does everything that writes one; the letters, and the templates that were used."""
    from jobboard import letters

    used, write = set(), letters.write

    def watched(*, to, template, **values):
        used.add(template)
        write(to=to, template=template, **values)

    monkeypatch.setattr(letters, "write", watched)
    for stage in Stage:
        if stage not in (Stage.NEW, Stage.WITHDRAWN):
            at(stage)
    for stage in (Stage.REVIEWED, Stage.PHONE_SCREEN, Stage.INTERVIEW, Stage.DECLINED):
        application = an_application()
        owner = owner_of(application.posting.employer)
        actions.move(application, stage, by=owner, now=NOON, message="Some words.", tell=True)
    back = at(Stage.DECLINED)
    actions.move(back, Stage.REVIEWED, by=owner_of(back.posting.employer), now=NOON)
    seen = an_application()
    actions.view(seen, now=NOON)
    db.session.commit()
    actions.withdraw(seen, by=seen.candidate, now=NOON)
    for outcome in ("filled-here", "not-filled", "on-hold"):
        ended = an_application()
        owner = owner_of(ended.posting.employer)
        postings.close(ended.posting, outcome=outcome, by=owner, now=NOON)
    postings.expire_due(an_application().posting.expires_at)
    postings.take_down(an_application().posting, note="x", by=a_moderator(), now=NOON)
    db.session.commit()
    rows = db.session.query(OutboxRow).filter_by(topic="mail").all()
    return [row.payload for row in rows], used


def test_every_template_is_used_and_every_letter_reads_well(app, monkeypatch):
    written, used = every_letter(monkeypatch)
    assert used >= TEMPLATES
    for letter in written:
        subject, text = letter["subject"], letter["text"]
        assert subject and "\n" not in subject and len(subject) < 150
        assert text.startswith("Hello ")
        for sign in ("{{", "{%", "None", "&#39;", "&lt;", "\n\n\n"):
            assert sign not in text, (sign, text)


def test_every_address_in_a_letter_leads_to_a_page(app, monkeypatch):
    application = an_application()
    owner = owner_of(application.posting.employer)
    rows = db.session.query(OutboxRow).filter_by(topic="mail").all()
    desks = {
        application.candidate.email: Desk(app, application.candidate),
        owner.email: Desk(app, owner),
    }
    for row in rows:
        for address in re.findall(r"http://localhost(\S*)", row.payload["text"]):
            found = desks[row.payload["to"]].get(address).status_code
            assert found == 200, address
