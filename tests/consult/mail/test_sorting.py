"""What a mail is, and that nothing which a machine has sent is answered."""

import pytest

from jobboard.consult.mail.reading import read
from jobboard.consult.mail.sorting import FROM_MACHINES, Kind, sort
from tests.consult.mail.mails import ASKER, BOARD, OURS, a_bounce, raw


def kind_of(mail: bytes, **envelope) -> Kind:
    return sort(read(mail), OURS, **envelope).kind


def test_a_mail_to_the_board_is_a_question():
    assert kind_of(raw()) is Kind.QUESTION
    assert kind_of(raw(to="Board <ASK@Board.example>")) is Kind.QUESTION


def test_a_mail_to_a_signed_address_is_a_reply_wherever_that_address_stands():
    for head in ({"to": OURS.of(12)}, {"cc": OURS.of(12)}, {"delivered_to": OURS.of(12).upper()}):
        found = sort(read(raw(**head)), OURS)
        assert (found.kind, found.question_id) == (Kind.REPLY, 12)
    found = sort(read(raw(to="undisclosed:;")), OURS, recipients=[OURS.of(12)])
    assert (found.kind, found.question_id) == (Kind.REPLY, 12)


def test_a_forged_mark_leads_nowhere():
    forged = OURS.of(12).replace("q12.", "q13.")
    assert kind_of(raw(to=forged)) is Kind.NOT_OURS


@pytest.mark.parametrize(
    "head",
    [
        {"auto_submitted": "auto-replied"},
        {"auto_submitted": "auto-generated (failure)"},
        {"precedence": "bulk"},
        {"precedence": "Auto_Reply"},
        {"x_auto_response_suppress": "DR, OOF, AutoReply"},
        {"x_autoreply": "yes"},
        {"list_id": "<coders.example.com>"},
        {"list_unsubscribe": "<https://example.com>"},
        {"from": "no-reply@example.com"},
        {"from": "MAILER-DAEMON@example.com"},
        {"from": "bounces+12@example.com"},
        {"from": BOARD},
        {"from": OURS.of(12)},
        {"return_path": "<>"},
        {"subject": "Automatic reply: Q-12"},
        {"subject": "Out of Office Re: Q-12"},
        {"subject": "Abwesenheitsnotiz: Q-12"},
    ],
)
@pytest.mark.parametrize("to", [BOARD, OURS.of(12)])
def test_machines_are_recognized(head, to):
    assert kind_of(raw(**{"to": to, **head})) in FROM_MACHINES


def test_an_empty_sender_in_the_envelope_is_a_machine():
    assert kind_of(raw(), return_path="") is Kind.BOUNCE
    assert kind_of(raw(), return_path=ASKER) is Kind.QUESTION


def test_a_mail_that_goes_in_circles_is_stopped():
    circle = b"Received: from a by b; Thu, 26 Nov 2026 14:01:00 +0000\r\n" * 41
    assert kind_of(circle + raw()) is Kind.LOOP


@pytest.mark.parametrize(
    "head", [{"auto_submitted": "no"}, {"precedence": "normal"}, {"subject": "Office visit codes"}]
)
def test_people_are_not_taken_for_machines(head):
    assert kind_of(raw(**head)) is Kind.QUESTION


@pytest.mark.parametrize("address", [OURS.of(12), "other@board.example"])
def test_a_report_belongs_to_the_letter_that_came_back(address):
    found = sort(read(a_bounce(address)), OURS)
    assert found.kind is Kind.BOUNCE
    assert found.question_id == OURS.question_id(address)
    assert sort(read(a_bounce("x@y.example", to=OURS.of(12))), OURS).question_id == 12


@pytest.mark.parametrize(
    "head",
    [
        {"x_spam_flag": "YES"},
        {"x_spam_status": "Yes, score=9.1"},
        {"authentication_results": "mx.example; spf=pass; dmarc=fail (p=reject) header.from=a.b"},
    ],
)
def test_what_other_servers_suspect_waits_for_an_admin(head):
    mail = read(raw(**head))
    assert sort(mail, OURS).kind is Kind.SPAM
    assert sort(mail, OURS, let_in=True).kind is Kind.QUESTION


def test_an_admin_lets_in_people_but_no_machine():
    assert sort(read(raw(to="x@y.example")), OURS, let_in=True).kind is Kind.QUESTION
    assert sort(read(raw(auto_submitted="auto-replied")), OURS, let_in=True).kind is Kind.AUTO_REPLY
    assert sort(read(raw(**{"from": "nobody"})), OURS, let_in=True).kind is Kind.NO_SENDER
