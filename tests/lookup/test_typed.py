import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.lookup.typed import Kind, kind_of, stretches_of

NUMBERS = [
    ("38240", {"cpt": "38240"}),
    ("3824", {"cpt": "3824"}),
    ("0042T", {"cpt": "T0042"}),
    ("J9035", {"hcpcs": "J9035", "icd10cm": "J9035"}),
    ("j90", {"hcpcs": "J90", "icd10cm": "J90"}),
    ("C91.0", {"icd10cm": "C910"}),
    ("c91.00", {"icd10cm": "C9100"}),
    ("0DTJ4", {"icd10pcs": "0DTJ4"}),
    ("0DTJ4ZZ", {"icd10pcs": "0DTJ4ZZ"}),
    ("14", {"msdrg": "014"}),
    ("014", {"msdrg": "014"}),
    ("38204-38243", {"cpt": "38204"}),
    ("cpt:382xx", {"cpt": "382"}),
    ("C91.-", {"icd10cm": "C91"}),
    ("J", {"hcpcs": "J", "icd10cm": "J"}),
    ("S72.001A", {"icd10cm": "S72001A"}),
    ("cpt 38241", {"cpt": "38241"}),
    ("CPT® code 38241", {"cpt": "38241"}),
    ("38241 CPT", {"cpt": "38241"}),
    ("HCPCS J9035", {"hcpcs": "J9035"}),
    ("ICD-10 C91.00", {"icd10cm": "C9100"}),
    ("icd10cm c910", {"icd10cm": "C910"}),
    ("icd-10-pcs 30243Y", {"icd10pcs": "30243Y"}),
    ("DRG 014", {"msdrg": "014"}),
    ("ms-drg 14", {"msdrg": "014"}),
    ("cpt J9035", {"hcpcs": "J9035"}),
    ("382xx", {"cpt": "382"}),
    ("J90XX", {"hcpcs": "J90"}),
    ("C91.xx", {"icd10cm": "C91"}),
    ("T36.0X1A", {"icd10cm": "T360X1A"}),
    ("38240-26", {"cpt": "38240"}),
    ("j9035 jw", {"hcpcs": "J9035"}),
    ("38240-26-59", {"cpt": "38240"}),
]


@pytest.mark.parametrize(("typed", "lows"), NUMBERS)
def test_a_number_is_looked_for_where_it_can_stand(typed, lows):
    found = {one.system: one.low for one in reversed(stretches_of(typed))}
    assert lows.items() <= found.items()
    assert kind_of(typed) is Kind.NUMBER


def test_a_named_system_is_asked_alone():
    assert {one.system for one in stretches_of("HCPCS J9035")} == {"hcpcs"}


@pytest.mark.parametrize("between", [",", ", ", " ", "/", " and ", " vs "])
def test_several_codes_are_each_looked_for(between):
    found = stretches_of(f"38240{between}C91.00")
    assert [(one.system, one.low) for one in found] == [("cpt", "38240"), ("icd10cm", "C9100")]


def test_digits_are_looked_for_among_the_lettered_codes_too():
    assert {one.low for one in stretches_of("0042") if one.system == "cpt"} >= {"0042", "T0042"}


@pytest.mark.parametrize(
    "typed",
    [
        "marrow",
        "stem cell",
        "AML",
        "car",
        "CAR-T cell",
        "38240 and marrow",
        "HER2 positive",
        "cpt",
        "drg",
        "icd 10 code for sepsis",
        "cpt opt out",
        "knee 27447",
    ],
)
def test_words_are_words(typed):
    assert kind_of(typed) is Kind.WORDS


@pytest.mark.parametrize("typed", ["x" * 101, "fever\ncough", "38240\n38241"])
def test_what_is_long_or_has_lines_is_a_note(typed):
    assert kind_of(typed) is Kind.NOTE


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_nothing_is_nothing(typed):
    assert kind_of(typed) is Kind.NOTHING


@given(st.text(max_size=150))
def test_every_text_is_something(text):
    assert kind_of(text) in Kind
