import pytest

from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.lookup import indexing
from jobboard.lookup.suggesting import suggest
from tests.codes.reference import a_code, a_code_release
from tests.making import NOON, a_published_posting

NOTE = """61 y/o with AML in remission, s/p BMT, h/o breast cancer.
Denies chest pain. No evidence of pneumonia. R/o appendicitis.
CT head, then 38221 was done. Underwent lap appy for acute appendicitis."""


@pytest.fixture
def indexed(either_engine, reference):
    indexing.rebuild()


def of(suggestions):
    return {one.phrase.words: [hit.shown for hit in one.hits] for one in suggestions}


def test_each_candidate_stands_under_what_suggests_it(indexed):
    found = of(suggest(NOTE, now=NOON).found)
    assert "C92.01" in found["AML in remission"]
    assert "Z94.81" in found["BMT"]
    assert "Z85.3" in found["breast cancer"]
    assert "0DTJ4ZZ" in found["lap appy"]
    assert "K35.80" in found["acute appendicitis"]


def test_what_the_note_denies_gets_no_candidates_and_is_shown(indexed):
    suggestions = suggest(NOTE, now=NOON)
    assert [phrase.words for phrase in suggestions.denied] == ["chest pain", "pneumonia"]
    everywhere = of(suggestions.found) | of(suggestions.uncertain)
    assert not {"J18.9", "R07.9"} & {code for codes in everywhere.values() for code in codes}


def test_what_is_in_question_stands_apart(indexed):
    assert of(suggest(NOTE, now=NOON).uncertain) == {"appendicitis": ["K35.80"]}


def test_of_an_illness_that_is_over_the_side_does_not_count(indexed):
    assert of(suggest("History of breast cancer left.", now=NOON).found) == {
        "breast cancer left": ["Z85.3"]
    }


def test_what_a_relative_has_is_no_diagnosis_of_the_patient_s(indexed):
    assert of(suggest("Mother had appendicitis.", now=NOON).found) == {}


def test_words_around_a_stay_suggest_nothing(reference, either_engine):
    release = a_code_release("icd10cm", name="newer")
    for code, title in (
        ("N52.9", "Male erectile dysfunction, unspecified"),
        ("X52", "Prolonged stay in weightless environment"),
        ("C83", "Non-follicular lymphoma"),
    ):
        a_code(release, code, title)
    db.session.commit()
    indexing.rebuild()
    note = "Seen in the ED. Non compliant during the stay, otherwise resolved."
    assert of(suggest(note, now=NOON).found) == {}


def test_codes_that_the_note_names_are_listed(indexed):
    assert [hit.shown for hit in suggest(NOTE, now=NOON).named] == ["38221"]


def test_a_word_that_is_only_spelled_alike_suggests_nothing(reference, reference_meili):
    gateways().reference = reference_meili
    a_code(a_code_release("icd10pcs", name="newer"), "0HRT079", "Replacement with Perforator Flap")
    db.session.commit()
    indexing.rebuild()
    assert of(suggest("Perforation. A fall.", now=NOON).found) == {}


def test_a_phrase_that_finds_nothing_is_tried_with_a_word_less(indexed):
    found = of(suggest("Multiple myeloma relapse", now=NOON).found)
    assert found == {"Multiple myeloma relapse": ["C90.0"]}


def test_small_words_in_the_middle_do_not_hide_what_a_phrase_names(indexed):
    found = of(suggest("Acute myeloid leukemia in second remission", now=NOON).found)
    assert "C92.01" in found["Acute myeloid leukemia in second remission"]


def test_how_something_is_suggests_nothing_by_itself(indexed):
    assert of(suggest("Acute xanthosis", now=NOON).found) == {}


def test_one_system_can_be_asked_alone(indexed):
    found = suggest(NOTE, now=NOON, system="icd10pcs")
    assert {hit.system for one in found.found for hit in one.hits} == {"icd10pcs"}
    assert found.named == ()


def test_candidates_count_their_live_jobs(reference):
    indexing.rebuild()
    a_published_posting(codes=["icd10cm:C92"])
    (one,) = suggest("Acute myeloblastic leukemia in remission", now=NOON).found
    assert one.hits[0].jobs == 1


def test_without_the_engine_some_candidates_are_found_all_the_same(reference):
    gateways().reference.away = True
    found = suggest(NOTE, now=NOON)
    assert found.degraded
    assert "C92.01" in of(found.found).get("AML in remission", []) or found.found


def test_a_note_that_names_nothing_suggests_nothing(indexed):
    assert not suggest("The patient was seen today.", now=NOON)


def test_a_very_long_list_says_what_was_left_out(reference):
    indexing.rebuild()
    words = [
        "leukemia",
        "myeloma",
        "pneumonia",
        "pain",
        "fracture",
        "resection",
        "transfusion",
        "heart",
    ]
    note = ". ".join(f"{word} {other}" for word in words for other in words)
    assert suggest(note, now=NOON).left_out > 0
