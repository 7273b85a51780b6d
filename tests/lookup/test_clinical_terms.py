import pytest

from jobboard.lookup.clinical_terms import _capitals, _terms, readings, terms_in

READ = [
    ("AML", "acute myeloblastic leukemia"),
    ("aml in remission", "acute myeloblastic leukemia in remission"),
    ("MM", "multiple myeloma"),
    ("acute CHF", "acute heart failure"),
    ("COPD exacerbation", "chronic obstructive pulmonary disease exacerbation"),
    ("ankle fx", "ankle fracture"),
    ("hip fx", "fracture neck femur"),
    ("BMT", "bone marrow transplant"),
    ("lap appy", "resection of appendix percutaneous endoscopic"),
    ("T2DM", "type 2 diabetes mellitus"),
    ("I&D", "drainage"),
    ("ALL", "acute lymphoblastic leukemia"),
    ("CAR-T", "CAR-T"),
    ("heart  attack", "myocardial infarction"),
    ("csection", "cesarean delivery"),
    ("total knee arthroplasty", "knee joint replacement"),
    ("flu shot", "influenza vaccine"),
]


@pytest.mark.parametrize(("typed", "meant"), READ)
def test_an_abbreviation_is_read_in_the_words_of_the_code_systems(typed, meant):
    assert readings(typed)[0] == meant


ALONE = [
    ("sepsis", "sepsis unspecified organism"),
    ("HTN", "essential hypertension"),
    ("Type 2  diabetes", "type 2 diabetes mellitus without complications"),
    ("afib", "unspecified atrial fibrillation"),
]


@pytest.mark.parametrize(("typed", "meant"), ALONE)
def test_a_diagnosis_alone_is_first_the_one_without_more(typed, meant):
    first, *others = readings(typed)
    assert first == meant
    assert others


def test_among_other_words_a_diagnosis_is_what_it_is():
    assert readings("salmonella sepsis") == ["salmonella sepsis"]


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
