"""The closed vocabularies of the board, read once from `data/`.

Records, forms, addresses and the index all speak in these slugs. Each constant
is an immutable ordered mapping from slug to term; `find` understands what
people type. The files are checked as a whole when they are read, so that a
wrong reference or a word with two meanings stops the start, not a visitor.
"""

from jobboard.taxonomy.checking import problems
from jobboard.taxonomy.loading import read
from jobboard.taxonomy.terms import (
    CodeSet,
    Credential,
    EmploymentType,
    Level,
    PayUnit,
    Reason,
    Role,
    Software,
    Specialty,
    State,
    Term,
)
from jobboard.taxonomy.vocabulary import Vocabulary, letters, words

SPECIALTIES = read("specialties", Specialty)
CREDENTIALS = read("credentials", Credential)
SETTINGS = read("settings", Term)
ROLES = read("roles", Role)
LEVELS = read("levels", Level)
EMPLOYMENT_TYPES = read("employment_types", EmploymentType)
ARRANGEMENTS = read("arrangements", Term)
STATES = read("states", State)
SOFTWARE = read("software", Software)
SHIFTS = read("shifts", Term)
BENEFITS = read("benefits", Term)
PAY_UNITS = read("pay_units", PayUnit)
PRODUCTIVITY_UNITS = read("productivity_units", Term)
PRODUCTIVITY_PERIODS = read("productivity_periods", Term)
CODE_SETS = read("code_sets", CodeSet)
QUESTION_KINDS = read("question_kinds", Term)
CLOSING_OUTCOMES = read("closing_outcomes", Term)
PAY_MISSING_REASONS = read("pay_missing_reasons", Reason)
REPORT_REASONS = read("report_reasons", Term)
RETURN_REASONS = read("return_reasons", Reason)
REJECT_REASONS = read("reject_reasons", Reason)
IRRELEVANT_REASONS = read("irrelevant_reasons", Term)
APPRENTICE_POLICIES = read("apprentice_policies", Term)
SOFTWARE_LEVELS = read("software_levels", Term)
EMPLOYER_KINDS = read("employer_kinds", Term)

ALL: dict[str, Vocabulary] = {
    name.lower(): value for name, value in globals().copy().items() if isinstance(value, Vocabulary)
}

if _wrong := problems(ALL):
    raise ValueError("The taxonomy's data files do not agree:\n" + "\n".join(_wrong))

__all__ = [
    "ALL",
    "APPRENTICE_POLICIES",
    "ARRANGEMENTS",
    "BENEFITS",
    "CLOSING_OUTCOMES",
    "CODE_SETS",
    "CREDENTIALS",
    "EMPLOYER_KINDS",
    "EMPLOYMENT_TYPES",
    "IRRELEVANT_REASONS",
    "LEVELS",
    "PAY_MISSING_REASONS",
    "PAY_UNITS",
    "PRODUCTIVITY_PERIODS",
    "PRODUCTIVITY_UNITS",
    "QUESTION_KINDS",
    "REJECT_REASONS",
    "REPORT_REASONS",
    "RETURN_REASONS",
    "ROLES",
    "SETTINGS",
    "SHIFTS",
    "SOFTWARE",
    "SOFTWARE_LEVELS",
    "SPECIALTIES",
    "STATES",
    "CodeSet",
    "Credential",
    "EmploymentType",
    "Level",
    "PayUnit",
    "Reason",
    "Role",
    "Software",
    "Specialty",
    "State",
    "Term",
    "Vocabulary",
    "letters",
    "words",
]
