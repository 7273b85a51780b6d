"""What has happened to a question, as a page tells it: messages and moves in the order of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobboard.assistant.answers import Evidence
from jobboard.consult.lifecycle import Move, State
from jobboard.consult.models import Channel, Kind, Message, Question, QuestionEvent

CITATION = re.compile(r"\[(\d{1,3})\]")

MOVED = {
    Move.ASK_A_HUMAN: "A consultant was asked for",
    Move.SETTLE: "CasePilot’s answer was enough",
    Move.TRIAGE: "Read and put in the queue",
    Move.CLAIM: "A consultant took the question",
    Move.RELEASE: "Back in the queue",
    Move.TAKE_BACK: "Back in the queue",
    Move.LAPSE: "Back in the queue",
    Move.ASK_FOR_INFORMATION: "Waits for information",
    Move.GIVE_INFORMATION: "The information has come",
    Move.SEND_TO_REVIEW: "A second consultant reads the answer",
    Move.RETURN: "The answer is worked on again",
    Move.SIGN_OFF: "Answered and signed",
    Move.APPROVE: "Approved by a second consultant",
    Move.ACCEPT: "The answer was accepted",
    Move.DISPUTE: "The answer was disputed",
    Move.DECLINE: "Declined",
    Move.WITHDRAW: "Withdrawn",
    Move.CLOSE: "Closed",
}
# What the asker reads of a move's note; of the others it is ours.
NOTES_TO_ASKER = frozenset({Move.DECLINE, Move.CLOSE})
SAID = {
    Kind.ASKED: "The question",
    Kind.REPLY: "The asker wrote",
    Kind.INFO_REQUEST: "The consultant asks",
    Kind.ANSWER: "The answer",
    Kind.NOTE: "Note for consultants",
}
# To whoever reads the asker's page; a reply from another address is not theirs.
SAID_TO_ASKER = {**SAID, Kind.ASKED: "Your question", Kind.REPLY: "You wrote"}
# A draft goes to and fro before it is an answer; the asker reads who reviewed that.
BETWEEN_CONSULTANTS = frozenset({Move.SEND_TO_REVIEW, Move.RETURN})


@dataclass(frozen=True)
class Step:
    """Something that was said (with `message`) or done."""

    at: datetime
    title: str
    by: str = ""
    text: str = ""
    message: Message | None = None


def for_asker(question: Question) -> list[Step]:
    """Without what consultants note among themselves; who works on it is named by their answer."""
    said = [_said(one, SAID_TO_ASKER) for one in question.messages if one.kind != Kind.NOTE]
    done = [
        _done(event, event.note if event.move in NOTES_TO_ASKER else "")
        for event in question.events
        if event.move not in BETWEEN_CONSULTANTS
    ]
    return _in_order(said, done)


def standing_answer(question: Question) -> Message | None:
    """The answer that holds: none while a disputed one is looked at again."""
    done = question.stage in (State.ANSWERED, State.ACCEPTED, State.CLOSED)
    return question.answers[-1] if done and question.answers else None


def said_later(question: Question) -> list[Message]:
    """What the asker added to the question: whoever answers has to have read it."""
    return [one for one in question.messages if one.kind == Kind.REPLY]


def for_consultants(question: Question) -> list[Step]:
    said = [_said(one) for one in question.messages]
    done = [_done(one, one.note, _name(one)) for one in question.events]
    return _in_order(said, done)


@dataclass(frozen=True)
class Piece:
    """A stretch of an answer's text, or the number of the citation that stands after it."""

    text: str = ""
    cites: int | None = None


def pieces(paragraph: str) -> Iterator[Piece]:
    """`Both are reported [1].` in pieces that a page can draw, its numbers as links."""
    for place, part in enumerate(CITATION.split(paragraph)):
        if place % 2:
            yield Piece(cites=int(part))
        elif part:
            yield Piece(text=part)


def as_text(text: str, evidence: Sequence[Evidence], site_url: str) -> str:
    """An answer for a letter: the text, then its sources with their addresses."""
    sources = [
        f"[{one.number}] {one.line} {site_url + one.url if one.url.startswith('/') else one.url}".rstrip()
        for one in evidence
    ]
    return "\n".join([text, "", "Sources", *sources])


def _said(message: Message, titles: Mapping[Kind, str] = SAID) -> Step:
    by = _name(message)
    if message.channel == Channel.MAIL:
        by = f"{by}, by mail".lstrip(", ")
    if message.sender:
        by = f"{by} from another address: {message.sender}"
    title = "An email was added" if message.sender else titles[Kind(message.kind)]
    return Step(message.at, title, by, message.text, message)


def _done(event: QuestionEvent, note: str, by: str = "") -> Step:
    return Step(event.at, MOVED[Move(event.move)], by, note)


def _name(one: Message | QuestionEvent) -> str:
    person = one.author if isinstance(one, Message) else one.actor
    return person.display_name if person else ""


def _in_order(said: list[Step], done: list[Step]) -> list[Step]:
    """By time; what was said comes before the move that it made."""
    return sorted([*said, *done], key=lambda step: step.at)
