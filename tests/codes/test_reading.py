"""Metering as visitors meet it: guests, members, crawlers, two tabs, cleared cookies, midnight."""

import json
import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from jobboard.clock import stopped_at
from jobboard.codes import passes, reading
from jobboard.codes.loading import load_reference
from jobboard.codes.reading_models import CodeView, NetworkView
from jobboard.db import db
from jobboard.postings import actions
from jobboard.settings import Settings
from tests.making import NOON, a_candidate, a_person, a_published_posting, owner_of
from tests.signing_in import sign_in

FIRST, SECOND, THIRD = "/codes/cpt/38240", "/codes/cpt/38230", "/codes/cpt/38206"
FIVE = [f"/codes/cpt/{code}" for code in ("38240", "38230", "38206", "38232", "38220")]
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture
def board(app):
    load_reference(db.session, now=NOON)
    db.session.commit()
    with stopped_at(NOON):
        yield app


@pytest.fixture
def guest(board):
    return board.test_client()


def is_open(answer):
    """Whether the page has its metered sections; locked text must not be anywhere in it."""
    assert answer.status_code == 200
    said = 'id="section-differences"' in answer.text
    assert said != ('id="locked"' in answer.text)
    return said


def allow(app, monkeypatch, **settings):
    given = {**app.extensions["settings"].model_dump(), **settings}
    monkeypatch.setitem(app.extensions, "settings", Settings(**given))


def test_a_guest_opens_one_page_and_the_next_says_that_it_is_locked(guest):
    assert is_open(guest.get(FIRST))
    answer = guest.get(SECOND)
    assert not is_open(answer)
    assert "Locked: visitors without an account can open one code page in full." in answer.text
    assert "A free account opens 5 more." in answer.text
    for name in ("What sets it apart", "Modifiers", "What to look for in the record"):
        assert f"<li>{name}</li>" in answer.text


def test_locked_text_is_not_in_the_page(guest):
    full = guest.get(FIRST).text
    guest.get(SECOND)
    locked = guest.get(THIRD).text
    assert "wristband" in full
    assert "section-context" not in locked
    assert "Two lines" not in locked
    assert "apheresis codes" not in locked


def test_what_a_code_is_its_family_and_its_jobs_are_never_locked(guest):
    a_published_posting(title="Cellular therapy coder", codes=["cpt:38204-38243"])
    guest.get(FIRST)
    html = guest.get(SECOND).text
    assert "In plain words" in html
    assert "Cellular therapy coder" in html
    assert 'href="/codes/cpt/38232"' in html
    assert 'href="/codes/families/cpt-38204-38243"' in html
    assert guest.get("/codes/families/cpt-38204-38243").status_code == 200


def test_the_counter_shows_what_is_left(guest, board, monkeypatch):
    allow(board, monkeypatch, guest_code_views="3")
    assert "2 more code pages can be opened in full." in guest.get(FIRST).text
    assert "1 more code page can be opened in full." in guest.get(SECOND).text
    assert "No code page left to open in full. This one stays open" in guest.get(THIRD).text


def test_a_page_that_was_seen_stays_open_as_with_the_back_button(guest):
    assert is_open(guest.get(FIRST))
    assert not is_open(guest.get(SECOND))
    assert is_open(guest.get(FIRST))
    assert is_open(guest.get(FIRST + "?from=somewhere"))


def test_the_first_page_sets_a_small_cookie_and_its_crumb_and_later_ones_none(guest):
    cookies = guest.get(FIRST).headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert len(cookie) < 250
        assert "HttpOnly" in cookie
        assert "Path=/codes" in cookie
    for again in (FIRST, SECOND):
        assert guest.get(again).headers.getlist("Set-Cookie") == []


def test_a_forged_cookie_counts_as_none(guest):
    guest.set_cookie("code-pages", "W1siY3B0OjM4MjMwIl0sW11d.forged", path="/codes")
    assert is_open(guest.get(FIRST))
    assert not is_open(guest.get(SECOND))


def test_two_tabs_share_what_is_left(guest):
    """The second tab loads with the cookie of the first, as browsers do."""
    first = guest.get(FIRST)
    second = guest.get(SECOND)
    assert (is_open(first), is_open(second)) == (True, False)


def test_what_two_tabs_open_at_once_stays_open(board):
    """Neither has the other's cookie; the browser keeps the last of each name."""
    first, second = board.test_client(), board.test_client()
    assert is_open(first.get(FIRST))
    cookies = second.get(SECOND).headers.getlist("Set-Cookie")
    keep(first, cookies)
    assert is_open(first.get(FIRST))
    assert is_open(first.get(SECOND))
    assert first.get(FIRST).headers.getlist("Set-Cookie") == []
    assert not is_open(first.get(THIRD))


def keep(browser, cookies):
    for cookie in cookies:
        name, _, rest = cookie.partition("=")
        browser.set_cookie(name, rest.partition(";")[0], path="/codes")


def test_clearing_cookies_does_not_start_anew_for_ever(board):
    opened = []
    for page in [*FIVE, "/codes/cpt/38220", "/codes/cpt/38240"]:
        opened.append(is_open(board.test_client().get(page)))
    assert opened == [True] * 7  # five guests' worth, of which two were open there already
    assert not is_open(board.test_client().get("/codes/cpt/38205"))
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert is_open(board.test_client().get("/codes/cpt/38205", environ_base=elsewhere))


def test_a_network_is_kept_as_a_hash_that_expires(guest):
    guest.get(FIRST)
    row = db.session.scalars(db.select(NetworkView)).one()
    assert "127.0.0.1" not in row.network
    assert re.fullmatch("[0-9a-f]{64}", row.network)
    reading.forget_networks(NOON + timedelta(days=29))
    assert db.session.scalar(db.select(db.func.count()).select_from(NetworkView)) == 1
    reading.forget_networks(NOON + timedelta(days=31))
    assert db.session.scalar(db.select(db.func.count()).select_from(NetworkView)) == 0


def test_midnight_gives_nobody_anything_back(board):
    guest, member = board.test_client(), member_of(board)
    before = NOON.replace(hour=4, minute=59)  # 23:59 in New York
    with stopped_at(before):
        assert is_open(guest.get(FIRST))
        assert [is_open(member.get(page)) for page in FIVE] == [True] * 5
    for later in (timedelta(minutes=2), timedelta(days=1), timedelta(days=365)):
        with stopped_at(before + later):
            assert not is_open(guest.get(SECOND))
            assert is_open(guest.get(FIRST))
    with stopped_at(before + timedelta(minutes=2)):
        assert not is_open(member.get("/codes/cpt/38205"))


def member_of(board, *roles):
    person = a_person(None, *roles) if roles else a_candidate()
    return sign_in(board.test_client(), person)


def test_a_member_opens_five_more_than_as_a_guest(board):
    browser = board.test_client()
    assert is_open(browser.get(FIRST))
    sign_in(browser, a_candidate())
    assert is_open(browser.get(FIRST))
    assert counted() == 0  # it was open already, and stays so
    rest = [*FIVE[1:], "/codes/cpt/38205"]
    assert [is_open(browser.get(page)) for page in rest] == [True] * 5
    assert counted() == 5
    assert is_open(browser.get(FIRST))


def counted():
    query = db.select(db.func.count()).select_from(CodeView).where(CodeView.counted)
    return db.session.scalar(query)


def test_a_member_is_counted_by_account_and_not_by_browser(board):
    person = a_candidate()
    for page in FIVE:
        assert is_open(sign_in(board.test_client(), person).get(page))
    fresh = sign_in(board.test_client(), person)
    answer = fresh.get("/codes/cpt/38205")
    assert not is_open(answer)
    assert "your account can open 5 code pages in full" in answer.text
    assert answer.headers.getlist("Set-Cookie") == []
    assert is_open(fresh.get(FIRST))


@pytest.mark.both_databases
def test_two_tabs_of_a_member_at_once_do_not_open_one_too_many(board, monkeypatch):
    allow(board, monkeypatch, member_code_views="1")
    person = a_candidate()
    tabs = [sign_in(board.test_client(), person) for _ in range(2)]
    start, seen = Barrier(2, timeout=60), []

    def open_(tab, page):
        with board.app_context(), stopped_at(NOON):
            start.wait()
            seen.append(is_open(tab.get(page)))

    threads = [Thread(target=open_, args=pair) for pair in zip(tabs, (FIRST, SECOND), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(seen) == [False, True]
    assert counted() == 1


def test_staff_and_plans_may_open_more(board, monkeypatch):
    editor = member_of(board, "editor")
    assert all(is_open(editor.get(page)) for page in [*FIVE, "/codes/cpt/38205"])
    assert counted() == 0
    assert "code-left" not in editor.get(FIRST).text
    allow(board, monkeypatch, plan_code_views="employer=2", member_code_views="1")
    hiring = member_of(board, "employer")
    assert [is_open(hiring.get(page)) for page in FIVE[:3]] == [True, True, False]


def test_unlimited_counts_nothing_and_sets_no_cookie(board, guest, monkeypatch):
    allow(board, monkeypatch, guest_code_views="unlimited")
    for page in FIVE:
        answer = guest.get(page)
        assert is_open(answer)
        assert answer.headers.getlist("Set-Cookie") == []
    assert '"isAccessibleForFree": true' in guest.get(FIRST).text


def test_none_at_all_is_a_setting_too(board, guest, monkeypatch):
    allow(board, monkeypatch, guest_code_views="0")
    answer = guest.get(FIRST)
    assert not is_open(answer)
    assert "can open no code page in full" in answer.text


def test_a_link_on_a_live_jobs_page_opens_its_code_without_counting(guest):
    posting = a_published_posting(codes=["cpt:38230"])
    guest.get(FIRST)
    link = link_on_the_job(guest, posting)
    answer = guest.get(link)
    assert is_open(answer)
    assert "came with a job’s link and does not count" in answer.text
    assert is_open(guest.get(SECOND)), "a page that was seen stays open"
    assert not is_open(guest.get(THIRD))


def link_on_the_job(client, posting):
    page = client.get(f"/jobs/{posting.id}", follow_redirects=True).text
    return re.search(r'href="(/codes/cpt/38230\?job=[^"]+)"', page)[1]


def test_a_jobs_link_does_not_use_up_the_guests_own_page(guest):
    posting = a_published_posting(codes=["cpt:38230"])
    assert is_open(guest.get(link_on_the_job(guest, posting)))
    assert is_open(guest.get(FIRST))
    assert not is_open(guest.get(THIRD))


def test_a_jobs_link_opens_its_own_code_only_and_only_while_the_job_is_live(guest, board):
    posting = a_published_posting(codes=["cpt:38230"])
    guest.get(FIRST)
    link = link_on_the_job(guest, posting)
    seal = link.partition("?")[2]
    assert not is_open(guest.get(f"{THIRD}?{seal}"))
    actions.close(posting, outcome="not-filled", by=owner_of(posting.employer), now=NOON)
    db.session.commit()
    assert not is_open(guest.get(link))


@pytest.mark.parametrize("seal", ["1.0000000000000000", "0.x", "9" * 40, "é", "1.", "", "%00"])
def test_a_seal_that_we_did_not_make_opens_nothing(guest, seal):
    guest.get(FIRST)
    assert not is_open(guest.get(f"{SECOND}?job={seal}"))


def test_the_seal_survives_another_way_of_writing_the_address(guest, board):
    posting = a_published_posting(codes=["cpt:38230"])
    sealed = passes.sealed("cpt", "38230", posting_id=posting.id)
    guest.get(FIRST)
    answer = guest.get(sealed.replace("/cpt/", "/CPT/"), follow_redirects=True)
    assert is_open(answer)


def test_a_crawler_gets_what_a_guest_gets_and_is_told_what_is_metered(board):
    crawler = board.test_client()
    pages = []
    for page in (FIRST, SECOND):
        answer = crawler.get(page, headers={"User-Agent": BOT})
        pages.append(answer)
        (about,) = [data for data in structured(answer) if data["@type"] == "WebPage"]
        assert about["isAccessibleForFree"] is False
        assert about["hasPart"]["cssSelector"] == ".metered"
        assert 'class="metered"' in answer.text or "panel metered" in answer.text
    assert [is_open(page) for page in pages] == [True, False]


def structured(answer):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.S)
    return [json.loads(text) for text in found]


def test_a_page_with_nothing_to_lock_counts_nothing(guest):
    answer = guest.get("/codes/cpt/38229", follow_redirects=True)
    assert answer.status_code == 404
    assert answer.headers.getlist("Set-Cookie") == []
    assert db.session.scalar(db.select(db.func.count()).select_from(NetworkView)) == 0
