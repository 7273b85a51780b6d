import csv
import gzip
import json
import random
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.codes import mention_rules
from jobboard.codes.mentions import credentials_in, find


def intervals_in(text):
    return [str(mention.interval) for mention in find(text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("38240", "cpt:38240"),
        ("38240-38243", "cpt:38240-38243"),
        ("38204–38243", "cpt:38204-38243"),
        ("38204 through 38243", "cpt:38204-38243"),
        ("the 382xx family", "cpt:38200-38299"),
        ("E/M 9921x and 992XX", "cpt:99210-99219 cpt:99200-99299"),
        ("CPT 99213", "cpt:99213"),
        ("CPT® 99213-25", "cpt:99213"),
        ("CPT-38240", "cpt:38240"),
        ("CPT codes 38204, 38205, 38206 and 38207", "cpt:38204 cpt:38205 cpt:38206 cpt:38207"),
        ("CPT 38240/38241", "cpt:38240 cpt:38241"),
        ("stem-cell infusion (38240)", "cpt:38240"),
        ("marrow harvest 38230 and infusion 38241", "cpt:38230 cpt:38241"),
        ("97140 OR 97110", "cpt:97140 cpt:97110"),
        ("CT 70450 and MD 99213 notes", "cpt:70450 cpt:99213"),
        ("visits (99202-99215), 99281-99285", "cpt:99202-99215 cpt:99281-99285"),
        ("Category III 0537T-0540T", "cpt:0537T-0540T"),
        ("surgery codes 10000-69000", "cpt:10000-69000"),
        ("C91.0", "icd10cm:C91.0"),
        ("C91.- and D89.81-", "icd10cm:C91 icd10cm:D89.81"),
        ("C91.x, C92.x", "icd10cm:C91 icd10cm:C92"),
        ("C91-C95", "icd10cm:C91-C95"),
        ("ICD-10-CM C91–C95, D46.- and I10", "icd10cm:C91-C95 icd10cm:D46 icd10cm:I10"),
        ("fracture S72.001A", "icd10cm:S72.001A"),
        ("J09.X2", "icd10cm:J09.X2"),
        ("J9035", "hcpcs:J9035"),
        ("Bevacizumab (J9035)", "hcpcs:J9035"),
        ("HCPCS J9000-J9999 and Q2041", "hcpcs:J9000-J9999 hcpcs:Q2041"),
        ("J90xx", "hcpcs:J9000-J9099"),
        ("ICD-10-PCS 30233G0 and 0016070", "icd10pcs:30233G0 icd10pcs:0016070"),
        ("0DTJ4ZZ", "icd10pcs:0DTJ4ZZ"),
        ("MS-DRG 014", "msdrg:014"),
        ("MS-DRGs 014, 016 and 017", "msdrg:014 msdrg:016 msdrg:017"),
        ("DRG 870-872", "msdrg:870-872"),
        ("MS-DRG 14.", "msdrg:014"),
    ],
)
def test_a_code_in_its_context_is_found(text, codes):
    assert intervals_in(text) == codes.split()


@pytest.mark.parametrize(
    "text",
    [
        "Houston, TX 77030",
        "Houston 77030",
        "HOUSTON, TX 77030",
        "zip codes 77030, 77054 and 77005",
        "77030-1234",
        "Call 713-555-1234 or (713) 555 12345",
        "fax: 71355",
        "$38,240 a year",
        "$38240",
        "USD 38240",
        "salary 65000 to 80000",
        "Salary range: 64310 - 83612",
        "50000-65000",
        "63000-63000",
        "38240 per year",
        "38240/yr",
        "10,000 charts",
        "10000 charts a month",
        "over 38241 records",
        "38241 patients",
        "a population of 38241",
        "in 2024 and 2025",
        "05/12/2024, 2024-05-12",
        "12345 Main Street",
        "11234 Anderson St., Loma Linda",
        "10833 Le Conte Avenue",
        "PO Box 38240",
        "Suite 38240",
        "Room B1234",
        "Req #38240",
        "Requisition 38240",
        "requisition number: 38240",
        "REQ-38240",
        "JR38240",
        "R-38240",
        "job code 38240",
        "room number 38240",
        "Cost Center 38240",
        "Job ID: 38240",
        "position number 38240",
        "Announcement CBSV-12345678-24-AB",
        "series 00675",
        "NPI 1234567890",
        "ICD-10-CM, ICD-10-PCS, CPT, CPT-4, HCPCS Level II and E/M",
        "ICD-9 and ICD10",
        "GS-0675-08, SF-50, DD-214",
        "VHA Handbook 5005/130 Appendix G33",
        "38 CFR 17.38240",
        "HCC V24.0 and CMS-HCC V28.1",
        "vitamin B12 and A1C",
        "H1B visas, B2B and 24x7 cover",
        "version 12.38240",
        "https://example.com/jobs/38240",
        "write to coder38240@example.com",
        "APR-DRG 005 and APR DRG 174",
        "DRG 95% accuracy, DRG 3 years, DRG 250 charts",
        "CPT 38243-38204",
        "Procurement Office (A9101)",
        "FEDERAL CURRENT",
        "3824",
        "382401",
        "123-45-6789",
        "",
    ],
)
def test_a_number_that_is_something_else_is_left_alone(text):
    assert intervals_in(text) == []


def test_a_mention_says_where_it_stands():
    text = "Codes CPT 38204–38243 all day."
    (mention,) = find(text)
    assert mention.words == "38204–38243" == text[mention.start : mention.end]


def test_a_sentence_does_not_lend_its_context_to_the_next():
    text = "We code procedures. Houston 77030"
    assert intervals_in(text) == []


@given(st.text(alphabet="0123456789ABCJxX.,-–/ $()#CPT\n", max_size=200))
def test_any_text_is_read_in_order_and_without_overlap(text):
    mentions = find(text)
    assert all(text[m.start : m.end] == m.words for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_a_long_text_of_nothing_but_numbers_is_read():
    assert len(find("CPT " + ", ".join(["38240"] * 2000))) == 2000
    assert find("9" * 200_000) == []
    assert find("DRG " * 20_000) == []


def test_real_addresses_hold_no_codes(shared_data):
    with gzip.open(shared_data / "places" / "us_zipcodes.csv.gz", "rt") as lines:
        rows = random.Random(3).sample(list(csv.DictReader(lines)), 500)
    shapes = ("{city}, {state} {zip_code}", "in {city} {zip_code}", "1 Main St, {state} {zip_code}")
    taken = [
        text
        for row in rows
        for shape in shapes
        if row["city"].split()[-1] != "Levels" and find(text := shape.format(**row))
    ]
    assert taken == []


def test_real_federal_vacancies_hold_no_false_codes_and_the_credentials_that_they_name(shared_data):
    """Their texts speak of code sets, pay, dates and handbooks, and of no single code."""
    with gzip.open(shared_data / "jobs" / "federal_coder_postings.jsonl.gz", "rt") as lines:
        texts = [re.sub(r"<[^>]+>", "\n", json.loads(line)["description"]) for line in lines]
    assert [find(text)[0] for text in texts if find(text)] == []
    held = [set(credentials_in(text)) for text in texts]
    assert sum("RHIT" in credentials for credentials in held) > 150
    assert not any("CDC" in credentials or "ART" in credentials for credentials in held)


@pytest.mark.parametrize(
    ("text", "credentials"),
    [
        ("CCS required", "CCS"),
        ("CCS, CCS-P, or CPC", "CPC CCS CCS-P"),
        ("RHIA/RHIT", "RHIA RHIT"),
        ("Certified Coding Specialist", "CCS"),
        ("Certified Coding Specialist – Physician-based", "CCS-P"),
        (
            "Certified Coding Specialist (CCS) or Registered Health Information Technician",
            "RHIT CCS",
        ),
        ("certified professional coder - apprentice", "CPC-A"),
        ("two CPCs and a COC®", "CPC COC"),
        ("CPC, CIC or CRC", "CPC CIC CRC"),
        ("CRC and CPC", "CPC CRC"),
        ("CRC certification", "CRC"),
        ("Certified Tumor Registrar (CTR)", "ODS-C"),
        ("RN license", "RN"),
        ("RN, M.D., or DO", "RN MD DO"),
        ("CPC-certified", "CPC"),
        ("certified dental coder (CDC)", "CDC"),
    ],
)
def test_credentials_are_found_by_letters_and_by_name(text, credentials):
    assert credentials_in(text) == credentials.split()


@pytest.mark.parametrize(
    "text",
    [
        "CRC screening and colonoscopy",
        "CDC guidelines",
        "the Centers for Disease Control (CDC)",
        "Baltimore, MD 21201",
        "DO NOT APPLY TWICE",
        "state of the ART",
        "a CHC in Ohio",
        "renal cell carcinoma (RCC)",
        "ccs",
        "ACCS",
        "CCSX",
        "R&D and RN8",
        "cardiac care, CIC unit",
        "",
    ],
)
def test_letters_that_mean_something_else_are_no_credential(text):
    assert credentials_in(text) == []


ASCII = st.characters(codec="ascii")


@given(st.from_regex(mention_rules.NOT_AFTER, alphabet=ASCII), st.text(alphabet="ab c", max_size=5))
def test_what_a_number_may_not_stand_behind_is_never_passed_over(trouble, before):
    """Most texts are not searched for it: by a word or a sign in them is seen that they need be."""
    text = before + trouble
    if not mention_rules.NOT_AFTER.search(text):  # the text before can make another word of it
        return
    has_word = not mention_rules.NOT_AFTER_WORDS.isdisjoint(re.findall(r"\w+", text.lower()))
    assert has_word or mention_rules.NOT_AFTER_SIGN.search(text)
