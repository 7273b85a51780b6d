"""What is written to whom. Subjects carry the reference number and nothing that anybody typed."""

from typing import Any

from jobboard import letters
from jobboard.assistant.answers import Answer
from jobboard.consult.mail import addresses
from jobboard.consult.models import Question
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
