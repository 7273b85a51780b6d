"""A board with what the assistant reads: our articles, the 25 codes, and a few rows of ICD-10-CM."""

from jobboard.articles.loading import load_articles
from jobboard.assistant.answering import answer
from jobboard.assistant.answers import Answer
from jobboard.clock import stopped_at
from jobboard.codes.loading import load_reference
from jobboard.db import db
from tests.codes.reference import a_code, a_code_release
from tests.making import NOON

DIAGNOSES = (
    ("C91", "Lymphoid leukemia", "header", None),
    ("C910", "Acute lymphoblastic leukemia [ALL]", "header", "C91"),
    ("C9100", "Acute lymphoblastic leukemia not having achieved remission", "billable", "C910"),
    ("C9101", "Acute lymphoblastic leukemia, in remission", "billable", "C910"),
    ("E119", "Type 2 diabetes mellitus without complications", "billable", None),
    ("I10", "Essential (primary) hypertension", "billable", None),
)


def a_reference() -> None:
    load_reference(db.session, now=NOON)
    load_articles(db.session(), now=NOON)
    release = a_code_release("icd10cm", source="CDC/NCHS ICD-10-CM", name="2026")
    for code, summary, kind, parent in DIAGNOSES:
        notes = {"excludes1": ["personal history of leukemia (Z85.6)"]} if code == "C91" else {}
        a_code(release, code, summary, kind=kind, parent_key=parent, notes=notes)
    db.session.commit()


def asked(question: str, **given: object) -> Answer:
    with stopped_at(NOON):
        return answer(question, now=NOON, **given)  # type: ignore[arg-type]
