"""On a phone of 360 pixels nothing sticks out, everything can be hit, and a page begins on top."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import LiveBoard, sign_in, somebody_new, visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

PHONE = {"viewport": {"width": 360, "height": 740}}
PUBLIC = (
    "/",
    "/jobs",
    "/jobs?q=coder&state=TX&credential=CCS&credential=CPC&pay_min=20&near=Houston, TX",
    "/jobs/specialty/cardiology",
    "/codes",
    "/codes?q=transplant",
    "/codes/cpt/38240",
    "/codes/families/cpt-38240-38243",
    "/codes/compare?code=38240&code=38241&code=38242",
    "/codes/check/units?code=x&units=-1",
    "/assistant",
    "/consult",
    "/articles",
    "/contact",
    "/account/login",
    "/nothing/here",
)
DESK = (
    "/candidate/applications",
    "/candidate/saved",
    "/candidate/profile",
    "/candidate/resumes",
    "/alerts",
    "/account/",
)
# A link inside a sentence is as high as its line, which WCAG 2.2 (2.5.8) excepts. A tick is hit by its
# whole label.
AMISS = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > wide) found.push("the page is wider than the phone");
  for (const one of document.querySelectorAll("a, button, input, select, textarea, summary")) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const isUnseen = !box.width || !box.height || style.visibility === "hidden" || box.bottom < 0
      || one.closest(".honeypot, .visually-hidden, .skip-link");
    if (isUnseen || style.display === "inline" || ["checkbox", "radio"].includes(one.type)) continue;
    const words = (one.textContent || one.name).trim().slice(0, 40);
    if (box.height < 24 || box.width < 24) found.push(`small: ${words} ${box.width}x${box.height}`);
    if (box.right > wide + 1 && !one.closest(".table-scroll")) found.push(`off the edge: ${words}`);
  }
  return found;
}"""


def amiss(page: Page, path: str) -> list[str]:
    page.goto(path)
    found: list[str] = page.evaluate(AMISS)
    return found


def test_nothing_sticks_out_and_everything_can_be_hit(
    chromium: Browser, live_board: LiveBoard
) -> None:
    with visitor(chromium, live_board, **PHONE) as page:
        found = {path: amiss(page, path) for path in PUBLIC}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_ways_of_a_desk_fold_into_one_line(chromium: Browser, live_board: LiveBoard) -> None:
    email = somebody_new(live_board, "phone@example.com")
    with visitor(chromium, live_board, **PHONE) as page:
        sign_in(page, email)
        found = {path: amiss(page, path) for path in DESK}
        begins = page.locator("h1").bounding_box()
        assert begins is not None and begins["y"] < 240
        page.keyboard.press("Tab")
        page.locator(".desk-menu > summary").press("Enter")
        page.get_by_role("link", name="My applications").click()
        page.wait_for_url("**/candidate/applications")
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_where_there_is_room_the_ways_stand_open(chromium: Browser, live_board: LiveBoard) -> None:
    email = somebody_new(live_board, "desk@example.com")
    with visitor(chromium, live_board, java_script_enabled=False) as page:
        sign_in(page, email)
        page.goto("/candidate/saved")
        page.get_by_role("link", name="My profile").click()
        page.wait_for_url("**/candidate/profile")
