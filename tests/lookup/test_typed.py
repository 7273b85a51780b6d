import pytest
from hypothesis import HealthCheck, given, settings
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
    ("cpt:382xx", {"cpt": "38200"}),
    ("C91.-", {"icd10cm": "C91"}),
    ("J", {"hcpcs": "J", "icd10cm": "J"}),
    ("S72.001A", {"icd10cm": "S72001A"}),
]


@pytest.mark.parametrize(("typed", "lows"), NUMBERS)
def test_a_number_is_looked_for_where_it_can_stand(typed, lows):
    found = {one.system: one.low for one in reversed(stretches_of(typed))}
    assert lows.items() <= found.items()
    assert kind_of(typed) is Kind.NUMBER


def test_digits_are_looked_for_among_the_lettered_codes_too():
    assert {one.low for one in stretches_of("0042") if one.system == "cpt"} >= {"0042", "T0042"}


@pytest.mark.parametrize(
    "typed",
    ["marrow", "stem cell", "AML", "car", "CAR-T cell", "38240 and marrow", "HER2 positive"],
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
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_text_is_something(text):
    assert kind_of(text) in Kind
