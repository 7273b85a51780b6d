"""`jobboard accounts`, and the people of the demo."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from jobboard import create_app
from jobboard.accounts.commands import accounts
from jobboard.accounts.demo import create_demo_accounts
from jobboard.accounts.models import User
from jobboard.clock import clock
from jobboard.db import db
from jobboard.employers.models import Membership
from jobboard.errors import NotAllowed
from tests.accounts.people import found, letters, path_in, somebody
from tests.conftest import stand_ins, the_settings
from tests.making import a_published_posting
from tests.signing_in import send


@pytest.fixture
def command(app, monkeypatch):
    """Runs a command on the test's own board."""
    monkeypatch.setattr("jobboard.commands.settings_or_refuse", lambda: None)
    monkeypatch.setattr("jobboard.commands.create_app", lambda settings: app)
    return lambda *words, **given: CliRunner().invoke(accounts, list(words), **given)


def test_an_account_is_made_with_a_password(command, app):
    result = command(
        "create", "Ada@Example.com", "--role", "admin", "--password-stdin", input="correct horse\n"
    )
    assert result.output == "Made the admin account ada@example.com.\n"
    assert result.exit_code == 0
    person = found("ada@example.com")
    assert person.has_role("admin")
    fields = {"email": "ada@example.com", "password": "correct horse"}
    assert send(app.test_client(), "/account/login", **fields).status_code == 302


def test_without_a_password_a_letter_asks_for_one(command, app):
    assert command("create", "ada@example.com", "--role", "editor").exit_code == 0
    page = path_in(letters()[0], "/account/reset/")
    client = app.test_client()
    assert send(client, page, password="correct horse").location == "/account/login"
    fields = {"email": "ada@example.com", "password": "correct horse"}
    assert send(client, "/account/login", **fields).status_code == 302


@pytest.mark.parametrize(
    ("words", "given", "sentence"),
    [
        (["ada", "--role", "admin"], "", "is not an email address"),
        (["ada@example.com", "--role", "king"], "", "Invalid value for '--role'"),
        (["ada@example.com"], "", "Missing option '--role'"),
        (["ada@example.com", "--role", "admin", "--password-stdin"], "short\n", "10 to 128"),
        (["ada@example.com", "--role", "admin", "--password-stdin"], "", "10 to 128"),
        (["casey@example.com", "--role", "admin"], "", "There is an account for"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_done(command, words, given, sentence):
    somebody()
    result = command("create", *words, input=given)
    assert result.exit_code != 0
    assert sentence in result.output
    assert len(db.session.scalars(select(User)).all()) == 1
    assert letters() == []


def test_roles_add_up(command):
    somebody()
    result = command("grant", "CASEY@example.com", "--role", "editor")
    assert result.output == "casey@example.com now has the roles candidate, editor.\n"
    assert command("grant", "casey@example.com", "--role", "editor").exit_code == 0
    assert command("grant", "nobody@example.com", "--role", "editor").exit_code == 1


def test_the_demo_has_one_person_for_each_role(app):
    posting = a_published_posting()
    for _ in range(2):
        create_demo_accounts("demo-password-1", now=clock())
        db.session.commit()
    for role in ("candidate", "employer", "moderator", "consultant", "editor", "admin"):
        person = found(f"{role}@demo.test")
        assert person.has_role(role)
        client = app.test_client()
        fields = {"email": person.email, "password": "demo-password-1"}
        assert send(client, "/account/login", **fields).status_code == 302
    query = select(Membership).join(Membership.user).where(User.email == "employer@demo.test")
    assert db.session.scalars(query).one().employer == posting.employer


def test_a_demo_without_jobs_has_an_employer_all_the_same(app):
    create_demo_accounts("demo-password-1", now=clock())
    db.session.commit()
    assert db.session.scalars(select(Membership)).one().employer.name == "Demo Health"


def test_demo_accounts_exist_only_in_the_demo(tmp_path):
    settings = the_settings(f"sqlite:///{tmp_path}/b.db", tmp_path, demo=False)
    with create_app(settings, stand_ins()).app_context(), pytest.raises(NotAllowed):
        create_demo_accounts("demo-password-1", now=clock())


def test_a_suspended_person_is_out_everywhere_until_they_are_reinstated(command, app):
    somebody("ada@example.com", password="correct horse battery")
    fields = {"email": "ada@example.com", "password": "correct horse battery"}
    client = app.test_client()
    assert send(client, "/account/login", **fields).status_code == 302
    assert client.get("/account/").status_code == 200
    suspended = command("suspend", "Ada@Example.com", "--reason", "scam postings")
    assert suspended.output.startswith("ada@example.com is signed out everywhere")
    assert client.get("/account/").status_code == 302
    assert send(app.test_client(), "/account/login", **fields).status_code != 302
    assert found("ada@example.com").suspended_reason == "scam postings"
    assert command("reinstate", "ada@example.com").output == "ada@example.com can sign in again.\n"
    assert send(app.test_client(), "/account/login", **fields).status_code == 302


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["suspend", "nobody@example.com", "--reason", "x"], "There is no account for"),
        (["suspend", "casey@example.com"], "Missing option '--reason'"),
        (["reinstate", "casey@example.com"], "casey@example.com is not suspended."),
    ],
)
def test_what_cannot_be_suspended_is_said(command, words, sentence):
    somebody("casey@example.com")
    result = command(*words)
    assert result.exit_code != 0
    assert sentence in result.output
