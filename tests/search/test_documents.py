"""What the index knows of a posting. Pure: no database."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from jobboard.codes.intervals import Interval
from jobboard.gateways.search_engine import HIGHLIGHT_POST, HIGHLIGHT_PRE
from jobboard.postings.record import ALL_STATES
from jobboard.search import schema
from jobboard.search.documents import document, fingerprint, spot_of, summary_of, works_from
from tests.making import NOON, a_record

HOUSTON = SimpleNamespace(state="TX", lat=29.70512, lng=-95.40151)
TULSA = SimpleNamespace(state="OK", lat=36.15, lng=-95.99)
ACME = SimpleNamespace(id=7, name="Acme Health", slug="acme-health", kind="hospital")


def a_document(
    *, mentioned: tuple[str, ...] = (), places: tuple[Any, ...] = (HOUSTON,), **said: Any
) -> dict[str, Any]:
    record = a_record(**said)
    asked = record.credentials
    tags = [("credential-any", one) for one in asked.any_of]
    tags += [("credential-mentioned", one) for one in mentioned if ":" not in one]
    codes = [SimpleNamespace(interval=one, stated=True) for one in record.codes]
    codes += [
        SimpleNamespace(interval=Interval.parse(one), stated=False)
        for one in mentioned
        if ":" in one
    ]
    wording = SimpleNamespace(
        id=3,
        digest=record.digest,
        says=lambda: record,
        tags=[SimpleNamespace(kind=kind, value=value) for kind, value in tags],
        codes=codes,
        places=list(places),
    )
    posting = SimpleNamespace(
        id=42,
        source=None,
        published_at=NOON,
        publish_at=NOON,
        expires_at=datetime(2026, 12, 31, 5, 0, tzinfo=UTC),
    )
    return document(posting, wording, ACME)  # type: ignore[arg-type]


def test_a_document_holds_what_a_result_shows() -> None:
    found = a_document()
    assert found["title"] == "Inpatient Coder – Stem Cell Transplant"
    assert found["slug"] == "inpatient-coder-stem-cell-transplant"
    assert (found["employer"], found["employer_slug"]) == ("Acme Health", "acme-health")
    assert found["place"] == "Houston, TX"
    assert found["pay"] == {"text": "$28.50–$39 an hour", "hourly_min": 28.5, "hourly_max": 39.0}
    assert found["posted"] == int(NOON.timestamp())
    assert found["codes"] == ["cpt:38204-38243", "icd10cm:C91-C95"]
    assert found["summary"].startswith("You code inpatient stays of our transplant service")


def test_the_code_systems_of_the_work_are_words_to_find_it_by() -> None:
    assert {"CPT", "ICD-10-CM"} <= set(a_document()["labels"])


def test_what_was_not_stated_is_empty_and_never_invented() -> None:
    found = a_document(
        pay=None, places_given=None, level=None, credentials=None, setting=None, places=()
    )
    assert (found["pay"], found["level"], found["setting"]) == (None, None, None)
    assert (found["credentials"], found["apprentice"]) == ([], None)


def test_what_the_text_mentions_stays_apart_from_what_was_stated() -> None:
    found = a_document(mentioned=("RHIT", "cpt:99213"))
    assert found["credentials"] == ["CCS", "CIC", "CHONC"]
    assert found["credentials_found"] == ["CCS", "CIC", "CHONC", "RHIT"]
    assert found["codes"] == ["cpt:38204-38243", "icd10cm:C91-C95"]
    assert found["codes_mentioned"] == ["cpt:99213"]
    assert "cpt:99213" in found["covers"]


def test_families_are_those_that_share_a_code() -> None:
    families = a_document(codes=["cpt:38240-38243"])["families"]
    assert "cpt-38204-38243" in families
    assert not [slug for slug in families if slug.startswith("icd10cm")]


def test_what_lies_above_a_cell_is_kept_apart() -> None:
    found = a_document(codes=["cpt:38240"])
    assert found["covers"] == ["cpt:38240"]
    assert found["covers_up"] == ["cpt", "cpt:3", "cpt:38", "cpt:382", "cpt:3824"]


@pytest.mark.parametrize(
    ("arrangement", "eligible", "states", "expected"),
    [
        ("onsite", ["TX", "FL"], ["OK"], ["OK"]),
        ("hybrid", [], ["OK", "OK", "TX"], ["OK", "TX"]),
        ("remote", ["TX", "FL"], ["OK"], ["TX", "FL"]),
        ("remote", [], ["OK"], list(ALL_STATES)),
        (None, [], ["OK"], ["OK"]),
        (None, ["TX"], [], ["TX"]),
        (None, [], [], []),
    ],
)
def test_the_states_where_the_work_may_be_done(
    arrangement: str | None, eligible: list[str], states: list[str], expected: list[str]
) -> None:
    record = a_record(arrangement=arrangement, eligible_states=eligible or None)
    assert works_from(record, states) == expected


def test_a_job_in_several_places_has_a_spot_for_each() -> None:
    found = a_document(places=(HOUSTON, TULSA, HOUSTON))
    assert found["spots"] == [spot_of(29.70512, -95.40151), "36.1500,-95.9900"]
    assert found["states"] == ["TX", "OK"]


def test_the_labels_have_the_words_that_people_use() -> None:
    labels = [label.casefold() for label in a_document(mentioned=("RHIT",))["labels"]]
    for words in ("ccs", "certified coding specialist", "remote", "texas", "epic"):
        assert words in labels
    assert "registered health information technician" in labels


def test_a_text_never_carries_the_marks_of_highlighting() -> None:
    found = a_document(description=f"<p>Code {HIGHLIGHT_PRE}inpatient{HIGHLIGHT_POST} stays</p>")
    assert found["description"] == "Code inpatient stays"


def test_every_document_can_be_written() -> None:
    document = a_document(title="Coder \U000f0001 for \x07 us")
    assert orjson.loads(orjson.dumps(document))["title"] == document["title"]


def test_a_summary_ends_with_a_whole_word() -> None:
    long = "coding " * 100
    assert summary_of("short text") == "short text"
    assert summary_of(long).endswith("coding…")
    assert len(summary_of(long)) <= 220
    assert len(summary_of("x" * 1000)) == 220


def test_every_field_that_the_schema_names_is_in_the_document() -> None:
    found = a_document()
    named = {*schema.SEARCHABLE, *schema.FILTERABLE, *schema.SORTABLE}
    assert {name.partition(".")[0] for name in named} <= found.keys()


def test_the_fingerprint_is_that_of_the_values() -> None:
    assert fingerprint(1, None, NOON) == fingerprint(1, None, NOON)
    assert fingerprint(1, None, NOON) != fingerprint(1, "None ", NOON)
    assert 0 <= fingerprint("x") < 2**53


@pytest.mark.parametrize("heading", ["<h2>About us</h2>", "<p><strong>About us</strong></p>"])
@pytest.mark.parametrize("headings", [1, 100])
def test_a_summary_has_no_headings_however_many_come_first(heading: str, headings: int) -> None:
    text = heading * headings + "<p>You code stays.</p>" + "<p>More.</p>" * 200
    assert a_document(description=text)["summary"].startswith("You code stays. More. More.")


def test_a_summary_keeps_a_bold_word_within_a_sentence() -> None:
    text = "<p><strong>You</strong> code stays.</p>"
    assert a_document(description=text)["summary"] == "You code stays."
