"""What an answer must be before it is signed: no database, no pages."""

import pytest

from jobboard.assistant.answers import Evidence
from jobboard.consult.composing import (
    LONGEST_ANSWER,
    troubles_of,
    uncovered_codes,
    used,
    with_source,
    without_source,
)

TRANSPLANT = Evidence(1, "38240 is the infusion of a donor's cells.", "CPT 38240")
LEUKEMIA = Evidence(2, "C91.00 is acute lymphoblastic leukemia.", "C91.00")
FAMILY = Evidence(3, "Transplant services.", "CPT 38204–38243")
ALL = [TRANSPLANT, LEUKEMIA, FAMILY]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", "Write the answer"),
        (" \n ", "Write the answer"),
        ("x" * (LONGEST_ANSWER + 1), "8,000 characters"),
        ("Report 38240.", "Cite at least one source"),
        ("Report 38240 [9].", "There is no source [9]"),
        ("Report 38241 [1].", "No source that you cite names 38241"),
        ("Report 38240 [2].", "names 38240"),
        ("Report it with C91.01 [1][2].", "names C91.01"),
        ("Report 38204-38245 [3].", "names 38245"),
    ],
)
def test_what_keeps_an_answer_from_being_signed(text, trouble):
    assert trouble in " ".join(troubles_of(text, ALL))


@pytest.mark.parametrize(
    "text",
    [
        "Report 38240 [1].",
        "For C91.00 [2], 38240 is the donor's cells [1].",
        "All of 38204-38243 [3].",
        "In 2 sessions, see page 40 [1].",
        "Nothing says so in so many words [1].",
    ],
)
def test_an_answer_whose_codes_stand_in_what_it_cites_may_be_signed(text):
    assert troubles_of(text, ALL) == []


def test_a_code_is_covered_only_by_what_is_cited():
    assert uncovered_codes("38240 and C91.00", [TRANSPLANT]) == ["C91.00"]


def test_only_what_is_cited_is_sent():
    assert used("It is [2].", ALL) == [LEUKEMIA]


def test_sources_keep_their_numbers_and_stand_once():
    more = with_source([LEUKEMIA], TRANSPLANT)
    assert [one.number for one in more] == [2, 3]
    assert with_source(more, TRANSPLANT) == more
    assert [one.number for one in without_source(more, 2)] == [3]
    assert with_source([], LEUKEMIA)[0].number == 1
