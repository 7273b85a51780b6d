"""The main way through the board, in a real Chromium: an employer registers and posts, a moderator
approves, a candidate finds it by its code, comes back to it from the code page and applies, the
employer moves the application, and the candidate sees it."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import LiveBoard, sign_in, visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

TITLE = "Cellular Therapy Inpatient Coder"
EMPLOYER, CANDIDATE = "olive@quillhospital.example", "robin@coders.example"
SECRET = "correct-horse-battery"


def test_from_posting_to_application(
    chromium: Browser, live_board: LiveBoard, tmp_path: Path
) -> None:
    with visitor(chromium, live_board) as employer, visitor(chromium, live_board) as candidate:
        register(employer, live_board, EMPLOYER, "employer", company="Quill Hospital")
        post_a_job(employer)
        approve(chromium, live_board)
        register(candidate, live_board, CANDIDATE, "candidate")
        find_it_by_its_code(candidate)
        apply(candidate, tmp_path)
        move_the_application(employer)
        see_it_moved(candidate)


def register(page: Page, board: LiveBoard, email: str, kind: str, company: str = "") -> None:
    page.goto("/account/register")
    page.check(f"input[name=kind][value={kind}]")
    page.fill("input[name=name]", email.partition("@")[0].title())
    if company:
        page.fill("input[name=company]", company)
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", SECRET)
    clean(page)
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("email")
    # Following a link changes nothing: mail scanners follow links too.
    page.goto(board.link_in(board.letter_to(email, "confirm")))
    clean(page)
    page.click("main button[type=submit]")
    sign_in(page, email, SECRET)


def post_a_job(page: Page) -> None:
    page.goto("/employer/")
    page.goto(page.url.rstrip("/") + "/postings/new")
    clean(page)
    page.fill("input[name=title]", TITLE)
    page.select_option("select[name=role]", "inpatient-facility-coder")
    page.select_option("select[name=level]", "coder-2")
    page.select_option("select[name=setting]", "academic-medical-center")
    page.select_option("select[name=employment_type]", "full-time")
    page.locator("trix-editor").click()
    page.keyboard.type(
        "You code inpatient stays of our transplant program: donor and autologous infusions, "
        "collections, and the complications that follow. You answer queries with the physicians, "
        "keep your accuracy above the line, and help two newer coders along every week."
    )
    page.locator("input[name=specialties][value=transplant-cellular]").check()
    add_chip(page, "codes", "38240-38243")
    add_chip(page, "credentials_any", "CCS")
    page.locator("input[name=arrangement][value=remote]").check()
    page.locator("input[name=eligible_states][value=TX]").check()
    page.fill("input[name=pay_min]", "31")
    page.fill("input[name=pay_max]", "40.50")
    page.fill("input[name=questions-0-text]", "Years of inpatient coding?")
    page.select_option("select[name=questions-0-kind]", "number")
    page.click("button[name=then][value=preview], button:has-text('Save and preview')")
    expect(page.locator("main")).to_contain_text(TITLE)
    expect(page.locator("main")).to_contain_text("38240")
    clean(page)
    page.get_by_role("button", name="Submit").first.click()
    expect(page.locator("main")).to_contain_text("moderator")


def approve(chromium: Browser, board: LiveBoard) -> None:
    with visitor(chromium, board) as moderator:
        sign_in(moderator, "moderator@demo.test")
        moderator.goto("/moderation/")
        clean(moderator)
        moderator.get_by_role("link", name=TITLE).click()
        expect(moderator.locator("main")).to_contain_text("Quill Hospital")
        clean(moderator)
        moderator.get_by_role("button", name="Approve").click()
        expect(moderator.locator("#notices")).to_contain_text("approved")
    assert "Quill" in board.letter_to(EMPLOYER, TITLE) or TITLE in board.letter_to(EMPLOYER, TITLE)


def find_it_by_its_code(page: Page) -> None:
    """Search by a code that the family covers, follow the code's link, come back from its page."""
    found = page.get_by_role("link", name=TITLE)
    for _ in range(40):
        page.goto("/jobs?q=38241")
        if found.count():
            break
        page.wait_for_timeout(250)
    clean(page)
    found.first.click()
    expect(page.locator("h1")).to_have_text(TITLE)
    clean(page)
    page.locator("a.code", has_text="38240").first.click()
    expect(page.locator("main")).to_contain_text("38240")
    clean(page)
    page.goto("/codes/cpt/38241")
    clean(page)
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("h1")).to_have_text(TITLE)


def apply(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="Apply on this board").click()
    page.fill("input[name=name]", "Robin Reader")
    page.get_by_label("Years of inpatient coding?").fill("6")
    page.set_input_files("input[type=file]", a_resume(folder))
    page.fill("textarea[name=note]", "I coded for a transplant unit for four years.")
    clean(page)
    page.get_by_role("button", name="Send application").click()
    expect(page.locator("main")).to_contain_text(TITLE)


def move_the_application(page: Page) -> None:
    page.goto("/employer/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="pplication").first.click()
    clean(page)
    page.get_by_role("link", name="Robin Reader").first.click()
    expect(page.locator("main")).to_contain_text("four years")
    clean(page)
    page.locator("select[name=stage]").first.select_option("interview")
    page.locator("form:has(select[name=stage]) button").first.click()
    expect(page.locator("main")).to_contain_text("Interview")


def see_it_moved(page: Page) -> None:
    page.goto("/candidate/applications")
    expect(page.locator("main")).to_contain_text("Interview")
    clean(page)


def add_chip(page: Page, name: str, text: str) -> None:
    field = page.locator(f".field:has([name={name}]) input:visible").first
    field.fill(text)
    field.press("Enter")


def a_resume(folder: Path) -> Path:
    from docx import Document

    document = Document()
    document.add_paragraph("Robin Reader, CCS. Six years of inpatient coding.")
    file = folder / "robin.docx"
    document.save(str(file))
    return file


def clean(page: Page) -> None:
    """axe finds nothing against WCAG 2.2 A and AA."""
    options: Any = {
        "runOnly": {
            "type": "tag",
            "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        }
    }
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
