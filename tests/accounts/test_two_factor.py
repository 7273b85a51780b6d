"""Two-factor sign-in: setting it up, signing in with it, losing the phone."""

import re
from datetime import timedelta

import pytest
from passlib.totp import TOTP

from jobboard import create_app
from jobboard.accounts.models import Role
from jobboard.clock import stopped_at
from jobboard.db import Base, db
from tests.accounts.people import PASSWORD, again, letters, somebody
from tests.conftest import stand_ins, the_settings
from tests.making import NOON
from tests.signing_in import send, sign_in, token_on
from tests.visiting import Visitor

SETUP, CODE, RECOVERY = "/account/two-factor", "/account/two-factor-code", "/account/recovery-code"


class Phone:
    """An authenticator app."""

    def __init__(self, page):
        self.key = re.search(r"<b>([A-Z2-7 ]{16,})</b>", page)[1]

    def code(self, at=NOON):
        app = TOTP(key=re.sub("[ -]", "", self.key), format="base32")
        return app.generate(at.timestamp()).token


@pytest.fixture(autouse=True)
def noon():
    with stopped_at(NOON):
        yield


def set_up(client):
    page = send(client, SETUP, setup="authenticator").text
    phone = Phone(page)
    answer = client.post(CODE, data={"csrf_token": token_on_text(page), "code": phone.code()})
    assert answer.location == "/account/second-factor-set"
    return phone


def token_on_text(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def recovery_codes(client):
    page = send(client, "/account/recovery-codes", generate_new_codes="1").text
    return re.findall(r'<span class="code">([0-9a-f-]{14})</span>', page)


def with_password(client):
    answer = send(client, "/account/login", email="casey@example.com", password=PASSWORD)
    assert answer.location == CODE or answer.location.startswith(CODE)
    return answer.location


def signed_in(client):
    return client.get("/account/").status_code == 200


def a_step_later(steps=1):
    return stopped_at(NOON + timedelta(seconds=30 * steps))


def test_an_app_is_set_up_and_asked_for_from_then_on(app, client):
    person = somebody()
    sign_in(client, person)
    phone = set_up(client)
    assert client.get("/account/second-factor-set").location == "/account/recovery-codes"
    assert again(person).has_second_factor
    assert "is on" in letters()[-1]["subject"]
    other = app.test_client()
    page = with_password(other)
    assert not signed_in(other)
    with a_step_later():
        code = phone.code(NOON + timedelta(seconds=30))
        assert send(other, CODE, page=page, code=code).status_code == 302
        assert signed_in(other)


def test_the_picture_needs_no_script_and_passes_the_content_policy(client):
    sign_in(client, somebody())
    answer = send(client, SETUP, setup="authenticator")
    assert 'src="data:image/svg+xml;base64,' in answer.text
    assert "img-src 'self' data:" in answer.headers["Content-Security-Policy"]


def test_a_wrong_code_while_setting_up_can_be_typed_again(client):
    person = somebody()
    sign_in(client, person)
    page = send(client, SETUP, setup="authenticator").text
    phone = Phone(page)
    answer = client.post(CODE, data={"csrf_token": token_on_text(page), "code": "000000"})
    assert answer.status_code == 422
    assert "not right" in answer.text
    assert not again(person).has_second_factor
    answer = client.post(CODE, data={"csrf_token": token_on(answer), "code": phone.code()})
    assert answer.status_code == 302
    assert again(person).has_second_factor


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "٠١٢٣٤٥", "1" * 500, "\0", "-1", "1e5"])
def test_no_code_breaks_the_page(client, code):
    sign_in(client, somebody())
    set_up(client)
    client.delete_cookie(client.application.config["SESSION_COOKIE_NAME"])
    answer = send(client, CODE, page=with_password(client), code=code)
    assert answer.status_code == 422
    assert not signed_in(client)


def test_no_code_works_twice(app, client):
    sign_in(client, somebody())
    phone = set_up(client)
    first, second = app.test_client(), app.test_client()
    with a_step_later(2):
        code = phone.code(NOON + timedelta(seconds=60))
        assert send(first, CODE, page=with_password(first), code=code).status_code == 302
        assert send(second, CODE, page=with_password(second), code=code).status_code == 422
    assert signed_in(first)
    assert not signed_in(second)


def test_an_old_code_is_refused(app, client):
    sign_in(client, somebody())
    phone = set_up(client)
    other = app.test_client()
    with stopped_at(NOON + timedelta(minutes=5)):
        old = phone.code(NOON + timedelta(minutes=3))
        assert send(other, CODE, page=with_password(other), code=old).status_code == 422


def test_each_recovery_code_opens_the_account_once(app, client):
    sign_in(client, somebody())
    set_up(client)
    codes = recovery_codes(client)
    assert len(set(codes)) == 8
    for code, works in [(codes[0], True), (codes[0], False), (codes[1].upper(), True)]:
        other = app.test_client()
        with_password(other)
        answer = send(other, RECOVERY, code=code)
        assert (answer.status_code == 302) == works
        assert signed_in(other) == works


@pytest.mark.parametrize("code", ["", "x", "0000-0000-0000", "é", "\0", "1" * 5000])
def test_a_wrong_recovery_code_is_said_so(app, client, code):
    sign_in(client, somebody())
    set_up(client)
    recovery_codes(client)
    other = app.test_client()
    with_password(other)
    assert send(other, RECOVERY, code=code).status_code == 422
    assert not signed_in(other)


def test_recovery_codes_and_keys_are_not_readable_in_the_table(client):
    person = somebody()
    sign_in(client, person)
    phone = set_up(client)
    codes = recovery_codes(client)
    stored = again(person)
    assert not set(codes) & set(stored.mf_recovery_codes)
    assert re.sub("[ -]", "", phone.key) not in stored.tf_totp_secret


def test_new_recovery_codes_make_the_old_ones_worthless(app, client):
    sign_in(client, somebody())
    set_up(client)
    old = recovery_codes(client)
    recovery_codes(client)
    other = app.test_client()
    with_password(other)
    assert send(other, RECOVERY, code=old[0]).status_code == 422


def test_it_can_be_switched_off_again(app, client):
    person = somebody()
    sign_in(client, person)
    set_up(client)
    answer = send(client, SETUP, setup="disable")
    assert answer.status_code == 302
    assert not again(person).has_second_factor
    assert again(person).mf_recovery_codes == []
    assert "is off" in letters()[-1]["subject"]
    answer = send(app.test_client(), "/account/login", email=person.email, password=PASSWORD)
    assert answer.location == "/account/arrived"


def test_the_pages_of_the_second_step_lead_strangers_to_the_first(client):
    for page in (SETUP, CODE, RECOVERY, "/account/two-factor-help", "/account/two-factor-choice"):
        answer = client.get(page)
        assert answer.status_code == 302
        assert answer.location.startswith("/account/login")


def test_opening_the_page_for_codes_signs_nobody_out(client):
    sign_in(client, somebody())
    assert client.get(CODE).location == "/account/"
    assert signed_in(client)


def test_the_operator_is_told_who_has_lost_everything(app, client):
    sign_in(client, somebody())
    set_up(client)
    other = app.test_client()
    page = with_password(other)
    answer = send(other, "/account/two-factor-help", page=page, help_setup="help")
    assert "They write to the address of your account" in answer.text
    letter = letters()[-1]
    assert letter["to"] == "operator@localhost"
    assert "casey@example.com" in letter["text"]
    assert not signed_in(other)


def test_where_one_was_going_is_remembered_over_both_steps(app, client):
    sign_in(client, somebody())
    phone = set_up(client)
    other = app.test_client()
    fields = {"email": "casey@example.com", "password": PASSWORD, "next": "/account/email"}
    page = send(other, "/account/login", **fields).location
    with a_step_later():
        code = phone.code(NOON + timedelta(seconds=30))
        token = token_on(other.get(page))
        answer = other.post(page, data={"csrf_token": token, "code": code})
    assert answer.location == "/account/email"


def test_setting_it_up_asks_for_the_password_after_a_while(client):
    sign_in(client, somebody())
    with client.session_transaction() as session:
        session["fs_paa"] = 0
    answer = client.get(SETUP)
    assert answer.location.startswith("/account/verify")
    answer = send(client, answer.location, password=PASSWORD)
    assert answer.location == SETUP


@pytest.fixture
def strict(tmp_path):
    """A board that asks moderators for a second factor, as outside the demo."""
    url = f"sqlite:///{tmp_path}/board.db"
    app = create_app(the_settings(url, tmp_path, demo=False, second_factor=True), stand_ins())
    app.testing, app.test_client_class = True, Visitor
    with app.app_context():
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


def test_a_moderator_is_led_to_the_set_up_and_may_not_switch_it_off(strict):
    person = somebody(role="moderator")
    client = sign_in(strict.test_client(), person)
    answer = client.get("/moderation/")
    assert answer.location == SETUP
    assert "required for your account" in client.get(SETUP).text
    set_up(client)
    assert client.get("/moderation/").status_code == 200
    page = client.get(SETUP)
    assert "Switch it off" not in page.text
    answer = client.post(SETUP, data={"csrf_token": token_on(page), "setup": "disable"})
    assert answer.status_code == 422
    assert again(person).has_second_factor


def test_others_may_leave_it_off(strict):
    db.session.add(Role(name="candidate"))
    client = sign_in(strict.test_client(), somebody())
    assert client.get("/account/").status_code == 200
