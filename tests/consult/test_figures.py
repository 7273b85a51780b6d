"""The figures, reckoned a second way: from the events, one question after the other."""

from datetime import timedelta
from statistics import median

import pytest
from flask import Flask

from jobboard.articles import actions as articles
from jobboard.articles.models import ArticleCode
from jobboard.assistant.understanding import Topic
from jobboard.consult import asking, figures, upkeep, working
from jobboard.consult.lifecycle import WITH_US, Move, State
from jobboard.consult.models import Question
from jobboard.consult.targets import Urgency
from jobboard.db import db
from tests.applications.desk import Desk
from tests.assistant.boards import a_reference
from tests.consult.making import (
    a_claimed_question,
    a_consultant,
    a_draft,
    a_question,
    a_waiting_question,
    an_answered_question,
)
from tests.making import NOON, a_person

BEGINS = NOON - timedelta(days=90)


@pytest.fixture(autouse=True)
def reference(app: Flask) -> None:
    a_reference()


def a_busy_desk():
    """Some of everything, at different times."""
    members = [a_person(name=f"Member {number}") for number in range(5)]
    first, second = a_consultant(), a_consultant("Sam Second")
    for number, hours in enumerate((1, 5, 30)):
        question = a_claimed_question(first, user=members[number], now=NOON - timedelta(days=4))
        a_draft(question, first)
        at = NOON - timedelta(days=4) + timedelta(hours=hours)
        working.sign_off(question, by=first.user, now=at, revision=question.revision)
        db.session.commit()
        if hours == 5:
            asking.dispute(question, "It says otherwise.", now=at + timedelta(hours=1))
        if hours == 30:
            asking.accept(question, now=at + timedelta(hours=1))
        db.session.commit()
    a_waiting_question(user=members[3], now=NOON - timedelta(days=2), urgency=Urgency.SOON)
    a_waiting_question(user=members[4], topic="coverage", now=NOON - timedelta(hours=2))
    a_question("What is modifier 25?", email="b@example.com")
    withdrawn = a_waiting_question(email="c@example.com", now=NOON - timedelta(days=1))
    asking.withdraw(withdrawn, now=NOON)
    db.session.commit()
    upkeep.keep_up(NOON)
    return second


def first_time(question: Question, *moves: Move):
    return next((event.at for event in question.events if event.move in moves), None)


def test_what_is_counted_is_what_the_events_say(app: Flask) -> None:
    a_busy_desk()
    every = [one for one in db.session.scalars(db.select(Question)) if one.human_at]
    answered = [first_time(one, Move.SIGN_OFF, Move.APPROVE) for one in every]
    spans = [
        at - first_time(one, Move.ASK_A_HUMAN)
        for one, at in zip(every, answered, strict=True)
        if at
    ]
    closed = [one for one in every if one.stage is State.CLOSED]
    found = figures.since(BEGINS, now=NOON)
    assert found.asked == len(every) == 6
    assert found.answered == len(spans) == 3
    assert found.to_first_answer == median(spans) == timedelta(hours=5)
    assert found.to_close == median(one.events[-1].at - one.human_at for one in closed)
    assert found.disputed == sum(first_time(one, Move.DISPUTE) is not None for one in every) == 1
    assert found.disputed_percent == 33
    assert sum(found.waiting.values()) == sum(one.stage in WITH_US for one in every)
    assert found.waiting == {"under a day": 1, "1 to 3 days": 1, "more than 3 days": 1}
    assert found.late == sum(one.is_late(NOON) for one in every)
    missed = sum(one.missed_at is not None for one in every)
    assert found.returned == {"target missed": missed, "withdrawn": 1}


def test_a_desk_without_questions_measures_nothing(app: Flask) -> None:
    found = figures.since(BEGINS, now=NOON)
    assert (found.asked, found.to_first_answer, found.disputed_percent) == (0, None, None)
    page = Desk(app, a_person(None, "admin")).get("/admin/consult").text
    assert "nothing yet" in page


def test_a_topic_needs_an_article_until_a_public_one_speaks_of_its_codes(app: Flask) -> None:
    question = a_waiting_question(topic="crosswalk")
    db.session.execute(db.delete(ArticleCode))
    db.session.commit()
    assert [(one.label, one.without_article) for one in figures.needs(BEGINS)] == [("Crosswalk", 1)]
    author, reviewer = a_person(None, "consultant"), a_person(None, "editor")
    article = articles.draft(
        "Two transplants",
        subject="ncci-edits",
        summary="When both are reported.",
        sections=[{"heading": "In short", "text": "Both are reported for two donors. " * 3}],
        by=author,
        now=NOON,
        codes=[question.codes[0].interval],
        origin="consult:0",
    )
    db.session.commit()
    assert figures.needs(BEGINS)[0].without_article == 1, "a draft helps nobody"
    articles.review(article, by=reviewer, now=NOON)
    articles.publish(article, now=NOON)
    db.session.commit()
    assert figures.needs(BEGINS)[0].without_article == 0


def test_consultants_and_admins_see_the_figures(app: Flask) -> None:
    second = a_busy_desk()
    page = Desk(app, second.user).get("/consultant/figures").text
    assert "5 hours" in page and "1 of 3 answered (33%)" in page
    assert "Topics without articles" in page
    assert Topic.COVERAGE.label in page


def test_an_answer_of_last_year_is_not_of_these_ninety_days(app: Flask) -> None:
    an_answered_question(now=NOON - timedelta(days=200))
    assert figures.since(BEGINS, now=NOON).asked == 0
