"""How often something may be done, counted across processes and kept without addresses."""

import multiprocessing
import shutil
import subprocess
from datetime import timedelta

import pytest
from limits.storage import storage_from_string
from sqlalchemy import select

from jobboard import create_app
from jobboard.accounts.models import RateWindow
from jobboard.clock import stopped_at
from jobboard.db import Base, db
from jobboard.errors import TooManyTries
from jobboard.web.limits import Limit, limited
from tests.conftest import stand_ins, the_settings
from tests.making import NOON, a_candidate
from tests.signing_in import send, sign_in
from tests.waiting import eventually

LIMIT = Limit("try", by_account="3 per 10 minutes", by_address="5 per hour")


@pytest.fixture(autouse=True)
def noon():
    with stopped_at(NOON):
        yield


@pytest.fixture
def at(app):
    """Somebody's request from an address."""

    def request(address="192.0.2.1"):
        return app.test_request_context("/", environ_base={"REMOTE_ADDR": address})

    return request


def tries(at, *, account="casey", address="192.0.2.1", limit=LIMIT):
    """How many tries pass before one is refused."""
    with at(address):
        for count in range(100):
            try:
                limit.count(account)
            except TooManyTries:
                return count
    return 100


def test_an_account_is_closed_for_a_while_and_opens_again(at):
    assert tries(at) == 3
    with stopped_at(NOON + timedelta(minutes=9, seconds=59)):
        assert tries(at) == 0
    with stopped_at(NOON + timedelta(minutes=10)):
        assert tries(at, address="192.0.2.2") == 3


def test_trying_on_does_not_make_the_wait_longer(at):
    assert tries(at) == 3
    for minute in range(1, 10):
        with stopped_at(NOON + timedelta(minutes=minute)):
            assert tries(at) == 0
    with stopped_at(NOON + timedelta(minutes=10)):
        assert tries(at, address="192.0.2.9") == 3


def test_an_address_is_counted_over_all_accounts(at):
    assert tries(at, account="one") == 3
    assert tries(at, account="two") == 2
    assert tries(at, account="three") == 0
    assert tries(at, account="four", address="192.0.2.2") == 3


def test_a_household_of_ipv6_counts_as_one(at):
    assert tries(at, account=None, address="2001:db8:1:2::1") == 5
    assert tries(at, account=None, address="2001:db8:1:2:ffff::9") == 0
    assert tries(at, account=None, address="2001:db8:1:3::1") == 5
    assert tries(at, account=None, address="::ffff:192.0.2.7") == 5
    assert tries(at, account=None, address="192.0.2.7") == 0


def test_one_stranger_closes_an_account_only_to_themselves(at):
    limit = Limit("sign-in", by_both="2 per hour", by_account="6 per hour")
    assert tries(at, limit=limit) == 2
    assert tries(at, limit=limit, address="192.0.2.2") == 2


def test_the_refusal_says_when_to_try_again(at):
    tries(at)
    with stopped_at(NOON + timedelta(minutes=4)), at(), pytest.raises(TooManyTries) as refused:
        LIMIT.count("casey")
    assert refused.value.retry_after == 360
    assert "in 6 minutes" in refused.value.message


def test_what_is_given_back_does_not_count(at):
    with at():
        for _ in range(20):
            LIMIT.count("casey")
            LIMIT.give_back("casey")
    assert tries(at) == 3


def test_no_account_and_no_address_is_kept_in_the_table(at):
    tries(at, account="casey@example.com")
    kept = " ".join(db.session.scalars(select(RateWindow.key)))
    assert "casey" not in kept
    assert "192.0.2" not in kept


def test_a_count_lasts_when_the_view_rolls_back(at):
    with at():
        LIMIT.count("casey")
        db.session.rollback()
    assert tries(at) == 2


def test_a_limit_comes_before_any_change(at):
    with at():
        db.session.add(RateWindow(key="x", count=1, expires_at=NOON))
        with pytest.raises(RuntimeError, match="before anything is changed"):
            LIMIT.count("casey")
        db.session.rollback()


def test_a_view_is_limited_by_person_and_address(app, client, monkeypatch):
    @limited("knock", by_account="2 per hour", by_address="4 per hour")
    def knock():
        return "come in"

    monkeypatch.setitem(app.view_functions, "site.send_message", knock)
    sign_in(client, a_candidate())

    def answers(browser):
        return send(browser, "/contact").status_code

    assert [answers(client) for _ in range(3)] == [200, 200, 429]
    assert [answers(app.test_client()) for _ in range(3)] == [200, 200, 429]


def test_a_form_sent_back_for_correction_does_not_count(client):
    answers = [send(client, "/contact", text="").status_code for _ in range(12)]
    assert set(answers) == {422}


def test_the_page_of_a_refusal_says_when_and_sends_the_header(client):
    letter = {"topic": "data", "name": "R", "email": "r@example.com", "text": "Hello"}
    *_, last = [send(client, "/contact", **letter) for _ in range(6)]
    assert last.status_code == 429
    assert last.headers["Retry-After"] == "3600"
    assert "You can try again in 60 minutes." in last.text


def test_limits_hold_across_processes(app, at):
    """Two processes that try at the same time, with nothing in common but the database."""
    forked = multiprocessing.get_context("fork")
    results = forked.SimpleQueue()

    def keep_trying():
        db.engine.dispose(close=False)
        results.put(tries(at, limit=Limit("shared", by_address="25 per day")))

    processes = [forked.Process(target=keep_trying) for _ in range(2)]
    for process in processes:
        process.start()
    passed = [results.get() for _ in processes]
    for process in processes:
        process.join(timeout=30)
    assert sum(passed) == 25


def test_two_boards_of_one_database_count_together(at, app, tmp_path):
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    other = create_app(the_settings(url, tmp_path), stand_ins())
    assert tries(at) == 3
    with other.test_request_context("/", environ_base={"REMOTE_ADDR": "192.0.2.9"}):
        with pytest.raises(TooManyTries):
            LIMIT.count("casey")
        db.engine.dispose()


@pytest.fixture
def redis_url(tmp_path_factory):
    """A Redis of the test's own, on a socket in a folder with a short name."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server on the PATH")
    socket = tmp_path_factory.mktemp("r") / "s"
    quiet = ["--save", "", "--appendonly", "no", "--port", "0", "--dir", str(socket.parent)]
    server = subprocess.Popen(
        [program, *quiet, "--unixsocket", str(socket)], stdout=subprocess.DEVNULL
    )
    url = f"redis+unix://{socket}"
    try:
        eventually(lambda: socket.exists() and storage_from_string(url).check())
        yield url
    finally:
        server.terminate()
        server.wait(60)


def test_redis_counts_where_it_is_named(at, app, monkeypatch, redis_url, tmp_path):
    ours = [create_app(_named(redis_url, tmp_path), stand_ins()) for _ in range(2)]
    monkeypatch.setitem(app.extensions, "limits", ours[0].extensions["limits"])
    assert tries(at) == 3
    monkeypatch.setitem(app.extensions, "limits", ours[1].extensions["limits"])
    assert tries(at) == 0, "another process counts on"
    assert db.session.scalars(select(RateWindow)).all() == [], "nothing is counted twice"


def test_redis_takes_a_try_back(at, app, monkeypatch, redis_url, tmp_path):
    other = create_app(_named(redis_url, tmp_path), stand_ins())
    monkeypatch.setitem(app.extensions, "limits", other.extensions["limits"])
    with at():
        for _ in range(10):
            LIMIT.count("casey")
            LIMIT.give_back("casey")
    assert tries(at) == 3


def _named(redis_url, tmp_path):
    return the_settings(f"sqlite:///{tmp_path}/other.db", tmp_path, redis_url=redis_url)


def test_without_its_redis_the_board_counts_in_the_database(tmp_path):
    settings = the_settings(
        f"sqlite:///{tmp_path}/b.db", tmp_path, redis_url="redis://127.0.0.1:1/0"
    )
    app = create_app(settings, stand_ins())
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": "192.0.2.1"}):
            for _ in range(3):
                LIMIT.count("casey")
            with pytest.raises(TooManyTries):
                LIMIT.count("casey")
        db.session.remove()
        db.engine.dispose()
