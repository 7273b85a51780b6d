"""A sample of 300: complete, fitting together as in life, and no two texts alike."""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from jobboard import taxonomy
from jobboard.codes.intervals import Interval
from jobboard.postings import parsing, policy
from jobboard.sample.records import compose, records
from tests.sample.reading_texts import masked, sentences

TODAY = date(2026, 11, 2)
SEEDS = (1, 2, 17)
TRANSPLANT = Interval.parse("cpt:38204-38243")
CODERS = ("inpatient-facility-coder", "specialty-profee-coder", "outpatient-facility-coder")


@cache
def sample(seed: int = 1) -> list[dict[str, Any]]:
    return list(records(300, seed, TODAY))


def with_role(role: str) -> list[dict[str, Any]]:
    found = [record for seed in SEEDS for record in sample(seed) if record["role"] == role]
    assert found
    return found


def asked(record: dict[str, Any]) -> set[str]:
    return {*record["credentials"]["any_of"], *record["credentials"]["all_of"]}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_record_is_as_complete_as_a_poster_must_make_it(seed):
    for record in sample(seed):
        assert policy.missing(parsing.read(record)) == []


def test_the_same_seed_makes_the_same_records():
    assert list(records(40, 5, TODAY)) == list(records(40, 5, TODAY))
    assert list(records(40, 5, TODAY)) != list(records(40, 6, TODAY))


def test_a_seed_makes_the_same_records_on_every_machine():
    first = next(records(300, 1, TODAY))
    assert (first["title"], first["employer"]) == (
        "Senior Chargemaster Analyst – Remote",
        "Larkmere University Hospitals",
    )


@pytest.mark.parametrize("seed", (1, 2, 3, 4))
def test_no_two_descriptions_share_more_than_two_fifths_of_their_sentences(seed):
    texts = [sentences(record["description"]) for record in records(300, seed, TODAY)]
    shared = max(len(one & two) / min(len(one), len(two)) for one, two in combinations(texts, 2))
    assert shared <= 0.4


@pytest.mark.parametrize("seed", SEEDS)
def test_nor_more_than_three_fifths_when_names_and_numbers_do_not_count(seed):
    names = {record["employer"] for record in sample(seed)}
    texts = [
        {masked(sentence, names) for sentence in sentences(record["description"])}
        for record in sample(seed)
    ]
    shared = max(len(one & two) / min(len(one), len(two)) for one, two in combinations(texts, 2))
    assert shared <= 0.6


@pytest.mark.parametrize("seed", SEEDS)
def test_nor_more_than_two_fifths_when_only_the_templates_count(seed):
    texts = [composed.written for composed in compose(300, seed, TODAY)]
    assert max(one.shared_with(two) for one, two in combinations(texts, 2)) <= 0.4


@pytest.mark.parametrize("seed", SEEDS)
def test_about_forty_employers_post_some_many_jobs_and_some_few(seed):
    posted = Counter(record["employer"] for record in sample(seed))
    assert 36 <= len(posted) <= 48
    assert posted.most_common(1)[0][1] >= 12
    assert sum(count <= 4 for count in posted.values()) >= 8


@pytest.mark.parametrize("seed", SEEDS)
def test_all_are_live_on_the_day_and_were_posted_within_weeks(seed):
    posted = [date.fromisoformat(record["posted_at"]) for record in sample(seed)]
    assert min(posted) >= TODAY - timedelta(days=45) and max(posted) == TODAY
    assert len(set(posted)) > 30
    for record, begin in zip(sample(seed), posted, strict=True):
        end = date.fromisoformat(record["expires_at"])
        assert end > TODAY and timedelta(days=30) <= end - begin <= timedelta(days=75)


def test_nearly_all_titles_are_different():
    assert len({record["title"] for record in sample()}) > 250


def test_an_inpatient_coder_is_asked_for_a_hospital_credential():
    for record in with_role("inpatient-facility-coder"):
        assert asked(record) & {"CCS", "CIC"}


def test_a_risk_adjustment_coder_is_asked_for_its_credential():
    for record in with_role("risk-adjustment-coder"):
        # Beginners may still earn it.
        assert "CRC" in asked(record) | set(record["credentials"]["preferred"])


@pytest.mark.parametrize("role", ["ed-facility-coder", "ed-profee-coder"])
def test_an_emergency_coder_covers_the_visit_levels(role):
    for record in with_role(role):
        assert "cpt:99281-99285" in record["codes"]


def test_transplant_coders_cover_the_family_and_are_asked_for_ccs_or_chonc():
    found = [
        record
        for role in CODERS[:2]
        for record in with_role(role)
        if "transplant-cellular" in record["specialties"]
    ]
    assert len(found) >= 15
    for record in found:
        assert "cpt:38204-38243" in record["codes"]
        assert asked(record) & {"CCS", "CHONC"}


@pytest.mark.parametrize("seed", SEEDS)
def test_enough_jobs_touch_the_transplant_codes(seed):
    touching = [
        record
        for record in sample(seed)
        if any(Interval.parse(code).overlaps(TRANSPLANT) for code in record.get("codes", ()))
    ]
    assert len(touching) >= 15


def test_pay_rises_with_the_level():
    def middle(level: str) -> float:
        paid = [
            (low + high) / 2
            for record in with_role("inpatient-facility-coder")
            if record["level"] == level and "pay" in record
            for low, high in [parsing.read(record).pay.hourly]
            if low is not None
        ]
        return sum(paid) / len(paid)

    assert middle("coder-1") < middle("coder-2") < middle("coder-3") < middle("senior")


def test_most_state_their_pay_and_each_other_has_a_reason():
    for seed in SEEDS:
        silent = [record for record in sample(seed) if "pay" not in record]
        assert 3 <= len(silent) <= 40
        assert all(record["pay_missing"] in taxonomy.PAY_MISSING_REASONS for record in silent)


def test_no_range_is_kept_from_people_whose_law_asks_for_it():
    with_law = {"CA", "CO", "IL", "MD", "MN", "NY", "WA"}
    for seed in SEEDS:
        for record in sample(seed):
            if record.get("pay_missing") in ("not-set", "client-confidential", "union-contract"):
                states = set(record.get("eligible_states", ()))
                assert not states & with_law


def test_remote_jobs_are_open_to_all_states_or_to_a_few():
    counts = {
        len(record["eligible_states"]) for record in sample() if record["arrangement"] == "remote"
    }
    assert 51 in counts and all(count == 51 or count <= 14 for count in counts)


def test_charts_and_encounters_are_counted_as_the_work_is():
    for seed in SEEDS:
        for record in sample(seed):
            output = record.get("productivity")
            if output and record["role"] == "inpatient-facility-coder":
                assert output["unit"] == "chart" and output["value"] <= 4
            if output and record["role"] == "profee-coder":
                assert (output["unit"], output["per"]) == ("encounter", "day")


def test_a_large_sample_has_more_employers():
    names = {record["employer"] for record in records(3000, 1, TODAY)}
    assert len(names) > 120
