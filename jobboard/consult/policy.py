"""Small predicates on who may do what with a question. No database."""

from datetime import datetime
from hmac import compare_digest

from jobboard.accounts.models import User
from jobboard.consult.consultant_models import Consultant
from jobboard.consult.lifecycle import State, Who
from jobboard.consult.models import Question
from jobboard.consult.topics import topic_of


def may_put_a_person_to_work(question: Question, person: User | None, key: str) -> bool:
    """Its owner, signed in; or who has read the letter to its address."""
    if person is not None and question.user_id == person.id:
        return True
    return has_read_the_letter(question, key)


def has_read_the_letter(question: Question, key: str) -> bool:
    """The key is nowhere but in the letter to the asker's address."""
    return compare_digest(question.letter_key.encode(), key.encode())


def why_not_claim(question: Question, consultant: Consultant, now: datetime) -> str | None:
    """A sentence, or None when this consultant may take it."""
    person = consultant.user
    if question.user_id == person.id:
        return "This is your own question."
    if any(answer.author_id == person.id for answer in question.answers):
        return "Your answer to this was disputed: another consultant answers now."
    if not consultant.may_answer(now):
        return "Answering needs a checked credential, and that you are not away."
    return None


def part_of(question: Question, person: User) -> Who:
    """What this consultant is to the question right now."""
    if question.claimed_by_id == person.id:
        return Who.CLAIMER
    own = question.user_id == person.id
    return Who.SECOND if question.stage is State.IN_REVIEW and not own else Who.CONSULTANT


def needs_review(question: Question, reviewed_topics: frozenset[str]) -> bool:
    return topic_of(question.topic) in reviewed_topics
