"""The admins' page of dead letters."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard.clock import stopped_at
from jobboard.consult.mail.models import MailState
from jobboard.worker import settle
from tests.consult.mail.arriving import all_mails, arrive, letters, questions
from tests.consult.mail.mails import BOARD, nested, raw
from tests.making import NOON, a_person
from tests.signing_in import send, sign_in, token_on

pytestmark = pytest.mark.usefixtures("post")


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    return sign_in(client, a_person(None, "admin"))


def spam(number: int = 1, text: str = "Is 38240 per donor?") -> bytes:
    return raw(text, message_id=f"<{number}@example.com>", x_spam_flag="YES")


def test_dead_letters_are_shown_with_their_reason(admin: FlaskClient) -> None:
    arrive(spam(), nested(90), raw())
    with stopped_at(NOON):
        page = admin.get("/admin/mail").text
    assert "X-Spam-Flag: YES" in page
    assert "It cannot be read" in page
    assert page.count("/admin/mail/") == 2
    assert "Suspected spam" in page


def test_what_a_dead_letter_says_is_shown_without_patient_data(admin: FlaskClient) -> None:
    [mail] = arrive(spam(text="Patient John Smith, DOB 03/04/1961, had 38240.\n<b>Why?</b>"))
    page = admin.get(f"/admin/mail/{mail.id}").text
    assert "Smith" not in page
    assert "1961" not in page
    assert "had 38240" in page
    assert "&lt;b&gt;Why?" in page


def test_what_an_admin_lets_in_is_handled_as_a_persons(admin: FlaskClient) -> None:
    [mail] = arrive(spam())
    assert questions() == []
    with stopped_at(NOON):
        sent = send(admin, f"/admin/mail/{mail.id}/let-in", page=f"/admin/mail/{mail.id}")
        assert sent.status_code == 302
        settle()
    assert len(questions()) == len(letters()) == 1
    assert all_mails()[0].state == MailState.DONE


def test_what_is_discarded_is_deleted_and_answers_nobody(admin: FlaskClient) -> None:
    [mail] = arrive(spam())
    send(admin, f"/admin/mail/{mail.id}/discard", page=f"/admin/mail/{mail.id}")
    [mail] = all_mails()
    assert (mail.state, mail.raw) == (MailState.DISCARDED, None)
    assert letters() == []
    assert admin.get(f"/admin/mail/{mail.id}").status_code == 404


def test_all_of_one_sender_go_at_once_and_others_stay(admin: FlaskClient) -> None:
    other = raw(x_spam_flag="YES", message_id="<o@x>", **{"from": "other@example.com"})
    mails = arrive(spam(1), spam(2), other)
    page = f"/admin/mail/{mails[0].id}"
    answer = send(admin, f"{page}/discard-all", page=page)
    assert "2 emails discarded" in admin.get(answer.location).text
    assert [mail.state for mail in all_mails()] == ["discarded", "discarded", "dead"]


def test_two_admins_decide_once(admin: FlaskClient) -> None:
    [mail] = arrive(spam())
    page = f"/admin/mail/{mail.id}"
    token = token_on(admin.get(page))
    assert admin.post(f"{page}/discard", data={"csrf_token": token}).status_code == 302
    assert admin.post(f"{page}/let-in", data={"csrf_token": token}).status_code == 404
    assert all_mails()[0].state == MailState.DISCARDED


def test_only_dead_letters_have_a_page(admin: FlaskClient) -> None:
    [mail] = arrive(raw())
    assert admin.get(f"/admin/mail/{mail.id}").status_code == 404
    assert admin.get("/admin/mail/999").status_code == 404


@pytest.mark.parametrize("role", ["consultant", "moderator", "editor", None])
def test_nobody_but_admins_comes_in(app: Flask, client: FlaskClient, role: str | None) -> None:
    [mail] = arrive(spam())
    person = a_person(None, *([role] if role else []))
    browser = sign_in(client, person)
    for path in ("/admin/mail", f"/admin/mail/{mail.id}"):
        assert browser.get(path).status_code == 403
    assert app.test_client().get("/admin/mail").status_code == 302


def test_many_are_shown_in_pages(admin: FlaskClient) -> None:
    arrive(*(spam(number) for number in range(30)), now=NOON + timedelta(minutes=1))
    assert admin.get("/admin/mail").text.count('href="/admin/mail/') == 25
    assert admin.get("/admin/mail?page=2").text.count('href="/admin/mail/') == 5
    assert admin.get("/admin/mail?page=99999999999999").status_code == 200


def test_the_address_for_questions_is_shown_where_mail_comes_in(
    post: Flask, client: FlaskClient
) -> None:
    assert BOARD not in client.get("/consult").text
    settings = post.extensions["settings"]
    given = {"mail_in_url": "lmtp://127.0.0.1:2400"}
    post.extensions["settings"] = settings.model_copy(update=given)
    assert f"mailto:{BOARD}" in client.get("/consult").text
    assert "Questions by email" in client.get("/privacy").text
