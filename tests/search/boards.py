"""Boards to search: postings made the way people make them, and put into the engine's index."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.postings import importing
from jobboard.postings.actors import System
from jobboard.postings.models import Posting
from jobboard.search.documents import document
from tests.making import NOON, a_published_posting, an_employer

HOUSTON = {"city": "Houston", "state": "TX", "zip": "77030"}
GALVESTON = {"city": "Galveston", "state": "TX", "zip": "77550"}
DALLAS = {"city": "Dallas", "state": "TX", "zip": "75201"}

ELSEWHERE = {"by": "url", "url": "https://jobs.example.com/1"}

AT_LENGTH = "The team meets once a week, and questions are answered the same day. " * 3

# Each differs from the others in what the tests ask for.
POSTINGS: dict[str, dict[str, Any]] = {
    "transplant": {"title": "Inpatient Coder – Stem Cell Transplant"},
    "heart": {
        "title": "Cardiology Profee Coder",
        "description": f"<p>You code the professional side of clinic visits. {AT_LENGTH}</p>",
        "role": "specialty-profee-coder",
        "specialties": ["cardiology"],
        "setting": "physician-practice",
        "codes": ["cpt:92920-93799"],
        "credentials": {"any_of": ["CCC", "CPC"], "accept_apprentice": True},
        "arrangement": "onsite",
        "eligible_states": [],
        "places": [GALVESTON],
        "pay": {"min": 50_000, "max": 62_400, "unit": "year"},
        "employment_type": "part-time",
        "software": [{"name": "Cerner"}],
        "level": "entry",
    },
    "auditor": {
        "title": "Coding Auditor, DRG <b>Validation</b>",
        "description": f"<p>You read what others coded, and say what it should be. {AT_LENGTH}</p>",
        "role": "coding-auditor",
        "specialties": ["general-surgery"],
        "setting": "payer",
        "codes": ["msdrg:001-017", "hcpcs:J9035"],
        "credentials": {"all_of": ["RHIA"]},
        "arrangement": "hybrid",
        "eligible_states": [],
        "places": [DALLAS],
        "pay": {"min": 40, "max": 55, "unit": "hour"},
        "level": "senior",
    },
}  # fmt: skip


def a_board() -> dict[str, Posting]:
    """The postings above, all of one company, found by the engine."""
    employer = an_employer()
    return {n: a_found_posting(employer=employer, **wording) for n, wording in POSTINGS.items()}


def a_found_posting(**wording: Any) -> Posting:
    posting = a_published_posting(**wording)
    put(posting)
    return posting


def put(*postings: Posting) -> None:
    gateways().search.put(
        [document(posting, posting.shown, posting.employer) for posting in postings]
    )


def ids_of(app: Flask, address: str) -> list[int]:
    """The ids that /jobs.json finds, in order."""
    answer = app.test_client().get(address)
    assert answer.status_code == 200, answer.text
    return [hit["id"] for hit in answer.json["hits"]]


def imported(records: dict[str, dict[str, Any]]) -> dict[str, int]:
    """The ids of postings that come from elsewhere and state only what is given, by name."""
    numbered = [
        importing.Numbered(at, {"ref": name, "employer": "Acme", "apply": ELSEWHERE, **said})
        for at, (name, said) in enumerate(records.items())
    ]
    checked = importing.check(numbered, employer=None, fresh=NOON.date())
    assert checked.bad == []
    importing.write(
        checked.records, employer=None, publish=True, actor=System("import"), file="x",
        format="jsonl", now=NOON,
    )  # fmt: skip
    found = list(db.session.scalars(select(Posting).where(Posting.ref.in_(list(records)))))
    put(*found)
    return {posting.ref or "": posting.id for posting in found}
