"""What counts as an answer where no code has all the words of a question."""

import pytest

from jobboard.lookup.overlap import has_words, is_enough

ENOUGH = [
    ("marrow harvest autologous", "Taking a patient’s marrow, an autologous one", True),
    ("diabetic neuropathic ulcer", "Diabetes with neuropathy", True),
    ("the sepsis", "Sepsis, unspecified", True),
    ("advance beneficiary notice", "A notice is hung on the door", False),
    ("drop table", "Over-bed table", False),
    ("how to become a coder", "They become cells", False),
    ("office visit established patient", "Post office as the place", False),
]


@pytest.mark.parametrize(("question", "text", "enough"), ENOUGH)
def test_one_shared_word_of_several_is_no_answer(question, text, enough):
    assert is_enough(question, text) is enough


def test_signs_are_no_words():
    assert has_words("a") and not has_words("% ’ 🩸")
