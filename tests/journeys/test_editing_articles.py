"""An article from its first word to its reader, in a real Chromium: one editor writes, corrects what is
refused and sees the draft; another reviews and publishes; a reader comes to it from a code; a new version is
let go and the article withdrawn. Every page of the articles' desk passes axe."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import LiveBoard, sign_in, somebody_new, visitor
from tests.journeys.test_from_posting_to_application import clean

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

TITLE = "When two donors give on one day"
BODY = (
    "## Two donors\nAlso called: double cord\nEach donor’s product is given and recorded as a "
    "service of its own.\n\nThe record names each product."
)
LATER = BODY.replace("names each product", "names each product twice")


def test_an_article_goes_from_an_editor_to_its_readers(
    chromium: Browser, live_board: LiveBoard
) -> None:
    second = somebody_new(live_board, "second.editor@example.org", "editor")
    with (
        visitor(chromium, live_board) as writer,
        visitor(chromium, live_board) as reviewer,
        visitor(chromium, live_board) as reader,
    ):
        sign_in(writer, "editor@demo.test")
        write(writer)
        sign_in(reviewer, second)
        review_and_publish(reviewer)
        read_it_from_a_code(reader)
        revise_and_let_go(writer)
        withdraw(reviewer)
        reader.reload()
        expect(reader.get_by_text("names each product")).to_have_count(0)


def write(page: Page) -> None:
    page.goto("/editor/articles")
    clean(page)
    page.get_by_role("link", name="Write an article").click()
    clean(page)
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Codes it speaks of").fill("cpt:38240, cpt:nonsense")
    page.get_by_role("button", name="Save this version").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    clean(page)
    page.get_by_label("Summary").fill("Two donors are two services.")
    page.get_by_label("Text", exact=True).fill(BODY)
    page.get_by_label("Sources").fill("A work | https://example.org/work | 2026-11-01")
    page.get_by_label("Codes it speaks of").fill("cpt:38240")
    page.get_by_role("button", name="Save this version").click()
    expect(page.get_by_text("Saved as a draft. Another editor has to review it.")).to_be_visible()
    expect(page.get_by_role("button", name="Mark as reviewed by me")).to_have_count(0)
    clean(page)


def review_and_publish(page: Page) -> None:
    open_it(page)
    page.get_by_role("button", name="Mark as reviewed by me").click()
    expect(page.get_by_text("Marked as reviewed by you.")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published for every reader.")).to_be_visible()
    clean(page)


def read_it_from_a_code(page: Page) -> None:
    page.goto("/codes/cpt/38240")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text("The record names each product.")).to_be_visible()
    clean(page)


def revise_and_let_go(page: Page) -> None:
    open_it(page)
    page.get_by_role("link", name="Revise").click()
    clean(page)
    page.get_by_label("Text", exact=True).fill(LATER)
    page.get_by_role("button", name="Save this version").click()
    expect(page.get_by_text("This version is saved. It waits to be reviewed.")).to_be_visible()
    clean(page)
    page.get_by_role("link", name="Version 2").click()
    expect(page.get_by_text("names each product twice")).to_be_visible()
    clean(page)
    page.get_by_role("link", name="The article", exact=True).click()
    page.get_by_role("button", name="Let the new version go").click()
    expect(page.get_by_text("It stays among the versions.")).to_be_visible()


def withdraw(page: Page) -> None:
    open_it(page)
    page.get_by_role("button", name="Withdraw from readers").click()
    expect(page.get_by_text("No reader sees it any more.")).to_be_visible()
    clean(page)


def open_it(page: Page) -> None:
    """Through the list, narrowed as an editor would."""
    page.goto("/editor/articles")
    page.get_by_label("Shelf").select_option(label="Code sets and codes")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
