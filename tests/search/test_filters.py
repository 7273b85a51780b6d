"""The filters beside the results, as they are drawn."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from markupsafe import Markup

from jobboard import taxonomy
from jobboard.search import filters
from jobboard.search.answering import Results
from jobboard.search.asking import Asked
from jobboard.search.criteria import Search

COUNTED = {slug: 1_100 - at for at, slug in enumerate(list(taxonomy.SPECIALTIES)[:12])}
RAREST = list(COUNTED)[-1]


@pytest.fixture(autouse=True)
def in_the_app(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def specialties(*chosen: str) -> Markup:
    """The filter of specialties where these are chosen."""
    asked = Asked(Search(specialty=chosen))
    counts = {"specialty": COUNTED}
    results = Results(asked, (), total=20, page=1, pages=1, counts=counts, degraded=False, notes=())
    [drawn] = [one for one in filters.facet_lists(results) if 'name="specialty"' in one]
    return drawn


def test_the_commonest_stand_first_and_the_rest_is_folded() -> None:
    shown, folded = specialties().split('<details class="facet-more">')
    assert shown.count('type="checkbox"') == filters.UNFOLDED
    assert re.findall(r'value="([^"]+)"', shown) == list(COUNTED)[: filters.UNFOLDED]
    assert "<summary>5 more</summary>" in folded
    assert f'value="{RAREST}"' in folded


def test_what_is_chosen_is_never_folded_away() -> None:
    shown, folded = specialties(RAREST).split('<details class="facet-more">')
    assert f'value="{RAREST}" checked' in shown
    assert "<summary>4 more</summary>" in folded
    assert (shown + folded).count('type="checkbox"') == 12


def test_what_is_chosen_is_there_also_where_no_job_has_it() -> None:
    missing = list(taxonomy.SPECIALTIES)[-1]
    assert missing not in COUNTED
    shown, _ = specialties(missing).split('<details class="facet-more">')
    assert f'value="{missing}" checked' in shown
    assert '<span class="facet-count">0</span>' in shown


def test_counts_are_written_as_people_read_them() -> None:
    assert '<span class="facet-count">1,100</span>' in specialties()
