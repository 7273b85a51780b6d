"""What consultants do: taking, asking back, signing, reviewing; and what time does meanwhile."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from jobboard.assistant.understanding import Topic
from jobboard.consult import asking, consultants, credits, upkeep, working
from jobboard.consult.guarding import QuestionRefused
from jobboard.consult.lifecycle import Move, MoveRefused, State
from jobboard.consult.models import Kind, Question
from jobboard.consult.moving import StaleQuestion
from jobboard.consult.targets import Urgency
from jobboard.consult.working import AnswerRefused
from jobboard.db import db
from jobboard.errors import Conflict
from jobboard.gateways import gateways
from jobboard.worker import settle
from tests.assistant.boards import a_reference
from tests.consult.making import (
    ANSWER,
    a_claimed_question,
    a_consultant,
    a_draft,
    a_question,
    a_source,
    a_triaged_question,
    a_waiting_question,
    an_answered_question,
)
from tests.making import NOON, a_person


@pytest.fixture(autouse=True)
def reference(app: Flask) -> None:
    a_reference()


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def subjects_to(address: str) -> list[str]:
    settle()
    return [one.subject for one in gateways().mail.letters if one.to == address]


def test_a_question_goes_from_the_queue_to_an_accepted_answer():
    question = an_answered_question()
    assert question.stage is State.ANSWERED
    (answer,) = question.answers
    assert (answer.text, answer.author.name) == (ANSWER, "Corey Consultant")
    assert [one.number for one in answer.evidence] == [1]
    asking.accept(question, now=NOON)
    db.session.commit()
    moves = [Move.ASK_A_HUMAN, Move.TRIAGE, Move.CLAIM, Move.SIGN_OFF, Move.ACCEPT]
    assert [event.move for event in question.events] == moves
    assert subjects_to("asker@example.com")[-1].endswith("a consultant has answered")


def test_the_answer_s_letter_has_its_sources_and_a_way_to_dispute():
    question = an_answered_question()
    settle()
    letter = gateways().mail.letters[-1]
    assert ANSWER in letter.text
    assert "[1] What our page says http://localhost/codes/cpt/38240" in letter.text
    assert f"http://localhost{question.url}" in letter.text
    assert 'href="http://localhost/codes/cpt/38240"' in letter.html
    assert "no promise of payment" in letter.text


def test_a_question_is_claimed_once():
    first, second = a_consultant(), a_consultant("Sam Second")
    question = a_claimed_question(first)
    with pytest.raises(MoveRefused):
        working.claim(question, second, now=NOON)


def test_two_who_claim_at_the_same_instant_cannot_both_have_it(app: Flask):
    question = a_triaged_question()
    with Session(db.engine) as other:
        theirs = other.get_one(Question, question.id)
        working.claim(question, a_consultant(), now=NOON)
        db.session.commit()
        theirs.state = State.CLAIMED
        with pytest.raises(StaleDataError):
            other.flush()


def test_nobody_without_a_checked_credential_or_while_away_takes_a_question():
    question = a_triaged_question()
    with pytest.raises(Conflict, match="checked credential"):
        working.claim(question, a_consultant(checked=False), now=NOON)
    away = a_consultant()
    away.away_until = NOON + hours(1)
    with pytest.raises(Conflict, match="away"):
        working.claim(question, away, now=NOON)
    working.claim(question, away, now=NOON + hours(2))


def test_nobody_answers_their_own_question():
    consultant = a_consultant()
    question = a_triaged_question(user=consultant.user)
    with pytest.raises(Conflict, match="your own"):
        working.claim(question, consultant, now=NOON)


def test_asking_the_asker_stops_the_clock_until_they_answer():
    consultant = a_consultant()
    question = a_claimed_question(consultant)
    due = question.due_at
    working.ask_for_information(question, "One donor?", by=consultant.user, now=NOON + hours(2))
    db.session.commit()
    assert question.paused_at == NOON + hours(2)
    assert not question.is_late(NOON + hours(500))
    asking.asker_writes(question, "Yes, one.", now=NOON + hours(50))
    db.session.commit()
    assert question.stage is State.CLAIMED
    assert question.due_at == due + hours(48)
    assert subjects_to("asker@example.com")[-1].endswith("a little more")
    assert subjects_to(consultant.user.email)[-1].endswith("the asker has written")


def test_an_answer_that_its_sources_do_not_cover_is_not_signed():
    consultant = a_consultant()
    question = a_claimed_question(consultant)
    a_draft(question, consultant, text="Report 38242 [1].")
    with pytest.raises(AnswerRefused, match="38242"):
        working.sign_off(question, by=consultant.user, now=NOON, revision=question.revision)
    assert question.stage is State.CLAIMED


def test_an_answer_with_patient_data_is_not_signed():
    consultant = a_consultant()
    question = a_claimed_question(consultant)
    a_draft(question, consultant, text="For Mrs. Mary Miller, DOB 03/04/1961, use 38240 [1].")
    with pytest.raises(AnswerRefused, match="patient data"):
        working.sign_off(question, by=consultant.user, now=NOON, revision=question.revision)


def test_an_answer_is_not_sent_past_what_the_asker_has_written_meanwhile():
    consultant = a_consultant()
    question = a_claimed_question(consultant)
    a_draft(question, consultant)
    read = question.revision
    asking.asker_writes(question, "It was two infusions.", now=NOON + hours(1))
    db.session.commit()
    with pytest.raises(StaleQuestion):
        working.sign_off(question, by=consultant.user, now=NOON, revision=read)


def test_set_topics_go_out_only_after_a_second_consultant_has_read_them():
    first, second = a_consultant(), a_consultant("Sam Second")
    question = a_claimed_question(first, topic=Topic.COVERAGE)
    a_draft(question, first)
    working.sign_off(question, by=first.user, now=NOON, revision=question.revision)
    db.session.commit()
    assert question.stage is State.IN_REVIEW and question.answers == []
    with pytest.raises(MoveRefused):
        working.approve(question, by=first.user, now=NOON, revision=question.revision)
    working.send_back(question, "Name the source.", by=second.user, now=NOON)
    working.sign_off(question, by=first.user, now=NOON, revision=question.revision)
    db.session.commit()
    working.approve(question, by=second.user, now=NOON, revision=question.revision)
    db.session.commit()
    (answer,) = question.answers
    assert (answer.author, answer.reviewed_by) == (first.user, second.user)
    assert subjects_to(first.user.email)[-1].endswith("has a remark")
    settle()
    assert "Sam Second has reviewed the answer" in gateways().mail.letters[-1].text


def test_a_disputed_answer_is_answered_by_somebody_else_at_no_cost():
    member, first, second = a_person(), a_consultant(), a_consultant("Sam Second")
    question = an_answered_question(first, user=member)
    asking.dispute(question, "The edit says otherwise.", now=NOON + hours(100))
    db.session.commit()
    assert (question.stage, question.claimed_by) == (State.DISPUTED, None)
    assert question.due_at == NOON + hours(172)
    with pytest.raises(Conflict, match="another consultant"):
        working.claim(question, first, now=NOON)
    working.claim(question, second, now=NOON + hours(101))
    assert credits.left(member, member.email, now=NOON) == 2


def test_declining_says_why_and_returns_the_credit():
    member, consultant = a_person(), a_consultant()
    question = a_waiting_question(user=member)
    working.decline(question, "This is a legal question.", by=consultant.user, now=NOON)
    db.session.commit()
    assert question.stage is State.CLOSED
    assert credits.left(member, member.email, now=NOON) == 3
    settle()
    assert "This is a legal question." in gateways().mail.letters[-1].text


def test_a_note_is_checked_for_patient_data_as_well():
    consultant = a_consultant()
    question = a_claimed_question(consultant)
    with pytest.raises(QuestionRefused):
        working.add_note(
            question, "Patient John Smith, DOB 03/04/1961", by=consultant.user, now=NOON
        )
    working.add_note(question, "Ask Ari.", by=consultant.user, now=NOON)
    assert question.messages[-1].kind == Kind.NOTE


def test_a_claim_without_a_move_lapses_and_its_draft_stays():
    consultant = a_consultant()
    question = a_claimed_question(consultant)
    a_draft(question, consultant)
    upkeep.keep_up(NOON + hours(11))
    assert question.stage is State.CLAIMED
    upkeep.keep_up(NOON + hours(12))
    assert (question.stage, question.claimed_by) == (State.TRIAGED, None)
    assert question.draft is not None
    assert subjects_to(consultant.user.email)[-1].endswith("back in the queue")


def test_a_missed_target_returns_the_credit_once_and_says_so():
    member = a_person()
    question = a_waiting_question(user=member, urgency=Urgency.URGENT)
    upkeep.keep_up(NOON + hours(6))
    assert question.missed_at is None
    for later in (7, 8, 9):
        upkeep.keep_up(NOON + hours(later))
    assert question.missed_at == NOON + hours(7)
    assert credits.left(member, member.email, now=NOON) == 3
    late = [one for one in subjects_to(member.email) if one.endswith("we are late")]
    assert len(late) == 1


def test_an_answer_that_came_late_returns_the_credit_even_before_the_task_has_run():
    member, consultant = a_person(), a_consultant()
    question = a_claimed_question(consultant, user=member)
    a_draft(question, consultant)
    late = NOON + hours(73)
    working.sign_off(question, by=consultant.user, now=late, revision=question.revision)
    db.session.commit()
    assert credits.left(member, member.email, now=NOON) == 3


def test_an_asker_who_was_asked_is_reminded_once_and_the_question_closes_in_the_end():
    consultant = a_consultant()
    question = a_claimed_question(consultant)
    working.ask_for_information(question, "One donor?", by=consultant.user, now=NOON)
    db.session.commit()
    for days in (1, 3, 4, 13):
        upkeep.keep_up(NOON + timedelta(days=days))
    reminders = [one for one in subjects_to("asker@example.com") if "still wait" in one]
    assert len(reminders) == 1
    assert question.stage is State.NEEDS_INFO
    upkeep.keep_up(NOON + timedelta(days=14))
    assert question.stage is State.CLOSED
    assert question.missed_at is None


def test_an_answer_that_nobody_disputes_closes_by_itself():
    question = an_answered_question()
    upkeep.keep_up(NOON + timedelta(days=6))
    assert question.stage is State.ANSWERED
    upkeep.keep_up(NOON + timedelta(days=7))
    assert question.stage is State.CLOSED


def test_what_went_to_no_person_is_forgotten_and_what_did_is_kept():
    unasked, answered = a_question(email="b@example.com"), an_answered_question()
    for days in (30, 31, 200):
        upkeep.keep_up(NOON + timedelta(days=days))
    assert db.session.get(Question, unasked.id) is None
    assert db.session.get(Question, answered.id).stage is State.CLOSED


def test_whoever_is_ended_gives_back_what_they_hold_and_can_be_invited_again():
    consultant, admin = a_consultant(), a_person(None, "admin")
    question = a_claimed_question(consultant)
    assert consultants.end(consultant, by=admin, now=NOON) == 1
    db.session.commit()
    assert question.stage is State.TRIAGED
    assert not consultant.user.has_role("consultant")
    again = consultants.invite(
        consultant.user.email, name="", credential="CCS", number="", by=admin, now=NOON
    )
    assert again is consultant and again.may_answer(NOON)


def test_the_draft_belongs_to_whoever_holds_the_question():
    first, second = a_consultant(), a_consultant("Sam Second")
    question = a_claimed_question(first)
    with pytest.raises(Conflict, match="Somebody else holds"):
        working.save_draft(question, "Mine.", [a_source()], by=second.user, now=NOON)
