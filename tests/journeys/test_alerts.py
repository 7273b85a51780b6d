"""From a search to an alert and out of it again, in a real Chromium, with and without JavaScript; and
the candidate's own marks on jobs."""

import re
from collections.abc import Callable
from itertools import count

import pytest
import urllib3
from playwright.sync_api import Browser, Page, expect

from tests.browser import LiveBoard, sign_in, visitor
from tests.journeys.test_from_posting_to_application import (
    SECRET,
    add_chip,
    clean,
    register,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

_numbers = count(1)
Check = Callable[[Page], None]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_a_search_to_an_alert_and_out_of_it(
    chromium: Browser, live_board: LiveBoard, scripts: bool
) -> None:
    number, check = next(_numbers), _check(scripts)
    address = f"casey{number}@coders.example"
    with visitor(chromium, live_board, java_script_enabled=scripts) as page:
        save_the_search(page, address, check)
        say_yes(page, live_board, address, check)
        title = a_new_job(chromium, live_board, number)
        letter = live_board.letter_to(address, "1 new job:", within=90)
        assert title in letter
        stop_with_one_click(live_board, letter)
        page.goto(link_in(live_board, letter, r"/alerts/[\w.-]+(?=\n)"))
        expect(page.locator("main")).to_contain_text("Stopped")
        check(page)


def _check(scripts: bool) -> Check:
    """axe is a script itself; the pages are the same without."""
    return clean if scripts else lambda _page: None


def save_the_search(page: Page, address: str, check: Check) -> None:
    page.goto("/jobs?q=dosimetry&arrangement=remote")
    page.goto("/alerts/new?q=dosimetry&arrangement=remote")
    expect(page.locator("main")).to_contain_text("Remote")
    check(page)
    page.get_by_label("At once, when a job appears").check()
    page.get_by_label("Your email address").fill("nobody")
    page.get_by_role("button", name="Save alert").click()
    expect(page.locator("main")).to_contain_text("does not look like an email address")
    check(page)
    page.get_by_label("Your email address").fill(address)
    page.get_by_role("button", name="Save alert").click()
    expect(page.locator("h1")).to_have_text("Look into your mail")
    check(page)


def say_yes(page: Page, board: LiveBoard, address: str, check: Check) -> None:
    page.goto(board.link_in(board.letter_to(address, "write to you")))
    check(page)
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator("h1")).to_have_text("Your alert")
    expect(page.locator("main")).to_contain_text("The alert is on.")
    check(page)


def a_new_job(chromium: Browser, board: LiveBoard, number: int) -> str:
    """Posted by the demo's employer, and approved."""
    title = f"Dosimetry Coder {number}"
    with visitor(chromium, board) as employer:
        sign_in(employer, "employer@demo.test")
        employer.goto("/employer/")
        employer.goto(employer.url.rstrip("/") + "/postings/new")
        fill_in(employer, title)
    with visitor(chromium, board) as moderator:
        sign_in(moderator, "moderator@demo.test")
        moderator.goto("/moderation/")
        moderator.get_by_role("link", name=title).click()
        moderator.get_by_role("button", name="Approve").click()
        expect(moderator.locator("#notices")).to_contain_text("approved")
    return title


def fill_in(page: Page, title: str) -> None:
    page.fill("input[name=title]", title)
    page.select_option("select[name=role]", "inpatient-facility-coder")
    page.select_option("select[name=level]", "coder-2")
    page.select_option("select[name=setting]", "academic-medical-center")
    page.select_option("select[name=employment_type]", "full-time")
    page.locator("trix-editor").click()
    page.keyboard.type(
        "You code the planning and the dosimetry of radiation treatments, day by day, and answer "
        "questions of the physicists about what their notes must say. A second coder reads a "
        "sample of your work every month, and you read a sample of theirs."
    )
    page.locator("input[name=specialties][value=transplant-cellular]").check()
    add_chip(page, "credentials_any", "CCS")
    page.locator("input[name=arrangement][value=remote]").check()
    page.locator("input[name=eligible_states][value=TX]").check()
    page.fill("input[name=pay_min]", "31")
    page.fill("input[name=pay_max]", "40")
    page.click("button[name=then][value=preview], button:has-text('Save and preview')")
    page.get_by_role("button", name="Submit").first.click()
    expect(page.locator("main")).to_contain_text("moderator")


def stop_with_one_click(board: LiveBoard, letter: str) -> None:
    """As a mail program does it: a POST without a cookie."""
    address = link_in(board, letter, r"/alerts/\S+/stop")
    with urllib3.PoolManager(retries=False, timeout=20) as program:
        fields = {"List-Unsubscribe": "One-Click"}
        answer = program.request("POST", address, fields=fields, encode_multipart=False)
    assert answer.status == 200


def link_in(board: LiveBoard, letter: str, path: str) -> str:
    found = re.search(re.escape(board.address) + path, letter.replace("\r\n", "\n"))
    assert found, letter
    return found[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_candidate_saves_hides_and_comes_back_to_jobs(
    chromium: Browser, live_board: LiveBoard, scripts: bool
) -> None:
    number, check = next(_numbers) + 100, _check(scripts)
    title, email = a_new_job(chromium, live_board, number), f"robin{number}@coders.example"
    with visitor(chromium, live_board) as page:
        register(page, live_board, email, "candidate")
    with visitor(chromium, live_board, java_script_enabled=scripts) as page:
        sign_in(page, email, SECRET)
        fill_in_the_profile(page, check)
        card = wait_for(page, title)
        expect(card).to_contain_text("Not open to OH")
        check(page)
        card.get_by_role("button", name="Save").click()
        expect(card.get_by_role("button", name="Saved")).to_be_visible()
        card.get_by_role("button", name="Hide").click()
        expect(
            page.get_by_text(re.compile("Hidden from your results|The job is hidden")).first
        ).to_be_visible()
        page.goto(f"/jobs?q={number}")
        expect(page.locator("main")).to_contain_text("1 hidden job: show")
        check(page)
        page.get_by_role("link", name="show", exact=True).click()
        card.get_by_role("button", name="Show again").click()
        expect(card.get_by_role("button", name="Save")).to_be_visible()
        look_at_it(page, title, check)
        look_at_the_lists(page, title, check)


def fill_in_the_profile(page: Page, check: Check) -> None:
    page.goto("/candidate/profile")
    page.get_by_label("CCS – ").check()
    page.select_option("select[name=state]", "OH")
    check(page)
    page.get_by_role("button", name="Save profile").click()
    expect(page.locator("main")).to_contain_text("Your profile is saved")


def wait_for(page: Page, title: str):
    """The job's place in the results, once the index has it."""
    card = page.locator(".job-list > li", has_text=title)
    for _ in range(60):
        page.goto(f"/jobs?q={title.rpartition(' ')[2]}")
        if card.count():
            return card
        page.wait_for_timeout(250)
    raise AssertionError(f"{title} is not found.")


def look_at_it(page: Page, title: str, check: Check) -> None:
    page.get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("main")).to_contain_text("CCS is required, and your CCS counts.")
    expect(page.locator("main")).to_contain_text("not open to people who live in Ohio")
    check(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Saved")).to_be_visible()
    check(page)


def look_at_the_lists(page: Page, title: str, check: Check) -> None:
    for kind in ("saved", "seen"):
        page.goto(f"/candidate/{kind}")
        expect(page.locator("main")).to_contain_text(title)
        check(page)
    page.goto("/candidate/hidden")
    expect(page.locator("main")).to_contain_text("No job hidden")
    check(page)
    page.goto("/alerts")
    check(page)
    page.goto("/jobs?qualify=1")
    expect(page.locator(".job-list > li", has_text=title)).to_have_count(0)
