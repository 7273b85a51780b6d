"""What a posting says survives being stored, whatever it says."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.postings.form_filling import filled
from jobboard.postings.record import (
    ALL_STATES,
    Apply,
    Credentials,
    Pay,
    PlaceGiven,
    PostingRecord,
    Productivity,
    ScreeningQuestion,
    SoftwareAsked,
)
from tests.making import a_record

words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30
)
amounts = st.integers(min_value=1, max_value=200_000_000).map(lambda cents: cents / 100)


def one_of(vocabulary: Any) -> Any:
    return st.none() | st.sampled_from(list(vocabulary))


def several(vocabulary: Any) -> Any:
    return st.lists(st.sampled_from(list(vocabulary)), unique=True, max_size=4).map(tuple)


def tuples(strategy: Any) -> Any:
    return st.lists(strategy, max_size=3).map(tuple)


codes = st.sampled_from(["cpt:38204-38243", "icd10cm:C91.0", "hcpcs:J9000-J9999", "msdrg:014"])
records = st.builds(
    PostingRecord,
    title=words,
    description=words,
    ref=st.none() | words,
    role=one_of(taxonomy.ROLES),
    level=one_of(taxonomy.LEVELS),
    specialties=several(taxonomy.SPECIALTIES),
    setting=one_of(taxonomy.SETTINGS),
    codes=tuples(codes.map(Interval.parse)),
    credentials=st.builds(
        Credentials,
        any_of=several(taxonomy.CREDENTIALS),
        all_of=several(taxonomy.CREDENTIALS),
        preferred=several(taxonomy.CREDENTIALS),
        accept_apprentice=st.none() | st.booleans(),
    ),
    arrangement=one_of(taxonomy.ARRANGEMENTS),
    eligible_states=several(taxonomy.STATES),
    places=tuples(
        st.builds(PlaceGiven, city=words, state=one_of(taxonomy.STATES), zip=st.just("77030"))
    ),
    place_text=st.none() | words,
    employment_type=one_of(taxonomy.EMPLOYMENT_TYPES),
    shift=one_of(taxonomy.SHIFTS),
    benefits=several(taxonomy.BENEFITS),
    pay=st.none()
    | st.builds(Pay, min=amounts, max=amounts, unit=st.sampled_from(list(taxonomy.PAY_UNITS))),
    pay_missing=one_of(taxonomy.PAY_MISSING_REASONS),
    software=tuples(
        st.builds(
            SoftwareAsked,
            slug=st.sampled_from(list(taxonomy.SOFTWARE)),
            level=one_of(taxonomy.SOFTWARE_LEVELS),
        )
    ),
    productivity=st.none()
    | st.builds(
        Productivity,
        value=amounts,
        unit=st.sampled_from(list(taxonomy.PRODUCTIVITY_UNITS)),
        per=st.sampled_from(list(taxonomy.PRODUCTIVITY_PERIODS)),
    ),
    accuracy_percent=st.none() | st.floats(min_value=1, max_value=100),
    apply=st.sampled_from(
        [Apply(), Apply("url", url="https://example.com/a"), Apply("email", email="a@example.com")]
    ),
    questions=tuples(
        st.builds(
            ScreeningQuestion,
            text=words,
            kind=st.sampled_from(list(taxonomy.QUESTION_KINDS)),
            required=st.booleans(),
            choices=tuples(words),
        )
    ),
    posted_at=st.none() | st.dates(),
    expires_at=st.none() | st.dates(),
)


@settings(max_examples=150)
@given(records)
def test_a_record_comes_back_from_the_store_as_it_was(record: PostingRecord) -> None:
    stored = json.loads(json.dumps(record.stored()))
    assert PostingRecord.from_stored(stored) == record


@settings(max_examples=60)
@given(records)
def test_every_record_can_be_shown_in_the_form(record: PostingRecord) -> None:
    assert filled(record)["title"] == record.title


def test_what_was_not_said_is_not_stored() -> None:
    stored = PostingRecord(title="Coder", description="<p>Codes.</p>").stored()
    assert stored == {"title": "Coder", "description": "<p>Codes.</p>", "apply": {"by": "board"}}


def test_two_records_that_say_the_same_have_one_digest_whenever_they_run() -> None:
    record = a_record(ref="a", expires_at="2026-12-01")
    assert replace(record, ref="b", expires_at=date(2027, 1, 1)).digest == record.digest
    assert replace(record, title="Another title").digest != record.digest


@pytest.mark.parametrize(
    ("pay", "text", "hourly"),
    [
        (Pay(28.5, 39, "hour"), "$28.50–$39 an hour", (28.5, 39)),
        (Pay(60_000, 80_000, "year"), "$60,000–$80,000 a year", (28.85, 38.46)),
        (Pay(30, 30, "hour"), "$30 an hour", (30, 30)),
        (Pay(30, None, "hour"), "from $30 an hour", (30, 30)),
        (Pay(None, 40, "hour"), "up to $40 an hour", (40, 40)),
        (Pay(2.5, 4, "chart"), "$2.50–$4 per chart", (None, None)),
    ],
)
def test_pay_reads_as_people_say_it(pay: Pay, text: str, hourly: tuple[float, float]) -> None:
    assert pay.text == text
    assert pay.hourly == hourly


def test_everywhere_means_all_states_and_the_district() -> None:
    assert len(ALL_STATES) == 51
    assert a_record(eligible_states=list(ALL_STATES)).works_everywhere
    assert a_record(eligible_states=[*ALL_STATES, "PR"]).works_everywhere
    assert not a_record(eligible_states=list(ALL_STATES)[1:]).works_everywhere


def test_productivity_reads_as_people_say_it() -> None:
    assert Productivity(3, "chart", "hour").text == "3 charts per hour"
    assert Productivity(1, "workload-unit", "day").text == "1 workload unit per day"


def test_what_was_worked_out_from_a_record_is_not_stored_with_it() -> None:
    record = PostingRecord(title="Coder", description="<p>Codes.</p>")
    before = record.stored()
    assert record.digest and record.stored() == before
