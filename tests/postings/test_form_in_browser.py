"""The posting form in a real Chromium: with its comforts, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import LiveBoard, sign_in, visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

TEXT = "You code stays of our heart service: catheterizations, devices and what follows them. " * 3


def open_form(page: Page) -> None:
    sign_in(page, "employer@demo.test")
    page.goto("/employer/")
    page.goto(page.url.rstrip("/") + "/postings/new")


def fill_lists(page: Page) -> None:
    page.fill("#title", "Cardiology Coder")
    page.select_option("#role", "inpatient-facility-coder")
    page.select_option("#level", "coder-2")
    page.select_option("#setting", "acute-inpatient")
    page.select_option("#employment_type", "full-time")
    page.get_by_label("Hybrid").check()
    page.fill("#pay_min", "28.50")
    page.fill("#pay_max", "$39")


def test_the_form_helps_while_it_is_filled(chromium: Browser, live_board: LiveBoard) -> None:
    with visitor(chromium, live_board) as page:
        open_form(page)
        fill_lists(page)
        page.locator("trix-editor").click()
        page.keyboard.type(TEXT)
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.keyboard.type("A second paragraph.")
        page.get_by_label("Cardiology", exact=True).check()
        page.locator("[data-offers] input").first.check()
        page.fill("#codes", "38240")
        expect(page.locator(".suggest-list:visible li").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.fill("#places-0-city", "Houston")
        expect(page.locator(".suggest-list:visible li").first).to_contain_text("Houston, TX")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#places-0-state")).to_have_value("TX")
        page.get_by_role("button", name="Add another place").click()
        page.fill("#places-1-zip", "33101")
        page.get_by_role("button", name="Add another question").click()
        page.fill("#questions-1-text", "Years of coding?")
        page.get_by_role("button", name="Save and preview").click()
        page.wait_for_url(re.compile(r"/preview$"))
        main = page.locator("main")
        for said in ("CPT 92920–93799", "38240", "Houston, TX", "33101", "Years of coding?"):
            expect(main).to_contain_text(said)
        expect(page.locator(".job-body p", has_text="A second paragraph.")).to_have_count(1)


def test_of_two_quick_clicks_one_draft_comes(chromium: Browser, live_board: LiveBoard) -> None:
    with visitor(chromium, live_board) as page:
        open_form(page)
        page.fill("#title", "Twice Clicked Coder")
        page.locator("trix-editor").click()
        page.keyboard.type(TEXT)
        held: list[Route] = []
        page.route("**/postings/new", lambda route: held.append(route))
        save = page.get_by_role("button", name="Save", exact=True)
        save.scroll_into_view_if_needed()
        place = save.bounding_box()
        assert place is not None
        # The mouse itself: a locator would wait for the page that the first click asks for.
        with page.expect_request("**/postings/new"):
            page.mouse.click(place["x"] + 5, place["y"] + 5)
        page.mouse.click(place["x"] + 5, place["y"] + 5)
        held[0].continue_()
        page.wait_for_url(re.compile(r"/edit$"))
        assert len(held) == 1


def test_leaving_with_something_unsaved_asks_first(
    chromium: Browser, live_board: LiveBoard
) -> None:
    with visitor(chromium, live_board) as page:
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        open_form(page)
        page.goto("/jobs")
        assert asked == []
        page.go_back()
        page.locator("#title").press_sequentially("Half a title")
        page.goto("/jobs")
        assert asked == ["beforeunload"]


def test_everything_works_without_javascript(chromium: Browser, live_board: LiveBoard) -> None:
    with visitor(chromium, live_board, java_script_enabled=False) as page:
        open_form(page)
        fill_lists(page)
        page.fill("#description", f"{TEXT}\n\n- with care\n- and on time")
        page.get_by_label("Cardiology", exact=True).check()
        page.get_by_role("button", name="Show the code families").click()
        page.get_by_label("CPT 92920–93799").check()
        page.fill("#codes", "C91.0")
        page.fill("#places-0-city", "Houston, TX")
        page.get_by_role("button", name="Add another question").click()
        page.fill("#questions-1-text", "Years of coding?")
        page.get_by_role("button", name="Remove question 1").click()
        expect(page.locator("#questions-0-text")).to_have_value("Years of coding?")
        # Enter in a field saves; it does not press the first button for rows.
        page.locator("#title").press("Enter")
        page.wait_for_url(re.compile(r"/edit$"))
        expect(page.locator("#description")).to_have_value(
            re.compile(r"- with care\n- and on time")
        )
        page.get_by_role("button", name="Save and preview").click()
        main = page.locator("main")
        for said in ("CPT 92920–93799", "C91.0", "Houston, TX", "Years of coding?"):
            expect(main).to_contain_text(said)
        page.get_by_role("button", name="Submit for review").click()
        expect(page.locator("#notices")).to_contain_text("moderator")
        page.get_by_role("button", name="Withdraw").click()
        expect(main).to_contain_text("Draft")
