"""What an asker does. A program answers at once; a person is asked on purpose.

The commit is the caller's. Letters are noted in the same transaction.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobboard.accounts.models import User
from jobboard.assistant.answering import answer
from jobboard.assistant.answers import Answer, Link
from jobboard.assistant.codes_in import codes_in
from jobboard.assistant.guarding import LONGEST_QUESTION
from jobboard.codes.intervals import Interval
from jobboard.consult import credits, letters, moving, queries
from jobboard.consult.guarding import QuestionRefused, check_text
from jobboard.consult.lifecycle import Move, State, Who
from jobboard.consult.models import Channel, Kind, Message, Question, QuestionCode
from jobboard.consult.targets import Urgency
from jobboard.consult.topics import topic_of
from jobboard.db import db

# Of one address, a day. A person does not ask more; a program that has gone astray does.
MOST_A_DAY = 20
MOST_CODES = 12
MOST_REPLIES_A_DAY = 20


@dataclass(frozen=True)
class NewQuestion:
    """`topic` and `codes` are found in the text where they are not given. `mail_id` names the mail
    that it came by."""

    text: str
    email: str
    topic: str = ""
    codes: Sequence[Interval] = ()
    setting: str = ""
    payer: str = ""
    urgency: Urgency = Urgency.ROUTINE
    name: str = ""
    user: User | None = None
    channel: Channel = Channel.FORM
    mail_id: str = ""


def ask(new: NewQuestion, *, now: datetime) -> Question:
    """Keeps the question with the assistant's answer, and notes the letter with it. Raises
    QuestionRefused."""
    text = check_text(new.text)
    if new.payer:
        check_text(new.payer, longest=80)
    _refuse_too_many(new.email, now=now)
    codes = tuple(dict.fromkeys(new.codes or codes_in(text)))[:MOST_CODES]
    said = _answered(text, codes, now=now)
    question = _question(new, text, codes, said, now=now)
    _say(question, Kind.ASKED, text, now=now, channel=new.channel, mail_id=new.mail_id)
    db.session.add(question)
    db.session.flush()
    letters.answered_at_once(question, said)
    return question


def ask_a_human(question: Question, *, now: datetime, has_read_letter: bool = False) -> None:
    """Puts it into the queue, for a credit. Raises credits.NoCreditLeft, or MoveRefused when a
    person was asked before. Whoever has read the letter can be written to, whatever bounced."""
    if question.stage is State.INSTANT:
        credits.charge(question, now=now)
    if has_read_letter:
        question.undeliverable_at = None
    moving.move(question, Move.ASK_A_HUMAN, who=Who.ASKER, by=question.user, now=now)
    question.human_at = now
    letters.taken_by_people(question)


def asker_writes(
    question: Question,
    text: str,
    *,
    now: datetime,
    channel: Channel = Channel.FORM,
    mail_id: str = "",
    sender: str | None = None,
) -> Message:
    """A reply: the information that was asked for, or more on the question. `sender` is given where
    a mail came from another address than the asker's. Raises QuestionRefused."""
    words = check_text(text)
    if question.stage is State.CLOSED:
        raise QuestionRefused(f"{question.reference} is closed. Please ask a new question.")
    if queries.replies_since(question, now - timedelta(days=1)) >= MOST_REPLIES_A_DAY:
        raise QuestionRefused("That is enough for a day. Come back tomorrow.")
    message = _say(question, Kind.REPLY, words, now=now, channel=channel, mail_id=mail_id)
    message.sender = sender
    question.heard_at = now
    if question.stage is State.NEEDS_INFO:
        moving.move(question, Move.GIVE_INFORMATION, who=Who.ASKER, by=question.user, now=now)
    letters.asker_has_written(question)
    return message


def accept(question: Question, *, now: datetime) -> None:
    moving.move(question, Move.ACCEPT, who=Who.ASKER, by=question.user, now=now)
    letters.accepted(question)


def dispute(question: Question, reason: str, *, now: datetime) -> None:
    """Back to the queue with a reason, for another consultant. Costs nothing."""
    words = check_text(reason)
    moving.move(question, Move.DISPUTE, who=Who.ASKER, by=question.user, now=now)
    _say(question, Kind.REPLY, words, now=now, channel=Channel.FORM)
    question.heard_at = now
    letters.disputed(question)


def settle(question: Question, *, now: datetime) -> None:
    """The program's answer was enough."""
    moving.move(question, Move.SETTLE, who=Who.ASKER, by=question.user, now=now)


def withdraw(question: Question, *, now: datetime) -> None:
    """The asker needs no answer any more. The credit comes back if nobody has begun."""
    if question.stage in (State.NEW, State.TRIAGED):
        credits.give_back(question, "withdrawn", now=now)
    moving.move(question, Move.WITHDRAW, who=Who.ASKER, by=question.user, now=now)


def _refuse_too_many(email: str, *, now: datetime) -> None:
    if queries.asked_since(email, now - timedelta(days=1)) >= MOST_A_DAY:
        raise QuestionRefused(
            "This address has asked enough questions for a day. Come back tomorrow."
        )


def _answered(text: str, codes: Sequence[Interval], *, now: datetime) -> Answer:
    """The assistant reads no more than a question's length: the beginning says what it is about."""
    about = codes[0] if codes else None
    said = answer(_beginning(text), now=now, about=about)
    return replace(said, next_steps=tuple(one for one in said.next_steps if not _asks_anew(one)))


def _asks_anew(step: Link) -> bool:
    """The form for another question: this one has a link of its own to a consultant."""
    return step.url.startswith("/consult")


def _beginning(text: str) -> str:
    if len(text) <= LONGEST_QUESTION:
        return text
    head = text[:LONGEST_QUESTION]
    return head[: max(head.rfind(end) for end in (". ", "? ", "\n", " ")) + 1].strip() or head


def _question(
    new: NewQuestion, text: str, codes: Sequence[Interval], said: Answer, *, now: datetime
) -> Question:
    return Question(
        token=secrets.token_urlsafe(18),
        letter_key=secrets.token_urlsafe(18),
        user=new.user,
        email=new.email,
        name=new.name.strip(),
        channel=new.channel,
        topic=topic_of(new.topic or said.topic),
        setting=new.setting,
        payer=new.payer.strip(),
        urgency=new.urgency,
        text=text,
        instant=said.as_json(),
        state=State.INSTANT,
        asked_at=now,
        heard_at=now,
        moved_at=now,
        codes=[QuestionCode.of(interval) for interval in codes],
    )


def _say(
    question: Question,
    kind: Kind,
    text: str,
    *,
    now: datetime,
    channel: Channel,
    mail_id: str = "",
) -> Message:
    message = Message(
        kind=kind,
        author_id=question.user_id or (question.user.id if question.user else None),
        text=text,
        channel=channel,
        mail_id=mail_id or None,
        citations=[],
        at=now,
    )
    question.messages.append(message)
    return message
