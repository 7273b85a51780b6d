"""The shelves that articles stand on. Pure."""

from enum import StrEnum


class Subject(StrEnum):
    """The shelves of the article list, in its order."""

    CODES = "cpt-codes"
    GUIDELINES = "guidelines"
    MODIFIERS = "modifiers"
    CROSSWALKS = "crosswalks"
    EDITS = "ncci-edits"
    COMPLIANCE = "compliance"
    COVERAGE = "medicare-coverage"
    INPATIENT = "inpatient"
    RISK = "risk-adjustment"
    CAREERS = "careers"

    @property
    def label(self) -> str:
        return SUBJECT_LABELS[self]


SUBJECT_LABELS = {
    Subject.CODES: "Code sets and codes",
    Subject.GUIDELINES: "Guidelines",
    Subject.MODIFIERS: "Modifiers",
    Subject.CROSSWALKS: "Crosswalks",
    Subject.EDITS: "NCCI edits",
    Subject.COMPLIANCE: "Compliance",
    Subject.COVERAGE: "Medicare coverage and payment",
    Subject.INPATIENT: "Inpatient coding and MS-DRGs",
    Subject.RISK: "Risk adjustment",
    Subject.CAREERS: "Careers and pay",
}
