"""What is taken for patient data, and what coders write every day and must not be."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobboard.screening.patient_data import Kind, find, redacted

MUST = [
    ("John Smith, 61, with AML", Kind.NAME, "John Smith"),
    ("Pt John Q. Smith admitted 3/4/2025 for BMT", Kind.NAME, "John Q. Smith"),
    ("Patient: Xiomara Quispe\nDx: AML", Kind.NAME, "Xiomara Quispe"),
    ("PATIENT NAME: QUISPE, XIOMARA", Kind.NAME, "QUISPE, XIOMARA"),
    ("patient name: john smith", Kind.NAME, "john smith"),
    ("Name: Nguyen\nAML in remission", Kind.NAME, "Nguyen"),
    ("Smith, John 03/04/2025 bone marrow biopsy", Kind.NAME, "Smith, John"),
    ("Oyelaran, Tunde 03/04/2025 apheresis", Kind.NAME, "Oyelaran, Tunde"),
    ("Tunde Oyelaran, 61M, CAR-T infusion", Kind.NAME, "Tunde Oyelaran"),
    ("Tunde Oyelaran DOB: 1/2/60", Kind.NAME, "Tunde Oyelaran"),
    ("Mrs. Alvarez underwent apheresis", Kind.NAME, "Alvarez"),
    ("Mr Lee Chen has relapsed", Kind.NAME, "Lee Chen"),
    ("MR. KOWALSKI WAS DISCHARGED", Kind.NAME, "KOWALSKI"),
    ("The patient Maria was seen", Kind.NAME, "Maria"),
    ("john smith 61 yo with aml", Kind.NAME, "john smith"),
    ("John is a 61-year-old man", Kind.NAME, "John"),
    ("DOB 03/04/1964", Kind.BIRTH_DATE, "03/04/1964"),
    ("D.O.B.: 3-4-64", Kind.BIRTH_DATE, "3-4-64"),
    ("date of birth is March 4, 1964", Kind.BIRTH_DATE, "March 4, 1964"),
    ("born on 4 Mar 1964", Kind.BIRTH_DATE, "4 Mar 1964"),
    ("1964-03-04 (DOB)", Kind.BIRTH_DATE, "1964-03-04"),
    ("dob 03041964", Kind.BIRTH_DATE, "03041964"),
    ("MRN 1234567", Kind.RECORD_NUMBER, "1234567"),
    ("mrn: 00-12-34", Kind.RECORD_NUMBER, "00-12-34"),
    ("MRN#A123", Kind.RECORD_NUMBER, "A123"),
    ("medical record number is 884213", Kind.RECORD_NUMBER, "884213"),
    ("Chart # 55123", Kind.RECORD_NUMBER, "55123"),
    ("Patient ID: P-20391", Kind.RECORD_NUMBER, "P-20391"),
    ("Encounter number 99213447", Kind.RECORD_NUMBER, "99213447"),
    ("Member ID: XYZ123456789", Kind.MEMBER_NUMBER, "XYZ123456789"),
    ("Account No: 4459921", Kind.MEMBER_NUMBER, "4459921"),
    ("acct # 88-1234", Kind.MEMBER_NUMBER, "88-1234"),
    ("policy number W88213345", Kind.MEMBER_NUMBER, "W88213345"),
    ("claim number 2025123456789", Kind.MEMBER_NUMBER, "2025123456789"),
    ("MBI 1EG4-TE5-MK73", Kind.MEMBER_NUMBER, "1EG4-TE5-MK73"),
    ("has 1EG4TE5MK73 on file", Kind.MEMBER_NUMBER, "1EG4TE5MK73"),
    ("SSN 123-45-6789", Kind.SOCIAL_SECURITY, "123-45-6789"),
    ("078-05-1121 is hers", Kind.SOCIAL_SECURITY, "078-05-1121"),
    ("social security number: 123 45 6789", Kind.SOCIAL_SECURITY, "123 45 6789"),
    ("SSN ending in 6789", Kind.SOCIAL_SECURITY, "6789"),
    ("xxx-xx-6789", Kind.SOCIAL_SECURITY, "xxx-xx-6789"),
    ("(713) 555-0134", Kind.PHONE, "(713) 555-0134"),
    ("call her at 713-555-0134", Kind.PHONE, "713-555-0134"),
    ("cell: 7135550134", Kind.PHONE, "7135550134"),
    ("713.555.0134", Kind.PHONE, "713.555.0134"),
    ("phone 555-0134", Kind.PHONE, "555-0134"),
    ("write to jane.doe+x@mail.example.com", Kind.EMAIL, "jane.doe+x@mail.example.com"),
    ("She lives at 1420 Maple Hill Drive, Apt 4", Kind.ADDRESS, "1420 Maple Hill Drive, Apt 4"),
    ("12 N. Oak St", Kind.ADDRESS, "12 N. Oak St"),
    ("P.O. Box 1234", Kind.ADDRESS, "P.O. Box 1234"),
    ("lives in Houston, TX 77030", Kind.ADDRESS, "Houston, TX 77030"),
    ("a 92-year-old with CHF", Kind.AGE, "92-year-old"),
    ("age: 101", Kind.AGE, "101"),
    ("91 y/o male", Kind.AGE, "91 y/o"),
    ("94F with pneumonia", Kind.AGE, "94F"),
]

MUST_NOT = [
    "",
    "38240 vs 38241",
    "What is the difference between 38240 and 38241?",
    "patient, 61, with AML",
    "Patient, 61, with AML in remission, admitted for allogeneic HSCT on 3/4/2025.",
    "61-year-old male with relapsed AML s/p allo HSCT 3/12/2025",
    "DOS 2025-01-01",
    "DOS: 01/01/2025, modifier 59",
    "Date of service 03/04/2025, POS 21",
    "Effective January 1, 2025 codes 38225-38228 replaced 0537T-0540T",
    "CPT 38204, 38205 and 38206; ICD-10-CM C91.00, Z94.84; PCS 30233Y4; MS-DRG 014",
    "J9035 bevacizumab 10 mg x 40 units, NDC 50242-060-01",
    "NDC 0002-7510-01 and 12345-678-90",
    "methotrexate 12.5 mg/m2 IV on days 1, 3, 6 and 11; cyclosporine 3 mg/kg",
    "charges of $38,240.00 against an allowed amount of $1,234.56",
    "Houston, TX 77030",
    "facility ZIP 77030",
    "NPI 1234567893",
    "WBC 1200, ANC 500, platelets 20,000, Hgb 7.8, creatinine 1.2",
    "BP 130/85, HR 92, temp 100.4, SpO2 95% on room air",
    "EF 90%, aged 61",
    "MS-DRG 016 weight 6.4578 in version 43.1",
    "patients over 90 years old",
    "for patients 90 years old or older, which modifier?",
    "Graves disease, Hodgkin lymphoma, Crohn's disease with fistula, Bell's palsy",
    "Wilson disease and Alport syndrome",
    "Henry Ford Hospital 3/4/2025",
    "Patient Safety Indicator 03, Present on Admission, Patient Access Manager",
    "Patient: Established\nVisit type: Office",
    "Patient: Acute Myeloid Leukemia, status post transplant",
    "PATIENT: ADULT MALE",
    "Final Diagnosis 03/04/2025: Acute Myeloid Leukemia",
    "Bone Marrow Biopsy 01/02/2025",
    "Acute Appendicitis, 34 y/o",
    "Procedure name: Bone Marrow Harvest. Drug name: Keytruda",
    "Seen by Dr. John Smith on 3/4/2025 for marrow biopsy",
    "Signed by Susan Miller, MD, 3/4/2025",
    "Dr. Patel dictated the operative note on 3/4/2025",
    "severe MR. MODERATE TR. EF 35%",
    "MR angiography of the head, MRA neck, MS DRG 065",
    "CPT 99213, visit 99213, level 4 visit number 2",
    "account for 38240 in the chart; record 38241 separately",
    "policy number L34567 and article A52345",
    "claim line 2 denied, CO-97, claim adjusted",
    "Call 1-800-555-0134 for the payer",
    "add modifier 59 or XS; 5 St. elevation leads",
    "12 Left Main Coronary stents",
    "38240 Stem Cell Dr",
    "Is 96413 + 96415 x2 right for 3 hours 20 minutes of rituximab?",
    "E/M 99214-25 with 20610-RT on the same day, 10/1/2025",
    "born at 38 weeks, newborn day 2, weight 2,900 g",
    "mother with gestational diabetes, baby boy by cesarean",
    "HCC 18, RAF 1.234, V28 model, 2025-2026",
    "LOINC 4544-3, SNOMED 91861009",
    "PMID 12345678; Federal Register 89-12345",
    "Will April claims be paid? May I bill J3490?",
    "accession of a new code; specimen adequacy; chart 5 of 12",
]


@pytest.mark.parametrize(("text", "kind", "words"), MUST)
def test_what_identifies_somebody_is_found(text, kind, words):
    found = [(one.kind, text[one.start : one.end]) for one in find(text)]
    assert (kind, words) in found


@pytest.mark.parametrize("text", MUST_NOT)
def test_an_ordinary_coding_question_is_left_alone(text):
    assert [(one.kind, text[one.start : one.end]) for one in find(text)] == []


@pytest.mark.parametrize("text", [text for text, *_ in MUST])
def test_nothing_is_found_in_what_was_redacted(text):
    clean = redacted(text)
    assert find(clean) == []
    assert clean != text


def test_only_what_identifies_is_taken_out():
    note = "Jane Doe, DOB 3/4/1964, MRN 1234567: AML in remission, 38240 on 3/12/2025. Cell 713-555-0134."
    assert redacted(note) == (
        "[name], DOB [date of birth], MRN [record number]: AML in remission, 38240 on 3/12/2025. "
        "Cell [phone number]."
    )


def test_a_reason_never_repeats_what_was_found():
    text = " ".join(text for text, *_ in MUST)
    for one in find(text):
        assert text[one.start : one.end] not in one.reason


HOSTILE = (
    "John Smith,|MRN |DOB |: |03/04/1964|123-45-6789|Patient|name|713|555|-|.|@|a.b|Mr. |\n|é|😀|"
    "\ud800|years old|92|38240|(|)|#|of|St|12|Oak |\x00| "
)
PIECES = st.sampled_from(HOSTILE.split("|"))


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=400))
@settings(max_examples=200)
def test_no_text_breaks_it_and_findings_lie_apart(text):
    found = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert find(redacted(text)) == []


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "-", " ", "A ", "John ", "John Smith ", "Name: ", "(713) ", "a.", "a@", "1 Oak ",
     "patient name ", "MRN ", "x" * 30 + " ", "12/", "DOB \n", "Aa-", "Aa, ", "[", "1-", "Mr. "],
)  # fmt: skip
def test_no_text_makes_it_slow(piece):
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    began = time.process_time()
    find(text)
    # About a second of work on a busy machine; a pattern that backtracks would take hours.
    assert time.process_time() - began < 20
