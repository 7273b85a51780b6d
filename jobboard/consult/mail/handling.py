"""What the worker does with a mail that was kept.

All of it is one transaction with the end of the outbox row, so that nothing is answered twice: a
mail is marked as done first, by whoever finds it waiting, and that mark, what was asked, the letters
that follow and the row's end are committed together or not at all.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from jobboard.clock import clock
from jobboard.consult import asking
from jobboard.consult.asking import NewQuestion
from jobboard.consult.guarding import QuestionRefused
from jobboard.consult.mail import letters, queries
from jobboard.consult.mail.addresses import ours
from jobboard.consult.mail.models import InboundMail, MailState
from jobboard.consult.mail.quoting import own_words, without_signature
from jobboard.consult.mail.reading import Incoming, Unreadable, read
from jobboard.consult.mail.sorting import FROM_MACHINES, Kind, Sorted, sort
from jobboard.consult.models import Channel, Question
from jobboard.db import db
from jobboard.outbox.draining import Claim, Topic

ATTEMPTS = 6


def act(claims: Sequence[Claim]) -> None:
    for claim in claims:
        if claim.key is None:
            continue
        try:
            handle(claim.key, now=clock())
        except OperationalError:
            raise
        except Exception as error:
            if claim.attempts + 1 < ATTEMPTS:
                raise
            db.session.rollback()
            if _begun(claim.key, now=clock()):
                _bury(_of(claim.key), f"It could not be handled ({type(error).__name__}).")


# A database that is away is nobody's fault, and no reason to give a mail up.
WORK = Topic(
    act=act,
    gives_up_after=ATTEMPTS,
    patient_with=lambda error: isinstance(error, OperationalError),
)


def handle(mail_id: int, *, now: datetime) -> None:
    """Does nothing for a mail that is done, or in somebody else's hands."""
    if not _begun(mail_id, now=now):
        return
    mail = _of(mail_id)
    addresses = ours()
    if addresses is None:
        _bury(mail, "No mail comes in at present (MAIL_IN_ADDRESS).")
        return
    try:
        incoming = read(mail.raw or b"")
    except Unreadable as trouble:
        mail.kind = Kind.UNREADABLE
        _bury(mail, f"It cannot be read: {trouble}.")
        return
    found = sort(
        incoming,
        addresses,
        return_path=mail.return_path,
        recipients=mail.recipients,
        let_in=mail.let_in,
    )
    _note(mail, incoming, found)
    _follow(mail, incoming, found, now=now)
    if mail.state == MailState.DONE:
        mail.raw = None


def _begun(mail_id: int, *, now: datetime) -> bool:
    """A write comes first: it is what two workers take turns at."""
    waiting = InboundMail.id == mail_id, InboundMail.state == MailState.WAITING
    done = update(InboundMail).where(*waiting).values(state=MailState.DONE, done_at=now)
    return db.session.connection().execute(done).rowcount == 1


def _of(mail_id: int) -> InboundMail:
    return db.session.get_one(InboundMail, mail_id, populate_existing=True)


def _note(mail: InboundMail, incoming: Incoming, found: Sorted) -> None:
    mail.kind, mail.reason = found.kind, found.reason
    mail.sender = incoming.sender.lower()
    question = db.session.get(Question, found.question_id) if found.question_id else None
    mail.question_id = question.id if question else None


def _follow(mail: InboundMail, incoming: Incoming, found: Sorted, *, now: datetime) -> None:
    if found.kind is Kind.QUESTION:
        _ask(mail, incoming, now=now)
    elif found.kind is Kind.REPLY:
        _reply(mail, incoming, now=now)
    elif found.kind is Kind.BOUNCE:
        _note_failure(mail, incoming, now=now)
    elif found.kind not in FROM_MACHINES:
        _bury(mail, found.reason)


def _ask(mail: InboundMail, incoming: Incoming, *, now: datetime) -> None:
    if not _may_write(mail, mail.sender, now=now):
        return
    mail.answered_to = mail.sender
    text = own_words(incoming.text) if incoming.answers_something else None
    new = NewQuestion(
        text=_with_subject(incoming.subject, text or without_signature(incoming.text)),
        email=mail.sender,
        # Not the name in the mail: what anybody may write must not stand in a letter to an address
        # that may not be theirs.
        channel=Channel.MAIL,
        mail_id=mail.digest,
    )
    try:
        mail.question_id = asking.ask(new, now=now).id
    except QuestionRefused as refused:
        _refuse(mail, refused, to=mail.sender, files=bool(incoming.attachments))
        return
    _tell_of_files(mail, incoming, to=mail.sender, now=now)


def _reply(mail: InboundMail, incoming: Incoming, *, now: datetime) -> None:
    question = db.session.get(Question, mail.question_id) if mail.question_id else None
    if question is None:
        _bury(mail, "The question that it replies to has gone.")
        return
    is_asker = mail.sender == question.email.lower()
    if is_asker:
        question.undeliverable_at = None
    try:
        asking.asker_writes(
            question,
            own_words(incoming.text),
            now=now,
            channel=Channel.MAIL,
            mail_id=mail.digest,
            sender=None if is_asker else mail.sender,
        )
    except QuestionRefused as refused:
        if _may_write(mail, question.email, now=now):
            _refuse(mail, refused, to=question.email, files=bool(incoming.attachments))
        return
    if question.stage in letters.NOBODY_READS and not queries.is_bounded(question.email, now):
        mail.answered_to = question.email.lower()
        letters.kept(question)
    if is_asker:
        _tell_of_files(mail, incoming, to=question.email, now=now)


def _note_failure(mail: InboundMail, incoming: Incoming, *, now: datetime) -> None:
    question = db.session.get(Question, mail.question_id) if mail.question_id else None
    if question is None or question.undeliverable_at is not None:
        return
    if any(failure.is_final for failure in incoming.failures):
        question.undeliverable_at = now


def _may_write(mail: InboundMail, address: str, *, now: datetime) -> bool:
    """Whatever else fails, nobody gets more letters for their mails than this lets through."""
    if mail.let_in or not queries.is_bounded(address, now):
        return True
    _bury(mail, f"{queries.MOST_A_DAY} mails were answered to this address within a day.")
    return False


def _refuse(mail: InboundMail, refused: QuestionRefused, *, to: str, files: bool) -> None:
    mail.reason = "Refused with an explanation."
    mail.answered_to = to.lower()
    mail.told_of_files = files
    letters.refused(to, refused.sentence, files=files)


def _tell_of_files(mail: InboundMail, incoming: Incoming, *, to: str, now: datetime) -> None:
    """Once for each address, and not again for a while."""
    if not incoming.attachments or queries.knows_of_files(to, now):
        return
    mail.told_of_files, mail.answered_to = True, to.lower()
    letters.files_are_refused(to)


def _with_subject(subject: str, text: str) -> str:
    """Many people ask in the subject. It goes before the text unless that says it too."""
    if not text.strip() or subject.casefold() in text.casefold():
        return text.strip() or subject
    return f"{subject}\n\n{text}"


def _bury(mail: InboundMail, reason: str) -> None:
    mail.state, mail.reason, mail.done_at = MailState.DEAD, reason, None
