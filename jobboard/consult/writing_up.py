"""An accepted answer becomes a draft of a reference article, which the editors review and publish."""

import re
from datetime import datetime

from sqlalchemy import select

from jobboard.accounts.models import User
from jobboard.articles import actions as articles
from jobboard.articles.models import Article
from jobboard.articles.subjects import Subject
from jobboard.articles.wording import ArticleText
from jobboard.assistant.answers import Evidence
from jobboard.assistant.understanding import Topic
from jobboard.consult.composing import CITATION
from jobboard.consult.models import Message, Question
from jobboard.consult.topics import topic_of
from jobboard.db import db
from jobboard.errors import Conflict

SHELVES = {
    Topic.MODIFIER: Subject.MODIFIERS,
    Topic.PAIR: Subject.EDITS,
    Topic.UNITS: Subject.EDITS,
    Topic.CROSSWALK: Subject.CROSSWALKS,
    Topic.COVERAGE: Subject.COVERAGE,
    Topic.GUIDELINE: Subject.GUIDELINES,
    Topic.COMPLIANCE: Subject.COMPLIANCE,
    Topic.CAREER: Subject.CAREERS,
}


def accepted_answer(question: Question) -> Message:
    """The last answer, where its asker has accepted it; raises Conflict."""
    if not question.was_accepted:
        raise Conflict("Only an answer that its asker has accepted becomes an article.")
    return question.answers[-1]


def begun(question: Question) -> ArticleText:
    """What the form starts from. The question itself is left out: it is somebody's, and the article
    is for everybody."""
    answer = accepted_answer(question)
    codes = tuple(code.interval for code in question.codes)
    about = f" for {', '.join(one.label for one in codes[:3])}" if codes else ""
    return ArticleText(
        title=f"{question.topic_label}{about}",
        subject=SHELVES.get(topic_of(question.topic), Subject.CODES),
        summary="",
        sections=({"heading": "In short", "text": _unmarked(answer.text)},),
        sources=sources_of(answer),
        codes=codes,
    )


def draft(question: Question, text: ArticleText, *, by: User, now: datetime) -> Article:
    """A draft that nobody sees until an editor has reviewed it; the answer's sources stay with it."""
    answer = accepted_answer(question)
    if article_of(question) is not None:
        raise Conflict(f"There is an article of {question.reference} already.")
    return articles.draft(
        text.title,
        subject=text.subject,
        summary=text.summary,
        sections=text.sections,
        codes=text.codes,
        sources=sources_of(answer),
        by=by,
        now=now,
        origin=origin_of(question),
    )


def article_of(question: Question) -> Article | None:
    return db.session.scalar(select(Article).where(Article.origin == origin_of(question)))


def origin_of(question: Question) -> str:
    return f"consult:{question.id}"


def sources_of(answer: Message) -> tuple[dict[str, str], ...]:
    """Each work once; opened on the day on which the answer was signed."""
    sources = [_source(one, answer.at) for one in answer.evidence]
    return tuple({tuple(one.items()): one for one in sources}.values())


def _source(one: Evidence, at: datetime) -> dict[str, str]:
    title = f"{one.title}, {one.release}" if one.release else one.title
    return {"title": title, **({"url": one.url} if one.url else {}), "opened": f"{at:%Y-%m-%d}"}


def _unmarked(text: str) -> str:
    """An article lists its sources at its end; the numbers of the answer mean nothing there."""
    return re.sub(r" +([.,;])", r"\1", CITATION.sub("", text)).strip()
