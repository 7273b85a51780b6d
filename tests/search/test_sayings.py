"""What a posting may be found by: what it states, and what it only says."""

from jobboard.search.sayings import sayings
from tests.making import a_record


def tags_of(*, text: str = "", employer: str = "Acme", has_place: bool = True, **wording):
    record = a_record(**wording)
    made = sayings(record, text=text, employer=employer, mentioned=(), has_place=has_place)
    return set(made["plainly"]), set(made["said"])


BARE = dict.fromkeys(
    ("role", "level", "specialties", "setting", "arrangement", "employment_type", "credentials",
     "software", "places", "eligible_states", "codes")
)  # fmt: skip


def test_what_is_stated_is_plainly_so():
    plainly, said = tags_of()
    assert {
        "role:inpatient-facility-coder", "setting:academic-medical-center", "arrangement:remote",
        "specialty:transplant-cellular", "credential:CCS", "software:epic", "type:full-time",
    } <= plainly  # fmt: skip
    assert plainly - {"titled:specialty:transplant-cellular"} <= said


def test_a_title_says_it_plainly_and_a_text_in_passing():
    plainly, said = tags_of(**BARE | {"title": "Medical Records Technician (Coder-Inpatient)"},
                            text="You also read outpatient charts.")  # fmt: skip
    assert {"inpatient", "inpatient-coder", "records-technician"} <= plainly
    assert "outpatient" not in plainly
    assert "outpatient" in said


def test_a_specialty_that_the_title_names_is_told_from_one_that_is_only_listed():
    plainly, _ = tags_of(title="Coder, Cardiology", specialties=["cardiology", "dermatology"])
    assert {"specialty:dermatology", "titled:specialty:cardiology"} <= plainly
    assert "titled:specialty:dermatology" not in plainly


def test_a_title_s_words_mean_what_they_mean_together():
    plainly, _ = tags_of(**BARE | {"title": "Cath Lab Coder"})
    assert "specialty:cardiology" in plainly
    assert "laboratory" not in plainly
    plainly, _ = tags_of(**BARE | {"title": "Cellular Therapy Coder"})
    assert "specialty:rehab" not in plainly
    plainly, _ = tags_of(**BARE | {"title": "Interventional Cardiology Coder"})
    assert "interventional" not in plainly


def test_what_is_stated_is_not_put_in_question_by_the_text():
    _, said = tags_of(arrangement="onsite", text="This is no remote job. Per diem is possible.")
    assert "arrangement:remote" not in said
    assert "type:per-diem" not in said
    _, said = tags_of(**BARE, text="Telework is possible.")
    assert "arrangement:remote" in said


def test_only_a_title_says_how_senior_somebody_must_be():
    plainly, said = tags_of(**BARE | {"title": "Lead Coder"}, text="You report to the director.")
    assert "lead" in plainly
    assert "level:director" not in said


def test_a_border_guard_s_cdi_is_not_clinical_documentation():
    plainly, said = tags_of(**BARE | {"title": "Supervisory Border Patrol Agent (CDI)"}, text="CDI")
    assert "cdi" not in said
    plainly, _ = tags_of(**BARE | {"title": "CDI Nurse"})
    assert "cdi" in plainly


def test_a_dental_plan_makes_no_dentist_s_office():
    for text in ("Health, dental and vision insurance.", "You get dental coverage."):
        _, said = tags_of(**BARE, text=text)
        assert "specialty:dental" not in said
    _, said = tags_of(**BARE, text="You code dental visits.")
    assert "specialty:dental" in said


def test_an_employer_s_name_says_what_it_is():
    plainly, _ = tags_of(**BARE, employer="Veterans Health Administration")
    assert "veterans" in plainly


def test_a_job_without_a_place_is_found_by_the_states_that_it_names():
    text = "For employees of the medical center in Louisville, KY, and in South Dakota."
    _, said = tags_of(**BARE, text=text, has_place=False)
    assert {"state:KY", "state:SD"} <= said
    _, said = tags_of(text=text)
    assert not any(tag.startswith("state:") for tag in said)
