"""What a new wording changes."""

from dataclasses import replace

from jobboard.moderation.differences import LABELS, Piece, differences
from jobboard.postings.record import ENVELOPE, PostingRecord
from tests.making import a_record


def test_equal_records_have_no_differences() -> None:
    assert differences(a_record(), a_record()) == []


def test_only_the_words_that_changed_are_marked() -> None:
    before, after = a_record(title="Inpatient Coder II"), a_record(title="Inpatient Coder III")
    (difference,) = differences(before, after)
    assert difference.label == "Title"
    assert difference.pieces == (
        Piece("same", "Inpatient Coder "),
        Piece("gone", "II"),
        Piece("new", "III"),
    )


def test_a_pay_that_was_taken_away_is_seen() -> None:
    before = a_record()
    (difference,) = differences(before, replace(before, pay=None))
    assert (difference.before, difference.after) == ("$28.50–$39 an hour", "")


def test_every_field_of_a_record_is_compared() -> None:
    fields = set(PostingRecord.__dataclass_fields__) - ENVELOPE | {"posted_at", "expires_at"}
    assert set(LABELS) == fields
