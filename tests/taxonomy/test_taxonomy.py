import pytest

from jobboard import taxonomy
from jobboard.taxonomy.loading import DATA

EVERY_NAME = [
    (name, said, term.slug)
    for name, vocabulary in taxonomy.ALL.items()
    for said, term in vocabulary.names()
]


def test_every_data_file_is_a_vocabulary_and_says_where_its_facts_come_from():
    assert sorted(file.stem for file in DATA.glob("*.toml")) == sorted(taxonomy.ALL)
    for file in DATA.glob("*.toml"):
        assert file.read_text().startswith("# "), file.name


def test_every_name_finds_its_term():
    lost = [row for row in EVERY_NAME if taxonomy.ALL[row[0]].find(row[1]).slug != row[2]]
    assert lost == []


def test_every_name_finds_its_term_in_capitals_and_with_dashes():
    lost = [
        (name, said)
        for name, said, slug in EVERY_NAME
        if taxonomy.ALL[name].find(said.upper().replace(" ", "-")).slug != slug
    ]
    assert lost == []


def test_the_slugs_of_the_contract_are_known():
    assert taxonomy.ROLES["inpatient-facility-coder"]
    assert taxonomy.LEVELS["coder-2"]
    assert taxonomy.SPECIALTIES["transplant-cellular"]
    assert taxonomy.SETTINGS["academic-medical-center"]
    assert {"CCS", "CIC", "CHONC", "CCS-P", "CPC-A"} <= set(taxonomy.CREDENTIALS)
    assert list(taxonomy.ARRANGEMENTS) == ["remote", "hybrid", "onsite"]
    assert taxonomy.EMPLOYMENT_TYPES["full-time"]
    assert taxonomy.SHIFTS["day"]
    assert {"health", "401k", "ceu-paid"} <= set(taxonomy.BENEFITS)
    assert taxonomy.PAY_UNITS["hour"].hours == 1
    assert taxonomy.SOFTWARE.find("Epic").slug == "epic"
    assert taxonomy.SOFTWARE_LEVELS["required"]
    assert taxonomy.PRODUCTIVITY_UNITS["chart"]
    assert taxonomy.PRODUCTIVITY_PERIODS["hour"]
    assert set(taxonomy.QUESTION_KINDS) == set(
        ["yes-no", "choice", "several", "number", "text", "date", "credential"]
    )
    assert set(taxonomy.CLOSING_OUTCOMES) == {
        "filled-here",
        "filled-elsewhere",
        "not-filled",
        "on-hold",
    }


def test_credentials_and_states_have_addresses_of_their_own():
    assert taxonomy.CREDENTIALS["CCS-P"].path == "ccs-p"
    assert taxonomy.STATES["TX"].path == "texas"
    assert taxonomy.STATES["DC"].path == "district-of-columbia"
    assert taxonomy.STATES["VI"].path == "us-virgin-islands"


def test_there_are_fifty_states_the_capital_district_and_five_territories():
    territories = [slug for slug, state in taxonomy.STATES.items() if state.territory]
    assert len(taxonomy.STATES) == 56
    assert sorted(territories) == ["AS", "GU", "MP", "PR", "VI"]


def test_a_choice_of_credential_shows_its_full_name():
    assert ("CCS", "CCS – Certified Coding Specialist") in taxonomy.CREDENTIALS.choices()


def test_only_cpc_and_coc_have_apprentices():
    apprentices = {
        slug: term.apprentice for slug, term in taxonomy.CREDENTIALS.items() if term.apprentice
    }
    assert apprentices == {"CPC": "CPC-A", "COC": "COC-A"}


def test_retired_credentials_are_understood_but_not_offered():
    assert taxonomy.CREDENTIALS.find("CIMC").status == "retired"
    assert "CIMC" not in taxonomy.CREDENTIALS.active()
    assert "CPC-P" in taxonomy.CREDENTIALS.active()


@pytest.mark.parametrize(
    ("tier", "slugs"),
    [
        ("apprentice", {"CCA", "CPC-A", "COC-A"}),
        ("mastery", {"CCS", "CCS-P", "RHIT", "RHIA", "CPC", "COC", "CIC"}),
        ("cdi", {"CDIP", "CCDS"}),
    ],
)
def test_tiers_are_those_of_the_federal_vacancies(tier, slugs):
    assert {slug for slug, term in taxonomy.CREDENTIALS.items() if term.tier == tier} == slugs


def test_only_hours_to_years_have_an_hourly_equivalent():
    hours = {slug: unit.hours for slug, unit in taxonomy.PAY_UNITS.items() if unit.hours}
    assert hours == pytest.approx(
        {"hour": 1, "day": 8, "week": 40, "month": 2080 / 12, "year": 2080}
    )


def test_what_google_cannot_name_has_no_schema_org_unit():
    unnamed = {slug for slug, unit in taxonomy.PAY_UNITS.items() if unit.schema_org is None}
    assert unnamed == {"chart", "encounter", "project"}


def test_levels_are_in_order_of_years():
    starts = [level.years[0] for level in list(taxonomy.LEVELS.values())[:-1]]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("vocabulary", "said", "slug"),
    [
        ("settings", "profee", "physician-practice"),
        ("settings", "IP", "acute-inpatient"),
        ("settings", "in-patient", "acute-inpatient"),
        ("settings", "OP", "outpatient-hospital"),
        ("settings", "SDS", "same-day-surgery"),
        ("settings", "ASC", "asc"),
        ("settings", "VA", "government"),
        ("settings", "LTAC", "ltach"),
        ("specialties", "ED", "emergency"),
        ("specialties", "ER", "emergency"),
        ("specialties", "HCC", "risk-adjustment"),
        ("specialties", "RA", "risk-adjustment"),
        ("specialties", "BMT", "transplant-cellular"),
        ("specialties", "stem cell", "transplant-cellular"),
        ("specialties", "CAR-T", "transplant-cellular"),
        ("specialties", "car t", "transplant-cellular"),
        ("specialties", "heme-onc", "hematology-oncology"),
        ("specialties", "hem onc", "hematology-oncology"),
        ("specialties", "Haematology/oncology", None),
        ("specialties", "IR", "interventional-radiology"),
        ("specialties", "E/M", "family-internal"),
        ("specialties", "E&M", "family-internal"),
        ("specialties", "OB/GYN", "obgyn"),
        ("specialties", "peds", "pediatrics"),
        ("roles", "CDI", "cdi-specialist-inpatient"),
        ("roles", "HIM", "health-information-technician"),
        ("roles", "DRG validation", "drg-validator"),
        ("roles", "denials coder", "denials-appeals-coder"),
        ("roles", "CTR", "cancer-registrar"),
        ("roles", "pro-fee coder", "profee-coder"),
        ("roles", "HCC coder", "risk-adjustment-coder"),
        ("employment_types", "PRN", "per-diem"),
        ("employment_types", "1099", "contractor"),
        ("employment_types", "W2", "full-time"),
        ("arrangements", "WFH", "remote"),
        ("arrangements", "on site", "onsite"),
        ("credentials", "ccsp", "CCS-P"),
        ("credentials", "CPC-H", "COC"),
        ("credentials", "CTR", "ODS-C"),
        ("credentials", "certified professional coder", "CPC"),
        ("software", "Cerner", "oracle-health"),
        ("software", "3M", "solventum-360"),
        ("software", "m modal", "mmodal"),
        ("states", "Tex.", "TX"),
        ("states", "new york", "NY"),
        ("states", "Washington, D.C.", "DC"),
        ("pay_units", "/hr", "hour"),
        ("pay_units", "annually", "year"),
        ("code_sets", "HCC", "cms-hcc"),
        ("apprentice_policies", "will sponsor", "will-sponsor"),
    ],
)
def test_coders_words_are_understood(vocabulary, said, slug):
    term = taxonomy.ALL[vocabulary].find(said)
    assert (term and term.slug) == slug


def test_two_credentials_that_differ_by_a_dash_stay_apart():
    assert taxonomy.CREDENTIALS.find("COSC").name == "Certified Orthopedic Surgery Coder"
    assert taxonomy.CREDENTIALS.find("cos-c").issuer == "OASIS Answers"
