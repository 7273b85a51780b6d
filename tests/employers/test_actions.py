import pytest

from jobboard.db import db
from jobboard.employers import actions, queries
from jobboard.employers.actions import CompanyDetails, slug_of
from jobboard.employers.models import MemberRole
from tests.making import NOON, a_person, a_published_posting, an_employer, owner_of

pytestmark = pytest.mark.usefixtures("app")


def test_who_founds_a_company_owns_it_and_is_an_employer() -> None:
    person = a_person()
    employer = actions.found("Acme Health", by=person, now=NOON)
    db.session.commit()
    assert owner_of(employer) is person
    assert person.has_role("employer")
    assert (employer.claimed_at, employer.verified_at) == (NOON, None)
    assert db.session.scalars(queries.memberships_of(person)).one().role == MemberRole.OWNER


def test_companies_of_one_name_have_addresses_of_their_own() -> None:
    person = a_person()
    slugs = [actions.found("Acme Health", by=person, now=NOON).slug for _ in range(3)]
    assert slugs == ["acme-health", "acme-health-2", "acme-health-3"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("St. Mary’s & Sons", "st-marys-and-sons"),
        ("Universität Köln", "universitat-koln"),
        ("病院", "company"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_name_becomes_an_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["New", "Suggestions"])
def test_no_company_takes_an_address_of_the_desk(name: str) -> None:
    assert actions.found(name, by=a_person(), now=NOON).slug == f"{name.lower()}-2"


def test_a_company_that_only_an_import_named_belongs_to_nobody() -> None:
    employer = actions.name_only("Elsewhere Clinic", now=NOON)
    db.session.commit()
    assert employer.claimed_at is None
    assert employer.memberships == []


def test_describing_keeps_the_address_that_others_link_to() -> None:
    employer = an_employer()
    details = CompanyDetails("Acme Health System", website="https://www.Acme.example/jobs")
    actions.describe(employer, details)
    assert (employer.name, employer.slug) == ("Acme Health System", "acme-health")
    assert employer.domain == "acme.example"


def test_a_company_was_public_once_a_posting_was_approved() -> None:
    employer = an_employer()
    assert not queries.was_ever_public(employer)
    a_published_posting(employer=employer)
    assert queries.was_ever_public(employer)
