"""A coder's way through the reference, in a real Chromium: from a job to its code without counting, one
page as a guest, a locked one, more with an account; a report that an editor answers and mends."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import LiveBoard, sign_in, somebody_new, visitor
from tests.journeys.test_from_posting_to_application import clean
from tests.making import WORDING

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

TITLE = "Marrow Harvest Coder"
BETTER = "The cells of a donor run into a vein and find the marrow by themselves."


def test_from_a_job_to_its_code_and_to_an_editor(
    chromium: Browser, live_board: LiveBoard, tmp_path: Path
) -> None:
    post_a_job(live_board, tmp_path)
    with visitor(chromium, live_board) as reader, visitor(chromium, live_board) as editor:
        follow_the_job_to_its_code(reader)
        open_one_page_and_no_more(reader)
        report_a_mistake(reader)
        answer_and_mend(editor)
        see_it_mended(reader)
        open_more_with_an_account(reader, somebody_new(live_board, "reader@example.org"))


def post_a_job(board: LiveBoard, folder: Path) -> None:
    record = {**WORDING, "ref": "harvest-1", "title": TITLE, "employer": "Harvest Health"}
    file = folder / "job.jsonl"
    file.write_text(json.dumps({**record, "codes": ["cpt:38230"]}) + "\n")
    board.run("postings", "import", "--format", "jsonl", str(file), "--publish", "--fresh")


def follow_the_job_to_its_code(page: Page) -> None:
    page.goto("/codes/families/cpt-38204-38243")
    clean(page)
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="CPT 38230").click()
    expect(page.get_by_role("heading", name="What sets it apart")).to_be_visible()
    expect(page.locator("main")).to_contain_text("came with a job’s link and does not count")
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    clean(page)


def open_one_page_and_no_more(page: Page) -> None:
    page.goto("/codes/cpt/38240")
    expect(page.get_by_role("heading", name="What sets it apart")).to_be_visible()
    page.goto("/codes/cpt/38241")
    expect(page.get_by_role("heading", name="8 more sections")).to_be_visible()
    expect(page.get_by_role("heading", name="What sets it apart")).to_have_count(0)
    clean(page)
    page.go_back()
    expect(page.get_by_role("heading", name="What sets it apart")).to_be_visible()


def report_a_mistake(page: Page) -> None:
    page.get_by_role("link", name="Something is wrong here").click()
    expect(page.get_by_role("heading", name="What is wrong on this page?")).to_be_visible()
    clean(page)
    page.get_by_label("What is wrong?").fill("The first paragraph is hard to follow.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("An editor will look at this page.")).to_be_visible()


def answer_and_mend(page: Page) -> None:
    sign_in(page, "editor@demo.test")
    page.goto("/editor/")
    clean(page)
    page.get_by_role("link", name="CPT 38240").click()
    expect(page.get_by_role("heading", name="Report about CPT 38240")).to_be_visible()
    clean(page)
    page.get_by_role("link", name="Edit the page").click()
    expect(page.get_by_role("heading", name="CPT 38240", exact=True)).to_be_visible()
    clean(page)
    page.get_by_role("link", name="In plain words", exact=True).click()
    expect(page.get_by_role("heading", name="In plain words")).to_be_visible()
    clean(page)
    page.get_by_label("Text").fill(BETTER)
    page.get_by_role("button", name="Save this version").click()
    page.get_by_role("button", name="Mark as reviewed by me").click()
    expect(page.get_by_text("is marked as reviewed by you")).to_be_visible()
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("It was wrong, and is mended").check()
    page.get_by_label("Your note").fill("Written anew.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Answered. It has left the queue.")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("The first paragraph is hard to follow.")


def see_it_mended(page: Page) -> None:
    page.goto("/codes/cpt/38240")
    expect(page.locator("main")).to_contain_text(BETTER)
    expect(page.locator("main")).to_contain_text("read by an editor on")
    clean(page)


def open_more_with_an_account(page: Page, email: str) -> None:
    sign_in(page, email)
    page.goto("/codes/cpt/38241")
    expect(page.get_by_role("heading", name="What sets it apart")).to_be_visible()
    expect(page.locator("main")).to_contain_text("4 more code pages can be opened in full.")
