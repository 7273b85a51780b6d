"""What people do with the assistant: ask, go on, share, say that it is wrong, delete."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from jobboard.accounts.models import User
from jobboard.assistant.answering import answer
from jobboard.assistant.answers import Answer, Outcome
from jobboard.assistant.models import Conversation, Exchange
from jobboard.codes.intervals import Interval
from jobboard.db import db
from jobboard.settings import current_settings

NOT_KEPT = "(not kept: it looked like patient data)"
LONGEST_KEPT = 1_000
MOST_EXCHANGES = 60
MOST_SHOWN = 50
# A guest's conversation goes sooner.
GUEST_SHARE = 3


@dataclass(frozen=True)
class Asker:
    """Who asks: a person with an account, or a guest known by a hash."""

    user: User | None = None
    guest: str = ""


def ask(
    question: str,
    *,
    by: Asker,
    now: datetime,
    conversation: Conversation | None = None,
    about: Interval | None = None,
) -> Exchange:
    """Answers and keeps both, in this conversation or a new one."""
    began = time.perf_counter()
    before = _before(conversation)
    said = answer(question, now=now, about=about or _about(conversation), before=before)
    conversation = conversation or _begin(by, about, now=now)
    exchange = Exchange(
        question=_kept(question, said),
        topic=said.topic,
        outcome=said.outcome,
        answer=said.as_json(),
        asked_at=now,
        ms=round((time.perf_counter() - began) * 1000),
    )
    conversation.exchanges.append(exchange)
    conversation.last_at, conversation.expires_at = now, now + _lasts(by)
    db.session.add(conversation)
    db.session.flush()
    return exchange


def share(conversation: Conversation) -> None:
    conversation.share_token = conversation.share_token or secrets.token_urlsafe(18)


def stop_sharing(conversation: Conversation) -> None:
    conversation.share_token = None


def delete_conversation(conversation: Conversation) -> None:
    db.session.delete(conversation)


def delete_all(by: Asker) -> None:
    db.session.execute(delete(Conversation).where(_owned(by)))


def forget_expired(now: datetime) -> None:
    db.session.execute(delete(Conversation).where(Conversation.expires_at <= now))


def of_asker(by: Asker) -> Sequence[Conversation]:
    """A person's conversations, newest first."""
    query = select(Conversation).where(_owned(by)).order_by(Conversation.last_at.desc())
    return db.session.scalars(query.limit(MOST_SHOWN)).all()


def find(token: str, by: Asker) -> Conversation | None:
    """The conversation, if it is this person's."""
    return db.session.scalar(select(Conversation).where(Conversation.token == token, _owned(by)))


def find_shared(token: str) -> Conversation | None:
    return db.session.scalar(select(Conversation).where(Conversation.share_token == token))


def find_exchange(exchange_id: int, by: Asker) -> Exchange | None:
    query = select(Exchange).join(Exchange.conversation)
    return db.session.scalar(query.where(Exchange.id == exchange_id, _owned(by)))


def is_full(conversation: Conversation) -> bool:
    return len(conversation.exchanges) >= MOST_EXCHANGES


def _owned(by: Asker):  # type: ignore[no-untyped-def]
    if by.user is not None:
        return Conversation.user_id == by.user.id
    return (Conversation.guest == by.guest) & Conversation.user_id.is_(None)


def _begin(by: Asker, about: Interval | None, *, now: datetime) -> Conversation:
    return Conversation(
        token=secrets.token_urlsafe(18),
        user_id=by.user.id if by.user else None,
        guest=None if by.user else by.guest,
        about=str(about) if about else None,
        started_at=now,
    )


def _about(conversation: Conversation | None) -> Interval | None:
    return Interval.parse(conversation.about) if conversation and conversation.about else None


def _before(conversation: Conversation | None):  # type: ignore[no-untyped-def]
    """What the last answered question was about; refused ones are not gone back to."""
    for exchange in reversed(conversation.exchanges if conversation else []):
        if exchange.outcome != Outcome.REFUSED:
            return exchange.says().understood
    return None


def _kept(question: str, said: Answer) -> str:
    return NOT_KEPT if said.notes else question.strip()[:LONGEST_KEPT]


def _lasts(by: Asker) -> timedelta:
    days = current_settings().assistant_keep_days
    return timedelta(days=days if by.user else max(1, days // GUEST_SHARE))
