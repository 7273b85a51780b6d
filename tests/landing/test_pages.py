"""Landing pages as people and machines open them."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard import taxonomy
from jobboard.clock import stopped_at
from jobboard.codes.families import FAMILIES
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.landing import subjects, tally
from jobboard.postings import actions
from tests.making import NOON, a_draft, a_pending_posting, an_employer, owner_of
from tests.search.boards import a_board, a_found_posting, put

NOINDEX = '<meta name="robots" content="noindex'


@pytest.fixture(autouse=True)
def at_noon(app: Flask) -> Iterator[None]:
    with stopped_at(NOON):
        yield


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    return answer.text


def linked_data(text: str) -> list[Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return [json.loads(one) for one in found]


def paid_jobs(*pays: float, **wording: Any) -> None:
    employer = an_employer()
    for pay in pays:
        a_found_posting(employer=employer, pay={"min": pay, "max": pay, "unit": "hour"}, **wording)
    tally.reckon(NOON)
    db.session.commit()


@pytest.mark.parametrize(
    "address",
    [
        "/jobs/specialty/transplant-cellular",
        "/jobs/credential/ccs",
        "/jobs/setting/academic-medical-center",
        "/jobs/role/inpatient-facility-coder",
        "/jobs/level/coder-2",
        "/jobs/state/texas",
        "/jobs/remote/florida",
        "/jobs/family/cpt-38204-38243",
    ],
)
@pytest.mark.parametrize("away", [False, True], ids=["engine", "database"])
def test_each_kind_of_page_has_words_jobs_and_a_way_on(
    client: FlaskClient, address: str, away: bool
) -> None:
    posting = a_found_posting()
    gateways().search.away = away
    text = page(client, address)
    assert f'href="/jobs/{posting.id}/inpatient-coder-stem-cell-transplant"' in text
    assert f'<link rel="canonical" href="http://localhost{address}">' in text
    assert re.search(r'href="/jobs\?[a-z]+=', text), "a link into the full search"
    assert "1 job is open now" in text


@pytest.mark.parametrize("facet", subjects.FACETS)
def test_every_value_of_the_taxonomy_has_a_page(client: FlaskClient, facet: str) -> None:
    for subject in subjects.every(facet):
        text = page(client, subject.url)
        assert all(paragraph.split("'")[0] in text for paragraph in subject.about)
    assert len(list(subjects.every(facet))) == len(subjects.FACETS[facet].vocabulary)


@pytest.mark.parametrize("facet", ["specialty", "credential", "setting", "role", "level"])
def test_each_page_tells_about_its_subject_in_words_of_its_own(facet: str) -> None:
    said = [subject.about[-1] for subject in subjects.every(facet)]
    assert all(len(text) > 30 for text in said)
    if facet != "credential":  # states' licenses are one text with the state's name
        assert len(set(said)) == len(said)


def test_our_words_are_american() -> None:
    from jobboard.taxonomy.checking import BRITISH

    for facet in subjects.FACETS:
        for subject in subjects.every(facet):
            assert not BRITISH.search(" ".join(subject.about)), subject.url


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/jobs/state/TX", "/jobs/state/texas"),
        ("/jobs/specialty/bmt", "/jobs/specialty/transplant-cellular"),
        ("/jobs/credential/CCS", "/jobs/credential/ccs"),
        ("/jobs/family/cpt:38204-38243", "/jobs/family/cpt-38204-38243"),
        ("/jobs/remote/tx", "/jobs/remote/texas"),
    ],
)
def test_other_names_lead_to_the_one_address(
    client: FlaskClient, address: str, canonical: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.location) == (301, canonical)


def test_an_unknown_name_is_not_found_and_says_what_is_near(client: FlaskClient) -> None:
    text = page(client, "/jobs/specialty/cardiologie", 404)
    assert 'href="/jobs/specialty/cardiology"' in text
    text = page(client, "/jobs/family/cpt-38210-38212", 404)
    assert 'href="/jobs/family/cpt-38204-38243"' in text


@pytest.mark.parametrize(
    "address",
    ["/jobs/specialty/alchemy", "/jobs/remote/nowhere", "/jobs/family/cpt-1-2", "/jobs/x/y",
     "/jobs/employer/nobody", "/jobs/page/2", "/jobs/specialty/a/b", "/jobs/type/x"],
)  # fmt: skip
def test_addresses_that_mean_nothing_are_not_found(client: FlaskClient, address: str) -> None:
    page(client, address, 404)


@pytest.mark.parametrize(
    "slug",
    [
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E".replace("%2F", ""),
        "'%20OR%201=1--",
        "x" * 3000,
        "%F0%9F%92%89",
        "%C3%A9%CC%81",
        "..",
        "%25",
        "a\u202eb",
        "cpt-99999999999",
        "cpt-38243-38204",
        "-",
    ],
)
@pytest.mark.parametrize("facet", ["specialty", "state", "family", "employer", "nonsense", "type"])
def test_hostile_names_are_only_not_found(client: FlaskClient, facet: str, slug: str) -> None:
    answer = client.get(f"/jobs/{facet}/{slug}")
    assert answer.status_code in (301, 404)
    assert "<script>alert" not in answer.text


def test_fewer_than_three_jobs_are_not_for_other_search_engines(client: FlaskClient) -> None:
    employer = an_employer()
    for _ in range(2):
        a_found_posting(employer=employer)
    assert NOINDEX in page(client, "/jobs/credential/ccs")
    a_found_posting(employer=employer)
    assert NOINDEX not in page(client, "/jobs/credential/ccs")


def test_nothing_that_is_not_public_shows(client: FlaskClient) -> None:
    employer = an_employer()
    hidden, closed = (
        a_found_posting(employer=employer, title=f"{name} Coder") for name in ("Hidden", "Closed")
    )
    a_draft(employer=employer, title="Draft Coder")
    a_pending_posting(employer=employer, title="Pending Coder")
    suspended = a_found_posting(employer=an_employer("Bad Company"), title="Suspended Coder")
    hidden.hidden_at = suspended.employer.suspended_at = NOON
    actions.close(closed, by=owner_of(employer), now=NOON, outcome="filled-here")
    db.session.commit()
    for away in (False, True):
        gateways().search.away = away
        text = page(client, "/jobs/specialty/transplant-cellular")
        for name in ("Hidden", "Closed", "Draft", "Pending", "Suspended"):
            assert f"{name} Coder" not in text


def test_a_page_without_jobs_draws_no_empty_section(client: FlaskClient) -> None:
    text = page(client, "/jobs/specialty/podiatry")
    assert "No job is open at the moment." in text
    assert "What these jobs pay" not in text
    assert "Credentials they name" not in text
    assert not re.search(r"<(ul|ol|tbody)[^>]*>\s*</\1>", text)


def test_pay_is_drawn_with_its_numbers_and_its_method(client: FlaskClient) -> None:
    paid_jobs(20, 22, 24, 26, 28)
    text = page(client, "/jobs/specialty/transplant-cellular")
    assert "Half of 5 jobs at 1 company pay between $22 and $26 an hour" in text
    assert "The median is $24." in text
    assert text.count('class="pay-bar"') == 9
    assert '<th scope="row">$20 to under $21</th><td class="number">1</td>' in text
    assert "How this is worked out" in text
    assert " style=" not in text


def test_four_postings_are_not_enough_for_a_picture(client: FlaskClient) -> None:
    paid_jobs(20, 22, 24, 26)
    assert "What these jobs pay" not in page(client, "/jobs/specialty/transplant-cellular")


def test_a_state_tells_pay_on_site_from_pay_of_remote_work(client: FlaskClient) -> None:
    paid_jobs(20, 22, 24, 26, 28)
    text = page(client, "/jobs/state/texas")
    assert "Remote, open to Texas" in text
    assert "On site and hybrid, Texas" not in text


def test_what_the_jobs_ask_for_is_counted_and_leads_into_the_search(client: FlaskClient) -> None:
    a_board()
    text = page(client, "/jobs/state/texas")
    assert 'href="/jobs?credential=CCS&amp;state=TX">CCS' in text
    assert "3 jobs are open now: 1 remote, 1 hybrid and 1 on site." in text


def test_a_specialty_links_its_codes_and_a_family_its_code_page(client: FlaskClient) -> None:
    text = page(client, "/jobs/specialty/transplant-cellular")
    assert 'href="/codes/families/cpt-38240-38243"' in text
    assert 'href="/codes/families/cpt-38204-38243"' in page(client, "/jobs/family/cpt-38204-38243")


def test_breadcrumbs_are_for_people_and_machines(client: FlaskClient) -> None:
    text = page(client, "/jobs/remote/texas")
    (crumbs,) = linked_data(text)
    assert [item["item"] for item in crumbs["itemListElement"]] == [
        "http://localhost/jobs",
        "http://localhost/jobs/state",
        "http://localhost/jobs/state/texas",
        "http://localhost/jobs/remote/texas",
    ]
    assert '<a href="/jobs/state/texas">Texas</a>' in text


def test_the_pages_of_a_kind_are_listed_with_their_jobs(client: FlaskClient) -> None:
    a_board()
    tally.reckon(NOON)
    db.session.commit()
    for kind in subjects.KINDS:
        text = page(client, f"/jobs/{kind}")
        assert 'class="landing-count">1' in text or 'class="landing-count">3' in text
    assert '<a href="/jobs/specialty/cardiology">' in page(client, "/jobs/specialty")
    assert '<a href="/jobs/specialty/podiatry">' not in page(client, "/jobs/specialty")
    page(client, "/jobs/nonsense", 404)


def test_a_company_has_one_page_for_everything(client: FlaskClient) -> None:
    a_found_posting()
    answer = client.get("/jobs/employer/acme-health")
    assert (answer.status_code, answer.location) == (301, "/employers/acme-health")


def test_a_company_that_nobody_may_know_yet_is_not_found(client: FlaskClient) -> None:
    a_draft(employer=an_employer("Quiet Clinic"))
    page(client, "/jobs/employer/quiet-clinic", 404)


@pytest.mark.parametrize(
    ("address", "search"),
    [
        ("/jobs/arrangement/remote", "/jobs?arrangement=remote"),
        ("/jobs/software/epic", "/jobs?software=epic"),
        ("/jobs/type/full-time", "/jobs?type=full-time"),
    ],
)
def test_what_has_no_page_of_its_own_is_a_search(
    client: FlaskClient, address: str, search: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.location) == (302, search)


def test_neighbors_lead_to_pages_that_exist(client: FlaskClient) -> None:
    put(*a_board().values())
    seen = page(client, "/jobs/state/texas") + page(client, "/jobs/family/cpt-38204-38243")
    near = set(re.findall(r'href="(/jobs/(?!\d)[a-z]+/[^"?]+)"', seen))
    assert len(near) > 10
    for address in near:
        page(client, address)


def test_every_family_has_a_page() -> None:
    assert len(list(subjects.every("family"))) == len(FAMILIES)
    assert taxonomy.STATES["DC"].label in subjects.of_term("state", taxonomy.STATES["DC"]).heading
