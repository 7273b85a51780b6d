from datetime import date

import pytest

from jobboard.codes.models import CodeGroup, Stage
from jobboard.codes.placing import (
    State,
    children_of,
    code_get,
    editions_of,
    groups_of,
    notes_of,
    parents_of,
    related_of,
    standing_of,
)
from jobboard.codes.queries import current_codes, nearest
from jobboard.db import db
from tests.codes.reference import a_code, a_code_release, a_row

TODAY = date(2026, 11, 20)


@pytest.fixture
def editions(app):
    """ICD-10-CM of three years: C91.00 is in all, Z94.8 was retired, C91.01 is coming."""
    found = {}
    for year in (2025, 2026, 2027):
        found[year] = a_code_release("icd10cm", name=str(year), effective_from=date(year, 10, 1))
        a_code(found[year], "C91.00", f"Leukemia {year}")
    a_code(found[2025], "Z94.8", "Other transplants", replaced_by="Z9481 Z9484")
    a_code(found[2027], "C91.01", "Coming")
    return found


def test_the_day_chooses_the_edition(editions):
    asked = {year: date(year, 11, 1) for year in (2025, 2026, 2027)}
    found = {year: code_get("icd10cm", "C91.00", on=day).summary for year, day in asked.items()}
    assert found == {year: f"Leukemia {year}" for year in asked}


def test_a_retired_code_stays_linkable_and_says_what_replaced_it(editions):
    code = code_get("icd10cm", "Z94.8", on=TODAY)
    standing = standing_of(code, on=TODAY)
    assert standing.state is State.RETIRED
    assert standing.since == date(2026, 10, 1)
    assert standing.replaced_by == ("Z9481", "Z9484")
    assert standing_of(code, on=date(2025, 12, 1)).state is State.CURRENT


def test_a_code_of_a_coming_edition_waits_for_its_day(editions):
    code = code_get("icd10cm", "C91.01", on=TODAY)
    assert standing_of(code, on=TODAY).state is State.COMING
    assert standing_of(code, on=date(2027, 10, 1)).state is State.CURRENT
    current = db.session.scalars(current_codes(TODAY)).all()
    assert [one.shown for one in current] == ["C91.00"]


def test_a_code_past_its_last_day_is_retired_though_the_file_has_it(app):
    release = a_code_release("hcpcs")
    code = a_code(release, "J9035", valid_to=date(2026, 6, 30))
    assert standing_of(code, on=date(2026, 6, 30)).state is State.CURRENT
    assert standing_of(code, on=TODAY).since == date(2026, 7, 1)


def test_editions_tell_the_history_newest_first(editions):
    found = [one.release.name for one in editions_of("icd10cm", "C91.00")]
    assert found == ["2027", "2026", "2025"]


def test_an_overlay_stands_before_the_edition_with_the_same_code(app):
    ours = a_code_release("cpt", name="own", overlay=True, effective_from=None)
    a_code(ours, "38240", "Our words")
    numbers = a_code_release("cpt", name="2026")
    for code in ("38240", "99213"):
        a_code(numbers, code, "")
    assert code_get("cpt", "38240", on=TODAY).summary == "Our words"
    found = db.session.scalars(current_codes(TODAY)).all()
    assert sorted((one.code, one.summary) for one in found) == [
        ("38240", "Our words"),
        ("99213", ""),
    ]


def test_what_is_being_loaded_is_nowhere(app):
    release = a_code_release("hcpcs", stage=Stage.LOADING)
    a_code(release, "J9035")
    assert code_get("hcpcs", "J9035", on=TODAY) is None
    assert nearest("hcpcs", "J9036") == []


@pytest.fixture
def leukemia(app):
    release = a_code_release("icd10cm")
    a_row(
        CodeGroup, release, system="icd10cm", kind="chapter", label="2", low_key="C00",
        high_key="D49~", title="Neoplasms", notes={"use_additional": ["code for the state"]},
    )  # fmt: skip
    a_row(
        CodeGroup, release, system="icd10cm", kind="block", label="C81-C96", low_key="C81",
        high_key="C96~", title="Malignant neoplasms of lymphoid tissue", notes={"excludes2": []},
    )  # fmt: skip
    a_code(release, "C91", kind="header", notes={"excludes1": ["personal history (Z85.6)"]})
    a_code(release, "C91.0", kind="header", parent_key="C91")
    return a_code(release, "C91.00", parent_key="C910", notes={"inclusion_terms": ["ALL NOS"]})


def test_a_code_knows_what_stands_above_and_below_it(leukemia):
    above = parents_of(leukemia)
    assert [one.shown for one in above] == ["C91", "C91.0"]
    assert [one.shown for one in children_of(above[-1])] == ["C91.00"]
    assert [one.label for one in groups_of(leukemia)] == ["2", "C81-C96"]


def test_notes_are_inherited_nearest_first_and_none_is_empty(leukemia):
    found = [(noted.owner, noted.notes) for noted in notes_of(leukemia)]
    assert [next(iter(notes)) for _, notes in found] == [
        "inclusion_terms",
        "excludes1",
        "use_additional",
    ]
    assert found[0][0] is leukemia


def test_related_families_are_named_by_the_family_that_says_so(app):
    found = {str(one.interval): one.by for one in related_of("cpt", "38240")}
    assert found["msdrg:014-018"] == "Stem-cell and lymphocyte infusions"
    assert found["icd10cm:C81-C96"] == "Marrow, stem cells and cellular therapy"
