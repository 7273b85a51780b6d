"""Forms of other sites are refused; a stale form of ours is not lost."""

import re

import pytest
from sqlalchemy import select

from jobboard.accounts.models import ServerSession
from jobboard.db import db
from tests.making import a_candidate
from tests.signing_in import sign_in, token_on

OURS = {"Sec-Fetch-Site": "same-origin"}
TYPED = {"name": "Casey & <b>Ng</b>", "csrf_token": "stale"}


def test_a_form_without_our_token_changes_nothing(client):
    person = a_candidate()
    sign_in(client, person)
    assert client.post("/account/name", data={"name": "Mallory"}).status_code == 400
    db.session.refresh(person)
    assert person.name != "Mallory"


def test_a_stale_form_of_ours_can_be_sent_again_with_all_that_was_typed(client):
    sign_in(client, a_candidate())
    answer = client.post("/account/name", data=TYPED, headers=OURS)
    assert answer.status_code == 400
    assert "Please send that again" in answer.text
    assert "Casey &amp; &lt;b&gt;Ng&lt;/b&gt;" in answer.text
    fields = {"name": TYPED["name"], "csrf_token": token_on(answer)}
    assert client.post("/account/name", data=fields, headers=OURS).status_code == 302
    assert "Casey &amp; &lt;b&gt;Ng" in client.get("/account/").text


def test_the_way_is_kept_with_its_question(client):
    answer = client.post("/account/login?next=/account/email", data=TYPED, headers=OURS)
    assert 'action="/account/login?next=/account/email"' in answer.text


def test_several_values_of_one_name_are_all_kept(client):
    answer = client.post(
        "/contact", data={"codes": ["38240", "38241"], "csrf_token": "x"}, headers=OURS
    )
    assert re.findall(r'name="codes" value="(\d+)"', answer.text) == ["38240", "38241"]


def test_secrets_are_never_written_into_the_page(client):
    typed = {"email": "casey@example.com", "password": "correct horse", "csrf_token": "x"}
    answer = client.post("/account/login", data=typed, headers=OURS)
    assert "casey@example.com" in answer.text
    assert "correct horse" not in answer.text


def test_files_are_said_to_be_missing(client):
    from io import BytesIO

    fields = {"note": "Hello", "resume": (BytesIO(b"%PDF"), "cv.pdf"), "csrf_token": "x"}
    answer = client.post("/contact", data=fields, headers=OURS)
    assert "Only files have to be chosen again" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/localhost"},
        {},
    ],
)
def test_another_site_can_neither_speak_through_us_nor_sign_anybody_out(client, headers):
    answer = client.post("/account/name", data=TYPED, headers=headers)
    assert answer.status_code == 400
    assert "Casey" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert db.session.scalars(select(ServerSession)).all() == []


def test_older_browsers_say_where_they_come_from_in_other_ways(client):
    for headers in ({"Origin": "http://localhost"}, {"Referer": "http://localhost/account/"}):
        answer = client.post("/account/name", data=TYPED, headers=headers)
        assert "Please send that again" in answer.text


def test_machines_get_a_machine_s_answer(client):
    answer = client.post("/api/v1/anything", data=TYPED, headers=OURS)
    assert answer.status_code in (400, 404)
    assert answer.is_json


def test_a_token_lasts_as_long_as_its_session(app):
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None
