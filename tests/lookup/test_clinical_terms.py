import pytest

from jobboard.lookup.clinical_terms import _capitals, _terms, readings, terms_in

READ = [
    ("AML", "acute myeloblastic leukemia"),
    ("aml in remission", "acute myeloblastic leukemia in remission"),
    ("MM", "multiple myeloma"),
    ("CHF", "heart failure"),
    ("COPD", "chronic obstructive pulmonary disease"),
    ("ankle fx", "ankle fracture"),
    ("hip fx", "fracture neck femur"),
    ("BMT", "bone marrow transplant"),
    ("lap appy", "resection of appendix percutaneous endoscopic"),
    ("T2DM", "type 2 diabetes mellitus"),
    ("I&D", "drainage"),
    ("ALL", "acute lymphoblastic leukemia"),
    ("CAR-T", "CAR-T"),
    ("heart  attack", "myocardial infarction"),
]


@pytest.mark.parametrize(("typed", "meant"), READ)
def test_an_abbreviation_is_read_in_the_words_of_the_code_systems(typed, meant):
    assert readings(typed)[0] == meant


@pytest.mark.parametrize(
    "typed", ["all of it", "as seen", "stem cell", "us", "or", "it was an ed visit"]
)
def test_plain_words_stay_as_they_are(typed):
    assert readings(typed) == [typed]


def test_what_has_two_meanings_is_read_both_ways():
    assert readings("MS") == ["multiple sclerosis", "mitral stenosis"]


def test_the_longest_term_at_a_place_counts():
    (term,) = terms_in("had a laparoscopic appendectomy")
    assert term.words == "laparoscopic appendectomy"


def test_no_term_of_the_list_is_an_everyday_word_in_small_letters():
    everyday = {
        "all",
        "as",
        "us",
        "or",
        "on",
        "at",
        "it",
        "is",
        "in",
        "to",
        "be",
        "and",
        "was",
        "map",
    }
    assert everyday & _terms().keys() == set()
    assert all(name.isupper() for name in _capitals())
