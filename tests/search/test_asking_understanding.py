"""Codes as coders type them, and words that only look like codes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.search.understanding import understand


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("38241", "cpt:38241"),
        ("382xx", "cpt:38200-38299"),
        ("9921x", "cpt:99210-99219"),
        ("38204-38243", "cpt:38204-38243"),
        ("38204–38243", "cpt:38204-38243"),
        ("38204 to 38243", "cpt:38204-38243"),
        ("38243-38204", "cpt:38204-38243"),
        ("CPT 38240", "cpt:38240"),
        ("cpt: 38240", "cpt:38240"),
        ("CPT® 38240", "cpt:38240"),
        ("cpt-38240-38243", "cpt:38240-38243"),
        ("38240-26", "cpt:38240"),
        ("27447-rt", "cpt:27447"),
        ("99213-25-59", "cpt:99213"),
        ("J9035-JW", "hcpcs:J9035"),
        ("0042T", "cpt:0042T"),
        ("C91.0", "icd10cm:C91.0"),
        ("c91.00", "icd10cm:C91.00"),
        ("E119", "icd10cm:E11.9"),
        ("C91.-", "icd10cm:C91"),
        ("C91.x", "icd10cm:C91"),
        ("C91-C95", "icd10cm:C91-C95"),
        ("ICD-10-CM C91.0", "icd10cm:C91.0"),
        ("I10", "icd10cm:I10"),
        ("J9035", "hcpcs:J9035"),
        ("HCPCS J9035", "hcpcs:J9035"),
        ("J90xx", "hcpcs:J9000-J9099"),
        ("MS-DRG 014", "msdrg:014"),
        ("DRG 14", "msdrg:014"),
        ("DRG 014-017", "msdrg:014-017"),
        ("30243G0", "icd10pcs:30243G0"),
        ("XW033C3", "icd10pcs:XW033C3"),
        ("ICD-10-PCS 3024", "icd10pcs:3024"),
    ],
)
def test_a_code_becomes_a_filter_and_leaves_no_word(typed, value):
    understanding = understand(typed)
    assert understanding.words == ""
    assert [one.value for one in understanding.understood] == [value]
    assert understanding.understood[0].words == typed


@pytest.mark.parametrize(
    "typed",
    ["ICD-10 coder", "icd10", "b2b", "401k", "$38000", "24/7", "covid19", "HCC V28", "E/M", "CPC-A",
     "77030-1234", "2024-2025", "1234567", "DRG validation", "ICD-10-PCS coder", "1099", "38 241",
     "W-2", "100%", "38241%", "user38241", "3.38241"],
)  # fmt: skip
def test_what_only_looks_like_a_code_is_none(typed):
    assert codes_in(typed) == []


@pytest.mark.parametrize(
    ("typed", "words", "values"),
    [
        ("acme 38241", "acme", ["cpt:38241"]),
        ("CPT codes 38240, 38241 and J9035 acme", "acme",
         ["cpt:38240", "cpt:38241", "hcpcs:J9035"]),
        ("(38240/38241)", "", ["cpt:38240", "cpt:38241"]),
        ("acme 99281–99285 for oddfellows", "acme oddfellows", ["cpt:99281-99285"]),
    ],
)  # fmt: skip
def test_words_around_codes_stay(typed, words, values):
    assert understand(typed).words == words
    assert codes_in(typed) == values


@given(st.text(alphabet="0123489 ABCJXxtT.-–,/$()to", max_size=60) | st.text(max_size=60))
def test_no_bare_code_is_left_to_the_text_search(typed):
    left = understand(typed).words
    assert not re.fullmatch(r"[0-9]{5}|[0-9]{4}[FMTU]|[ABCDEGHJ-MP-V][0-9]{4}", left)


def codes_in(typed: str) -> list[str]:
    return [one.value for one in understand(typed).understood if one.parameter == "code"]
