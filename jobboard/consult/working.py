"""What consultants do with a question. The commit is the caller's."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from jobboard.accounts.models import User
from jobboard.assistant.answers import Evidence
from jobboard.consult import composing, credits, letters, lifecycle, moving, policy
from jobboard.consult.consultant_models import Consultant
from jobboard.consult.guarding import QuestionRefused, check_text
from jobboard.consult.lifecycle import Move, State, Who
from jobboard.consult.models import Channel, DraftAnswer, Kind, Message, Question
from jobboard.consult.targets import Urgency
from jobboard.consult.topics import Topic
from jobboard.errors import Conflict
from jobboard.settings import current_settings


class AnswerRefused(Conflict):
    """The draft cannot be signed as it stands; `troubles` says why, a sentence each."""

    status = 422
    title = "This answer cannot be signed yet"

    def __init__(self, troubles: Sequence[str]) -> None:
        super().__init__(" ".join(troubles))
        self.troubles = troubles


def triage(question: Question, *, topic: Topic, urgency: Urgency, by: User, now: datetime) -> None:
    """Read, sorted and put in the queue."""
    question.topic = topic
    if question.urgency != urgency:
        question.urgency = urgency
        moving.start_clock(question, question.human_at or now)
    moving.move(question, Move.TRIAGE, who=Who.CONSULTANT, by=by, now=now)


def claim(question: Question, consultant: Consultant, *, now: datetime) -> None:
    """Takes it from the queue, for as long as the settings say. Raises Conflict with the reason."""
    if trouble := policy.why_not_claim(question, consultant, now):
        raise Conflict(trouble)
    moving.move(question, Move.CLAIM, who=Who.CONSULTANT, by=consultant.user, now=now)


def release(question: Question, *, by: User, now: datetime) -> None:
    moving.move(question, Move.RELEASE, who=policy.part_of(question, by), by=by, now=now)


def ask_for_information(question: Question, text: str, *, by: User, now: datetime) -> None:
    """The clock stands until the asker answers."""
    words = check_text(text)
    moving.move(
        question, Move.ASK_FOR_INFORMATION, who=policy.part_of(question, by), by=by, now=now
    )
    question.reminded_at = None
    _say(question, Kind.INFO_REQUEST, words, by=by, now=now)
    letters.information_wanted(question, words)


def add_note(question: Question, text: str, *, by: User, now: datetime) -> None:
    """For consultants only."""
    _say(question, Kind.NOTE, check_text(text), by=by, now=now)


def decline(question: Question, reason: str, *, by: User, now: datetime) -> None:
    """It is not for us to answer. The asker reads why, and has the credit back."""
    words = check_text(reason)
    who = policy.part_of(question, by)
    moving.move(question, Move.DECLINE, who=who, by=by, now=now, note=words)
    credits.give_back(question, "declined", now=now)
    letters.declined(question, words)


def save_draft(
    question: Question, text: str, evidence: Sequence[Evidence], *, by: User, now: datetime
) -> DraftAnswer:
    """Only whoever holds the question writes its answer."""
    if policy.part_of(question, by) is not Who.CLAIMER:
        raise Conflict("Somebody else holds this question now.")
    draft = question.draft or DraftAnswer(text="", citations=[])
    question.draft = draft
    draft.text, draft.citations = text, [asdict(one) for one in evidence]
    draft.author, draft.saved_at = by, now
    return draft


def sign_off(question: Question, *, by: User, now: datetime, revision: int) -> None:
    """Sends the draft, or hands it to a second consultant where the topic asks for that. Raises
    AnswerRefused, or StaleQuestion when the asker has written meanwhile."""
    moving.check_unchanged(question, revision)
    _check_draft(question.draft)
    who = policy.part_of(question, by)
    if policy.needs_review(question, current_settings().reviewed_topics):
        moving.move(question, Move.SEND_TO_REVIEW, who=who, by=by, now=now)
        return
    moving.move(question, Move.SIGN_OFF, who=who, by=by, now=now)
    _send(question, reviewed_by=None, now=now)


def approve(question: Question, *, by: User, now: datetime, revision: int) -> None:
    """A second consultant has read the draft, and it goes out as it stands."""
    moving.check_unchanged(question, revision)
    _check_draft(question.draft)
    moving.move(question, Move.APPROVE, who=policy.part_of(question, by), by=by, now=now)
    _send(question, reviewed_by=by, now=now)


def send_back(question: Question, reason: str, *, by: User, now: datetime) -> None:
    """The second consultant does not agree yet; the first reads why."""
    words = check_text(reason)
    moving.move(question, Move.RETURN, who=policy.part_of(question, by), by=by, now=now)
    _say(question, Kind.NOTE, words, by=by, now=now)
    letters.sent_back(question)


def _check_draft(draft: DraftAnswer | None) -> None:
    text, evidence = (draft.text, draft.evidence) if draft else ("", [])
    troubles = composing.troubles_of(text, evidence)
    try:
        check_text(text, longest=composing.LONGEST_ANSWER)
    except QuestionRefused as refused:
        troubles = troubles or [refused.sentence]
    if troubles:
        raise AnswerRefused(troubles)


def _send(question: Question, *, reviewed_by: User | None, now: datetime) -> None:
    draft = question.draft
    if draft is None:
        raise AnswerRefused(["Write the answer."])
    evidence = composing.used(draft.text, draft.evidence)
    answer = Message(
        kind=Kind.ANSWER,
        author=draft.author,
        text=draft.text,
        citations=[asdict(one) for one in evidence],
        channel=Channel.FORM,
        at=now,
        reviewed_by=reviewed_by,
    )
    question.messages.append(answer)
    question.draft = None
    letters.answered(question, answer, now + lifecycle.CLOSES_AFTER[State.ANSWERED])


def _say(question: Question, kind: Kind, text: str, *, by: User, now: datetime) -> None:
    question.messages.append(
        Message(kind=kind, author_id=by.id, text=text, channel=Channel.FORM, citations=[], at=now)
    )
