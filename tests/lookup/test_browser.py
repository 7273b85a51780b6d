"""The box in a real Chromium: as it is typed, by keyboard, with a note, and with scripts off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import LiveBoard, visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
NOTE = "Collecting blood-derived stem cells from a donor, 38205.\nNo evidence of pneumonia."
PATIENT = f"Jane Roe, DOB 3/4/1964. {NOTE}"


@pytest.fixture(scope="module")
def board(live_board: LiveBoard) -> LiveBoard:
    live_board.run("lookup", "rebuild")
    return live_board


def look_up(page: Page, text: str) -> None:
    page.fill("#code-q", text)
    page.locator(".lookup-box button").click()


def test_codes_follow_what_is_typed_and_the_arrows_walk_through_them(
    chromium: Browser, board: LiveBoard
):
    with visitor(chromium, board) as page:
        page.goto("/codes")
        page.click("#code-q")
        page.keyboard.type("3824", delay=30)
        expect(page.locator("#found a.code").first).to_have_text("38240")
        expect(page).to_have_url(f"{board.address}/codes?q=3824")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#found a.code", has_text="38241")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#code-q")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{board.address}/codes?q=3824")


def test_a_note_is_answered_without_an_address_of_its_own(chromium: Browser, board: LiveBoard):
    with visitor(chromium, board) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/codes")
        look_up(page, NOTE)
        expect(page.locator("#named")).to_be_visible()
        expect(page.locator("#denied")).to_be_visible()
        expect(page).to_have_url(f"{board.address}/codes")
        assert not any("pneumonia" in address for address in asked)


@pytest.mark.parametrize("scripts", [True, False])
def test_patient_data_is_refused_and_the_text_without_it_goes_on(
    chromium: Browser, board: LiveBoard, scripts: bool
):
    with visitor(chromium, board, java_script_enabled=scripts) as page:
        page.goto("/codes")
        look_up(page, PATIENT)
        expect(page.locator("#refused")).to_be_visible()
        expect(page.locator("#code-q")).to_have_value(PATIENT)
        page.click("text=Look up this text")
        expect(page.locator("#code-q")).to_have_value(f"[name], DOB [date of birth]. {NOTE}")
        expect(page.locator("#found a.code", has_text="38205").first).to_be_visible()


def test_a_short_question_works_with_scripts_switched_off(chromium: Browser, board: LiveBoard):
    with visitor(chromium, board, java_script_enabled=False) as page:
        page.goto("/codes")
        look_up(page, "38240")
        expect(page).to_have_url(f"{board.address}/codes?q=38240")
        page.click("#found a.code")
        expect(page.locator("h1")).to_have_text("CPT 38240")


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_overflows(chromium: Browser, board: LiveBoard, width: int):
    with visitor(chromium, board, viewport={"width": width, "height": 900}) as page:
        for text in ("3824", NOTE, PATIENT):
            page.goto("/codes")
            look_up(page, text)
            expect(page.locator("#found a.code, #refused").first).to_be_visible()
            assert_well(page, width)
        page.goto("/codes/compare?code=cpt:38240&code=cpt:38241")
        assert_well(page, width)


def assert_well(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
