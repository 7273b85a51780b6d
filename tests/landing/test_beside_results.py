"""Posted pay beside the results of a search, and which address search engines are given."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.landing import tally
from tests.making import NOON, an_employer
from tests.search.boards import a_found_posting


@pytest.fixture(autouse=True)
def at_noon(app: Flask) -> Iterator[None]:
    with stopped_at(NOON):
        yield


def a_paid_board(*pays: float) -> None:
    employer = an_employer()
    for pay in pays:
        a_found_posting(employer=employer, pay={"min": pay, "max": pay, "unit": "hour"})
    tally.reckon(NOON)
    db.session.commit()


def lines(client: FlaskClient, address: str) -> list[str]:
    """The lines as people read them."""
    text = client.get(address).text
    found = re.search(r'<ul class="pay-lines".*?</ul>', text, re.DOTALL)
    parts = re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL) if found else []
    return [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in parts]


SAID = "half of 5 jobs with stated pay: $22–$26 an hour, median $24"


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("specialty=bmt", ["Stem cell transplant and cellular therapy"]),
        ("credential=CCS&level=coder-2", ["CCS", "Coder II"]),
        ("arrangement=remote&state=TX", ["Remote, open to Texas"]),
        ("state=TX", []),
        ("setting=academic-medical-center", []),
        ("", []),
    ],
)
@pytest.mark.parametrize("away", [False, True], ids=["engine", "database"])
def test_the_pay_of_what_is_asked_for_stands_beside_the_results(
    client: FlaskClient, query: str, labels: list[str], away: bool
) -> None:
    a_paid_board(20, 22, 24, 26, 28)
    gateways().search.away = away
    assert lines(client, f"/jobs?{query}") == [f"{label} {SAID}" for label in labels]


def test_four_postings_say_nothing(client: FlaskClient) -> None:
    a_paid_board(20, 22, 24, 26)
    assert lines(client, "/jobs?credential=CCS") == []


def test_no_more_than_three_lines(client: FlaskClient) -> None:
    a_paid_board(20, 22, 24, 26, 28)
    address = "/jobs?credential=CCS&credential=CIC&credential=CHONC&level=coder-2"
    assert len(lines(client, address)) == 3


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("specialty=cardiology", "/jobs/specialty/cardiology"),
        ("state=TX&sort=newest", "/jobs/state/texas"),
        ("arrangement=remote&state=TX", "/jobs/remote/texas"),
        ("family=cpt-38204-38243", "/jobs/family/cpt-38204-38243"),
        ("specialty=cardiology&specialty=ent", "/jobs?specialty=cardiology&amp;specialty=ent"),
        ("specialty=cardiology&q=coder", "/jobs?q=coder&amp;specialty=cardiology"),
        ("arrangement=remote", "/jobs?arrangement=remote"),
        ("family=cpt:38204-38205", "/jobs?family=cpt-38204-38205"),
        ("", "/jobs"),
    ],
)
def test_a_single_choice_belongs_to_its_landing_page(
    client: FlaskClient, query: str, canonical: str
) -> None:
    text = client.get(f"/jobs?{query}").text
    assert f'<link rel="canonical" href="http://localhost{canonical}">' in text
