"""Structured data as a validator that others wrote reads it (@adobe/structured-data-validator)."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobboard.clock import stopped_at
from jobboard.db import db
from jobboard.employers.models import Employer
from jobboard.postings import actions
from jobboard.postings.models import Posting
from tests.making import NOON, owner_of
from tests.search.boards import POSTINGS, a_found_posting

SCRIPT = Path(__file__).with_name("structured_data.mjs")


@pytest.fixture(autouse=True)
def at_noon(app: Flask) -> Iterator[None]:
    with stopped_at(NOON):
        yield


def judged(client: FlaskClient, address: str) -> tuple[set[str], list[Any], list[Any]]:
    """The types of a page's data, and the validator's errors and warnings."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return _judge(answer.text)


def _judge(html: str) -> tuple[set[str], list[Any], list[Any]]:
    node = shutil.which("node")
    assert node, "Node runs the validator."
    done = subprocess.run(
        [node, str(SCRIPT)], input=html, capture_output=True, text=True, timeout=60, check=True
    )
    said = json.loads(done.stdout)
    by_severity: dict[str, list[Any]] = {"ERROR": [], "WARNING": []}
    for issue in said["issues"]:
        by_severity[issue["severity"]].append((issue["issueMessage"], issue.get("fieldNames")))
    return set(said["types"]), by_severity["ERROR"], by_severity["WARNING"]


def address_of(posting: Posting) -> str:
    from jobboard.postings.addresses import job_path

    assert posting.shown is not None
    return job_path(posting.id, posting.shown.title)


@pytest.mark.parametrize("name", POSTINGS)
def test_a_job_s_data_hold(client: FlaskClient, name: str) -> None:
    posting = a_found_posting(**POSTINGS[name])
    types, errors, _ = judged(client, address_of(posting))
    assert types == {"JobPosting", "BreadcrumbList"}
    assert errors == []


def test_what_is_recommended_and_known_is_not_missing(client: FlaskClient) -> None:
    _, _, warnings = judged(client, address_of(a_found_posting()))
    missing = {name for _, names in warnings for name in names or ()}
    assert not missing & {"validThrough", "employmentType", "baseSalary", "identifier"}


@pytest.mark.parametrize(
    "address",
    [
        "/jobs/specialty/transplant-cellular",
        "/jobs/state/texas",
        "/jobs/remote/texas",
        "/jobs/family/cpt-38240-38243",
        "/jobs/specialty",
        "/codes/families/cpt-38240-38243",
    ],
)
def test_the_trail_of_a_page_holds(client: FlaskClient, address: str) -> None:
    a_found_posting()
    types, errors, warnings = judged(client, address)
    assert (types, errors, warnings) == ({"BreadcrumbList"}, [], [])


def test_a_company_s_data_hold(client: FlaskClient) -> None:
    posting = a_found_posting()
    posting.employer.website = "https://acme.example"
    posting.employer.city, posting.employer.state = "Houston", "TX"
    db.session.commit()
    types, errors, _ = judged(client, "/employers/acme-health")
    assert types == {"Organization", "BreadcrumbList"}
    assert errors == []


def test_the_validator_would_find_what_is_missing(client: FlaskClient) -> None:
    text = client.get(address_of(a_found_posting())).text
    _, errors, _ = _judge(text.replace('"datePosted"', '"dateWritten"'))
    assert "datePosted" in str(errors)


def test_a_closed_job_and_a_suspended_company_say_nothing(client: FlaskClient) -> None:
    posting = a_found_posting()
    actions.close(posting, by=owner_of(posting.employer), now=NOON, outcome="filled-here")
    db.session.commit()
    types, _, _ = judged(client, address_of(posting))
    assert "JobPosting" not in types
    db.session.get_one(Employer, posting.employer_id).suspended_at = NOON
    db.session.commit()
    assert client.get("/employers/acme-health").status_code == 404
