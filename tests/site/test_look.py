"""The frame and the site's own pages in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.applications.desk import Desk
from tests.making import a_candidate
from tests.site.looking import Visit

pytestmark = pytest.mark.browser

PAGES = [
    "/about", "/for-employers", "/safety", "/terms", "/privacy", "/contact", "/no-such-page",
]  # fmt: skip
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_puts_up_a_barrier(browse: Callable[..., Any], theme: str) -> None:
    found = {}
    with browse(color_scheme=theme) as visit:
        for path in PAGES:
            visit.goto(path)
            found[path] = visit.barriers()
        complaints = visit.complaints
    assert {path: barriers for path, barriers in found.items() if barriers} == {}
    assert complaints == []


def test_no_page_scrolls_sideways_on_a_phone(browse: Callable[..., Any]) -> None:
    with browse(width=360) as visit:
        overflow = {path: visit.goto(path).evaluate(SIDEWAYS) for path in PAGES}
    assert overflow == dict.fromkeys(PAGES, 0)


def test_every_control_of_the_frame_is_a_target_of_24_pixels(browse: Callable[..., Any]) -> None:
    with browse(width=360) as visit:
        page = visit.goto("/about")
        controls = page.locator(".site-header :is(a, button), .site-footer a").all()
        boxes = [control.bounding_box() for control in controls if control.is_visible()]
    assert [box for box in boxes if min(box["width"], box["height"]) < 24] == []


def test_a_chosen_theme_stays_and_choosing_the_systems_follows_it_again(
    browse: Callable[..., Any],
) -> None:
    with browse(color_scheme="light") as visit:
        page = visit.goto("/about")
        light = page.evaluate(BACKGROUND)
        page.click("[data-theme-toggle]")
        dark = page.evaluate(BACKGROUND)
        page.reload()
        assert dark != light
        assert page.evaluate(BACKGROUND) == dark
        page.click("[data-theme-toggle]")
        assert page.evaluate("localStorage.getItem('theme')") is None
        assert page.evaluate(BACKGROUND) == light


def test_the_first_key_leads_past_the_frame(visit: Visit) -> None:
    page = visit.goto("/about")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_after_a_refused_message_reading_starts_at_what_was_refused(visit: Visit) -> None:
    page = visit.goto("/contact")
    page.click("text=Send message")
    page.wait_for_selector("[data-errors]")
    assert page.evaluate("document.activeElement.matches('[data-errors]')")
    assert visit.barriers() == []
    page.click("[data-errors] a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "email"


def test_a_message_can_be_sent_without_javascript(browse: Callable[..., Any]) -> None:
    with browse(java_script_enabled=False) as visit:
        page = visit.goto("/contact")
        page.fill("#email", "robin@example.com")
        page.fill("#text", "A question about the board.")
        page.click("text=Send message")
        assert "on its way" in page.inner_text("#notices")


def test_suggestions_are_chosen_with_the_keyboard(visit: Visit) -> None:
    places = [{"label": name, "value": name} for name in ("Houston, TX", "Houston, MS")]
    visit.page.route("**/places.json?q=Hou", lambda route: route.fulfill(json={"places": places}))
    page = visit.goto("/")
    field = page.get_by_label("Near (city or ZIP)")
    field.press_sequentially("Hou")
    page.wait_for_selector("[role=option]")
    assert field.get_attribute("aria-expanded") == "true"
    assert visit.barriers() == []
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    assert field.input_value() == "Houston, MS"
    assert field.get_attribute("aria-expanded") == "false"
    assert page.url.endswith("/")


def test_the_frame_of_somebody_signed_in_takes_two_rows_of_a_phone(
    app: Flask, browse: Callable[..., Any]
) -> None:
    desk = Desk(app, a_candidate())
    cookie = desk.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    with browse(width=360) as visit:
        visit.page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": visit.address}]
        )
        page = visit.goto("/about")
        rows = {
            round(page.locator(part).bounding_box()["y"])
            for part in (".wordmark", ".site-tools", ".site-nav")
        }
        page.wait_for_selector(".menu-name")
    assert len(rows) == 2
