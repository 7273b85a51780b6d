import pytest

from jobboard.codes.systems import display, guess_system, normalize, possible_systems
from tests.codes.populations import FEW, population


@pytest.mark.parametrize(
    ("system", "written", "kept"),
    [
        ("cpt", " 38240 ", "38240"),
        ("cpt", "0537t", "0537T"),
        ("hcpcs", "j9035", "J9035"),
        ("icd10cm", "c91.00", "C9100"),
        ("icd10cm", "S72.001A", "S72001A"),
        ("icd10pcs", "30233g0", "30233G0"),
        ("msdrg", "14", "014"),
        ("msdrg", "7", "007"),
    ],
)
def test_a_code_is_kept_in_one_form(system, written, kept):
    assert normalize(system, written) == kept


@pytest.mark.parametrize(
    ("system", "written"),
    [
        ("cpt", "3824"),
        ("cpt", "0537X"),
        ("cpt", ""),
        ("hcpcs", "N1234"),
        ("hcpcs", "38240"),
        ("icd10cm", "91.0"),
        ("icd10cm", "C9"),
        ("icd10cm", "C91.00000"),
        ("icd10pcs", "3023OG0"),
        ("msdrg", "1000"),
        ("msdrg", "१४"),
        ("cpt", "३८२४०"),
        ("cpt", "9" * 5000),
    ],
)
def test_what_is_no_code_is_refused_with_a_sentence(system, written):
    with pytest.raises(ValueError, match=r"is not a code of .+\.$"):
        normalize(system, written)


def test_an_unknown_system_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="icd10pcs"):
        normalize("snomed", "38240")


def test_icd_10_cm_is_shown_with_its_dot_and_the_others_as_they_are():
    assert display("icd10cm", "C9100") == "C91.00"
    assert display("icd10cm", "C91") == "C91"
    assert display("icd10pcs", "30233G0") == "30233G0"


@pytest.mark.parametrize("system", FEW)
def test_every_real_code_survives_being_shown_and_kept_again(system):
    for code in population(system):
        assert normalize(system, display(system, code)) == code


@pytest.mark.parametrize(
    ("written", "system"),
    [
        ("38240", "cpt"),
        ("0537T", "cpt"),
        ("J9035", "hcpcs"),
        ("C91.0", "icd10cm"),
        ("c91", "icd10cm"),
        ("Z9484", "icd10cm"),
        ("S72001A", "icd10cm"),
        ("X58XXXA", "icd10cm"),
        ("30233G0", "icd10pcs"),
        ("XW033C3", "icd10pcs"),
        ("HZ2ZZZZ", "icd10pcs"),
        ("014", "msdrg"),
        ("coder", None),
        ("and", None),
        ("", None),
        ("3.14", None),
    ],
)
def test_the_shape_of_a_code_tells_its_system(written, system):
    assert guess_system(written) == system


def test_a_letter_and_four_digits_may_be_of_two_systems():
    assert possible_systems("C9100") == ("hcpcs", "icd10cm")
