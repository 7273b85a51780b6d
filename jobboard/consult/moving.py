"""The only place where a question's state changes, with what follows for its clock and its claim."""

from datetime import datetime, timedelta

from jobboard.accounts.models import User
from jobboard.consult import credits, targets
from jobboard.consult.lifecycle import WITH_US, Move, State, Who, after
from jobboard.consult.models import Question, QuestionEvent
from jobboard.consult.targets import Urgency
from jobboard.errors import Conflict
from jobboard.settings import current_settings


class StaleQuestion(Conflict):
    """Somebody has written or moved since this person read it."""

    def __init__(self) -> None:
        super().__init__("This question has changed since you opened it. Nothing was sent.")


def move(
    question: Question, wanted: Move, *, who: Who, by: User | None, now: datetime, note: str = ""
) -> None:
    """Makes a legal move; raises MoveRefused. What is missed on the way is noted and returned."""
    before = question.stage
    note_if_missed(question, now)
    question.state = after(before, wanted, who)
    question.moved_at = now
    _keep_time(question, now)
    _keep_claim(question, wanted, by=by, now=now)
    question.events.append(
        QuestionEvent(
            move=wanted,
            who=who,
            state=question.state,
            actor_id=by.id if by else None,
            at=now,
            note=note.strip(),
        )
    )


def note_if_missed(question: Question, now: datetime) -> bool:
    """Notes, once, that the target was missed, and returns the credit."""
    if question.missed_at is not None or not question.is_late(now):
        return False
    question.missed_at = now
    credits.give_back(question, "target missed", now=now)
    return True


def check_unchanged(question: Question, revision: int) -> None:
    if question.revision != revision:
        raise StaleQuestion


def start_clock(question: Question, begins: datetime) -> None:
    """Also when the urgency is judged anew: then it begins when the person was asked for."""
    settings = current_settings()
    roles = [role.name for role in question.user.roles] if question.user else []
    span = targets.target(Urgency(question.urgency), roles, settings.consult_targets)
    question.due_at, question.paused_at = begins + span, None


def _keep_time(question: Question, now: datetime) -> None:
    """The clock starts anew for a person who is asked, or whose colleague's answer was disputed; it
    stands while only the asker can go on."""
    if question.stage in (State.NEW, State.DISPUTED):
        start_clock(question, now)
    elif question.stage is State.NEEDS_INFO:
        question.paused_at = now
    elif question.stage in WITH_US and question.paused_at and question.due_at:
        question.due_at = targets.resumed(question.due_at, question.paused_at, now)
        question.paused_at = None
    if question.stage is State.ANSWERED:
        question.answered_at = now
        question.first_answer_at = question.first_answer_at or now
    if question.stage is State.CLOSED:
        question.closed_at = now


def _keep_claim(question: Question, made: Move, *, by: User | None, now: datetime) -> None:
    if made is Move.CLAIM and by is not None:
        question.claimed_by_id = by.id
    if question.stage is State.CLAIMED:
        question.claim_until = now + timedelta(hours=current_settings().consult_claim_hours)
    else:
        question.claim_until = None
    if question.stage in (State.TRIAGED, State.DISPUTED):
        question.claimed_by_id = None
