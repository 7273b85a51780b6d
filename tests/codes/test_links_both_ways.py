"""The joint between jobs and codes, through the real engine: there, back, and gone with the job."""

import re

import pytest

from jobboard import worker
from jobboard.clock import stopped_at
from jobboard.codes.loading import load_reference
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.postings import actions
from tests.making import NOON, WORDING, a_published_posting, owner_of

NAMED = f"<p>You code CPT 38240-38243, C91.- and J9035.</p>{WORDING['description']}"


@pytest.fixture
def visitor(app, meili):
    gateways().search = meili
    load_reference(db.session, now=NOON)
    db.session.commit()
    with stopped_at(NOON):
        yield app.test_client()


def found_by(visitor, code):
    worker.settle()
    answer = visitor.get(f"/jobs.json?code={code}").json
    assert answer["degraded"] is False
    return [hit["id"] for hit in answer["hits"]]


def test_a_job_leads_to_its_codes_and_each_code_back_to_the_job(visitor):
    posting = a_published_posting(title="Infusion coder", codes=["cpt:38240", "cpt:38204-38243"])
    page = visitor.get(f"/jobs/{posting.id}", follow_redirects=True).text
    links = re.findall(r'<a class="code" href="(/codes/[^"]+)"', page)
    assert [link.partition("?")[0] for link in links] == [
        "/codes/cpt/38240",
        "/codes/families/cpt-38204-38243",
    ]
    for link in links:
        back = visitor.get(link).text
        assert f'href="/jobs/{posting.id}/infusion-coder"' in back
    assert found_by(visitor, "cpt:38240") == found_by(visitor, "cpt:38206") == [posting.id]


def test_codes_that_only_the_text_names_are_stored_and_linked_both_ways(visitor):
    posting = a_published_posting(title="Named coder", codes=[], description=NAMED)
    stored = {str(code.interval): code.stated for code in posting.shown.codes}
    assert stored == {"cpt:38240-38243": False, "icd10cm:C91": False, "hcpcs:J9035": False}
    page = visitor.get(f"/jobs/{posting.id}", follow_redirects=True).text
    assert 'href="/codes/families/cpt-38240-38243"' in page
    back = visitor.get("/codes/cpt/38241").text
    assert f'href="/jobs/{posting.id}/named-coder"' in back
    assert "Named in the text, not stated as a code of the job." in back
    assert found_by(visitor, "cpt:38241") == [posting.id]


def test_both_links_go_with_the_job(visitor):
    posting = a_published_posting(title="Infusion coder", codes=["cpt:38240"])
    assert found_by(visitor, "cpt:38240") == [posting.id]
    actions.close(posting, outcome="hired-here", by=owner_of(posting.employer), now=NOON)
    db.session.commit()
    back = visitor.get("/codes/cpt/38240").text
    assert "No one is hiring for this now." in back
    assert 'href="/alerts/new?code=cpt:38240"' in back
    assert found_by(visitor, "cpt:38240") == []


def test_a_family_shows_what_its_jobs_ask_for_and_who_is_around_it(visitor):
    credentials = {"any_of": ["CCS", "CIC"]}
    a_published_posting(title="One", codes=["cpt:38240"], credentials=credentials)
    a_published_posting(title="Two", codes=["cpt:38204-38243"], credentials={"all_of": ["CCS"]})
    a_published_posting(title="Other", codes=["cpt:99213"], credentials={"any_of": ["CPC"]})
    html = visitor.get("/codes/families/cpt-38240-38243").text
    asked = re.findall(r'credential=(\w+)">\w+</a> <span class="small muted">in (\d) job', html)
    assert asked == [("CCS", "2"), ("CIC", "1")]
    assert 'href="/codes/cpt/38243"' in html
    assert 'href="/codes/families/cpt-38204-38243"' in html
    assert "What they pay" not in html
