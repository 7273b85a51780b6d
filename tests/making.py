"""Makers of what tests are about, each made the way people make it.

They end with a commit, so that pages and the worker see what was made. Times are around `NOON`;
a test that opens pages stops the clock there (`jobboard.clock.stopped_at(NOON)`).
"""

from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from jobboard.accounts.models import Role, User
from jobboard.db import db
from jobboard.employers import actions as companies
from jobboard.employers.models import Employer, MemberRole, Membership
from jobboard.postings import actions, parsing
from jobboard.postings.models import Posting
from jobboard.postings.record import PostingRecord

# Noon in New York, which is the site's time zone.
NOON = datetime(2026, 11, 2, 17, 0, tzinfo=UTC)

_numbers = count(1)

WORDING: dict[str, Any] = {
    "title": "Inpatient Coder – Stem Cell Transplant",
    "description": (
        "<p>You code inpatient stays of our transplant service, from the harvest of the cells to "
        "the infusion and the days after it.</p><p>You work with two other coders and an auditor "
        "who reads a sample of every month. Questions to physicians go through our query desk.</p>"
        "<ul><li>Assign diagnoses, procedures and the group</li><li>Answer denials</li></ul>"
    ),
    "role": "inpatient-facility-coder",
    "level": "coder-2",
    "specialties": ["transplant-cellular"],
    "setting": "academic-medical-center",
    "codes": ["cpt:38204-38243", "icd10cm:C91-C95"],
    "credentials": {"any_of": ["CCS", "CIC"], "preferred": ["CHONC"], "accept_apprentice": False},
    "arrangement": "remote",
    "eligible_states": ["TX", "FL"],
    "places": [{"city": "Houston", "state": "TX", "zip": "77030"}],
    "employment_type": "full-time",
    "shift": "day",
    "benefits": ["health", "401k"],
    "pay": {"min": 28.5, "max": 39.0, "unit": "hour"},
    "software": [{"name": "Epic", "level": "required"}],
    "productivity": {"value": 3, "unit": "chart", "per": "hour"},
    "accuracy_percent": 95,
    "apply": {"by": "board"},
}


def a_person(email: str | None = None, *roles: str, name: str = "Robin Reyes") -> User:
    """Somebody with a confirmed address."""
    person = User(
        email=email or f"person{next(_numbers)}@example.com",
        name=name,
        fs_uniquifier=uuid4().hex,
        active=True,
        confirmed_at=NOON,
        create_datetime=NOON,
        update_datetime=NOON,
        roles=[_role(role) for role in roles],
    )
    db.session.add(person)
    db.session.commit()
    return person


def a_candidate(**given: Any) -> User:
    return a_person(None, "candidate", **given)


def a_moderator(name: str = "Morgan Moderator") -> User:
    return a_person(None, "moderator", name=name)


def an_employer(name: str = "Acme Health", *, owner: User | None = None) -> Employer:
    employer = companies.found(name, by=owner or a_person(name="Olive Owner"), now=NOON)
    db.session.commit()
    return employer


def a_member(
    employer: Employer, role: MemberRole = MemberRole.RECRUITER, person: User | None = None
) -> User:
    """Somebody else who acts for the company."""
    person = person or a_person(None, "employer", name=f"Max {role.value.title()}")
    db.session.add(Membership(user=person, employer=employer, role=role, since=NOON))
    db.session.commit()
    db.session.refresh(employer)
    return person


def owner_of(employer: Employer) -> User:
    return next(one.user for one in employer.memberships if one.role == MemberRole.OWNER)


def a_record(**wording: Any) -> PostingRecord:
    """A complete record; what is given takes the place of the same field, None takes it away."""
    said = {name: value for name, value in {**WORDING, **wording}.items() if value is not None}
    return parsing.read(said)


def a_draft(*, employer: Employer | None = None, now: datetime = NOON, **wording: Any) -> Posting:
    employer = employer or an_employer()
    posting = actions.draft(employer, a_record(**wording), by=owner_of(employer), now=now)
    db.session.commit()
    return posting


def a_pending_posting(*, now: datetime = NOON, **wording: Any) -> Posting:
    posting = a_draft(now=now, **wording)
    actions.submit(posting, by=owner_of(posting.employer), now=now)
    db.session.commit()
    return posting


def a_published_posting(*, now: datetime = NOON, **wording: Any) -> Posting:
    posting = a_pending_posting(now=now, **wording)
    actions.approve(posting, by=a_moderator(), now=now)
    db.session.commit()
    return posting


def again(posting: Posting) -> Posting:
    """The posting as it stands in the database now, after a page has changed it."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Posting, posting.id)


def _role(name: str) -> Role:
    return db.session.scalar(select(Role).where(Role.name == name)) or Role(name=name)
