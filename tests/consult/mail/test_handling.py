"""What becomes of mails: what is asked, who is written to, what waits for an admin."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete

from jobboard.clock import stopped_at
from jobboard.consult import asking
from jobboard.consult.lifecycle import State
from jobboard.consult.mail import handling, queries, receiving
from jobboard.consult.mail.addresses import reply_to
from jobboard.consult.mail.models import InboundMail, MailState
from jobboard.consult.mail.sorting import Kind
from jobboard.consult.models import Channel, Question
from jobboard.db import db
from jobboard.outbox.draining import Claim
from jobboard.outbox.models import OutboxRow
from tests.consult.mail.arriving import all_mails, arrive, letters, questions
from tests.consult.mail.mails import ASKER, BOARD, WORDS, a_bounce, nested, raw, with_file
from tests.making import NOON

pytestmark = pytest.mark.usefixtures("post")
PATIENT = "Patient John Smith, DOB 03/04/1961, was given 38240. Correct?"


def an_address() -> str:
    """Of a question that has come by mail and was answered at once."""
    arrive(raw(message_id="<first@example.com>"))
    [question] = questions()
    address = reply_to(question)
    assert address
    return address


def in_peoples_hands(question: Question) -> None:
    with stopped_at(NOON):
        asking.ask_a_human(question, now=NOON)
        db.session.commit()
    arrive()


def a_reply(text: str, to: str, number: int = 1, **head: str) -> bytes:
    return raw(text, to=to, message_id=f"<reply{number}@example.com>", **head)


def test_a_mail_is_a_question_and_its_sender_gets_the_instant_answer() -> None:
    [mail] = arrive(raw())
    [question] = questions()
    assert (question.email, question.channel, question.state) == (
        ASKER,
        Channel.MAIL,
        State.INSTANT,
    )
    assert question.text == f"Transplant question\n\n{WORDS}"
    assert [code.interval.text() for code in question.codes] == ["38240"]
    assert (mail.state, mail.kind, mail.question_id) == (MailState.DONE, Kind.QUESTION, question.id)
    [letter] = letters()
    assert (letter.to, letter.reply_to) == (ASKER, reply_to(question))
    assert letter.bounces_to == letter.reply_to
    assert "a program" in letter.text


def test_the_name_in_a_mail_stands_in_no_letter() -> None:
    arrive(raw(**{"from": "Buy Pills At pills.example <victim@example.com>"}))
    [letter] = letters()
    assert "Pills" not in letter.text


def test_what_was_handled_is_not_kept_in_full() -> None:
    [mail] = arrive(raw())
    assert mail.raw is None


def test_the_same_mail_twice_is_one() -> None:
    again = b"Received: from elsewhere by mx.example\r\nDelivered-To: ask@board.example\r\n" + raw()
    assert len(arrive(raw(), raw(), again)) == 1
    assert len(letters()) == 1


def test_two_mails_with_the_same_words_are_two() -> None:
    assert len(arrive(raw(), raw(message_id="<two@example.com>"))) == 2


def test_a_mail_is_done_once_however_often_the_outbox_says_so() -> None:
    [mail] = arrive(raw())
    handling.handle(mail.id, now=NOON)
    db.session.commit()
    assert len(questions()) == 1


def test_a_question_in_the_subject_alone_is_one() -> None:
    arrive(raw("", subject="Is 38240 per donor?"))
    assert questions()[0].text == "Is 38240 per donor?"


def test_a_reply_is_added_without_quotation_and_its_sender_learns_that_nobody_reads_yet() -> None:
    address = an_address()
    quoted = "The donor is related.\n\nOn Mon, Nov 2, 2026 at 9:00 AM Board wrote:\n> 38240 is …\n"
    mail = arrive(a_reply(quoted, address))[-1]
    [question] = questions()
    assert [message.text for message in question.messages][1:] == ["The donor is related."]
    assert (mail.kind, mail.question_id) == (Kind.REPLY, question.id)
    added = letters(ASKER)[-1]
    assert added.subject == f"{question.reference}: an email was added"
    assert f"/human?key={question.letter_key}" in added.text


def test_a_reply_to_a_question_that_people_work_on_is_not_answered_by_a_program() -> None:
    address = an_address()
    [question] = questions()
    in_peoples_hands(question)
    before = len(letters(ASKER))
    arrive(a_reply("The donor is related.", address))
    assert len(questions()[0].messages) == 2
    assert len(letters(ASKER)) == before


def test_a_stranger_who_knows_the_address_is_kept_marked_and_never_written_to() -> None:
    address = an_address()
    stranger = {"from": "Colleague <colleague@example.com>"}
    arrive(with_file(text="I disagree.", to=address, message_id="<s@x>", **stranger))
    arrive(with_file(text=PATIENT, to=address, message_id="<x@y>", **stranger))
    [question] = questions()
    assert [message.sender for message in question.messages] == [None, "colleague@example.com"]
    assert letters("colleague@example.com") == []
    assert not any(letter.subject.startswith("Files") for letter in letters())


def test_a_forged_asker_without_the_signed_address_adds_nothing() -> None:
    address = an_address()
    mail = arrive(a_reply("Close it.", address.replace("+q", "+q1")))[-1]
    assert (mail.state, mail.kind) == (MailState.DEAD, Kind.NOT_OURS)
    assert len(questions()[0].messages) == 1


def test_patient_data_are_refused_with_a_letter_that_does_not_repeat_them() -> None:
    [mail] = arrive(raw(PATIENT))
    assert questions() == []
    assert (mail.state, mail.raw) == (MailState.DONE, None)
    [letter] = letters()
    assert "patient data" in letter.text
    for private in ("John", "Smith", "1961", "38240"):
        assert private not in letter.text + (letter.html or "") + letter.subject
        assert private not in mail.reason


def test_files_are_explained_once_and_the_words_are_answered() -> None:
    arrive(with_file(), with_file(message_id="<two@example.com>"))
    assert len(questions()) == 2
    told = [letter for letter in letters() if letter.subject.startswith("Files")]
    assert len(told) == 1
    assert len(letters()) == 3


def test_a_file_without_words_gets_one_letter_that_says_both() -> None:
    arrive(with_file(text="", subject=""))
    [letter] = letters()
    assert "Write what you would like to know" in letter.text
    assert "Files are not read" in letter.text


def test_a_very_long_mail_is_refused_in_words() -> None:
    arrive(raw("Is it 38240? " * 8_000))
    [letter] = letters()
    assert "4,000 characters" in letter.text


@pytest.mark.parametrize(
    "head",
    [
        {"auto_submitted": "auto-replied"},
        {"precedence": "list"},
        {"from": BOARD},
        {"subject": "Out of office"},
    ],
)
def test_machines_are_left_unanswered_and_trouble_no_admin(head: dict[str, str]) -> None:
    [mail] = arrive(raw(**head))
    assert (mail.state, letters(), questions()) == (MailState.DONE, [], [])
    assert mail.reason


def test_a_bounce_marks_the_address_and_nothing_goes_to_it_any_more() -> None:
    address = an_address()
    arrive(a_bounce(address, status="4.4.1", action="delayed", to=address))
    assert questions()[0].undeliverable_at is None
    sent = len(letters())
    arrive(a_bounce(address, to=address))
    [question] = questions()
    assert question.undeliverable_at == NOON
    in_peoples_hands(question)
    assert len(letters()) == sent


def test_an_asker_who_writes_from_a_marked_address_can_be_reached_again() -> None:
    address = an_address()
    arrive(a_bounce(address))
    assert questions()[0].undeliverable_at is not None
    arrive(a_reply("I am back.", address))
    assert questions()[0].undeliverable_at is None


def test_nobody_gets_more_letters_a_day_than_the_bound() -> None:
    most = queries.MOST_A_DAY
    mails = arrive(*(raw(message_id=f"<{n}@example.com>") for n in range(most + 3)))
    assert len(letters()) == len(questions()) == most
    assert [mail.state for mail in mails[most:]] == [MailState.DEAD] * 3
    arrive(raw(message_id="<next@example.com>"), now=NOON + timedelta(days=1, minutes=1))
    assert len(questions()) == most + 1


def test_what_two_robots_say_to_each_other_ends() -> None:
    """A robot that answers each letter of ours and hides that it is one."""
    arrive(raw(message_id="<0@robot.example>"))
    for turn in range(1, 40):
        letter = letters()[-1]
        echo = raw(
            "I am a person.", to=letter.reply_to or BOARD, message_id=f"<{turn}@robot.example>"
        )
        arrive(echo)
    assert len(letters()) <= queries.MOST_A_DAY + 1


def test_what_cannot_be_read_is_a_dead_letter() -> None:
    [mail] = arrive(nested(90))
    assert (mail.state, mail.kind) == (MailState.DEAD, Kind.UNREADABLE)
    assert mail.raw is not None


def test_a_thousand_mails_at_once_are_all_kept_and_each_is_done() -> None:
    mails = [
        raw(
            message_id=f"<{number}@example.com>",
            auto_submitted="no" if number % 20 == 0 else "auto-replied",
            **{"from": f"coder{number}@example.com"},
        )
        for number in range(1_000)
    ]
    kept = arrive(*mails, *mails[:100])
    assert len(kept) == 1_000
    assert {mail.state for mail in kept} == {MailState.DONE}
    assert {letter.to for letter in letters()} == {question.email for question in questions()}
    assert len(letters()) == len(questions()) == 50


def test_trouble_of_ours_is_tried_again_and_ends_as_a_dead_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Robin's words")

    receiving.receive(raw(), now=NOON)
    monkeypatch.setattr(asking, "ask", broken)
    [mail] = all_mails()
    for attempt in range(handling.ATTEMPTS):
        claim = Claim(id=1, key=mail.id, payload={}, attempts=attempt)
        if attempt + 1 < handling.ATTEMPTS:
            with pytest.raises(RuntimeError):
                handling.act([claim])
            db.session.rollback()
    handling.act([claim])
    db.session.commit()
    [mail] = all_mails()
    assert (mail.state, mail.reason) == (
        MailState.DEAD,
        "It could not be handled (RuntimeError).",
    )


def test_a_mail_whose_outbox_row_has_gone_is_taken_up_again() -> None:
    receiving.receive(raw(), now=NOON)
    db.session.execute(delete(OutboxRow))
    db.session.commit()
    later = NOON + timedelta(hours=1)
    with stopped_at(later):
        receiving.look_after(later)
        db.session.commit()
    arrive(now=later)
    assert len(questions()) == 1


def test_dead_letters_go_after_a_month_and_what_was_done_after_a_season() -> None:
    arrive(nested(90), raw())
    receiving.look_after(NOON + timedelta(days=31))
    db.session.commit()
    dead, done = all_mails()
    assert (dead.state, dead.raw, done.state) == (MailState.DISCARDED, None, MailState.DONE)
    receiving.look_after(NOON + timedelta(days=91))
    db.session.commit()
    assert all_mails() == []


def test_without_an_address_nothing_is_asked_and_nothing_is_lost(post: Flask) -> None:
    settings = post.extensions["settings"]
    post.extensions["settings"] = settings.model_copy(update={"mail_in_address": ""})
    [mail] = arrive(raw())
    assert mail.state == MailState.DEAD
    assert isinstance(mail, InboundMail)
