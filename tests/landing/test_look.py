"""Landing pages in a real browser: no barrier, no scrolling sideways, light and dark."""

from collections.abc import Callable
from typing import Any

import pytest

from jobboard.clock import clock
from jobboard.db import db
from jobboard.landing import tally
from tests.making import an_employer
from tests.search.boards import a_found_posting

pytestmark = pytest.mark.browser

PAGES = [
    "/jobs/specialty/transplant-cellular",
    "/jobs/state/texas",
    "/jobs/family/cpt-38204-38243",
    "/jobs/credential/ccs",
    "/jobs/specialty/podiatry",
    "/jobs/specialty",
    "/jobs/specialty/cardiologie",
    "/jobs?specialty=bmt&credential=CCS",
    "/employers/acme-health",
]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def a_paid_board(app: Any) -> None:
    employer = an_employer()
    for pay in (21, 24.5, 26, 28, 33, 41):
        wage = {"min": pay, "max": pay + 6, "unit": "hour"}
        a_found_posting(employer=employer, pay=wage, now=clock())
    tally.reckon(clock())
    db.session.commit()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_landing_page_puts_up_a_barrier(
    a_paid_board: None, browse: Callable[..., Any], theme: str
) -> None:
    found = {}
    with browse(color_scheme=theme) as visit:
        for path in PAGES:
            visit.goto(path)
            found[path] = visit.barriers()
        complaints = visit.complaints
    assert {path: barriers for path, barriers in found.items() if barriers} == {}
    assert complaints == []


def test_no_landing_page_scrolls_sideways_on_a_phone(
    a_paid_board: None, browse: Callable[..., Any]
) -> None:
    with browse(width=360) as visit:
        overflow = {path: visit.goto(path).evaluate(SIDEWAYS) for path in PAGES}
    assert overflow == dict.fromkeys(PAGES, 0)


def test_the_picture_is_named_and_described(a_paid_board: None, browse: Callable[..., Any]) -> None:
    with browse() as visit:
        page = visit.goto("/jobs/specialty/transplant-cellular")
        picture = page.get_by_role("img", name="Jobs by their hourly pay")
        box = picture.bounding_box()
        described = picture.get_attribute("aria-describedby")
        assert "The median is" in page.locator(f"#{described}").text_content()
    assert box["width"] > 250
