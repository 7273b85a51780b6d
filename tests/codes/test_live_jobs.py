from datetime import timedelta

import pytest

from jobboard.codes.census import job_counts, jobs_as_bits
from jobboard.codes.intervals import Interval
from jobboard.codes.live_jobs import credentials_asked, live_jobs
from jobboard.db import db
from jobboard.postings import actions
from tests.making import NOON, WORDING, a_draft, a_published_posting, owner_of

pytestmark = pytest.mark.usefixtures("app")


NAMED = f"<p>You code CPT 38240 all day.</p>{WORDING['description']}"


def titles(written, *, now=NOON, limit=6):
    return [job.title for job in live_jobs(Interval.parse(written), now=now, limit=limit).jobs]


def test_a_job_is_found_by_every_code_that_its_range_covers():
    a_published_posting(title="Transplant coder", codes=["cpt:38204-38243", "icd10cm:C91-C95"])
    for inside in ("cpt:38204", "cpt:38240", "cpt:38243", "icd10cm:C95.92", "cpt:38243-38999"):
        assert titles(inside) == ["Transplant coder"], inside
    for outside in ("cpt:38203", "cpt:38244", "icd10cm:C96", "msdrg:038", "hcpcs:J9035"):
        assert titles(outside) == [], outside


def test_emerging_technology_codes_are_not_mixed_up_with_anesthesia():
    a_published_posting(title="Device coder", codes=["cpt:0042T-0999T"])
    assert titles("cpt:00500") == []
    assert titles("cpt:0537T") == ["Device coder"]


def test_a_job_whose_text_names_the_code_comes_after_those_that_state_it():
    a_published_posting(title="Named", codes=[], description=NAMED)
    a_published_posting(title="Stated", codes=["cpt:38240"])
    assert titles("cpt:38240") == ["Stated", "Named"]


def test_the_narrowest_range_comes_first():
    a_published_posting(title="All surgery", codes=["cpt:10004-69990"])
    a_published_posting(title="Infusions", codes=["cpt:38240-38243"])
    a_published_posting(title="The family", codes=["cpt:38204-38243", "cpt:10004-69990"])
    assert titles("cpt:38240") == ["Infusions", "The family", "All surgery"]
    assert titles("cpt:38240", limit=1) == ["Infusions"]


def test_of_many_jobs_the_newest_are_shown_and_all_are_counted():
    for number in range(5):
        a_published_posting(title=f"Coder {number}", codes=["cpt:38240"])
    a_published_posting(title="All surgery", codes=["cpt:10004-69990"])
    found = live_jobs(Interval.parse("cpt:38240"), now=NOON, limit=2)
    assert [job.title for job in found.jobs] == ["Coder 4", "Coder 3"]
    assert found.total == 6


def test_only_public_jobs_are_shown_and_counted():
    codes = ["cpt:38240"]
    a_draft(codes=codes)
    closed = a_published_posting(codes=codes)
    actions.close(closed, by=owner_of(closed.employer), now=NOON, outcome="filled-elsewhere")
    db.session.commit()
    open_one = a_published_posting(title="Open", codes=codes)
    asked = Interval.parse("cpt:38240")
    assert titles("cpt:38240") == ["Open"]
    assert job_counts([asked, Interval.parse("cpt:99213")], now=NOON) == [1, 0]
    later = open_one.expires_at + timedelta(seconds=1)
    assert titles("cpt:38240", now=later) == []


def test_a_job_that_meets_the_range_twice_counts_once():
    a_published_posting(codes=["cpt:38240", "cpt:38241", "cpt:38204-38243"])
    found = live_jobs(Interval.parse("cpt:38204-38243"), now=NOON)
    assert (found.total, len(found.jobs)) == (1, 1)
    assert job_counts([Interval.parse("cpt:38204-38243")], now=NOON) == [1]


@pytest.mark.parametrize("limit", [1, 6])
def test_credentials_are_counted_alike_from_few_jobs_and_by_the_census(limit):
    ccs_or_cpc = {"any_of": ["CCS", "CPC"], "preferred": ["RHIA"]}
    a_published_posting(codes=["cpt:38240", "cpt:38241"], credentials=ccs_or_cpc)
    a_published_posting(codes=["cpt:38204-38243"], credentials={"all_of": ["CCS"]})
    a_published_posting(codes=["cpt:99213"], credentials={"any_of": ["CPC"]})
    a_draft(codes=["cpt:38240"], credentials=ccs_or_cpc)
    asked = Interval.parse("cpt:38240-38243")
    live = live_jobs(asked, now=NOON, limit=limit)
    assert credentials_asked(asked, live, now=NOON) == [("CCS", 2), ("CPC", 1)]
    assert credentials_asked(asked, live, now=NOON, limit=1) == [("CCS", 2)]


def test_a_job_has_the_same_bit_in_all_that_it_is_counted_for():
    bit_of = {}
    ranges = jobs_as_bits([("a", 7), ("a", 9), ("b", 9), ("a", 7)], bit_of)
    others = jobs_as_bits([("c", 9), ("c", 8)], bit_of)
    assert (ranges["a",], ranges["b",], others["c",]) == (0b11, 0b10, 0b110)
