"""What is written to whom. Subjects carry the reference number and nothing that anybody typed."""

from datetime import datetime
from typing import Any

from jobboard import letters
from jobboard.accounts.models import User
from jobboard.assistant.answers import DISCLAIMER, Answer
from jobboard.consult import following
from jobboard.consult.consultant_models import Consultant
from jobboard.consult.mail import addresses
from jobboard.consult.models import Message, Question
from jobboard.settings import current_settings


def answered_at_once(question: Question, said: Answer) -> None:
    text = said.as_text(current_settings().site_url)
    _to_asker(question, "consult-instant", said=text, key=question.letter_key)


def taken_by_people(question: Question) -> None:
    _to_asker(question, "consult-taken")


def asker_has_written(question: Question) -> None:
    _to_claimer(question, "consult-asker-wrote")


def accepted(question: Question) -> None:
    _to_claimer(question, "consult-accepted")


def disputed(question: Question) -> None:
    _to_asker(question, "consult-disputed")


def information_wanted(question: Question, words: str) -> None:
    can_reply = addresses.reply_to(question) is not None
    _to_asker(question, "consult-information", words=words, can_reply=can_reply)


def reminded(question: Question, close_on: datetime) -> None:
    _to_asker(question, "consult-reminder", close_on=close_on)


def answered(question: Question, answer: Message, close_on: datetime) -> None:
    """The answer as it was signed, with its sources; who signed and who reviewed it is named."""
    said = following.as_text(answer.text, answer.evidence, current_settings().site_url)
    _to_asker(
        question,
        "consult-answered",
        said=said,
        answered_by=answer.author.display_name if answer.author else "A consultant",
        reviewed_by=answer.reviewed_by.display_name if answer.reviewed_by else "",
        disclaimer=DISCLAIMER,
        close_on=close_on,
    )


def declined(question: Question, words: str) -> None:
    _to_asker(question, "consult-declined", words=words)


def target_missed(question: Question) -> None:
    _to_asker(question, "consult-late")


def sent_back(question: Question) -> None:
    _to_claimer(question, "consult-sent-back")


def claim_lapsed(question: Question, holder: User) -> None:
    letters.write(to=holder.email, template="consult-lapsed", question=question, holder=holder)


def invited(consultant: Consultant, *, by: User, reset_token: str) -> None:
    letters.write(
        to=consultant.user.email,
        template="consultant-invitation",
        consultant=consultant,
        invited_by=by.display_name,
        reset_token=reset_token,
    )


def _to_asker(question: Question, template: str, **values: Any) -> None:
    """Nothing goes to an address that has bounced."""
    if question.undeliverable_at is not None:
        return
    address = addresses.reply_to(question)
    letters.write(
        to=question.email,
        template=template,
        reply_to=address,
        bounces_to=address,
        question=question,
        **values,
    )


def _to_claimer(question: Question, template: str, **values: Any) -> None:
    if question.claimed_by is not None:
        letters.write(to=question.claimed_by.email, template=template, question=question, **values)
