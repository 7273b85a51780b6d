from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from jobboard.postings.policy import GONE_AFTER, end_of, is_gone, last_day_over, missing, start_of
from jobboard.postings.record import Pay, PostingRecord
from tests.making import NOON, a_record

NEW_YORK = ZoneInfo("America/New_York")


def lacking(**wording: Any) -> list[str]:
    return [problem.field for problem in missing(a_record(**wording))]


def test_a_complete_record_lacks_nothing() -> None:
    assert lacking() == []


@pytest.mark.parametrize(
    "field", ["role", "level", "setting", "employment_type", "arrangement", "pay"]
)
def test_each_thing_that_candidates_need_is_asked_for(field: str) -> None:
    assert lacking(**{field: None}) == [field]


def test_a_job_needs_a_specialty() -> None:
    assert lacking(specialties=[]) == ["specialties"]


def test_remote_work_needs_states_and_other_work_a_place() -> None:
    assert lacking(eligible_states=[]) == ["eligible_states"]
    assert lacking(arrangement="onsite", places=[]) == ["places"]
    assert lacking(arrangement="hybrid", eligible_states=[]) == []


def test_a_named_reason_stands_for_the_pay() -> None:
    assert lacking(pay=None, pay_missing="union-contract") == []


@pytest.mark.parametrize(
    ("pay", "says"),
    [
        ({"min": 30, "unit": "hour"}, "both ends"),
        ({"min": 20, "max": 90, "unit": "hour"}, "four times"),
        ({"min": 30, "max": 40, "unit": "year"}, "check the unit"),
        ({"min": 60_000, "max": 80_000, "unit": "hour"}, "check the unit"),
    ],
)
def test_pay_that_tells_nothing_is_sent_back(pay: dict[str, Any], says: str) -> None:
    (problem,) = missing(a_record(pay=pay))
    assert problem.field == "pay"
    assert says in problem.sentence


def test_pay_by_the_chart_has_no_hourly_bounds() -> None:
    assert missing(replace(a_record(), pay=Pay(1.5, 4, "chart"))) == []


def test_a_few_words_are_no_description() -> None:
    (problem,) = missing(a_record(description="<p>You code.</p>"))
    assert problem.field == "description"
    assert "there are 9" in problem.sentence


def test_a_last_day_is_inclusive_in_the_site_s_zone() -> None:
    assert end_of(date(2026, 12, 31), NEW_YORK) == datetime(2027, 1, 1, 5, tzinfo=UTC)
    assert start_of(date(2026, 11, 1), NEW_YORK) == datetime(2026, 11, 1, 4, tzinfo=UTC)


def test_days_are_whole_when_the_clocks_change() -> None:
    change = date(2026, 11, 1)
    length = end_of(change, NEW_YORK).astimezone(UTC) - start_of(change, NEW_YORK).astimezone(UTC)
    assert length == timedelta(hours=25)


def test_today_may_still_be_the_last_day() -> None:
    record = PostingRecord(title="Coder", description="Codes", expires_at=date(2026, 11, 2))
    assert last_day_over(record, date(2026, 11, 2)) == []
    assert [problem.field for problem in last_day_over(record, date(2026, 11, 3))] == ["expires_at"]


def test_a_job_s_page_is_gone_ninety_days_after_its_end() -> None:
    assert not is_gone(None, NOON)
    assert not is_gone(NOON - GONE_AFTER, NOON)
    assert is_gone(NOON - GONE_AFTER - timedelta(seconds=1), NOON)
