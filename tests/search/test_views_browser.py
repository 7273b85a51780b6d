"""The search in a real Chromium: as it is typed, with filters, and with scripts switched off."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import LiveBoard, visitor
from tests.making import WORDING

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def board(live_board: LiveBoard, tmp_path_factory: pytest.TempPathFactory) -> LiveBoard:
    """Fifty jobs from elsewhere: 25 remote auditors, 25 nurses of registries on site."""
    file: Path = tmp_path_factory.mktemp("import") / "jobs.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in records()))
    live_board.run("postings", "import", "--format", "jsonl", str(file), "--fresh", "--publish")
    live_board.run("search", "rebuild")
    return live_board


def records() -> list[dict[str, object]]:
    auditors = {"role": "coding-auditor", "arrangement": "remote", "level": "senior"}
    registrars = {"role": "cancer-registrar", "arrangement": "onsite", "level": "entry"}
    return [
        {**WORDING, **kind, "title": f"{name} {n}", "ref": f"{name}-{n}", "source": "elsewhere",
         "employer": f"{name} House"}
        for name, kind in (("Zebra Auditor", auditors), ("Zebra Registrar", registrars))
        for n in range(25)
    ]  # fmt: skip


def test_results_follow_what_is_typed_and_the_focus_stays(chromium: Browser, board: LiveBoard):
    with visitor(chromium, board) as page:
        page.goto("/jobs")
        page.click("#q")
        page.keyboard.type("zebra registrar", delay=30)
        expect(page.locator("#count")).to_have_text("25 jobs")
        expect(page).to_have_url(f"{board.address}/jobs?q=zebra+registrar")
        expect(page).to_have_title("“zebra registrar”: 25 jobs · Coderboard")
        expect(page.locator("#q")).to_be_focused()
        # Typing leaves one step of history, not one a letter.
        page.go_back()
        expect(page).to_have_url("about:blank")


def test_the_filters_can_be_passed_over_with_one_key(chromium: Browser, board: LiveBoard):
    with visitor(chromium, board, viewport={"width": 1280, "height": 900}) as page:
        page.goto("/jobs?q=zebra")
        page.locator("#search button[type=submit]").first.focus()
        page.keyboard.press("Tab")
        expect(page.get_by_text("Skip the filters")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#results")).to_be_focused()


def test_filters_change_counts_and_keep_folds_and_focus(chromium: Browser, board: LiveBoard):
    with visitor(chromium, board, viewport={"width": 1280, "height": 900}) as page:
        page.goto("/jobs?q=zebra")
        page.locator("details.facet", has_text="Level").locator("summary").first.click()
        box = page.locator("#facets input[name=arrangement][value=remote]")
        box.check()
        expect(page.locator("#count")).to_have_text("25 jobs")
        expect(page.locator("#facets input[value=remote]")).to_be_focused()
        expect(page.locator("#facets input[name=level]")).to_have_count(1)
        expect(page.locator("#facets input[name=level]")).to_be_visible()
        expect(page.locator("#facets input[name=arrangement]")).to_have_count(2)
        page.locator(".chip-remove").first.click()
        expect(page.locator("#count")).to_have_text("50 jobs")


def test_pages_and_history_keep_the_address(chromium: Browser, board: LiveBoard):
    with visitor(chromium, board) as page:
        page.goto("/jobs?q=zebra")
        page.locator(".pager a[rel=next]").click()
        expect(page).to_have_url(f"{board.address}/jobs?q=zebra&page=2")
        expect(page.locator(".pager [aria-current]")).to_contain_text("2")
        expect(page.locator("#results")).to_be_focused()
        page.go_back()
        expect(page.locator(".pager [aria-current]")).to_contain_text("1")
        expect(page.locator("#q")).to_have_value("zebra")


def test_everything_works_with_scripts_switched_off(chromium: Browser, board: LiveBoard):
    with visitor(chromium, board, java_script_enabled=False) as page:
        page.goto("/")
        page.fill("input[name=q]", "zebra")
        page.locator("main button[type=submit]").first.click()
        expect(page.locator("#count")).to_have_text("50 jobs")
        page.check("input[name=arrangement][value=onsite]")
        page.click("text=Apply filters")
        expect(page.locator("#count")).to_have_text("25 jobs")
        page.select_option("#sort", "pay")
        page.locator("button", has_text="Sort").click()
        expect(page.locator("#sort")).to_have_value("pay")
        page.locator(".pager a[rel=next]").click()
        expect(page.locator(".job-card")).to_have_count(5)


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_overflows(chromium: Browser, board: LiveBoard, width: int):
    with visitor(chromium, board, viewport={"width": width, "height": 900}) as page:
        for address in ("/", "/jobs?q=zebra+38241&state=TX&colour=red", "/jobs?q=zebra&state=OH"):
            page.goto(address)
            assert_fits(page, width)
            found = Axe().run(page, options=WCAG)
            assert found.violations_count == 0, found.generate_report()


def assert_fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
