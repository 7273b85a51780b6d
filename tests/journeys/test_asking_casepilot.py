"""CasePilot in a real Chromium: from a code page's box to an answer, a follow-up, feedback, sharing
and deletion, with JavaScript and without; axe finds nothing on any page of it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import LiveBoard, sign_in, visitor
from tests.journeys.test_from_posting_to_application import clean

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]


ADDRESSES = ("/articles", "/articles/ncci-pairs", "/articles/modifier-table", "/assistant")


def test_from_a_codes_page_to_an_answer_that_is_shared_and_deleted(
    chromium: Browser, live_board: LiveBoard
) -> None:
    with visitor(chromium, live_board) as page:
        sign_in(page, "candidate@demo.test")
        ask_in_the_box(page)
        go_on_from_it(page)
        say_that_it_is_wrong(page)
        link = share_it(page)
        with visitor(chromium, live_board) as stranger:
            stranger.goto(link)
            expect(stranger.locator("h1")).to_contain_text("shared conversation")
            clean(stranger)
        delete_all_of_it(page)
        with visitor(chromium, live_board) as stranger:
            assert stranger.goto(link).status == 404  # type: ignore[union-attr]


def test_a_visitor_without_javascript_asks_and_goes_on(
    chromium: Browser, live_board: LiveBoard
) -> None:
    with visitor(chromium, live_board, java_script_enabled=False) as page:
        page.goto("/assistant")
        page.fill("textarea[name=q]", "When do I use modifier 25?")
        page.click("main form button[type=submit]")
        expect(page.locator("main")).to_contain_text("separately identifiable")
        page.fill("textarea[name=q]", "and 57?")
        page.click(".assistant-form button[type=submit]")
        expect(page.locator("main")).to_contain_text("90-day global")


def test_patient_data_is_refused_with_a_text_without_it(
    chromium: Browser, live_board: LiveBoard
) -> None:
    with visitor(chromium, live_board) as page:
        page.goto("/assistant")
        page.fill("textarea[name=q]", "Patient John Smith, MRN 4458812: code for a marrow biopsy?")
        page.press("textarea[name=q]", "Tab")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("looks like patient data")
        expect(page.locator("main")).not_to_contain_text("John Smith")
        clean(page)


def test_the_articles_and_the_table_of_modifiers_are_clean(
    chromium: Browser, live_board: LiveBoard
) -> None:
    with visitor(chromium, live_board, viewport={"width": 360, "height": 740}) as page:
        for address in ADDRESSES:
            page.goto(address)
            clean(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360


def ask_in_the_box(page: Page) -> None:
    page.goto("/codes/cpt/38240")
    # With the keyboard alone, past all that the page links to.
    page.focus(".breadcrumbs li:nth-last-child(2) a")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the question box")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Which modifiers apply?")
    page.press("#assistant-q", "Enter")
    expect(page.locator(".answer")).to_contain_text("26, TC")
    clean(page)


def go_on_from_it(page: Page) -> None:
    page.fill("textarea[name=q]", "and for autologous?")
    page.click(".assistant-form button[type=submit]")
    expect(page.locator("main")).to_contain_text("Taken to be about CPT 38241")
    clean(page)


def say_that_it_is_wrong(page: Page) -> None:
    last = page.locator(".answer-feedback").last
    last.locator("summary").click()
    last.get_by_label("Something is wrong").check()
    last.locator("textarea").fill("The line on modifier 25 is too short.")
    last.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("You said: something is wrong")


def share_it(page: Page) -> str:
    page.get_by_role("button", name="Share by a link").click()
    link = page.locator("#sharing a[href*='/assistant/shared/']").get_attribute("href")
    assert link
    clean(page)
    return link


def delete_all_of_it(page: Page) -> None:
    page.goto("/assistant/history")
    clean(page)
    page.get_by_role("button", name="Delete all of them").click()
    expect(page.locator("#notices")).to_contain_text("deleted")
