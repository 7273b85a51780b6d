import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.lookup.note import Said, phrases_in

NOTES = [
    ("Patient with acute appendicitis", {"acute appendicitis": Said.THERE}),
    ("61 y/o male with AML in remission", {"AML in remission": Said.THERE}),
    (
        "Pneumonia with sepsis due to MRSA",
        {"Pneumonia": Said.THERE, "sepsis": Said.THERE, "MRSA": Said.THERE},
    ),
    ("No evidence of pneumonia", {"pneumonia": Said.NEGATED}),
    (
        "Denies chest pain, shortness of breath, or fever",
        {"chest pain": Said.NEGATED, "shortness of breath": Said.NEGATED, "fever": Said.NEGATED},
    ),
    ("denies fever but has cough", {"fever": Said.NEGATED, "cough": Said.THERE}),
    ("CHF without COPD", {"CHF": Said.THERE, "COPD": Said.NEGATED}),
    ("r/o pulmonary embolism", {"pulmonary embolism": Said.UNCERTAIN}),
    ("Possible sepsis", {"sepsis": Said.UNCERTAIN}),
    ("Pulmonary embolism was ruled out", {"Pulmonary embolism": Said.NEGATED}),
    ("DVT not seen", {"DVT": Said.NEGATED}),
    ("appendicitis is suspected", {"appendicitis": Said.UNCERTAIN}),
    ("s/p allo HSCT with GVHD", {"allo HSCT": Said.DONE, "GVHD": Said.THERE}),
    ("h/o breast cancer, now pneumonia", {"breast cancer": Said.HISTORY, "pneumonia": Said.THERE}),
    ("Family history of colon cancer", {"colon cancer": Said.FAMILY}),
    ("No change in lymphoma", {"lymphoma": Said.THERE}),
    ("negative for DVT. Positive for pneumonia.", {"DVT": Said.NEGATED}),
    ("Underwent laparoscopic appendectomy for appendicitis",
     {"laparoscopic appendectomy": Said.THERE, "appendicitis": Said.THERE}),
    ("Right femoral neck fx after a fall", {"Right femoral neck fx": Said.THERE}),
    ("no history of diabetes", {"diabetes": Said.NEGATED}),
    ("No graft-versus-host disease", {"graft-versus-host disease": Said.NEGATED}),
    ("CKD stage 3 and anemia", {"CKD stage 3": Said.THERE, "anemia": Said.THERE}),
]  # fmt: skip


@pytest.mark.parametrize(("note", "named"), NOTES)
def test_what_a_note_names_and_what_it_says_of_it(note, named):
    found = {phrase.words: phrase.said for phrase in phrases_in(note)}
    assert named.items() <= found.items(), found


@pytest.mark.parametrize(
    "note",
    [
        "",
        "The patient was seen today.",
        "BP 120/80, HR 72",
        "1 2 3",
        "mg po bid",
        "FINDINGS:",
        "PREOPERATIVE DIAGNOSIS:",
        "Acute on chronic",
        "Severe, left.",
    ],
)
def test_what_names_nothing_is_not_looked_for(note):
    assert phrases_in(note) == []


def test_a_cue_ends_with_its_sentence():
    found = {p.words: p.said for p in phrases_in("Denies fever. Cough for a week.")}
    assert found == {"fever": Said.NEGATED, "Cough": Said.THERE}


def test_the_cue_is_told_in_the_notes_own_words():
    (phrase,) = phrases_in("No evidence of DVT")
    assert phrase.cue == "No evidence of"


def test_the_same_thing_is_named_once():
    assert len(phrases_in("Pneumonia. pneumonia. No pneumonia.")) == 2


@given(st.text(max_size=600))
def test_no_note_breaks_it(note):
    for phrase in phrases_in(note):
        assert note[phrase.start : phrase.end] == phrase.words
