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


LINES = [f"<p>Paragraph {number}.</p>" for number in range(1, 13)]


def _changed(before: list[str], after: list[str]) -> tuple[Piece, ...]:
    texts = (a_record(description="".join(before)), a_record(description="".join(after)))
    (difference,) = differences(*texts)
    return difference.pieces


def test_what_is_far_from_a_change_is_folded_and_its_paragraphs_stay_apart() -> None:
    far, near, new = _changed(LINES, [*LINES, "<p>Paid study time.</p>"])
    assert (far.kind, far.lines) == ("folded", 10)
    assert near == Piece("same", "Paragraph 11.\nParagraph 12.\n")
    assert new == Piece("new", "Paid study time.")


def test_a_change_in_the_middle_is_read_with_what_stands_on_both_sides() -> None:
    pieces = _changed(LINES, [*LINES[:6], "<p>Paid study time.</p>", *LINES[6:]])
    assert [piece.kind for piece in pieces] == ["folded", "same", "new", "same", "folded"]


def test_a_text_that_only_got_bold_letters_is_said_to_have_the_same_words() -> None:
    before, after = (
        a_record(description="<p>Code.</p>"),
        a_record(description="<p><b>Code.</b></p>"),
    )
    (difference,) = differences(before, after)
    assert difference.says_the_same
