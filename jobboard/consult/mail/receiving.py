"""Keeping a mail, in a transaction of its own, before its server is told that we have it.

A mail that comes again, because our answer was lost or we were killed after the commit, is known by
its digest and kept once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from jobboard.consult.mail.models import InboundMail, MailState
from jobboard.consult.mail.reading import lightened
from jobboard.db import db
from jobboard.outbox import note
from jobboard.outbox.models import OutboxRow

TOPIC = "mail-in"
# Each server on the way adds to the head; these say what the mail itself is.
IDENTITY = (b"message-id", b"date", b"from", b"subject", b"to")
DEAD_LETTERS_KEPT = timedelta(days=30)
KNOWN_AGAIN_FOR = timedelta(days=90)
FORGOTTEN_AFTER = timedelta(minutes=30)


def receive(
    raw: bytes, *, now: datetime, return_path: str | None = None, recipients: Sequence[str] = ()
) -> bool:
    """Commits. False for a mail that we have already."""
    mail = InboundMail(
        digest=digest_of(raw),
        raw=lightened(raw),
        size=len(raw),
        return_path=None if return_path is None else return_path[:320],
        recipients=[one[:320] for one in recipients[:20]],
        received_at=now,
        state=MailState.WAITING,
    )
    db.session.add(mail)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return False
    note(TOPIC, key=mail.id)
    db.session.commit()
    return True


def digest_of(raw: bytes) -> str:
    """Of what its writer has made, without what servers have added on the way."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    unfolded = head.replace(b"\n ", b" ").replace(b"\n\t", b" ").split(b"\n")
    ours = (line for line in unfolded if line.partition(b":")[0].strip().lower() in IDENTITY)
    return sha256(b"\n".join([*sorted(ours), b"", body.strip()])).hexdigest()


def look_after(now: datetime) -> None:
    """Takes up mails whose outbox row has gone (after a restored backup), and forgets old ones."""
    known = select(OutboxRow.key).where(OutboxRow.topic == TOPIC, OutboxRow.key.is_not(None))
    lost = select(InboundMail.id).where(
        InboundMail.state == MailState.WAITING,
        InboundMail.received_at <= now - FORGOTTEN_AFTER,
        InboundMail.id.not_in(known),
    )
    for mail_id in db.session.scalars(lost):
        note(TOPIC, key=mail_id)
    old = InboundMail.received_at <= now - DEAD_LETTERS_KEPT
    db.session.execute(
        update(InboundMail)
        .where(InboundMail.state == MailState.DEAD, old)
        .values(state=MailState.DISCARDED, raw=None, done_at=now)
    )
    over = InboundMail.state.in_((MailState.DONE, MailState.DISCARDED))
    forgotten = InboundMail.received_at <= now - KNOWN_AGAIN_FOR
    db.session.execute(delete(InboundMail).where(over, forgotten))
