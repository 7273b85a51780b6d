import pytest

from jobboard.codes.placing import State
from jobboard.db import db
from jobboard.gateways import gateways
from jobboard.lookup import indexing
from jobboard.lookup.finding import find
from tests.codes.reference import a_code_release
from tests.making import NOON, a_published_posting


@pytest.fixture
def indexed(either_engine, reference):
    indexing.rebuild()


def codes(text, system=None):
    return [hit.shown for hit in find(text, now=NOON, system=system).hits]


NUMBERS = [
    ("38240", ["38240"]),
    ("3824", ["38240", "38241", "38242", "38243"]),
    ("C92.0", ["C92.0", "C92.00", "C92.01"]),
    ("c920", ["C92.0", "C92.00", "C92.01"]),
    ("J9035", ["J9035"]),
    ("J90", ["J9034", "J9035"]),
    ("0DTJ", ["0DTJ4ZZ"]),
    ("14", ["014"]),
    ("38240-38241", ["38240", "38241"]),
]


@pytest.mark.parametrize(("typed", "found"), NUMBERS)
def test_a_number_finds_the_codes_that_begin_so_and_no_others(reference, typed, found):
    assert codes(typed) == found


def test_a_retired_number_is_found_and_said_to_be_retired(client, reference):
    a_code_release("hcpcs", name="newer")
    db.session.commit()
    (hit,) = find("J9035", now=NOON).hits
    assert (hit.shown, hit.state) == ("J9035", State.RETIRED)
    assert codes("J90") == []
    html = client.get("/codes?q=HCPCS J9035").text
    assert 'Bevacizumab injection <span class="muted small">Retired</span>' in html


WORDS = [
    ("leukemia remission", "C92.01"),
    ("AML", "C92.0"),
    ("CHF", "I50.9"),
    ("copd", "J44.9"),
    ("femur fx", "S72.001A"),
    ("lap appy", "0DTJ4ZZ"),
    ("bevacizumab", "J9035"),
    ("avastin", "J9035"),
    ("bone marrow transplant", "014"),
    ("BMT status", "Z94.81"),
]


@pytest.mark.parametrize(("typed", "code"), WORDS)
def test_words_and_abbreviations_find_codes(indexed, typed, code):
    assert code in codes(typed)


def test_a_misspelled_word_is_still_understood(reference, reference_meili):
    gateways().reference = reference_meili
    indexing.rebuild()
    assert "C92.0" in codes("acute leukemai")


def test_a_code_with_one_digit_wrong_is_another_code(reference, reference_meili):
    gateways().reference = reference_meili
    indexing.rebuild()
    assert codes("J9036") == []
    assert "J9035" not in codes("J9034")


STRAY = ["advance bone notice", "drop of marrow table", "%", "become a transplant coder"]


@pytest.mark.parametrize("typed", STRAY)
def test_what_shares_one_word_by_chance_is_not_found(indexed, typed):
    assert codes(typed) == []


def test_a_named_system_comes_off_the_words(indexed):
    assert codes("cpt J9035") == codes("HCPCS J9035") == ["J9035"]
    assert "C92.01" in codes("icd 10 code for leukemia remission")
    assert codes("bone marrow transplant DRG") == ["014"]


def test_of_a_list_of_codes_none_is_left_out(indexed):
    typed = ["38204", "38205", "38206", "38240", "38241", "J9035"]
    assert codes(", ".join(typed)) == typed


def test_one_system_can_be_asked_alone(indexed):
    assert codes("bone marrow transplant", "icd10cm") == ["Z94.81"]
    assert codes("J90", "icd10cm") == []


def test_what_was_looked_for_is_told_where_it_is_not_what_was_typed(indexed):
    assert find("AML", now=NOON).read_as == ("acute myeloblastic leukemia",)
    assert find("leukemia", now=NOON).read_as == ()


def test_without_the_engine_words_are_looked_for_in_the_database(reference):
    gateways().reference.away = True
    found = find("myeloblastic remission", now=NOON)
    assert found.degraded
    assert [hit.shown for hit in found.hits] == ["C92.00", "C92.01"]
    assert codes("3824")


def test_each_hit_counts_its_live_jobs(reference):
    a_published_posting(codes=["cpt:38240-38241"])
    a_published_posting(codes=["cpt:38240", "cpt:38204-38243"])
    assert {hit.shown: hit.jobs for hit in find("3824", now=NOON).hits} == {
        "38240": 2, "38241": 2, "38242": 1, "38243": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["", " ", "%", "'; --", "\ud800", "x" * 100, "😀", "a" * 99 + " 1"]
)
def test_whatever_is_typed_is_answered(indexed, typed):
    assert find(typed, now=NOON) is not None
