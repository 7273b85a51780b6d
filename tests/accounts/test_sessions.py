"""Sessions on the server: what a cookie is worth, and when something is written."""

from datetime import timedelta

import pytest
from flask import flash
from sqlalchemy import delete, event, select
from sqlalchemy.exc import OperationalError

from jobboard.accounts import actions
from jobboard.accounts.models import ServerSession
from jobboard.clock import clock, stopped_at
from jobboard.db import apart, db
from tests.making import NOON, a_candidate
from tests.signing_in import send, sign_in, token_on

ACCOUNT = "/account/"
HALF_DONE = b"x" * 32


@pytest.fixture
def statements(app):
    """What the database is asked, from now on."""
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def rows():
    db.session.rollback()
    return list(db.session.scalars(select(ServerSession)))


def cookie_of(client):
    return client.get_cookie(client.application.config["SESSION_COOKIE_NAME"])


def with_cookie(app, value):
    """Another browser that carries a copy of the cookie."""
    other = app.test_client()
    other.set_cookie(app.config["SESSION_COOKIE_NAME"], value)
    return other


def test_a_visitor_costs_no_query_and_no_row(client, statements):
    assert client.get("/about").status_code == 200
    assert statements == []
    assert rows() == []
    assert cookie_of(client) is None


def test_a_form_starts_a_session_that_lasts_a_day(client):
    with stopped_at(NOON):
        client.get("/account/login")
    (row,) = rows()
    assert row.user_id is None
    assert row.expires_at == NOON + timedelta(days=1)
    assert cookie_of(client).max_age is None


def test_the_table_does_not_hold_what_the_cookie_says(client):
    client.get("/account/login")
    (row,) = rows()
    name = cookie_of(client).value
    assert len(name) == 43
    assert name.encode() not in row.id
    assert name not in str(row.data)


def test_the_cookie_is_kept_from_scripts_and_other_sites(client):
    answer = client.get("/account/login")
    header = answer.headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header


def test_signing_in_gives_the_session_another_name(client, app):
    person = a_person_with_password()
    client.get("/account/login")
    planted = cookie_of(client).value
    answer = send(client, "/account/login", email=person.email, password="correct horse")
    assert answer.status_code == 302
    assert cookie_of(client).value != planted
    assert client.get(ACCOUNT).status_code == 200
    assert with_cookie(app, planted).get(ACCOUNT).status_code == 302
    assert [row.user_id for row in rows()] == [person.id]


def test_a_csrf_token_from_before_signing_in_is_worthless(client):
    person = a_person_with_password()
    before = token_on(client.get("/account/login"))
    send(client, "/account/login", email=person.email, password="correct horse")
    answer = client.post("/account/name", data={"csrf_token": before, "name": "Mallory"})
    assert answer.status_code == 400


def test_a_name_that_the_board_never_gave_is_not_taken_up(client, app):
    client = with_cookie(app, "A" * 43)
    client.get("/account/login")
    assert cookie_of(client).value != "A" * 43


@pytest.mark.parametrize("junk", ["", "x", "é" * 43, "A" * 10_000, "../../etc/passwd", '";--'])
def test_a_cookie_of_any_shape_is_only_a_visitor(client, app, statements, junk):
    other = app.test_client()
    answer = other.get("/about", headers={"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={junk}"})
    assert answer.status_code == 200
    assert statements == []


def test_a_saved_cookie_is_worth_nothing_after_signing_out(client, app):
    sign_in(client, a_candidate())
    saved = cookie_of(client).value
    assert with_cookie(app, saved).get(ACCOUNT).status_code == 200
    send(client, "/account/logout", page=ACCOUNT)
    assert with_cookie(app, saved).get(ACCOUNT).status_code == 302
    assert client.get(ACCOUNT).status_code == 302
    assert [row.user_id for row in rows() if row.user_id] == []


def test_a_suspension_ends_all_sessions(app):
    person = a_candidate()
    phone, laptop = (sign_in(app.test_client(), person) for _ in range(2))
    actions.suspend(person, reason="Fake documents", now=NOON)
    db.session.commit()
    assert [one.get(ACCOUNT).status_code for one in (phone, laptop)] == [302, 302]
    assert rows() == []


def test_a_reinstated_person_is_not_signed_in_again_by_an_old_cookie(client, app):
    person = a_candidate()
    sign_in(client, person)
    saved = cookie_of(client).value
    actions.suspend(person, reason="A mistake", now=NOON)
    actions.reinstate(person)
    db.session.commit()
    assert with_cookie(app, saved).get(ACCOUNT).status_code == 302


def test_signing_out_everywhere_ends_the_other_browsers_too(app):
    person = a_candidate()
    phone, laptop = (sign_in(app.test_client(), person) for _ in range(2))
    send(laptop, "/account/sessions/end", page=ACCOUNT)
    assert [one.get(ACCOUNT).status_code for one in (phone, laptop)] == [302, 302]


def test_a_session_that_was_ended_is_not_written_again(app, client, monkeypatch):
    """A page that was on its way while the person signed out must not bring the session back."""

    def slow_page():
        flash("On its way")
        with apart() as connection:
            connection.execute(delete(ServerSession))
        return "late"

    sign_in(client, a_candidate())
    monkeypatch.setitem(app.view_functions, "site.about", slow_page)
    assert client.get("/about").text == "late"
    assert rows() == []


def test_reading_pages_writes_nothing(client, statements):
    sign_in(client, a_candidate())
    client.get(ACCOUNT)
    statements.clear()
    for _ in range(3):
        client.get("/about")
    changing = [one for one in statements if one.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert changing == []


def test_a_signed_in_session_slides_on_once_a_day(client):
    with stopped_at(NOON):
        sign_in(client, a_candidate())
    for hours, lasts_until in [
        (12, NOON + timedelta(days=30)),
        (25, NOON + timedelta(days=30, hours=25)),
        (26, NOON + timedelta(days=30, hours=25)),
    ]:
        with stopped_at(NOON + timedelta(hours=hours)):
            answer = client.get("/about")
        assert rows()[0].expires_at == lasts_until
        assert ("Set-Cookie" in answer.headers) == (hours == 25)


def test_a_session_that_is_not_used_ends_after_thirty_days(client):
    with stopped_at(NOON):
        sign_in(client, a_candidate())
    with stopped_at(NOON + timedelta(days=30, seconds=1)):
        assert client.get(ACCOUNT).status_code == 302


def test_a_message_survives_a_view_that_fails(app, client, monkeypatch):
    def broken():
        flash("Kept all the same")
        db.session.add(half_done())
        db.session.flush()
        raise RuntimeError("broken")

    monkeypatch.setitem(app.view_functions, "site.about", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    assert client.get("/about").status_code == 500
    assert "Kept all the same" in client.get("/terms").text
    assert HALF_DONE not in [row.id for row in rows()]


def test_a_session_write_does_not_commit_what_a_view_left_half_done(app, client, monkeypatch):
    def forgetful():
        flash("Half done")
        db.session.add(half_done())
        db.session.flush()
        return "forgot to commit"

    monkeypatch.setitem(app.view_functions, "site.about", forgetful)
    assert client.get("/about").status_code == 200
    (row,) = rows()
    assert row.id != HALF_DONE


def test_a_page_that_says_we_are_in_trouble_does_not_fail_on_the_session(app, client, monkeypatch):
    def away(*_given, **_more):
        raise OperationalError("SELECT", {}, Exception("the database is away"))

    sign_in(client, a_candidate())
    monkeypatch.setattr(db.session, "execute", away)
    for page in ("/about", "/contact"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "Signed in as" not in answer.text
    monkeypatch.undo()
    assert "Signed in as" in client.get("/about").text


def test_the_cookie_travels_only_encrypted_where_the_site_does(tmp_path):
    from jobboard import create_app
    from tests.conftest import stand_ins, the_settings

    url = f"sqlite:///{tmp_path}/b.db"
    app = create_app(the_settings(url, tmp_path, site_url="https://board.example.com"), stand_ins())
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-board"
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_pages_about_signing_in_are_kept_nowhere(client):
    kept = client.get("/account/login").headers["Cache-Control"]
    assert set(kept.split(", ")) == {"no-store", "private"}


def test_pages_say_that_they_depend_on_the_cookie(client):
    assert "Cookie" in client.get("/about").headers["Vary"]


def half_done():
    return ServerSession(id=HALF_DONE, data={}, created_at=NOON, expires_at=NOON)


def a_person_with_password(password="correct horse"):
    person = actions.create(
        "casey@example.com", role="candidate", name="Casey", password=password, now=clock()
    )
    db.session.commit()
    return person
