import pytest

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.codes.linking import links_to
from jobboard.codes.loading import load_reference
from jobboard.db import db
from tests.making import NOON


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("cpt:38240", "/codes/cpt/38240"),
        ("cpt:38204-38243", "/codes/families/cpt-38204-38243"),
        ("cpt:38241-38242", "/codes/families/cpt-38240-38243"),
        ("cpt:99213", "/codes/families/cpt-99202-99215"),
        ("icd10cm:C91.0", "/codes/families/icd10cm-c91-c95"),
        ("cpt:00100-99607", None),
    ],
)
def test_an_interval_leads_to_the_page_that_says_most_about_it(app, written, url):
    load_reference(db.session, now=NOON)
    (link,) = links_to([Interval.parse(written)])
    assert link.url == url


def test_a_code_and_a_family_are_named_beside_their_numbers(app):
    load_reference(db.session, now=NOON)
    links = links_to([Interval.parse("cpt:38241"), Interval.parse("cpt:38240-38243")])
    assert [link.name for link in links] == [
        "Giving the patient’s own stem cells back",
        "Stem-cell and lymphocyte infusions",
    ]


def test_every_link_of_a_job_opens(client):
    load_reference(db.session, now=NOON)
    db.session.commit()
    written = [
        "cpt:38240",
        "cpt:38204-38243",
        "cpt:99213",
        "hcpcs:J9035",
        "msdrg:014",
        "icd10cm:D46",
    ]
    for link in links_to([Interval.parse(one) for one in written]):
        assert client.get(link.url).status_code == 200, link


def test_every_range_of_a_specialty_leads_to_a_page(app):
    ranges = [one for term in taxonomy.SPECIALTIES.values() for one in term.families]
    assert ranges
    links = links_to([Interval.parse(one) for one in ranges])
    assert [str(link.interval) for link in links if link.url is None] == []
