"""A question in a real Chromium: from a code page's box to the program's answer, to a person's, to an
article that the code's page and CasePilot lead to; axe finds nothing on any page of it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import LiveBoard, sign_in, somebody_new, visitor
from tests.journeys.test_from_posting_to_application import clean

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

QUESTION = "How many units of 38220 are allowed in a day?"
TITLE = "Units of an aspiration in a day"


def test_from_a_code_page_to_a_consultant_s_answer_and_an_article(
    chromium: Browser, live_board: LiveBoard
) -> None:
    email = somebody_new(live_board, "asker@demo.test")
    with visitor(chromium, live_board) as asker, visitor(chromium, live_board) as consultant:
        sign_in(asker, email)
        reference = ask_from_the_code_page(asker)
        expect(asker.locator("main")).to_contain_text("No person has read this answer")
        ask_a_human(asker)
        sign_in(consultant, "consultant@demo.test")
        take_it(consultant, reference)
        answer_it(consultant)
        letter = live_board.letter_to(email, f"{reference}: a consultant has answered")
        asker.goto(live_board.link_in(letter[letter.index("Does it help?") :]))
        clean(asker)
        asker.get_by_role("button", name="Accept the answer").click()
        expect(asker.locator("#notices")).to_contain_text("Thank you")
        write_it_up(consultant)
    with visitor(chromium, live_board) as editor:
        sign_in(editor, "editor@demo.test")
        review_and_publish(editor)
    with visitor(chromium, live_board) as reader:
        sign_in(reader, email)
        reader.goto("/codes/cpt/38220")
        reader.get_by_role("link", name=TITLE).first.click()
        expect(reader.locator("h1")).to_have_text(TITLE)
        clean(reader)
        found_by_casepilot(reader)


def test_a_visitor_without_javascript_asks_on_a_narrow_page(
    chromium: Browser, live_board: LiveBoard
) -> None:
    narrow = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
    with visitor(chromium, live_board, **narrow) as page:
        page.goto("/consult")
        page.fill("#text", "Patient John Smith, MRN 4458812: which code?")
        page.fill("#email", "visitor@example.com")
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator("main")).to_contain_text("looks like patient data")
        page.fill("#text", "When do I use modifier 25?")
        page.get_by_role("button", name="Ask", exact=True).click()
        letter = live_board.letter_to("visitor@example.com", "an instant answer")
        page.goto(live_board.link_in(letter[letter.index("ask a consultant") :]))
        page.get_by_role("button", name="Ask a consultant").click()
        expect(page.locator("main")).to_contain_text("We mean to answer by")


def test_the_desk_s_pages_fit_and_are_clean(chromium: Browser, live_board: LiveBoard) -> None:
    with visitor(chromium, live_board, viewport={"width": 360, "height": 740}) as page:
        page.goto("/consult")
        looks_well(page)
        sign_in(page, "consultant@demo.test")
        for path in ("", "?view=mine", "figures", "profile", "templates"):
            page.goto(f"/consultant/{path}")
            looks_well(page)
    with visitor(chromium, live_board, viewport={"width": 360, "height": 740}) as page:
        sign_in(page, "admin@demo.test")
        for path in ("/admin/consultants", "/admin/consult"):
            page.goto(path)
            looks_well(page)


def looks_well(page: Page) -> None:
    clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def ask_from_the_code_page(page: Page) -> str:
    page.goto("/codes/cpt/38220")
    page.locator("a[href='/consult?about=cpt:38220']").click()
    expect(page.locator("#codes")).to_have_value("cpt:38220")
    clean(page)
    page.fill("#text", QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    clean(page)
    return page.locator("h1").inner_text().split()[0]


def ask_a_human(page: Page) -> None:
    page.locator("main").get_by_role("link", name="Ask a consultant", exact=True).last.click()
    clean(page)
    page.get_by_role("button", name="Ask a consultant").click()
    expect(page.locator("main")).to_contain_text("We mean to answer by")


def take_it(page: Page, reference: str) -> None:
    page.goto("/consultant/")
    clean(page)
    page.get_by_role("link", name=reference, exact=True).click()
    clean(page)
    page.get_by_role("button", name="Put it in the queue").click()
    page.get_by_role("button", name="Take this question").click()
    expect(page.locator("#notices")).to_contain_text("yours")


def answer_it(page: Page) -> None:
    page.fill("#composer textarea[name=text]", "More than one unit of 38220 is not usual.")
    page.get_by_role("button", name="Sign and send").click()
    expect(page.locator("main")).to_contain_text("Cite at least one source")
    page.fill("#ask", "What is 38220?")
    page.get_by_role("button", name="Look it up").click()
    clean(page)
    page.get_by_role("button", name="Cite").first.click()
    text = "What 38220 is, our page says; more than one unit a day is not usual [1]."
    page.fill("#composer textarea[name=text]", text)
    page.get_by_role("button", name="Sign and send").click()
    expect(page.locator("#notices")).to_contain_text("on its way")
    clean(page)


def write_it_up(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="Make an article of it").click()
    clean(page)
    page.fill("#title", TITLE)
    page.fill("#summary", "How often an aspiration of marrow is reported in one day.")
    body = "## In short\nMore than one unit of 38220 in a day is not usual, and the record has to show why."
    page.fill("#body", body)
    page.get_by_role("button", name="Hand it to the editors").click()
    expect(page.locator("#notices")).to_contain_text("with the editors")


def found_by_casepilot(page: Page) -> None:
    """The worker brings the article to the index; the page may be asked too early."""
    asked = "Is more than one unit of marrow aspiration usual in a day?"
    for _ in range(20):
        page.goto(f"/assistant?q={asked}")
        if page.locator(".answer-sources").get_by_text(TITLE).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.locator("main").inner_text())


def review_and_publish(page: Page) -> None:
    page.goto("/editor/articles?state=draft")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Mark as reviewed by me").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#notices")).to_contain_text("Published")
