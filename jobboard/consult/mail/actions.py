"""What an admin does with a dead letter."""

from sqlalchemy import update

from jobboard.consult.mail.models import InboundMail, MailState
from jobboard.consult.mail.receiving import TOPIC
from jobboard.db import db
from jobboard.errors import Conflict
from jobboard.outbox import note


class NoDeadLetter(Conflict):
    def __init__(self) -> None:
        super().__init__("Somebody has decided about this email already.")


def let_in(mail: InboundMail) -> None:
    """Handles it again, as a mail that somebody of ours vouches for: neither a suspicion nor the
    bound on letters stops it. A machine's is left unanswered all the same."""
    if mail.raw is None:
        raise NoDeadLetter
    _leave_the_dead(mail, MailState.WAITING, let_in=True)
    note(TOPIC, key=mail.id)


def discard(mail: InboundMail) -> None:
    _leave_the_dead(mail, MailState.DISCARDED, raw=None)


def discard_all_of(sender: str) -> int:
    """How many there were."""
    theirs = InboundMail.state == MailState.DEAD, InboundMail.sender == sender
    gone = update(InboundMail).where(*theirs).values(state=MailState.DISCARDED, raw=None)
    return db.session.connection().execute(gone).rowcount


def _leave_the_dead(mail: InboundMail, state: MailState, **values: object) -> None:
    """Two admins may decide at once; the second is told."""
    dead = InboundMail.id == mail.id, InboundMail.state == MailState.DEAD
    decided = update(InboundMail).where(*dead).values(state=state, **values)
    if db.session.connection().execute(decided).rowcount == 0:
        raise NoDeadLetter
    db.session.expire(mail)
